"""What a reader follows: searches kept in her interests, and the new papers that fit them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.errors import InterestsError, SummarizerError, UsageError
from summarizer.library.query import OneOf, parse_query
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from summarizer.library.query import Query
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry
    from summarizer.settings import Settings


@dataclass(frozen=True, slots=True)
class Follow:
    """A search that is followed: as it is written, and what it asks for."""

    text: str
    query: Query


@dataclass(frozen=True, slots=True)
class News:
    """Papers that were never shown before, as reviews leave them, with every topic.

    `sources` tells by id which lists have a paper, each as the search index has it.
    """

    entries: Sequence[Entry]
    sources: Mapping[str, Sequence[str]]


def checked(text: str) -> Query:
    """A search that can be followed. Raises UsageError as a search does, and for days."""
    query = parse_query(text)
    if query.since or query.until:
        name = "since" if query.since else "until"
        message = (
            f"`{name}:` can't be followed, as every new paper is of today: "
            f"leave it out, or use `summarize search`"
        )
        raise UsageError(message)
    return query


def texts(run: Run) -> tuple[str, ...]:
    """What is followed, as it is written; nothing, with a warning, where it cannot be read."""
    from summarizer.interests import interestsfile

    try:
        return interestsfile.read().follows
    except InterestsError as error:
        run.observer.warn(f"nothing that you follow is looked for: {error}")
        return ()


def follows(written: Sequence[str], run: Run, present: Collection[str] = ()) -> list[Follow]:
    """What is followed, each topic by its name; what cannot be is left out with one warning.

    Names that are `present` are topics, whether the vocabulary knows them or not.
    """
    found, failed = [], {}
    for text in written:
        try:
            found.append(Follow(text, resolved(checked(text), run.settings, present)))
        except SummarizerError as error:
            failed[text] = error
    if failed:
        text, reason = next(iter(failed.items()))
        others = f" and {counted(len(failed) - 1, 'other')}" if len(failed) > 1 else ""
        are = "are" if others else "is"
        run.observer.warn(f"`{text}`{others} of what you follow {are} left out: {reason}")
    return found


def resolved(query: Query, settings: Settings, present: Collection[str] = ()) -> Query:
    """A query whose topics are those of the vocabulary, or among these names.

    Raises UsageError for an unknown topic, VocabularyError where there is no vocabulary.
    """
    if not query.tags:
        return query
    tags = (_resolved(each, settings, present) for each in query.tags)
    return replace(query, tags=tuple(tags))


def _resolved(tags: OneOf, settings: Settings, present: Collection[str]) -> OneOf:
    from summarizer.topics import vocabularyfile
    from summarizer.topics.vocabulary import wanted

    names = [
        value if value in present else wanted(value, vocabularyfile.in_use(settings))
        for value in tags.values
    ]
    return replace(tags, values=tuple(names), exact=True)


def with_follows(papers: Sequence[Entry], run: Run, news: Callable[[], News]) -> Sequence[Entry]:
    """Papers as they are shown, each that is news with what is followed that it fits.

    Where nothing is followed, nothing is done, and `news` is not asked for.
    """
    written = texts(run) if papers else ()
    if not written:
        return papers
    found = news()
    present = {tag for entry in found.entries for tag in entry.tags}
    known = follows(written, run, present)
    try:
        fitting = _fitting(known, found, run.settings.min_score or 0.0)
    except (SummarizerError, sqlite3.Error) as error:
        run.observer.warn(f"nothing that you follow is looked for: {error}")
        return papers
    return [
        replace(paper, follows=tuple(fitting[paper.id])) if paper.id in fitting else paper
        for paper in papers
    ]


def _fitting(known: Sequence[Follow], news: News, least: float) -> dict[str, list[str]]:
    from summarizer.library.fitting import Papers

    papers = Papers(news.entries, news.sources, least)
    found: dict[str, list[str]] = {}
    for follow, numbers in zip(known, papers.fit([each.query for each in known]), strict=True):
        for number in numbers:
            found.setdefault(news.entries[number].id, []).append(follow.text)
    return found

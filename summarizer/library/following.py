"""What a reader follows: searches kept in her interests, and the new papers that fit them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.errors import InterestsError, SummarizerError, UsageError
from summarizer.library.query import OneOf, parse_query
from summarizer.text.counting import counted
from summarizer.text.plain import hides

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from summarizer.library.query import Query
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry
    from summarizer.settings import Settings


_TOPICS = "SELECT DISTINCT tag FROM tag"


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


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed, how many stored papers fit it, and the first and the newest of their days.

    `problem` says why it is left out, where it is.
    """

    query: str
    papers: int | None = None
    since: str | None = None
    newest: str | None = None
    problem: str | None = None


def checked(text: str) -> Query:
    """A search that can be followed. Raises UsageError as a search does, and for days."""
    if hides(text):
        message = "it has control or invisible characters: type it again"
        raise UsageError(message)
    query = parse_query(text)
    if query.since or query.until:
        name = "since" if query.since else "until"
        message = (
            f"`{name}:` can't be followed, since only new papers are news: leave it out, "
            "or use `summarize search`"
        )
        raise UsageError(message)
    return query


def noted(asked: Sequence[str], run: Run) -> list[str]:
    """What has to be said of searches that are to be followed.

    Raises UsageError as a search does for the first that cannot be.
    """
    present = _stored_topics(run)
    queries = [checked(text) for text in asked]
    for query in queries:
        resolved(query, run.settings, present)
    notes = [note for query in queries for note in query.notes]
    return [*notes, *filter(None, map(_apart, queries))]


def _apart(query: Query) -> str:
    """What to write where words that may be meant as a phrase are looked for one by one."""
    plain = [each.text for each in query.words if not (each.column or each.negated)]
    if len(plain) < 2 or any(" " in each for each in plain):  # noqa: PLR2004 - one has no neighbour
        return ""
    words = " ".join(plain)
    return f"`{words}` fits papers with these words anywhere: for the phrase, write '\"{words}\"'"


def added(asked: Sequence[str]) -> list[str]:
    """Follow searches; gives those that were not followed before.

    Raises InterestsError where the file of interests is not valid, OutputError where it cannot
    be written.
    """
    from summarizer.interests import editor

    return [text for text in asked if editor.follow(text).changed]


def removed(asked: Sequence[str]) -> list[str]:
    """Follow searches no more; gives them as they were written.

    One that asks for the same is taken for the one that is meant. Raises InterestsError as
    `added` does, and where something is not followed, asking back.
    """
    from summarizer.interests import editor, interestsfile

    known = interestsfile.read().follows
    meant = [_meant(text, known) for text in asked]
    for text in sorted(meant, key=known.__contains__):  # what is not followed ends it at once
        editor.unfollow(text)
    return meant


def _meant(text: str, known: Sequence[str]) -> str:
    """The search that is followed and asks for the same; the text itself where none does."""
    if text in known:
        return text
    return next((each for each in known if _same(each, text)), text)


def _same(one: str, other: str) -> bool:
    try:
        return parse_query(one.casefold()) == parse_query(other.casefold())
    except UsageError:
        return False


def extents(written: Sequence[str], run: Run) -> list[Followed]:
    """What is followed, with how much is stored of it."""
    from summarizer.library import search

    present, problems = _stored_topics(run), dict[str, str]()
    queries: dict[str, Query] = {}
    for text in written:
        try:
            queries[text] = resolved(checked(text), run.settings, present)
        except SummarizerError as error:
            problems[text] = str(error)
    found = search.extents(list(queries.values()), run, run.settings.min_score)
    known = {
        text: Followed(text, each.papers, each.first, each.newest)
        for text, each in zip(queries, found, strict=True)
    }
    return [known.get(text) or Followed(text, problem=problems[text]) for text in written]


def _stored_topics(run: Run) -> set[str]:
    """The names of all topics that stored papers have."""
    from summarizer.library.search import on_index

    if not run.library.stamps():
        return set()
    return {tag for (tag,) in on_index(run, lambda index: index.rows(_TOPICS))}


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

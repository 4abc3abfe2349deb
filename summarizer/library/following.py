"""What a reader follows: searches kept in her interests, and the new papers that fit them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.errors import InterestsError, SummarizerError, UsageError
from summarizer.library.query import OneOf, parse_query
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from summarizer.library.query import Query
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry
    from summarizer.settings import Settings


@dataclass(frozen=True, slots=True)
class Follow:
    """A search that is followed: as it is written, and what it asks for."""

    text: str
    query: Query


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


def followed(run: Run, entries: Collection[Entry] = ()) -> list[Follow]:
    """What is followed, each topic by its name; what cannot be read is left out with a warning.

    A topic that one of the entries has is one, whether the vocabulary knows it or not.
    """
    from summarizer.interests import interestsfile

    try:
        texts = interestsfile.read().follows
    except InterestsError as error:
        run.observer.warn(f"nothing that you follow is looked for: {error}")
        return []
    present = {tag for entry in entries for tag in entry.tags} if texts else set()
    found, failed = [], {}
    for text in texts:
        try:
            found.append(Follow(text, resolved(checked(text), run.settings, present)))
        except SummarizerError as error:
            failed[text] = error
    if failed:
        text, reason = next(iter(failed.items()))
        others = f" (and {counted(len(failed) - 1, 'other')})" if failed.keys() - {text} else ""
        run.observer.warn(f"`{text}`{others} of what you follow is left out: {reason}")
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


def news(
    entries: Sequence[Entry], run: Run, sources: Mapping[str, Sequence[str]] | None = None
) -> dict[str, tuple[str, ...]]:
    """Of each entry that fits something followed, by its id, what that is.

    The entries are as a review leaves them. `sources` tells by id which lists have a paper, as
    the index has it. Where nothing is followed, nothing is done.
    """
    follows = followed(run, entries) if entries else []
    if not follows:
        return {}
    try:
        return _news(entries, follows, run, sources or {})
    except (SummarizerError, sqlite3.Error) as error:
        run.observer.warn(f"nothing that you follow is looked for: {error}")
        return {}


def _news(
    entries: Sequence[Entry],
    follows: Sequence[Follow],
    run: Run,
    sources: Mapping[str, Sequence[str]],
) -> dict[str, tuple[str, ...]]:
    from summarizer.library.fitting import Papers

    papers = Papers(entries, sources, run.settings.min_score or 0.0)
    found: dict[str, list[str]] = {}
    for follow, numbers in zip(follows, papers.fit([each.query for each in follows]), strict=True):
        for number in numbers:
            found.setdefault(entries[number].id, []).append(follow.text)
    return {identity: tuple(texts) for identity, texts in found.items()}

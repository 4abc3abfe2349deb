"""Which stored papers are written as notes, each with the days that list it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.library import overview
from summarizer.library.query import OneOf, Query, parse_query
from summarizer.library.search import search
from summarizer.papers.certainty import at_least

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.library.run import Options, Run
    from summarizer.papers.records import Entry

_RANKED = 5000
"""The newest papers, of which those for the reader are looked for."""


@dataclass(frozen=True)
class Choice:
    """What is wanted of all that is stored; nothing means everything. Days are as in a search."""

    since: str | None = None
    until: str | None = None
    tags: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    for_me: str | None = None
    min_relevance: float | None = None
    limit: int | None = None

    def query(self) -> Query:
        """The same as a search asks it. Raises UsageError for a day, or a mark, that is none."""
        filters = [("since", self.since), ("until", self.until), ("marked", ",".join(self.marked))]
        asked = " ".join(f'{name}:"{value}"' for name, value in filters if value)
        read = parse_query(asked) if asked else Query()
        tags = (OneOf(self.tags),) if self.tags else ()
        return Query(tags=tags, since=read.since, until=read.until, marked=read.marked)


def stored(choice: Choice, run: Run) -> list[tuple[Entry, tuple[str, ...]]]:
    """The stored papers of a choice, the newest first. Raises UsageError for an unknown topic."""
    query = choice.query()
    if not run.library.stamps():
        return []
    most = _RANKED if choice.for_me else choice.limit or sys.maxsize // 8
    found: Sequence[Entry] = search(query, run, most, run.settings.min_score).papers
    if choice.for_me:
        from summarizer import ranking

        ranked = ranking.of(run, choice.for_me, offline=True)
        found, order = ranked.ordered(found, choice.min_relevance)
        found = found[: order.relevant][: choice.limit]
    return _listed(found, run)


def digested(
    specs: Sequence[str], options: Options, run: Run
) -> list[tuple[Entry, tuple[str, ...]]]:
    """The papers of a digest; of one that is ordered for its reader, those for her.

    Raises UsageError, NothingListed or ServiceError, as `pipeline.digest` does.
    """
    from summarizer import pipeline

    made = pipeline.digest(specs, options, run)
    papers = made.papers[: made.for_me.relevant] if made.for_me else made.papers
    return _listed(at_least(papers, run.settings.min_score), run)


def _listed(papers: Sequence[Entry], run: Run) -> list[tuple[Entry, tuple[str, ...]]]:
    days = overview.days_of_papers(run) if papers else {}
    return [
        (each, tuple(days.get(each.id) or ([each.listed] if each.listed else ())))
        for each in papers
    ]

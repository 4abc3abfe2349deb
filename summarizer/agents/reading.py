"""The tools that find papers: by a search, by likeness to one, by what their reader wants."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from summarizer.agents import listings
from summarizer.agents.answers import place
from summarizer.agents.arguments import Argument
from summarizer.agents.reference import called
from summarizer.agents.suspicion import seen, suspicious
from summarizer.agents.timeline import EMPTY, newest_day
from summarizer.agents.tools import Tool
from summarizer.library.rollup import rollup
from summarizer.papers.periods import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.agents.answers import Answer, Place
    from summarizer.library.query import Query
    from summarizer.library.run import Run
    from summarizer.library.textsearch import Shown

_A_WEEK = 7
_HEADING = 100
"""Characters of a section's heading."""
_NONE_KEPT = "no full text is kept yet: the reader fetches one with `summarize fulltext ID`"
_NEAREST = 100
"""Papers like one that can be paged through."""


def tools() -> tuple[Tool, ...]:
    """Every tool of this module."""
    paged = listings.PAGING
    text: dict[str, Any] = {"type": "string"}
    return (
        Tool(
            name="search",
            title="Search stored papers",
            about='Search all stored papers by words, "phrases" and filters (tag: author: '
            "organization: since: until: source: marked: reviewed: title: abstract: tldr:; - "
            "before a part excludes it). All parts must fit; best first. Example: sparse "
            "attention tag:rag since:2025-06.",
            arguments=(
                Argument(name="query", about="what to look for", required=True),
                Argument(
                    name="where",
                    about="`text`: in full texts, with passages",
                    choices=("papers", "text"),
                    default="papers",
                ),
                *paged,
            ),
            output=lambda: listings.schema(query=text),
            answer=search,
        ),
        Tool(
            name="similar",
            title="Papers like one",
            about="The stored papers most like one of them, each with its nearness (0 to 1) and "
            "why.",
            arguments=(
                Argument(name="id", about="id, or the beginning of a title or id", required=True),
                *paged,
            ),
            output=lambda: listings.schema(id=text),
            answer=similar,
        ),
        Tool(
            name="for_me",
            title="Papers for the reader",
            about="The newest stored papers in the order in which the reader wants them, by their "
            "interests and marks, each with its relevance (0.5: one in two such papers is wanted) "
            "and why.",
            arguments=(
                Argument(
                    name="days",
                    about="so many days up to the newest stored one",
                    kind="integer",
                    default=_A_WEEK,
                    least=1,
                    most=366,
                ),
                Argument(name="profile", about="one of the reader's profiles (default: all)"),
                *paged,
            ),
            output=lambda: listings.schema(since=text, until=text),
            answer=for_me,
        ),
    )


def search(run: Run, given: Mapping[str, Any]) -> Answer:
    """What a query finds. Raises UsageError."""
    from summarizer.library.query import parse_query
    from summarizer.library.search import search as found_by

    at = place("search", given)
    asked = parse_query(given["query"])
    if given["where"] == "text":
        return _in_texts(run, given, asked, at)
    found = found_by(asked, run, at.end, run.settings.min_score)
    notes = [*asked.notes, *([] if found.stored else [EMPTY])]
    return listings.Page(
        head="Found",
        papers=found.papers[at.offset :],
        place=at,
        total=found.total,
        abstracts=given["abstracts"],
        data={"query": given["query"]},
        notes=notes,
    ).answer()


def _in_texts(run: Run, given: Mapping[str, Any], asked: Query, at: Place) -> Answer:
    """The papers whose full text fits, each with passages; of one not stored, its title alone."""
    from summarizer.annotate.entries import unannotated
    from summarizer.library.textsearch import search_texts
    from summarizer.papers.records import Paper

    found = search_texts(asked, run, at.end, run.settings.min_score, at.offset)
    texts = found.papers
    papers = [
        each.entry or unannotated(Paper(id=each.id, title=each.title, abstract=""))
        for each in texts
    ]
    passages = {each.id: [_passage(shown) for shown in each.passages] for each in texts}
    notes = [*asked.notes, *([] if found.kept else [_NONE_KEPT])]
    return listings.Page(
        head=f"Found in {found.kept} full texts",
        papers=papers,
        place=at,
        total=found.total,
        abstracts=given["abstracts"],
        data={"query": given["query"]},
        more={name: {"passages": shown} for name, shown in passages.items()},
        notes=notes,
    ).answer()


def _passage(shown: Shown) -> dict[str, Any]:
    section = seen(shown.section)[:_HEADING] if shown.section else None
    told = {"section": section, "start": shown.start, "end": shown.end, "quote": seen(shown.quote)}
    flagged = list(suspicious("quote", shown.quote))
    return told | ({"injections": flagged} if flagged else {})


def similar(run: Run, given: Mapping[str, Any]) -> Answer:
    """The papers most like one. Raises UsageError."""
    from summarizer.library import neighbours

    at = place("similar", given)
    paper = called(given["id"], run)
    near = neighbours.similar([paper], run, _NEAREST)
    more = {
        each.entry.id: {"similarity": {"score": round(each.score, 3), "why": list(each.why)}}
        for each in near
    }
    papers = [each.entry for each in near]
    return listings.Page(
        head="The nearest papers",
        papers=papers[at.offset : at.end],
        place=at,
        total=len(papers),
        abstracts=given["abstracts"],
        data={"id": seen(paper.id)},
        more=more,
    ).answer()


def for_me(run: Run, given: Mapping[str, Any]) -> Answer:
    """The newest papers in their reader's order. Raises UsageError, NothingListed."""
    from summarizer import ranking

    at = place("for_me", given)
    until = newest_day(run)
    since = until - timedelta(days=given["days"] - 1)
    order = ranking.of(run, given["profile"] or ranking.EVERY, offline=True)
    digest = rollup(Span(f"{since} to {until}", since, until), run)
    papers, told = order.ordered(digest.papers)
    return listings.Page(
        head=f"{since} to {until}, the first {told.relevant} are for the reader",
        papers=papers[at.offset : at.end],
        place=at,
        total=len(papers),
        abstracts=given["abstracts"],
        data={"since": since.isoformat(), "until": until.isoformat()},
    ).answer()

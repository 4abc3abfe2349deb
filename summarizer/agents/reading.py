"""The tools that list papers: a search, stored days and weeks, what is alike, what is for her."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from summarizer.agents import listings
from summarizer.agents.answers import place
from summarizer.agents.arguments import Argument
from summarizer.agents.reference import called
from summarizer.agents.suspicion import seen
from summarizer.agents.tools import Tool
from summarizer.errors import NothingListed, UsageError
from summarizer.library import overview
from summarizer.library.rollup import rollup
from summarizer.papers.days import named, parse_day, utc_now
from summarizer.papers.periods import Span, parse_span
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from summarizer.agents.answers import Answer
    from summarizer.agents.listings import Page
    from summarizer.library.run import Run
    from summarizer.papers.records import Digest

EMPTY = "nothing is stored yet: `summarize today` in a terminal gets the newest day"
NO_DAY = (
    "no day is stored, only papers of files: `search` finds them; `summarize today` in a terminal "
    "gets the newest day"
)
_OLD = 3
"""Days after which the newest stored day is told to be old: a weekend is no news."""
_A_WEEK = 7
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
            arguments=(Argument(name="query", about="what to look for", required=True), *paged),
            output=lambda: listings.schema(query=text),
            answer=search,
        ),
        Tool(
            name="today",
            title="The newest stored day",
            about="Papers of the newest stored day, reviewed and most upvoted first; `days_old` "
            "says how old it is. Nothing is fetched.",
            arguments=(listings.TOPIC, *paged),
            output=lambda: listings.schema(date=text, days_old={"type": "integer"}),
            answer=today,
        ),
        Tool(
            name="day",
            title="A stored day",
            about="Papers of one stored day, reviewed and most upvoted first.",
            arguments=(
                Argument(name="date", about="YYYY-MM-DD", required=True),
                listings.TOPIC,
                *paged,
            ),
            output=lambda: listings.schema(date=text),
            answer=day,
        ),
        Tool(
            name="week",
            title="A stored week or month",
            about="Papers of a stored week or month, reviewed and most upvoted first, with the "
            "topics that are new in it.",
            arguments=(
                Argument(
                    name="period",
                    about="such as 2025-W50, 2025-12, or a day of the week (default: newest week)",
                ),
                listings.TOPIC,
                *paged,
            ),
            output=lambda: listings.schema(period={"type": "object"}),
            answer=week,
        ),
        Tool(
            name="similar",
            title="Papers like one",
            about="The stored papers most like one of them, each with its nearness (0 to 1) and "
            "why.",
            arguments=(
                Argument(
                    name="id", about="id, or the beginning of a title or id", required=True
                ),
                *paged,
            ),
            output=lambda: listings.schema(id=text),
            answer=similar,
        ),
        Tool(
            name="for_me",
            title="Papers for the reader",
            about="The newest stored papers in the order in which the reader wants them, by her "
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
                Argument(name="profile", about="one of her profiles (default: all)"),
                *paged,
            ),
            output=lambda: listings.schema(since=text, until=text),
            answer=for_me,
        ),
    )  # fmt: skip


def search(run: Run, given: Mapping[str, Any]) -> Answer:
    """What a query finds. Raises UsageError."""
    from summarizer.library.query import parse_query
    from summarizer.library.search import search as found_by

    at = place("search", given)
    asked = parse_query(given["query"])
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


def today(run: Run, given: Mapping[str, Any]) -> Answer:
    """The newest stored day. Raises NothingListed."""
    newest = newest_day(run)
    old = (utc_now().date() - newest).days
    notes = []
    if old > _OLD:
        notes.append(
            f"the newest stored day is {old} days old: `summarize today` in a terminal gets a "
            "newer one"
        )
    said = "today" if old == 0 else f"{old} days ago"
    listed = _of_day(newest, run, given)
    head = f"{named(newest)} ({said})"
    return replace(listed, head=head, data={**listed.data, "days_old": old}, notes=notes).answer()


def day(run: Run, given: Mapping[str, Any]) -> Answer:
    """One stored day. Raises UsageError, NothingListed."""
    found = parse_day(given["date"])
    if found is None:
        message = f"`{given['date']}` is not a day: write it as 2025-12-09"
        raise UsageError(message)
    return _of_day(found, run, given).answer()


def week(run: Run, given: Mapping[str, Any]) -> Answer:
    """A week, or a month. Raises UsageError, NothingListed."""
    from summarizer.library.rollup import newest_span
    from summarizer.papers.wire import fields

    text = given["period"]
    if not overview.listed_days(run):
        raise NothingListed(nothing(run))
    span = newest_span("week", run) if text is None else _span(text)
    digest = rollup(span, run, _topics(given, run))
    period = fields(digest.period) if digest.period else {}
    listed = _of_digest(digest, given, f"{span.name} ({span.since} to {span.until})")
    return replace(listed, data={"period": period}).answer()


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


def newest_day(run: Run) -> date:
    """The newest day of which a paper is stored. Raises NothingListed."""
    found = filter(None, map(parse_day, reversed(overview.listed_days(run))))
    newest = next(found, None)
    if newest is None:
        raise NothingListed(nothing(run))
    return newest


def _of_day(when: date, run: Run, given: Mapping[str, Any]) -> Page:
    days = overview.listed_days(run)
    if when.isoformat() not in days:
        raise NothingListed(_no_such(when, days) if days else nothing(run))
    digest = rollup(Span(when.isoformat(), when, when), run, _topics(given, run))
    return replace(_of_digest(digest, given, named(when)), data={"date": when.isoformat()})


def nothing(run: Run) -> str:
    """Why no day can be shown: nothing at all is stored, or only what belongs to no day."""
    return NO_DAY if run.library.stamps() else EMPTY


def _no_such(when: date, days: Sequence[str]) -> str:
    text = when.isoformat()
    before, after = [each for each in days if each < text], [each for each in days if each > text]
    return (
        f"nothing is stored for {named(when)}: stored are {counted(len(days), 'day')} from "
        f"{days[0]} to {days[-1]}, the nearest {', '.join([*before[-2:], *after[:2]])}"
    )


def _of_digest(digest: Digest, given: Mapping[str, Any], head: str) -> Page:
    at = place(digest.period.name if digest.period else head, given)
    return listings.Page(
        head=head,
        papers=digest.papers[at.offset : at.end],
        place=at,
        total=len(digest.papers),
        abstracts=given["abstracts"],
    )


def _topics(given: Mapping[str, Any], run: Run) -> list[str]:
    """The topic that is asked for, by its name. Raises UsageError where there is none such."""
    if not given["topic"]:
        return []
    from summarizer.topics import vocabularyfile
    from summarizer.topics.vocabulary import wanted

    return [wanted(given["topic"], vocabularyfile.in_use(run.settings))]


def _span(text: str) -> Span:
    found = parse_span(text, "week") or parse_span(text, "month")
    if found is None:
        message = f"`{text}` is no week or month: write 2025-W50, 2025-12, or a day of the week"
        raise UsageError(message)
    return found

"""The tools that list stored papers by their days: the newest day, any day, weeks and months."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summarizer.agents import listings
from summarizer.agents.answers import place
from summarizer.agents.arguments import Argument
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


def tools() -> tuple[Tool, ...]:
    """Every tool of this module."""
    paged = listings.PAGING
    text: dict[str, Any] = {"type": "string"}
    return (
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
    )


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

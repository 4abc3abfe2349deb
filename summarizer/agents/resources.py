"""Days and papers as resources, each at an address of its own: `papers://day/2025-12-09`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from summarizer.agents import surveys, timeline
from summarizer.agents.tools import Tool
from summarizer.errors import UsageError
from summarizer.library import overview
from summarizer.library.search import on_index
from summarizer.text.counting import counted
from summarizer.text.plain import echoed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.agents.answers import Answer
    from summarizer.library.run import Run

DAYS = "papers://days"
_DAY, _PAPER = "papers://day/", "papers://paper/"
_RECENT = 10
"""Days that are listed one by one."""
_SIZES = (
    "SELECT listed, count(DISTINCT paper) FROM paper WHERE listed IS NOT NULL "
    "GROUP BY listed ORDER BY listed DESC"
)


@dataclass(frozen=True, slots=True)
class Described:
    """A resource, or a template of some, in a list."""

    address: str
    name: str
    about: str


TEMPLATES = (
    Described(f"{_DAY}{{date}}", "A stored day", "the papers of a day: YYYY-MM-DD"),
    Described(f"{_PAPER}{{id}}", "A stored paper", "one paper with its evidence, by its id"),
)


def listed(run: Run) -> list[Described]:
    """The list of all days, and the newest days."""
    found = [Described(DAYS, "Stored days", "every stored day, with how many papers it has")]
    for day, papers in _sizes(run)[:_RECENT]:
        found.append(Described(f"{_DAY}{day}", day, counted(papers, "paper")))
    return found


def paper_address(identity: str) -> str:
    """The address of a paper."""
    return f"{_PAPER}{quote(identity, safe=':')}"


def read(address: str) -> tuple[Tool, dict[str, Any]]:
    """The tool that answers what stands at an address, and its arguments. Raises UsageError."""
    if address == DAYS:
        return _TOOLS["days"], {}
    for begin, name, argument in ((_DAY, "day", "date"), (_PAPER, "paper", "id")):
        if address.startswith(begin) and len(address) > len(begin):
            more = {"limit": reading_most()} if name == "day" else {}
            return _TOOLS[name], {argument: unquote(address[len(begin) :])} | more
    message = (
        f"there is no resource `{echoed(address)}`: use {DAYS}, {_DAY}YYYY-MM-DD or {_PAPER}ID"
    )
    raise UsageError(message)


def reading_most() -> int:
    """The papers of a day that its resource holds at most."""
    from summarizer.agents.listings import MOST

    return MOST


def dates(begun: str, run: Run) -> list[str]:
    """The stored days that begin so, the newest first."""
    return [day for day in reversed(overview.listed_days(run)) if day.startswith(begun)]


def weeks(begun: str, run: Run) -> list[str]:
    """The weeks with stored days whose names begin so, the newest first."""
    from summarizer.papers.days import parse_day
    from summarizer.papers.periods import containing

    days = filter(None, map(parse_day, reversed(overview.listed_days(run))))
    names = dict.fromkeys(containing(day, "week").name for day in days)
    return [name for name in names if name.startswith(begun.upper())]


def _sizes(run: Run) -> list[tuple[str, int]]:
    if not run.library.stamps():
        return []
    return on_index(run, lambda index: index.rows(_SIZES))


def _days(run: Run, _: Mapping[str, Any]) -> Answer:
    from summarizer.agents.answers import Answer

    rows = [{"date": day, "papers": papers, "uri": f"{_DAY}{day}"} for day, papers in _sizes(run)]
    return Answer({"days": rows}, counted(len(rows), "day"))


_TOOLS = {
    "days": Tool(name="days", title="", about="", output=dict, answer=_days),
    **{each.name: each for each in (*timeline.tools(), *surveys.tools())},
}
"""What resources are answered by."""

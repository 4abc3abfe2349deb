"""A parse report in words: how an input was read, and what of it is no paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.counting import counted
from summarizer.text.plain import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.papers.records import Report

_LONGEST = 100
"""Characters of a reason in a line that stands for the whole report."""
SEVERAL = 8
"""Names that a line lists before it counts the rest."""


def enumerated(names: Sequence[str]) -> str:
    """Names in a line: `a, b, c`, and of many only the first ones."""
    rest = len(names) - SEVERAL
    return ", ".join(names) if rest <= 1 else f"{', '.join(names[:SEVERAL])} and {rest} more"


def summary(report: Report) -> str:
    """One line: `found 50, kept 48, 2 duplicates`."""
    parts = [f"found {report.found}", f"kept {report.kept}"]
    if report.duplicates:
        parts.append(counted(report.duplicates, "duplicate"))
    if report.dropped:
        parts.append(f"{len(report.dropped)} dropped")
    return ", ".join(parts)


def losses(report: Report) -> Iterator[str]:
    """A line for each dropped place."""
    for item in report.dropped:
        yield f"dropped {item.where}: {item.why}"


def loss(report: Report) -> str:
    """One line on how an input was read of which something was dropped: the first such place."""
    first = report.dropped[0]
    line = f"{summary(report)}; dropped {first.where}: {shortened(first.why, _LONGEST)}"
    rest = len(report.dropped) - 1
    return f"{line}, and {rest} more: `summarize papers --report` lists them" if rest else line

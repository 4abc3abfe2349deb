"""A parse report in words: how an input was read, and what of it is no paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.papers.records import Report

FEW = 5
"""Dropped places that a note names before it points to the whole report."""
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


def losses(report: Report, most: int | None = None) -> Iterator[str]:
    """A line for each dropped place; of more than `most`, a last line that counts the rest."""
    for item in report.dropped[:most]:
        yield f"dropped {item.where}: {item.why}"
    rest = len(report.dropped[most:]) if most is not None else 0
    if rest:
        yield f"dropped {rest} more: `--report` lists them"

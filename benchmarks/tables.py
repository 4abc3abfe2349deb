"""Results as Markdown, which is what a terminal and docs/performance.md both show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MET, MISSED = "met", "missed"


class Table:
    """Rows that are printed as they come: each is a measurement, and the next may take minutes."""

    def __init__(self, *columns: str, widths: Sequence[int] = (34,)) -> None:
        """Print the heading; `widths` are those of the first columns, the others get 10."""
        self._widths = [*widths, *[10] * len(columns)][: len(columns)]
        self._print(columns)
        first, *others = self._widths
        self._print(["-" * first, *("-" * (width - 1) + ":" for width in others)])

    def row(self, *cells: object) -> None:
        """Print a row; a cell that is None has no figure."""
        self._print(["" if cell is None else str(cell).replace("|", "\\|") for cell in cells])

    def _print(self, cells: Sequence[str]) -> None:
        padded = (self._padded(cell, place) for place, cell in enumerate(cells))
        print(f"| {' | '.join(padded)} |", flush=True)

    def _padded(self, cell: str, place: int) -> str:
        width = self._widths[place]
        return cell.ljust(width) if place == 0 else cell.rjust(width)


def said(text: str) -> None:
    """Print a paragraph: what the next table measures, or a figure that needs none."""
    print(f"\n{text}\n", flush=True)


def at_most(limit: float, figure: float, unit: str = "") -> str:
    """A cell of a target that a figure must not exceed, and whether it is met."""
    return _target("at most", limit, unit, met=figure <= limit)


def at_least(limit: float, figure: float, unit: str = "") -> str:
    """A cell of a target that a figure must reach, and whether it is met."""
    return _target("at least", limit, unit, met=figure >= limit)


def _target(which: str, limit: float, unit: str, *, met: bool) -> str:
    return f"{which} {limit:g}{unit}: {MET if met else MISSED}"

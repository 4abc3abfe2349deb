"""What was done, what came out and where it fails: five points of a full text, in its own words.

Each point is a line with the passages that it stands on; what a paper does not state is None.
`commands` calls in with a full text by `extraction`; points leave.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

MOST_PASSAGES = 5
"""Of all points together."""
NAMES = ("problem", "approach", "results", "limits", "code")


@dataclass(frozen=True)
class Passage:
    """Characters `start` to `end` of the text, as they stand there, and the section's heading."""

    quote: str
    start: int
    end: int
    section: str | None


@dataclass(frozen=True)
class Point:
    """One line, and what it stands on."""

    line: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Points:
    """The five points; None where a paper does not state one."""

    problem: Point | None = None
    approach: Point | None = None
    results: Point | None = None
    limits: Point | None = None
    code: Point | None = None

    def named(self) -> list[tuple[str, Point | None]]:
        """Each point with its name, in their order."""
        return [(each.name, getattr(self, each.name)) for each in fields(self)]

"""What was done, what came out and where it fails: five points of a full text.

Each is a line with the passages that it stands on; what a paper does not state is None.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

NAMES = ("problem", "approach", "results", "limits", "code")


@dataclass(frozen=True)
class TextPassage:
    """Characters `start` to `end` of the full text, literally, and the heading of the section."""

    quote: str
    start: int
    end: int
    section: str | None


@dataclass(frozen=True)
class Point:
    """One line, what it stands on, and the model whose words it is; None for the paper's own."""

    line: str
    passages: tuple[TextPassage, ...]
    by: str | None = None


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

"""Points as lines: each with the section that it stands in, or that it is not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.columns import wrapped
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.keypoints import Point, Points

HEADINGS = {
    "problem": "Problem", "approach": "Approach", "results": "Results", "limits": "Limits",
    "code": "Code and data",
}  # fmt: skip
_MISSING = {
    "problem": "no problem is stated", "approach": "no approach is stated",
    "results": "no result is stated", "limits": "no limitation is stated",
    "code": "no code or data is named",
}  # fmt: skip
_INDENT = "  "


def as_text(points: Points, width: int) -> Iterator[str]:
    """A heading for each point, and below it the line with where it stands."""
    for name, point in points.named():
        yield f"{HEADINGS[name]}\n"
        line = readable(told(point, name))
        for each in wrapped(line, width - len(_INDENT), chop=False):
            yield f"{_INDENT}{each}\n"
        yield "\n"


def as_markdown(points: Points) -> Iterator[str]:
    """The same as a list."""
    for name, point in points.named():
        yield f"- **{HEADINGS[name]}:** {told(point, name)}\n"


def told(point: Point | None, name: str) -> str:
    """A point's line with its section in brackets, or that there is none."""
    if point is None:
        return _MISSING[name]
    section = point.passages[0].section
    return f"{point.line} [{section}]" if section else point.line

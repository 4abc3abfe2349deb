"""How a paper is set: the size of its body, the faces that are bold, the distance of its lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.fulltext.pdf.lines import Line

_BOLD = deferred(r"(?i)bold|medi(?!um)|demi|black|heavy|cmbx|sfbx|lmbx|cmb\d|-b\d*$|rtxb|tibt|\bbd")
_USUAL = 12.0
_DISTANT = 2.6


@dataclass(frozen=True)
class Style:
    """What is usual: `size` and `font` of the body, `leading` from line to line, in points."""

    size: float
    font: int
    leading: float
    bold: frozenset[int]

    def is_bold(self, line: Line) -> bool:
        """Whether a line is set in a bold face from end to end, and the body is not."""
        if self.font in self.bold or line.font not in self.bold:
            return False
        other = sum(count for font, count in line.faces.items() if font not in self.bold)
        return other * 8 < sum(line.faces.values())

    def is_large(self, line: Line) -> bool:
        """Whether a line is larger than the body."""
        return line.size > 1.07 * self.size

    def is_small(self, line: Line) -> bool:
        """Whether a line is smaller than the body, as footnotes and captions are."""
        return line.size < 0.935 * self.size


def style_of(lines: Sequence[Line], fonts: Sequence[str]) -> Style:
    """The style of a paper's lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 4) / 4] += len(line.text)
    size = (sizes.most_common(1)[0][0] if sizes else 0) or _USUAL
    of_body = [line for line in lines if abs(line.size - size) < 0.03 * size + 0.13]
    faces = Counter(line.font for line in of_body for _ in line.text)
    bold = frozenset(number for number, name in enumerate(fonts) if _BOLD.search(name))
    return Style(
        size=size,
        font=faces.most_common(1)[0][0] if faces else 0,
        leading=_leading(of_body, size),
        bold=bold,
    )


def _leading(lines: Iterable[Line], size: float) -> float:
    """The distance that is met most from one line to the next."""
    found: Counter[float] = Counter()
    before: Line | None = None
    for line in lines:
        if before and before.page == line.page and before.column == line.column:
            distance = before.y - line.y
            if 0 < distance < _DISTANT * size:
                found[round(distance * 4) / 4] += 1
        before = line
    return found.most_common(1)[0][0] if found else 1.2 * size

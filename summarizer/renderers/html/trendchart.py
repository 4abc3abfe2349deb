"""Counts a week as a picture: the numbers of an inline SVG of bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT = 100
_STEP, _GAP = 12, 2
_FEW = 12
"""Weeks that there is always room for, so that one week is a bar and no wall."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of `width` by `HEIGHT` units: a path, and of each bar x, height and what it says."""

    width: int
    path: str
    bars: tuple[tuple[int, int, str], ...]
    most: int
    weeks: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def few(self) -> bool:
        """Whether the bars end before the picture does."""
        return len(self.weeks) < _FEW

    @property
    def words(self) -> str:
        """The picture in words."""
        if not self.counts:
            return "no weeks yet"
        if len(self.weeks) == 1:
            return f"{self.weeks[0]}: {counted(self.most, 'paper')}"
        return (
            f"{self.weeks[0]} to {self.weeks[-1]}: {min(self.counts)} to {self.most} "
            f"papers per week, {self.counts[-1]} in the last"
        )


def bars(weeks: Sequence[str], counts: Sequence[int], most: int | None = None) -> Bars:
    """Bars for counts, the highest as high as the picture, or `most` where that is given."""
    top = most or max(counts, default=0)
    heights = [_height(count, top) for count in counts]
    path = "".join(
        f"M{number * _STEP} {HEIGHT}v-{height}h{_STEP - _GAP}v{height}z"
        for number, height in enumerate(heights)
        if height
    )
    each = tuple(
        (number * _STEP, height, f"{week}: {count}")
        for number, (week, count, height) in enumerate(zip(weeks, counts, heights, strict=True))
    )
    width = max(len(counts), _FEW) * _STEP - _GAP
    return Bars(width, path, each, max(counts, default=0), tuple(weeks), tuple(counts))


def _height(count: int, top: int) -> int:
    """Nothing for nothing; anything else can be seen."""
    return max(3, round(count / top * HEIGHT)) if count and top else 0

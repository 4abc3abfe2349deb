"""Counts a week as a picture with scales: where bars, lines and labels of an SVG stand."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEW = 12
"""Weeks that there is always room for, so that three weeks are bars and no walls."""
_GAP = 0.2
"""Of a week's room what is left free between two bars."""
_LINES = 3
"""Lines of a scale above nothing, at the most."""
_LABELS = 90
"""Units that a week with its year and one without take side by side."""
_LEAST = 1.5
"""The height of the lowest bar: anything but nothing can be seen."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of `width` by `height`, with room for labels; in units of the SVG."""

    width: int
    height: int
    left: int = 26
    top: int = 8
    foot: int = 16

    @property
    def base(self) -> int:
        """Where the bars stand."""
        return self.height - self.foot


SMALL, LARGE = Frame(220, 88), Frame(340, 120)


@dataclass(frozen=True, slots=True)
class Bar:
    """A week's bar, and what it says."""

    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: bars, the lines of its scale with their numbers, and the weeks below.

    `ticks` are heights with numbers, the lowest first; `labels` places with weeks, and which end
    of the text stands there.
    """

    frame: Frame
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]
    labels: tuple[tuple[float, str, str], ...]
    weeks: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def words(self) -> str:
        """The picture in words."""
        if not self.counts:
            return "no weeks yet"
        most = max(self.counts)
        if len(self.weeks) == 1:
            return f"{self.weeks[0]}: {counted(most, 'paper')}"
        return (
            f"{self.weeks[0]} to {self.weeks[-1]}: {min(self.counts)} to {most} "
            f"papers per week, {self.counts[-1]} in the last"
        )


def chart(weeks: Sequence[str], counts: Sequence[int], frame: Frame = SMALL) -> Chart:
    """A chart of counts, its scale from nothing to at least the highest of them."""
    step = _step(max(counts, default=0))
    top = max(step, ceil(max(counts, default=0) / step) * step)
    room = (frame.width - frame.left) / max(len(counts), _FEW)
    tall = frame.base - frame.top
    bars = []
    for number, (week, count) in enumerate(zip(weeks, counts, strict=True)):
        height = max(_LEAST, count / top * tall) if count else 0.0
        x = frame.left + (number + _GAP / 2) * room
        words = f"{week}: {counted(count, 'paper')}"
        at = round(x, 1), round(frame.base - height, 1)
        bars.append(Bar(*at, round(room * (1 - _GAP), 1), round(height, 1), words))
    ticks = tuple(
        (round(frame.base - value / top * tall, 1), value) for value in range(0, top + 1, step)
    )
    labels = _labels(weeks, frame, room)
    return Chart(frame, tuple(bars), ticks, labels, tuple(weeks), tuple(counts))


def _step(most: int) -> int:
    """What is between two lines of the scale: 1, 2 or 5 times a power of ten."""
    size = 1
    while True:
        for each in (size, 2 * size, 5 * size):
            if most <= _LINES * each:
                return each
        size *= 10


def _labels(weeks: Sequence[str], frame: Frame, room: float) -> tuple[tuple[float, str, str], ...]:
    """The first week with its year, and the last where there is room beside it."""
    if not weeks:
        return ()
    first = (float(frame.left), "start", weeks[0])
    if len(weeks) == 1:
        return (first,)
    end = frame.left + len(weeks) * room
    same = weeks[-1][:4] == weeks[0][:4]
    last = (round(end, 1), "end", weeks[-1][5:] if same else weeks[-1])
    wide = end - frame.left
    return (first, last) if wide > _LABELS * (1 if same else 1.4) else (first,)

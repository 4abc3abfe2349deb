"""How good tags and TL;DRs are: counts, rates, bootstrap intervals, and a paired test.

Everything is drawn with a fixed seed, so that the same answers give the same figures.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DRAWS = 2000
SWAPS = 10_000
_TAIL = 0.025
_SEED = 0
_CLOSE = 1e-12


class Counts(NamedTuple):
    """Right, wrong and missed tags."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Which part of the given tags is right; None where none was given."""
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """Which part of the right tags was given; None where there is none."""
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None where nothing was given and nothing is right."""
        return _ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def total(counts: Sequence[Counts]) -> Counts:
    """Counts added up."""
    return Counts(*(sum(column) for column in zip(*counts, strict=True))) if counts else Counts()


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its bootstrap 95 % interval; all None where there is nothing to measure."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Test:
    """A difference between two systems on the same papers.

    `p` is how likely chance makes one so large, by a two-sided paired randomisation test.
    """

    difference: float | None
    low: float | None = None
    high: float | None = None
    p: float | None = None


def intervals(rows: Sequence[dict[str, Counts]]) -> dict[str, Interval]:
    """The F1 of every key with its interval; a row is a paper's counts by key."""
    keys = {key: at for at, key in enumerate(dict.fromkeys(key for row in rows for key in row))}
    flat = [[(keys[key], *counts) for key, counts in row.items() if any(counts)] for row in rows]
    drawn: list[list[float]] = [[] for _ in keys]
    for picks in _draws(len(rows)):
        sums = [[0, 0] for _ in keys]
        for pick in picks:
            for at, right, wrong, missed in flat[pick]:
                sums[at][0] += 2 * right
                sums[at][1] += 2 * right + wrong + missed
        for values, (part, whole) in zip(drawn, sums, strict=True):
            if whole:
                values.append(part / whole)
    return {
        key: Interval(total([row[key] for row in rows if key in row]).f1, *_bounds(drawn[at]))
        for key, at in keys.items()
    }


def rates(counts: Sequence[Counts]) -> tuple[Interval, Interval, Interval]:
    """Micro precision, recall and F1 of papers' counts, each with its interval."""
    drawn = [total([counts[pick] for pick in picks]) for picks in _draws(len(counts))]
    whole = total(counts)
    found = []
    for name in ("precision", "recall", "f1"):
        values = [getattr(each, name) for each in drawn]
        bounds = _bounds([value for value in values if value is not None])
        found.append(Interval(getattr(whole, name), *bounds))
    return found[0], found[1], found[2]


def mean(values: Sequence[float]) -> Interval:
    """The mean of papers' values with its interval."""
    if not values:
        return Interval(None)
    drawn = [sum(map(values.__getitem__, picks)) / len(values) for picks in _draws(len(values))]
    return Interval(sum(values) / len(values), *_bounds(drawn))


def compare_f1(one: Sequence[Counts], other: Sequence[Counts]) -> Test:
    """How much larger the micro F1 of `other` is than that of `one`, paper by paper the same."""
    difference = _f1_difference(total(one), total(other))
    if difference is None:
        return Test(None)
    drawn = []
    for picks in _draws(len(one)):
        found = _f1_difference(
            total([one[pick] for pick in picks]), total([other[pick] for pick in picks])
        )
        drawn += [] if found is None else [found]
    moves = [
        Counts(*(its - mine for mine, its in zip(*pair, strict=True)))
        for pair in zip(one, other, strict=True)
        if pair[0] != pair[1]
    ]
    sums, extreme = (total(one), total(other)), 0
    for signs in _swaps(len(moves)):
        moved = total([move for bit, move in enumerate(moves) if signs >> bit & 1])
        left, right = (
            Counts(*(side + sign * by for side, by in zip(whole, moved, strict=True)))
            for whole, sign in zip(sums, (1, -1), strict=True)
        )
        found = _f1_difference(left, right)
        extreme += abs(found or 0.0) >= abs(difference) - _CLOSE
    return Test(difference, *_bounds(drawn), (extreme + 1) / (SWAPS + 1))


def compare_means(one: Sequence[float], other: Sequence[float]) -> Test:
    """How much larger the mean of `other` is than that of `one`, paper by paper the same."""
    gains = [its - mine for mine, its in zip(one, other, strict=True)]
    if not gains:
        return Test(None)
    spread = mean(gains)
    parts = [gain for gain in gains if gain]
    whole, limit = sum(parts), abs(sum(parts)) - _CLOSE
    extreme = 0
    for signs in _swaps(len(parts)):
        turned = sum(gain for bit, gain in enumerate(parts) if signs >> bit & 1)
        extreme += abs(whole - 2 * turned) >= limit
    return Test(spread.value, spread.low, spread.high, (extreme + 1) / (SWAPS + 1))


def _f1_difference(one: Counts, other: Counts) -> float | None:
    if one.f1 is None or other.f1 is None:
        return None
    return other.f1 - one.f1


def _draws(size: int) -> Iterator[list[int]]:
    """Places of as many papers, drawn with replacement."""
    draw = random.Random(_SEED)  # noqa: S311 - a bootstrap needs no secrecy
    for _ in range(DRAWS if size else 0):
        yield draw.choices(range(size), k=size)


def _swaps(size: int) -> Iterator[int]:
    """Random bits, one a paper: whether its two answers change sides."""
    draw = random.Random(_SEED)  # noqa: S311 - the same
    for _ in range(SWAPS):
        yield draw.getrandbits(size) if size else 0


def _bounds(values: list[float]) -> tuple[float | None, float | None]:
    """The middle 95 % of drawn values."""
    if not values:
        return None, None
    values = sorted(values)
    tail = int(len(values) * _TAIL)
    return values[tail], values[-1 - tail]

"""The order of reading: lines of one column from above to below, the left column before the right.

A page has two columns where many lines begin in its right half at one place. A line across both
parts the page: what is above it is read first. So does the last line of a caption that stands
across, however short it is, and what stands beside the authors, above the abstract.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.fulltext.pdf.lines import Line
    from summarizer.fulltext.pdf.process import Page

_LONG = 18
"""Characters of a line that tells of a column."""
_LEAST, _SHARE = 6, 0.15
_TOLERANCE = 4.0
LEFT, RIGHT, ACROSS = 1, 2, 0
_BEGINS = deferred(r"(?i)\W{0,3}(?:abstract\b|(?:1|i|0)?\W{0,3}introduction\W*$)")
"""With what the left column of a first page begins, below title and authors."""
_FRONT_PAGES, _FULL, _ROWS_OF_PROSE = 3, 0.85, 3
_LEADING = 1.45


def gutter_of(lines: Sequence[Line], box: tuple[float, float, float, float]) -> float | None:
    """Where the right column begins; None where there is one column."""
    middle, wide = (box[0] + box[2]) / 2, box[2] - box[0]
    long = [line for line in lines if len(line.text) >= _LONG]
    starts = Counter(round(line.x / _TOLERANCE) for line in long)
    begun = [line for line in long if middle - 0.06 * wide < line.x < middle + 0.2 * wide]
    if len(begun) < max(_LEAST, _SHARE * len(long)):
        return None
    usual = max({round(line.x / _TOLERANCE) for line in begun}, key=lambda each: starts[each])
    often = max(3, starts[usual] // 6)  # references hang: most of their lines begin further in
    first = min(at for at in range(usual - 4, usual + 1) if starts[at] >= often or at == usual)
    right = min(line.x for line in long if round(line.x / _TOLERANCE) in {first, first + 1})
    beside = sum(1 for line in long if line.x < right - 0.25 * wide and line.end < right + 12)
    return right if beside >= _LEAST // 2 else None


def in_order(lines: Iterable[Line], gutter: float | None) -> list[Line]:
    """The lines of a page in the order of reading, each with its column and its mates counted."""
    below = sorted(lines, key=lambda line: (-line.y, line.x))
    if gutter is None:
        for line in below:
            line.column = LEFT
        _count_mates(below)
        return _by_rows(below)
    for line in below:
        line.column = _column(line, gutter)
    _look_beside(below)
    _end_across(below)
    _lift_authors(below, gutter)
    _count_mates(below)
    ordered: list[Line] = []
    for across, lines_there in groupby(below, key=lambda line: line.column == ACROSS):
        band = list(lines_there)
        ordered += _by_rows(band) if across else _flushed(band)
    return ordered


def common(gutters: Iterable[float | None], pages: Sequence[Page]) -> float | None:
    """The place where most pages have their right column, for a page that does not tell."""
    told = list(gutters)
    known = [each for each in told if each is not None]
    if len(known) * 2 <= len(pages):
        return None
    return sorted(known)[len(known) // 2]


def _column(line: Line, gutter: float) -> int:
    if line.x >= gutter - _TOLERANCE:
        return RIGHT
    return LEFT if line.end <= gutter + 2 * _TOLERANCE else ACROSS


def _look_beside(below: Sequence[Line]) -> None:
    """A line that seems to cross and has one of the right column beside it is a left one."""
    for number, line in enumerate(below):
        if line.column == ACROSS and any(
            other.column == RIGHT and abs(other.y - line.y) < 0.8 * line.size
            for other in below[max(number - 6, 0) : number + 7]
        ):
            line.column = LEFT


def _end_across(below: Sequence[Line]) -> None:
    """The short last line of what stands across, such as a caption, stands across too."""
    before: Line | None = None
    for number, line in enumerate(below):
        if before and line.column == LEFT and _goes_on(before, line):
            near = below[max(number - 4, 0) : number + 5]
            if not any(
                other.column == RIGHT and abs(other.y - line.y) < 0.8 * line.size for other in near
            ):
                line.column = ACROSS
        before = line if line.column == ACROSS else None


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line is set as the one right above it, and begins where it does."""
    alike = abs(before.size - line.size) < 0.03 * line.size and line.font in before.faces
    near = 0.5 * line.size < before.y - line.y < _LEADING * line.size
    return alike and near and abs(before.x - line.x) < 1.5 * line.size


def _lift_authors(below: Sequence[Line], gutter: float) -> None:
    """What stands above the abstract in both columns is one: names, one beside the other."""
    begin = next((line for line in below if line.column == LEFT and _BEGINS.match(line.text)), None)
    if begin is None or begin.page > _FRONT_PAGES:
        return
    above = [line for line in below if line.y > begin.y + 0.5 * begin.size]
    wide = max((line.end for line in below), default=gutter) - gutter
    right = [line for line in above if line.column == RIGHT]
    prose = [
        line for line in right if line.end - line.x > _FULL * wide and len(line.text) > 2 * _LONG
    ]
    if not any(line.size > begin.size for line in above) or len(prose) >= _ROWS_OF_PROSE:
        return
    first = next((line for line in below[len(above) :] if line.column == RIGHT), None)
    for line in reversed(above):
        if first and line.column == RIGHT and _goes_on(line, first):
            first = line  # the column itself, which may begin a little higher
        else:
            line.column = ACROSS


def _count_mates(below: Sequence[Line]) -> None:
    """Count for each line those at its height in its column, as the cells of a table have."""
    for number, line in enumerate(below):
        for other in below[number + 1 : number + 25]:
            if line.y - other.y > 0.3 * max(line.size, other.size):
                break
            if other.column == line.column or ACROSS in {other.column, line.column}:
                line.mates += 1
                other.mates += 1


def _flushed(band: Sequence[Line]) -> list[Line]:
    left = [line for line in band if line.column == LEFT]
    right = [line for line in band if line.column == RIGHT]
    return [*_by_rows(left), *_by_rows(right)]


def _by_rows(below: Sequence[Line]) -> list[Line]:
    """From above to below; lines of about one height from left to right."""
    rows: list[list[Line]] = []
    for line in below:
        if rows and abs(rows[-1][0].y - line.y) < 0.3 * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda each: each.x)]

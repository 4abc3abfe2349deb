"""A glance at what a page draws: whether a pen should follow it at all.

It guesses how wide words are, and is cheap: most pages have no wide gaps near their middle.

Loaded by `child` as a file, with `pen`: nothing else of this package may be needed here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.fulltext.pdf.pen import SETS, SHOWS, UNIT, multiplied, zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 4
"""Gaps, from which on a page is looked at."""
_NUMBER, _JUMP, _SIGN = -850, 40.0, 0.45
_BLANKS = re.compile(rb"   |(\0 |\0\x03){3}")


class Glance:
    """Counts the gaps of a page that may be those between columns."""

    def __init__(self, box: Sequence[float]) -> None:
        """Nothing was seen yet."""
        self._left, self._right = zone_of(box)
        self._cm: Sequence[float] = UNIT
        self._stack: list[Sequence[float]] = []
        self._size, self._scale, self._x, self._y = 10.0, 1.0, 0.0, 0.0
        self._start, self._before, self._wide = 0.0, (0.0, 0.0), 0.0

    def finds(self, operations: Any, least: int = LEAST) -> bool:
        """Whether there are so many."""
        found = 0
        for operands, operator in operations:
            if operator in SHOWS:
                if operator not in {b"Tj", b"TJ"}:
                    self._y -= 1  # on the next line, wherever that is
                found += self._gaps(operands[0] if operator == b"TJ" else operands[-1:])
                if found >= least:
                    return True
            elif operator in SETS:
                self._set(operands, operator)
        return False

    def _gaps(self, shown: Any) -> int:
        """The gaps before and within words."""
        cm, before, found = self._cm, self._before, 0
        at = (cm[0] * self._x + cm[4], cm[3] * self._y + cm[5])
        if at != before:
            same = at[1] == before[1] and at[0] > before[0]
            wide = self._left < at[0] < self._right and at[0] - before[0] > _JUMP
            found += same and wide and self._start < self._left
            self._start, self._wide = (self._start if same else at[0]), 0.0
            self._before = at
        if self._start > self._left - _JUMP:
            return found
        for part in shown:
            number = isinstance(part, (int, float))
            self._wide += self._size * (-part / 1000 if number else _SIGN * len(part))
            if at[0] + self._wide * self._scale * cm[0] > self._left - _JUMP:
                found += part < _NUMBER if number else _BLANKS.search(part) is not None
        return found

    def _set(self, operands: Any, operator: bytes) -> None:
        if operator in {b"Td", b"TD"}:
            self._x += operands[0] * self._scale
            self._y += operands[1] * self._scale
        elif operator == b"Tm":
            self._scale, self._x, self._y = abs(operands[0]), operands[4], operands[5]
        elif operator == b"BT":
            self._scale, self._x, self._y = 1.0, 0.0, 0.0
        elif operator == b"Tf":
            self._size = operands[1]
        elif operator == b"T*":
            self._y -= 1
        elif operator == b"cm":
            self._cm = multiplied(operands, self._cm)
        elif operator == b"q":
            self._stack.append(self._cm)
        elif operator == b"Q" and self._stack:
            self._cm = self._stack.pop()

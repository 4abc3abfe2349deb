"""Where the pen stands as a page is drawn: marks wide gaps, before words are joined over them.

The library joins all words of a line that the file draws at once, whatever is between them: both
columns of a page, where a program writes these as one string. A mark is a sign of its own, drawn
before the words behind a gap, which takes no width; `Place` says where these words begin.

Loaded by `child` as a file: nothing of this package may be needed here.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_MARK, MOST_MARKS = 0x100000, 0xFFFD
"""Signs that no file has, as they have no meaning."""
MARKS = re.compile("([\U00100000-\U0010fffc])")
_WIDE, _MOVED = 0.9, 0.3
"""Ems of a gap, and of a move that the library does not tell of."""
UNIT = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
SETS = frozenset(b"Td TD Tm T* BT ET Tf Tc Tw Tz TL cm q Q Do".split())
"""What is followed, among many that draw lines."""
SHOWS = {b"Tj", b"TJ", b"'", b'"'}
_LEFT, _RIGHT = 0.06, 0.2
"""Shares of a page's width from its middle, between which right columns begin."""


class Place(NamedTuple):
    """Where words behind a mark begin, and where those before them on their line end."""

    x: float
    before: float | None


def zone_of(box: Sequence[float]) -> tuple[float, float]:
    """Where on a page a right column may begin."""
    middle, wide = (box[0] + box[2]) / 2, box[2] - box[0]
    return middle - _LEFT * wide, middle + _RIGHT * wide


class Pen:
    """Follows what a page draws: `operations` has it again, with marks; `places` where they are."""

    def __init__(self, fonts: Any, box: Sequence[float]) -> None:
        """`fonts` gives a font of the page by its name."""
        self._zone = zone_of(box)
        self._fonts = fonts
        self.places: list[Place] = []
        self.operations: list[Any] = []
        self._cm = self._tm = UNIT
        self._font: Any = None
        self._size, self._leading = 12.0, 0.0
        self._signs, self._words, self._scale = 0.0, 0.0, 1.0
        self._stack: list[Any] = []
        self._moved = 0.0
        self._line = (0.0, float("inf"))
        self._known: dict[tuple[int, str], tuple[bool, float]] = {}
        self._fresh = True

    def follow(self, operations: Any) -> None:
        """Draw all."""
        for operands, operator in operations:
            if operator in SHOWS and operands:
                self._show(operands, operator)
            else:
                if operator in SETS:
                    self._set(operands, operator)
                self.operations.append((operands, operator))

    def _set(self, operands: Any, operator: bytes) -> None:
        """What changes the state of the pen."""
        if operator in {b"Td", b"TD", b"Tm", b"T*", b"BT"}:
            self._place(operands, operator)
        elif operator == b"Tf":
            self._font, self._size, self._fresh = self._fonts(operands[0]), float(operands[1]), True
        elif operator == b"cm":
            self._cm = multiplied(list(map(float, operands[:6])), self._cm)
        elif operator == b"q":
            self._stack.append(self._state())
        elif operator == b"Q" and self._stack:
            (self._cm, self._font, self._size, self._leading, *rest) = self._stack.pop()
            self._signs, self._words, self._scale = rest
        elif operator in {b"TL", b"Tc", b"Tw", b"Tz"}:
            value = float(operands[0])
            name = {b"TL": "_leading", b"Tc": "_signs", b"Tw": "_words", b"Tz": "_scale"}[operator]
            setattr(self, name, value / 100 if operator == b"Tz" else value)
        self._fresh |= operator in {b"BT", b"ET", b"cm", b"Do"}

    def _state(self) -> tuple[Any, ...]:
        texts = (self._signs, self._words, self._scale)
        return (self._cm, self._font, self._size, self._leading, *texts)

    def _place(self, operands: Any, operator: bytes) -> None:
        """Put the pen somewhere."""
        self._moved = 0.0
        if operator in {b"BT", b"Tm"}:
            self._tm = UNIT if operator == b"BT" else list(map(float, operands[:6]))
            return
        if operator == b"TD":
            self._leading = -float(operands[1])
        x, y = (0.0, -self._leading) if operator == b"T*" else map(float, operands[:2])
        a, b, c, d, e, f = self._tm
        self._tm = [a, b, c, d, e + x * a + y * c, f + x * b + y * d]

    def _show(self, operands: Any, operator: bytes) -> None:
        """Words: as they were, or as an array with marks in it."""
        if operator in {b"'", b'"'}:
            before: list[Any] = [([], b"T*")]
            if operator == b'"':
                before = [([operands[0]], b"Tw"), ([operands[1]], b"Tc"), *before]
            for each in before:
                self._set(*each)
            self.operations += before
            operator = b"Tj"
        known = len(self.places)
        parts: list[Any] = []
        for each in operands[0] if operator == b"TJ" else operands[-1:]:
            if isinstance(each, bytes):
                parts += self._string(each)
            else:
                if isinstance(each, (int, float)):
                    self._moved -= float(each) / 1000 * self._size * self._scale
                parts.append(each)
        if len(self.places) > known:
            self.operations.append(([_array(parts)], b"TJ"))
        else:
            self.operations.append((operands[-1:], operator))

    def _string(self, raw: bytes) -> list[Any]:
        """A string, in parts where there are gaps in it."""
        font, parts, begin = self._font, [], 0
        if font is None:
            return [raw]
        text = _signs_of(raw, font)
        whole = len(raw) // len(text) if text and len(raw) % len(text) == 0 else 0
        a, b, c, d, e, f = multiplied(self._tm, self._cm)
        em = self._size * (c * c + d * d) ** 0.5
        upright = b == 0 and a > 0 and whole > 0
        for place, sign in enumerate(text):
            blank, wide = self._known.get((id(font), sign)) or self._look(font, sign, whole)
            if not blank and upright:
                x = e + self._moved * a
                if self._fresh or x - self._line[0] > _MOVED * em or f != self._line[1]:
                    mark = self._mark(x, f, em)
                    if mark:
                        parts += [raw[begin * whole : place * whole], *mark]
                        begin = place
            self._moved += (wide * self._size / 1000 + self._signs) * self._scale
            if sign == " " and whole == 1:
                self._moved += self._words * self._scale
            if not blank:
                self._line, self._fresh = (e + self._moved * a, f), False
        parts.append(raw[begin * whole :] if whole else raw)
        return [each for each in parts if each != b""]

    def _look(self, font: Any, sign: str, whole: int) -> tuple[bool, float]:
        """Whether a sign is blank in a font, and how wide it is there."""
        simple = whole == 1 and isinstance(font.encoding, dict)
        named = font.encoding.get(ord(sign), sign) if simple else sign
        blank = not str(font.character_map.get(named, named)).strip()
        unknown = simple and sign == font.space_char and sign not in font.character_widths
        wide = font.space_width if unknown else font.get_text_width(sign)
        self._known[id(font), sign] = blank, float(wide)
        return blank, float(wide)

    def _mark(self, x: float, y: float, em: float) -> list[Any] | None:
        """The mark that is due before a sign, with a move back over its width."""
        before = None
        if abs(self._line[1] - y) < em / 2 and x > self._line[0] - em:
            before = self._line[0]
        wide = before is not None and x - before >= _WIDE * em
        crosses = x >= self._zone[0] and (before is None or before <= self._zone[1])
        strayed = self._fresh and abs(self._moved) > _MOVED * self._size
        due = ((wide and crosses) or strayed) and math.isfinite(x)
        if not due or len(self.places) >= MOST_MARKS:
            return None
        mark = chr(FIRST_MARK + len(self.places))
        self.places.append(
            Place(round(x, 1), round(before, 1) if wide and before is not None else None)
        )
        back = self._font.get_text_width(mark) + 1000 * self._signs / (self._size or 1.0)
        return [mark, back]


def _signs_of(raw: bytes, font: Any) -> str:
    """The codes of a string, as the font's widths have them."""
    if isinstance(font.encoding, str):
        return raw.decode(font.encoding, "replace")
    return raw.decode("latin-1")


def _array(parts: list[Any]) -> Any:
    from pypdf.generic import ArrayObject

    return ArrayObject(parts)


def multiplied(m: Any, n: Any) -> list[float]:
    """The product of two matrices of PDF."""
    return [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]

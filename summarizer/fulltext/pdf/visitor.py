"""What a page draws, as pieces of text: a visitor that the library tells of each.

Loaded by `child` as a file, with `pen` and `glance`: nothing else of this package may be needed.
"""

from __future__ import annotations

import math
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from summarizer.fulltext.pdf.glance import LEAST, Glance
from summarizer.fulltext.pdf.pen import FIRST_MARK, MARKS, Pen, multiplied

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.fulltext.pdf.pen import Place

MOST_PIECES, MOST_CHARACTERS = 20_000, 200_000
"""Of one page: a page of print has some thousand characters."""
BLANKS = " \t\n\r\xa0"
"""Nothing else: where a font has ligatures, Python sees blanks too."""


class Fonts:
    """The fonts that were met, by number."""

    def __init__(self) -> None:
        """None was met yet."""
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._measured: dict[int, Any] = {}

    def measured(self, font: Any) -> Any:
        """A font as the library takes it, with the widths of its signs."""
        from pypdf.generic._font import Font

        found = font.get_object()
        if id(found) not in self._measured:
            self._measured[id(found)] = found, Font.from_font_resource(found)
        return self._measured[id(found)][1]

    def number(self, font: Any) -> int:
        """The number of a font."""
        name = ""
        with suppress(Exception):
            name = str(font["/BaseFont"].get_object() if font else "")
        name = name.lstrip("/").partition("+")[2] or name.lstrip("/")
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name[:80])
        return self._numbers[name]


def forget_dingbats(page: Any) -> None:
    """Have the letters of bitmap fonts, called `a65` by their codes, read as these.

    Some programs take such a name for that of a dingbat, and write this into the file.
    """
    with suppress(Exception):
        for each in page["/Resources"]["/Font"].values():
            font = each.get_object()
            if font.get("/Subtype") == "/Type3" and "/ToUnicode" in font:
                place, by_code = 0, True
                for said in font["/Encoding"]["/Differences"]:
                    by_code &= isinstance(said, int) or str(said) == f"/a{place}"
                    place = int(said) if isinstance(said, int) else place + 1
                if by_code:
                    del font["/ToUnicode"]


class TooMuch(Exception):
    """A page holds more text than any page of print."""


class Visitor:
    """Gathers the pieces of a page: where each begins, its size, font, turn, form and words.

    What a page draws as a whole (`Do`), such as a figure, is a form: its pieces are marked by 1,
    and moved to where the page has it, which the library leaves to us.

    A piece is cut at the marks of a pen. Where its words truly begin, where those before them on
    their line end, and whether it is one with the piece before, is then said behind its words.
    """

    def __init__(self, fonts: Fonts) -> None:
        """Nothing was met yet."""
        self.places: Sequence[Place] = ()
        self.pieces: list[list[object]] = []
        self._fonts = fonts
        self._left = MOST_CHARACTERS
        self.cut = False
        self._outer: list[list[float]] = []

    def before(self, operator: bytes, _: Any, cm: list[float], __: list[float]) -> None:
        """A form begins."""
        if operator == b"Do":
            inner = self._outer[-1] if self._outer else [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
            self._outer.append(list(multiplied(cm, inner)))

    def after(self, operator: bytes, *_: object) -> None:
        """A form ends."""
        if operator == b"Do" and self._outer:
            self._outer.pop()

    def text(
        self, text: str, cm: list[float], tm: list[float], font: Any, size: float | None
    ) -> None:
        """A piece."""
        if not text.strip(BLANKS):
            if self.pieces and text and "\n" not in text:
                self.pieces[-1][6] = str(self.pieces[-1][6]) + " "
            return
        if self._left <= 0 or len(self.pieces) >= MOST_PIECES:
            self.cut = True
            raise TooMuch
        self.cut |= len(text) > self._left
        text = text[: self._left]
        self._left -= len(text)
        where = multiplied(cm, self._outer[-1]) if self._outer else cm
        a, b, c, d, e, f = multiplied(tm, where)
        scale = math.hypot(c, d) * float(size or 0)
        turned = round(math.degrees(math.atan2(b, a))) % 360
        found = [round(e, 1), round(f, 1), round(scale, 2), self._fonts.number(font), turned]
        if all(map(math.isfinite, found)):
            whole = [*found, int(bool(self._outer)), text]
            marked = self.places and not self._outer and MARKS.search(text)
            self.pieces += self._parts(whole) if marked else [whole]

    def _parts(self, whole: list[Any]) -> list[list[object]]:
        """The parts of a piece with marks in it."""
        text, *rest = MARKS.split(whole[-1])
        parts: list[list[object]] = [[*whole[:-1], text]] if text.strip(BLANKS) else []
        for mark, words in zip(rest[::2], rest[1::2], strict=True):
            number = ord(mark) - FIRST_MARK
            place = self.places[number] if number < len(self.places) else None
            if parts and (place is None or place.before is None):
                parts[-1][6] = f"{parts[-1][6]}{words}"
            elif parts and place:
                parts.append([place.x, *whole[1:-1], words, place.x, place.before, 1])
            else:
                told = [place.x, place.before, 0] if place else []
                parts.append([*whole[:-1], f"{text}{words}", *told])
        return parts


def pieces_of(page: Any, fonts: Fonts, box: list[float], least: int = LEAST) -> Visitor:
    """The pieces of a page, up to a limit; in parts, if so many lines have gaps in them."""
    visitor = Visitor(fonts)
    with marked(page, fonts, box, least) as visitor.places, suppress(TooMuch):
        page.extract_text(
            visitor_text=visitor.text,
            visitor_operand_before=visitor.before,
            visitor_operand_after=visitor.after,
        )
    return visitor


@contextmanager
def marked(page: Any, fonts: Fonts, box: list[float], least: int) -> Iterator[Sequence[Place]]:
    """For a while, have the wide gaps of a page marked in what it draws."""
    from pypdf.generic import ContentStream, NameObject

    name, places = NameObject("/Contents"), []
    before = page.raw_get(name) if name in page else None
    with suppress(ArithmeticError, AttributeError, ImportError, LookupError, TypeError, ValueError):
        content = ContentStream(page[name].get_object(), page.pdf, "bytes")
        operations = content.operations
        page[name] = content  # so that it is read once, marked or not
        if Glance(box).finds(operations, least):
            named = page["/Resources"]["/Font"]
            pen = Pen(lambda font: fonts.measured(named[font]), box)
            pen.follow(operations)
            content.operations = pen.operations
            places = pen.places
    try:
        yield places
    finally:
        if before is not None:
            page[name] = before

"""The process that reads a PDF: bytes on standard input, a line of JSON for each page out.

It is started as a file of its own, with nothing of this package loaded, and limits itself before it
looks at a byte. Lines are written as pages are read, so that those before a crash are kept:

    {"pages": 12, "title": "..."}
    {"page": 1, "size": [612, 792], "pieces": [[x, y, size, font, turned, form, "text"], ...]}
    {"page": 2, "error": "..."}
    {"fonts": ["Times-Bold", ...]}
    {"failed": "encrypted"}
"""

from __future__ import annotations

import json
import logging
import math
import sys
import warnings
from contextlib import suppress
from io import BytesIO
from typing import Any

MOST_PIECES, MOST_CHARACTERS = 20_000, 200_000
"""Of one page: a page of print has some thousand characters."""
BLANKS = " \t\n\r\xa0"
"""Nothing else: where a font has ligatures, Python sees blanks too."""
MOST_WRITTEN = 8 << 20
"""Bytes of all pages: those of a thick book take half of it."""


def main(pages: int, memory: int, seconds: int) -> None:
    """Read what comes on standard input."""
    limit(memory, seconds)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(2_000)
    data = sys.stdin.buffer.read()
    try:
        read(data, pages)
    except MemoryError:
        tell(failed="memory")
    except RecursionError:
        tell(failed="nested too deeply")
    except Exception as error:  # noqa: BLE001 - whatever a damaged file makes the library do
        tell(failed=f"{type(error).__name__}: {error}"[:300])


def limit(memory: int, seconds: int) -> None:
    """Take no more memory and time than this, where the system can hold a process to it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
        ):
            with suppress(ValueError, OSError):
                _, hard = resource.getrlimit(kind)
                ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
                resource.setrlimit(kind, (ceiling, ceiling))


def tell(**said: object) -> None:
    """Write a line."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def read(data: bytes, most: int) -> None:
    """Tell of each page of the file, of so many at the most."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            tell(failed="encrypted")
            return
        count = len(reader.pages)
    except (DependencyError, FileNotDecryptedError, WrongPasswordError):
        tell(failed="encrypted")
        return
    tell(pages=count, title=title_of(reader))
    fonts = Fonts()
    written = 0
    for number in range(min(count, most)):
        try:
            page = reader.pages[number]
            forget_dingbats(page)
            found = pieces_of(page, fonts)
            told = {"page": number + 1, "size": size_of(page), "pieces": found.pieces}
            told |= {"cut": True} if found.cut else {}
        except RecursionError:
            told = {"page": number + 1, "error": "nested too deeply"}
        except MemoryError:
            told = {"page": number + 1, "error": "needs too much memory"}
        except Exception as error:  # noqa: BLE001 - one damaged page is no reason to lose the rest
            told = {"page": number + 1, "error": f"{type(error).__name__}: {error}"[:200]}
        line = json.dumps(told)
        written += len(line)
        if written > MOST_WRITTEN:
            tell(page=number + 1, error="the text so far is too long")
            break
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    tell(fonts=fonts.names)


def title_of(reader: Any) -> str:
    """What the file says that it is called."""
    with suppress(Exception):
        return str((reader.metadata or {}).get("/Title") or "")[:500]
    return ""


def size_of(page: Any) -> list[float]:
    """Width and height of a page, in points."""
    with suppress(Exception):
        box = page.cropbox
        return [float(box.left), float(box.bottom), float(box.right), float(box.top)]
    return [0.0, 0.0, 612.0, 792.0]


class Fonts:
    """The fonts that were met, by number."""

    def __init__(self) -> None:
        """None was met yet."""
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

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
    """

    def __init__(self, fonts: Fonts) -> None:
        """Nothing was met yet."""
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
            self.pieces.append([*found, int(bool(self._outer)), text])


def pieces_of(page: Any, fonts: Fonts) -> Visitor:
    """The pieces of a page, up to a limit."""
    visitor = Visitor(fonts)
    with suppress(TooMuch):
        page.extract_text(
            visitor_text=visitor.text,
            visitor_operand_before=visitor.before,
            visitor_operand_after=visitor.after,
        )
    return visitor


def multiplied(m: Any, n: Any) -> tuple[float, ...]:
    """The product of two matrices of PDF."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))

"""The process that reads a PDF: bytes on standard input, a line of JSON for each page out.

It is started as a file of its own, with nothing of this package loaded but files beside it,
and limits itself before it looks at a byte. Lines are written as pages are read, so that those
before a crash are kept:

    {"pages": 12, "title": "..."}
    {"page": 1, "size": [612, 792], "pieces": [[x, y, size, font, turned, form, "text"], ...]}
    {"page": 2, "error": "..."}
    {"fonts": ["Times-Bold", ...]}
    {"failed": "encrypted"}
"""

from __future__ import annotations

import importlib.util
import json
import logging
import sys
import warnings
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

MANY = 6
"""Lines with gaps, as whole pages of columns have them."""
MOST_WRITTEN = 8 << 20
"""Bytes of all pages: those of a thick book take half of it."""


def main(pages: int, memory: int, seconds: int) -> None:
    """Read what comes on standard input."""
    limit(memory, seconds)
    load("pen", "glance", "visitor")
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


def load(*names: str) -> None:
    """Load files beside this one under their names, without the packages that they are in."""
    for name in names:
        whole = f"summarizer.fulltext.pdf.{name}"
        spec = importlib.util.spec_from_file_location(whole, Path(__file__).with_name(f"{name}.py"))
        if spec and spec.loader:
            sys.modules[whole] = module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)


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

    from summarizer.fulltext.pdf.glance import LEAST
    from summarizer.fulltext.pdf.visitor import Fonts, forget_dingbats, pieces_of

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
    written, least = 0, LEAST
    for number in range(min(count, most)):
        try:
            page = reader.pages[number]
            forget_dingbats(page)
            found = pieces_of(page, fonts, size_of(page), least)
            if sum(place.before is not None for place in found.places) >= MANY:
                least = 1  # its other pages are perhaps alike, though they have few lines
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


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))

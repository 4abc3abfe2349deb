"""Starts the process that reads a PDF, and says in words what it could not read."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 128 << 20
_CHILD = Path(__file__).with_name("child.py")


class Limits(NamedTuple):
    """What reading a PDF may take: pages, seconds by the clock, bytes of memory."""

    pages: int = 300
    seconds: float = 120.0
    memory: int = 1 << 30


class Piece(NamedTuple):
    """Words that stand together: where they begin, from the page's left and bottom, in points.

    `form` is 1 for what is drawn as a whole, as figures are. Of words behind a wide gap, and of
    some others, is known where they begin (`begin`); behind a gap also where the words before it
    end (`before`). `part` is 1 where the file has them in one string with the piece before.
    """

    x: float
    y: float
    size: float
    font: int
    turned: int
    form: int
    text: str
    begin: float | None = None
    before: float | None = None
    part: int = 0


@dataclass(frozen=True)
class Page:
    """A page as it was read; `box` is left, bottom, right, top; `error` says why it was not.

    Of one that is `cut`, the rest was too much.
    """

    number: int
    box: tuple[float, float, float, float] = (0.0, 0.0, 612.0, 792.0)
    pieces: tuple[Piece, ...] = ()
    error: str | None = None
    cut: bool = False

    def translated(self, table: Mapping[int, str]) -> Page:
        """The page with other signs for some."""
        pieces = (piece._replace(text=piece.text.translate(table)) for piece in self.pieces)
        return replace(self, pieces=tuple(pieces))


@dataclass
class Pieces:
    """All pages that were read, of how many; `ended` says why the rest was not."""

    count: int = 0
    title: str = ""
    pages: list[Page] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    ended: str | None = None


def read(name: str, data: bytes, limits: Limits | None = None) -> Pieces:
    """The pieces of a PDF. Raises InputError in one line where nothing of it can be read."""
    if len(data) > MOST_BYTES:
        message = f"`{name}` has more than {MOST_BYTES >> 20} MB: it was not read"
        raise InputError(message)
    limits = limits or Limits()
    written, late = _written(data, limits)
    found = _decoded(written)
    if late:
        found.ended = f"reading took more than {limits.seconds:g} s"
    if not found.pages:
        message = f"`{name}` {_trouble(found, data)}"
        raise InputError(message)
    return found


def _written(data: bytes, limits: Limits) -> tuple[bytes, bool]:
    """What the process wrote, and whether it had to be ended."""
    numbers = (limits.pages, limits.memory, int(limits.seconds) + 1)
    command = [sys.executable, "-P", str(_CHILD), *map(str, numbers)]
    with subprocess.Popen(  # noqa: S603 - our own file
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            return process.communicate(data, limits.seconds)[0], False
        except subprocess.TimeoutExpired:
            process.kill()
            return process.communicate()[0], True
        except BaseException:
            process.kill()
            raise


def _decoded(written: bytes) -> Pieces:
    """What was written, up to a line that breaks off."""
    found = Pieces()
    whole = False
    for line in written.split(b"\n"):
        try:
            said: dict[str, Any] = json.loads(line)
        except ValueError:
            continue
        if "pages" in said:
            found.count, found.title = int(said["pages"]), str(said["title"])
        elif "page" in said:
            found.pages.append(_page(said))
        elif "fonts" in said:
            found.fonts, whole = list(map(str, said["fonts"])), True
        elif "failed" in said:
            found.ended, whole = str(said["failed"]), True
    if not whole:
        found.ended = "reading it needed too much time or memory"
    return found


def _page(said: dict[str, Any]) -> Page:
    if "error" in said:
        return Page(int(said["page"]), error=str(said["error"]))
    left, bottom, right, top = map(float, said["size"])
    pieces = tuple(Piece(*each) for each in said["pieces"])
    return Page(int(said["page"]), (left, bottom, right, top), pieces, cut="cut" in said)


def _trouble(found: Pieces, data: bytes) -> str:
    """Why nothing could be read, and what to do."""
    why = found.ended or ""
    if why == "encrypted":
        return "is encrypted: save a copy without a password, and give that"
    if why in {"memory", "nested too deeply"} or why.startswith(("reading", "LimitReached")):
        told = {"memory": "reading it needs too much memory"}.get(why, why)
        return f"was not read: {told}: a page or two of it may be built to do harm"
    if b"%%EOF" not in data[-2048:]:
        return "is cut off or damaged: fetch it again"
    if not why and not found.count:
        return "has no pages"
    return f"is damaged: {why.rstrip('.') or 'no page can be read'}: fetch it again"

"""A body unpacked as it comes: never more of it at once than a part, nor in all than a limit."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.errors import BadAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 32 << 20
"""What an answer may have at the most, unpacked: a page or a completion has a fraction."""
ACCEPTED = "gzip"
_PACKED = {"gzip", "x-gzip", "deflate"}
_GZIP_OR_ZLIB = 47
_PART = 1 << 16


@dataclass
class Unpacking:
    """Turns what came over the wire of `url`, in a content coding, into the body's bytes."""

    url: str
    coding: str
    most: int = MAX_BYTES
    _room: int = field(init=False)
    _undo: Any = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Raise BadAnswer for a coding that nobody asked for."""
        self._room = self.most
        self.coding = self.coding.strip().lower()
        if self.coding in _PACKED:
            self._undo = zlib.decompressobj(_GZIP_OR_ZLIB)
        elif self.coding not in {"", "identity"}:
            said = f"answered in the encoding `{self.coding[:40]}`"
            message = f"{self.url} {said}, which was not requested"
            raise BadAnswer(message)

    def parts(self, came: bytes) -> Iterator[bytes]:
        """The body's next bytes. Raises BadAnswer where they are damaged, or too many."""
        for part in self._unpacked(came):
            self._room -= len(part)
            if self._room < 0:
                message = f"{self.url} sent more than {self.most / (1 << 20):g} MB: not read"
                raise BadAnswer(message)
            yield part

    def _unpacked(self, came: bytes) -> Iterator[bytes]:
        if self._undo is None:
            yield came
            return
        try:
            while came:
                if self._undo.eof:
                    self._undo = zlib.decompressobj(_GZIP_OR_ZLIB)
                yield self._undo.decompress(came, _PART)
                came = self._undo.unconsumed_tail or self._undo.unused_data
        except zlib.error as error:
            message = f"{self.url} answered damaged gzip: {error}"
            raise BadAnswer(message) from error

    def end(self) -> None:
        """Raise BadAnswer where the body is cut off."""
        if self._undo is not None and not self._undo.eof:
            message = f"{self.url} answered gzip that is cut off"
            raise BadAnswer(message)

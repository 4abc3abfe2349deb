"""Lines of text out of a stream of bytes, however long the stream and whatever is in it."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BOM = b"\xef\xbb\xbf"
CHUNK = 1 << 20
"""Bytes that are read at once."""
MAX_LINE = 32 << 20


def lines(stream: IO[bytes]) -> Iterator[str | ValueError]:
    """The lines of a stream, a piece of it in memory at a time.

    A ValueError stands for a line that cannot be read; its cause, if any, has the bytes.
    """
    begun = stream.read(CHUNK).removeprefix(BOM)
    while begun:
        whole, newline, rest = begun.rpartition(b"\n")
        if newline:
            yield from _decoded(whole)
        elif len(rest) > MAX_LINE:
            yield ValueError(f"longer than {MAX_LINE >> 20} MB")
            rest = _after_line(stream)
        more = stream.read(CHUNK)
        if not more:
            yield from _decoded(rest)
            return
        begun = rest + more


def _after_line(stream: IO[bytes]) -> bytes:
    """What follows the line in which the stream stands, as far as it was read."""
    while more := stream.read(CHUNK):
        _, newline, rest = more.partition(b"\n")
        if newline:
            return rest
    return b""


def _decoded(lines: bytes) -> Iterator[str | ValueError]:
    """Lines as text, all at once where that goes."""
    try:
        yield from lines.decode().split("\n")
    except UnicodeDecodeError:
        for line in lines.split(b"\n"):
            try:
                yield line.decode()
            except UnicodeDecodeError as error:
                problem = ValueError(f"byte {error.start} is not UTF-8 text")
                problem.__cause__ = error
                yield problem

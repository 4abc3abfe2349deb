"""What workers share out: parts of the inputs, wherever these lie, read a row at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from io import BufferedReader, RawIOBase
from typing import IO, TYPE_CHECKING, Any, cast

from summarizer.text.counting import counted
from summarizer.text.lines import CHUNK, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from daft.io import IOConfig

    from summarizer.corpus.inputs import Input, Kind

SMALLEST, LARGEST = 1 << 20, 8 << 20
"""Bytes of a piece of a file that can be read from anywhere: some 600 papers, or 5,000."""
_EACH = 2
"""Pieces in a worker's fair share of what is left: they get smaller, so that all workers end
together (guided self-scheduling, Polychronopoulos and Kuck 1987)."""
TURN = 500
"""Rows that one share of a file has before it is the next one's turn."""
_SHOWN = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row's JSON, its input, and what is wrong with it; without JSON the input ends there."""

    text: str | None
    input: str
    fault: str | None = None


@dataclass(frozen=True)
class Piece:
    """The lines that begin in a part of a file; or, without an end, a share of its rows.

    What is packed can be read from its beginning alone: each share reads all and keeps its part,
    which costs a hundredth of what is done with it.
    """

    path: str
    kind: Kind
    start: int = 0
    end: int | None = None
    share: int = 0
    shares: int = 1

    def name(self, run: str, number: int) -> str:
        """A file's name that tells a run, a piece and the how-manieth batch of it."""
        whole = json.dumps([run, number, *vars(self).values()])
        return f"part-{blake2b(whole.encode(), digest_size=8).hexdigest()}"

    def rows(self) -> Iterator[Row]:
        """Rows until the end, or until what lies there is damaged: the last one says so.

        Raises DaftTransientError where a store does not answer.
        """
        import zlib

        import daft
        from daft.exceptions import DaftTransientError

        read = 0
        try:
            with daft.File(self.path, io_config=store()).open() as file:
                stream = cast("IO[bytes]", BufferedReader(_Stored(file), CHUNK))
                for text, fault in self._from(stream):
                    if read // TURN % self.shares == self.share:
                        yield Row(text, self.path, fault)
                    read += 1
        except DaftTransientError:
            raise
        except (OSError, EOFError, ValueError, zlib.error) as error:
            if self.share == 0:
                why = next(iter(str(error).strip().splitlines()), type(error).__name__)
                after = f" after {counted(read, 'row')}" if read else ""
                yield Row(None, self.path, f"cannot be read{after}: {why}")

    def _from(self, stream: IO[bytes]) -> Iterator[tuple[str, str | None]]:
        if self.kind == "parquet":
            return _table(stream)
        if self.end is None:
            return _rows(_unpacked(stream))
        return _rows(cast("IO[bytes]", Part(stream, self.start, self.end)))


def pieces(inputs: Sequence[Input], workers: int) -> Iterator[Piece]:
    """The pieces of files; what must be read from its beginning has a share for each worker."""
    for each in inputs:
        if not _cut(each):
            for share in range(workers):
                yield Piece(each.path, each.kind, share=share, shares=workers)
    rest = sum(each.size or 0 for each in inputs if _cut(each))
    for each in filter(_cut, inputs):
        start, whole = 0, each.size or 0
        while start < whole:
            size = min(LARGEST, max(SMALLEST, rest // (_EACH * workers)))
            end = whole if whole - start < size + SMALLEST // 2 else start + size
            yield Piece(each.path, each.kind, start, end)
            rest -= end - start
            start = end


def _cut(each: Input) -> bool:
    return each.size is not None and not each.packed and each.kind == "lines"


def store() -> IOConfig:
    """A store that is not there is said after seconds: the engine's own 25 tries take minutes."""
    from daft.io import IOConfig, S3Config

    config = S3Config(num_tries=4, connect_timeout_ms=10_000, read_timeout_ms=60_000)
    return IOConfig(s3=config)


class _Stored(RawIOBase):
    """Daft's file, where it lies, as one of Python's."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._file.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)

    def seek(self, place: int, whence: int = 0) -> int:
        return int(self._file.seek(place, whence))

    def tell(self) -> int:
        return int(self._file.tell())


class Part:
    """A stream of the whole lines that begin between two places of a file."""

    def __init__(self, stream: IO[bytes], start: int, end: int) -> None:
        """Go to the first of them: what follows the first line's end before it."""
        self._stream, self._end = stream, end
        self._place, self._kept, self._over = start, b"", False
        if start:
            stream.seek(start - 1)
            self._place -= 1
            self._skip()

    def read(self, size: int) -> bytes:
        """About so many bytes more; none at the end."""
        if self._over:
            return b""
        found, self._kept = self._kept or self._stream.read(size), b""
        newline = found.find(b"\n", max(0, self._end - 1 - self._place))
        self._place += len(found)
        if newline < 0:
            return found
        self._over = True
        return found[: newline + 1]

    def _skip(self) -> None:
        while found := self._stream.read(CHUNK):
            _, newline, self._kept = found.partition(b"\n")
            self._place += len(found) - len(self._kept)
            if newline:
                break
        self._over = not found or self._place >= self._end


def _unpacked(stream: IO[bytes]) -> IO[bytes]:
    """The stream without its packing, which its first bytes tell."""
    head = stream.read(4)
    stream.seek(0)
    if head[:2] == b"\x1f\x8b":
        import gzip

        return cast("IO[bytes]", gzip.GzipFile(fileobj=stream))
    if head[:3] == b"BZh":
        import bz2

        return cast("IO[bytes]", bz2.BZ2File(stream))
    if head == b"\x28\xb5\x2f\xfd":
        import pyarrow as pa

        return cast("IO[bytes]", pa.CompressedInputStream(stream, "zstd"))
    return stream


def _rows(stream: IO[bytes]) -> Iterator[tuple[str, str | None]]:
    """The lines that are not blank."""
    for line in lines(stream):
        if isinstance(line, ValueError):
            data = getattr(line.__cause__, "object", b"")
            yield data[:_SHOWN].decode(errors="replace"), str(line)
        elif line and not line.isspace():
            yield line, None


def _table(stream: IO[bytes]) -> Iterator[tuple[str, str | None]]:
    from pyarrow import parquet

    with parquet.ParquetFile(stream) as table:
        for batch in table.iter_batches(batch_size=TURN):
            for row in batch.to_pylist(maps_as_pydicts="lossy"):
                yield json.dumps(row, default=_plain), None


def _plain(value: object) -> Any:
    """A Parquet value as JSON would hold it."""
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return value.isoformat() if isinstance(value, date) else str(value)

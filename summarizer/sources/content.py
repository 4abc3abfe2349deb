"""What an input holds: bytes from a file, standard input or a server, and its form."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, cast

from summarizer.errors import InputError
from summarizer.text.lines import BOM, CHUNK, lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from xml.etree.ElementTree import Element

STANDARD_INPUT = "-"
MAX_BYTES = 1 << 30
_GZIP = b"\x1f\x8b"
_ZIP, _WORKBOOK = b"PK\x03\x04", b"xl/workbook.xml"
_WIDE = {b"\xff\xfe", b"\xfe\xff"}
LARGE = 16 << 20
"""Bytes from which on a file's lines are read one by one, when it turns out to have any."""
_LINES_LOOKED_AT = 4
_FIRST_TWO = re.compile(r"\s*(\S)\s*(\S?)")

Form = Literal["json", "lines", "markup", "text", "workbook"]


@dataclass
class Content:
    """One input's bytes, with the name messages give it and the day its caller gave."""

    name: str
    data: bytes
    day: date | None = None

    @cached_property
    def text(self) -> str:
        """The bytes as text. Raises InputError where they are none."""
        return _decoded(self.name, self.data)

    @cached_property
    def form(self) -> Form:
        """What the text is by its own look, whatever the file is called."""
        if self.data.startswith(_ZIP) and _WORKBOOK in self.data:
            return "workbook"
        match = _FIRST_TWO.match(self.head)
        first, second = match.groups() if match else ("", "")
        if first == "<":
            return "markup"
        if first == "{":
            return "lines" if _starts_lines(self.head) else "json"
        return "json" if first == "[" and self._is_list(second) else "text"

    @property
    def head(self) -> str:
        """The beginning of the text, long enough to see its form."""
        return self.text[:CHUNK]

    def _is_list(self, first: str) -> bool:
        """Tell a JSON list, also a broken one, from a pasted page that begins with a bracket."""
        if first in set('{"'):
            return True
        try:
            _loads(self.text)
        except ValueError:
            return False
        return True

    @cached_property
    def json(self) -> Any:
        """The text as one JSON document. Raises InputError that says where it breaks."""
        try:
            return _loads(self.text)
        except ValueError as error:
            why = "not valid JSON, perhaps cut off"
            if str(error).startswith("Extra data"):
                why = "more than one JSON value; write one a line, as `jq -c` does"
            message = f"`{self.name}`: {why}: {error}"
            raise InputError(message) from error

    @cached_property
    def xml(self) -> Element:
        """The root of the text as XML. Raises InputError where it is none, or none to trust."""
        from summarizer.text.xml import root_of

        try:
            return root_of(self.text)
        except ValueError as error:
            message = f"`{self.name}`: not readable as XML: {error}"
            raise InputError(message) from error

    def json_lines(self) -> Iterator[tuple[str, object]]:
        """`(place, value)` of each non-empty line; a ValueError stands for a broken one."""
        for number, line in enumerate(self.lines(), start=1):
            if isinstance(line, ValueError):
                yield f"line {number}", line
            elif line and not line.isspace():
                try:
                    yield f"line {number}", _loads(line)
                except ValueError as error:
                    yield f"line {number}", ValueError(f"not valid JSON: {error}")

    def lines(self) -> Iterator[str | ValueError]:
        """The lines; a ValueError stands for one that cannot be read."""
        yield from self.text.split("\n")


@dataclass
class StreamedFile(Content):
    """A large file of lines: they are read from `path` one by one, never all in memory.

    `data` is only the file's beginning, by which its form is told.
    """

    path: Path = field(kw_only=True)

    @property
    def head(self) -> str:
        """The beginning of the text, without a character that is cut at its end."""
        return self.data.removeprefix(BOM).decode(errors="ignore")

    @cached_property
    def text(self) -> str:
        """The whole file as text. Raises InputError where it is none, or too large."""
        return _decoded(self.name, _unpacked(self.name, self.path.read_bytes()))

    def lines(self) -> Iterator[str | ValueError]:
        """The lines, read one by one. Raises InputError where the file cannot be read on."""
        import zlib

        try:
            with _opened(self.path) as stream:
                yield from lines(stream)
        except (EOFError, OSError, zlib.error) as error:
            message = f"`{self.name}` cannot be read to its end: {error}"
            raise InputError(message) from error


def _decoded(name: str, data: bytes) -> str:
    """Bytes as text. Raises InputError where they are none."""
    wide = data[:2] in _WIDE
    if not wide and b"\0" in data:
        message = f"`{name}`: a binary file, not text, JSON or HTML"
        raise InputError(message)
    try:
        return data.decode("utf-16") if wide else data.removeprefix(BOM).decode()
    except UnicodeDecodeError as error:
        message = (
            f"`{name}`: byte {error.start} is not UTF-8 text; "
            "convert it, for example with `iconv -f latin1 -t utf-8`"
        )
        raise InputError(message) from error


def _opened(path: Path) -> IO[bytes]:
    """The file's bytes as a stream; gzip is undone."""
    with path.open("rb") as stream:
        zipped = stream.read(2) == _GZIP
    if not zipped:
        return path.open("rb")
    import gzip

    return cast("IO[bytes]", gzip.open(path))


def _has_objects(lines: list[str]) -> bool:
    """Whether lines hold an object each; the first may be broken where all others do."""
    following = [line for line in lines[1:_LINES_LOOKED_AT] if line.strip()]
    if _is_object(lines[0]):
        return any(line.strip() for line in lines[1:])
    return bool(following) and all(map(_is_object, following))


def _loads(text: str) -> Any:
    from json import loads

    try:
        return loads(text[1:] if text[:1] == "\ufeff" else text)
    except RecursionError as error:
        message = "nested too deeply"
        raise ValueError(message) from error


def _is_object(line: str) -> bool:
    try:
        return isinstance(_loads(line), dict)
    except ValueError:
        return False


def shown_name(spec: str) -> str:
    """What messages call an input."""
    return "standard input" if spec == STANDARD_INPUT else spec


def read_content(spec: str, day: date | None = None) -> Content:
    """Read a file, or standard input for `-`; gzip is undone, whatever the name.

    Raises InputError where there is nothing that can be read.
    """
    from summarizer.papers.days import found_in

    name = shown_name(spec)
    day = day or found_in(Path(spec).name)
    try:
        if spec != STANDARD_INPUT and Path(spec).is_file() and Path(spec).stat().st_size > LARGE:
            return _streamed_or_whole(name, Path(spec), day)
        raw = _standard_input() if spec == STANDARD_INPUT else Path(spec).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"cannot read `{name}`: {reason}"
        raise InputError(message) from error
    data = _unpacked(name, raw)
    if not data.strip():
        message = f"`{name}` is empty: give a file with papers, or see `summarize papers --help`"
        raise InputError(message)
    return Content(name, data, day)


def _streamed_or_whole(name: str, path: Path, day: date | None) -> Content:
    """A large file: a stream of lines where it has objects in them, else all of its bytes."""
    import zlib

    try:
        with _opened(path) as stream:
            head = StreamedFile(name, stream.read(CHUNK), day, path=path)
    except (EOFError, zlib.error) as error:
        raise _damaged(name, error) from error
    if head.data[:2] not in _WIDE and b"\0" not in head.data and _starts_lines(head.head):
        return head
    return Content(name, _unpacked(name, path.read_bytes()), day)


def _starts_lines(head: str) -> bool:
    lines = head.lstrip().split("\n", _LINES_LOOKED_AT)
    return head.lstrip()[:1] == "{" and _has_objects(lines)


def _unpacked(name: str, raw: bytes) -> bytes:
    """The bytes, unpacked where they are packed. Raises InputError."""
    return _unzipped(name, raw) if raw[:2] == _GZIP else raw


def _damaged(name: str, error: Exception) -> InputError:
    return InputError(f"`{name}` is a damaged or half-written gzip file: {error}")


def _standard_input() -> bytes:
    if sys.stdin is None:
        message = "it is closed"
        raise ValueError(message)
    return sys.stdin.buffer.read()


def _unzipped(name: str, raw: bytes) -> bytes:
    import gzip
    import io
    import zlib

    parts: list[bytes] = []
    size = 0
    try:
        with gzip.open(io.BytesIO(raw)) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > MAX_BYTES:
                    message = f"`{name}` unpacks to more than {MAX_BYTES >> 20} MB: split it"
                    raise InputError(message)
                parts.append(chunk)
    except (EOFError, OSError, zlib.error) as error:
        raise _damaged(name, error) from error
    return b"".join(parts)

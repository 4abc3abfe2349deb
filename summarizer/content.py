"""What an input holds: bytes from a file, standard input or a server, and its form."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from summarizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

STANDARD_INPUT = "-"
MAX_BYTES = 1 << 30
_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20

Form = Literal["json", "lines", "markup", "text"]


@dataclass
class Content:
    """One input's bytes, with the name messages give it and the day its caller gave."""

    name: str
    data: bytes
    day: date | None = None

    @cached_property
    def text(self) -> str:
        """The bytes as text. Raises InputError where they are none."""
        wide = self.data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        if not wide and b"\0" in self.data:
            message = f"`{self.name}`: a binary file, not text, JSON or HTML"
            raise InputError(message)
        encoding = "utf-16" if wide else "utf-8-sig"
        try:
            text = self.data.decode(encoding)
        except UnicodeDecodeError as error:
            message = (
                f"`{self.name}`: byte {error.start} is not UTF-8 text; "
                "convert it, for example with `iconv -f latin1 -t utf-8`"
            )
            raise InputError(message) from error
        return text

    @cached_property
    def form(self) -> Form:
        """What the text is by its own look, whatever the file is called."""
        head = self.text[:_CHUNK].lstrip()
        if head[:1] == "<":
            return "markup"
        if head[:1] == "{" and _is_object(head.partition("\n")[0]) and "\n" in head.strip():
            return "lines"
        if head[:1] == "{" or (head[:1] == "[" and self._is_list(head[1:].lstrip()[:1])):
            return "json"
        return "text"

    def _is_list(self, first: str) -> bool:
        """Tell a JSON list, also a broken one, from a pasted page that begins with a bracket."""
        if first in set('{["]'):
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

    def json_lines(self) -> Iterator[tuple[str, object]]:
        """`(place, value)` of each non-empty line; a ValueError stands for a broken one."""
        for number, line in enumerate(self.text.split("\n"), start=1):
            if line.strip():
                try:
                    yield f"line {number}", _loads(line)
                except ValueError as error:
                    yield f"line {number}", error


def _loads(text: str) -> Any:
    import json

    try:
        return json.loads(text.removeprefix("\ufeff"))
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


def read(spec: str, day: date | None = None) -> Content:
    """Read a file, or standard input for `-`; gzip is undone, whatever the name.

    Raises InputError where there is nothing that can be read.
    """
    from summarizer.days import found_in

    name = shown_name(spec)
    try:
        raw = _standard_input() if spec == STANDARD_INPUT else Path(spec).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"cannot read `{name}`: {reason}"
        raise InputError(message) from error
    data = _unzipped(name, raw) if raw[:2] == _GZIP else raw
    if not data.strip():
        message = f"`{name}` is empty: give a file with papers, or see `summarize papers --help`"
        raise InputError(message)
    return Content(name, data, day or found_in(Path(spec).name))


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
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > MAX_BYTES:
                    message = f"`{name}` unpacks to more than {MAX_BYTES >> 20} MB: split it"
                    raise InputError(message)
                parts.append(chunk)
    except (EOFError, OSError, zlib.error) as error:
        message = f"`{name}` is a damaged or half-written gzip file: {error}"
        raise InputError(message) from error
    return b"".join(parts)

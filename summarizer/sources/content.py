"""What an input holds: bytes from a file, standard input or a server, and its form."""

from __future__ import annotations

import codecs
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from summarizer.errors import InputError
from summarizer.sources import packing
from summarizer.text.encodings import Decoded, NotText, decoded, is_wide
from summarizer.text.lines import BOM, CHUNK, lines
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from xml.etree.ElementTree import Element

STANDARD_INPUT = "-"
_ZIP, _WORKBOOK = b"PK\x03\x04", b"xl/workbook.xml"
LARGE = 16 << 20
"""Bytes from which on a file's lines are read one by one, when it turns out to have any."""
_LINES_LOOKED_AT = 4
_VALUE = deferred(r"[^\s,\ufeff\x1e]")
"""What begins the next document: commas, marks and separators between documents are passed."""
_FIRST_TWO = deferred(r"\s*(\S)\s*(\S?)")

EMPTY = {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE}
"""Files that hold the mark of an encoding, and nothing in it."""

Form = Literal["json", "lines", "markup", "text", "workbook"]


@dataclass
class Content:
    """One input's bytes, with the name messages give it and the day its caller gave.

    Of one that is `forgiving`, bytes that are no text cost the record in which they are: they
    stand in the text as surrogates.
    """

    name: str
    data: bytes
    day: date | None = None
    forgiving: bool = False

    @property
    def text(self) -> str:
        """The bytes as text. Raises InputError where they are none."""
        return self._decoded.text

    @property
    def assumed(self) -> str:
        """What was assumed to read the bytes as text, in words; empty where nothing was."""
        return "" if self.form in {"lines", "workbook"} else self._decoded.assumed

    @property
    def damaged(self) -> bool:
        """Whether bytes that are no text stand in the text; of lines, each is read by itself."""
        return self.form not in {"lines", "workbook"} and self._decoded.damaged

    @cached_property
    def _decoded(self) -> Decoded:
        return self._read_as_text(self.data)

    def _read_as_text(self, data: bytes) -> Decoded:
        try:
            found = decoded(data, forgiving=self.forgiving)
        except NotText as error:
            message = f"`{self.name}`: {_named(data, error)}"
            raise InputError(message) from error
        doubtful = found.assumed or found.damaged or packing.is_pdf(data)
        if doubtful and (kind := packing.binary_kind(data)):
            message = f"`{self.name}`: {kind}"
            raise InputError(message)
        return found

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
        """The text as one JSON document, or those in it as one list.

        Raises InputError that says where it breaks.
        """
        try:
            return _loads(self.text)
        except ValueError as error:
            reason = error
        if str(reason).startswith("Extra data"):
            try:
                return _all_loaded(self.text)
            except ValueError as error:
                reason = error
        message = f"`{self.name}`: not valid JSON, perhaps cut off: {reason}"
        raise InputError(message) from reason

    @cached_property
    def xml(self) -> Element:
        """The root of the text as XML. Raises InputError where it is none, or none to trust."""
        from summarizer.text.xml import root_of

        try:
            return root_of(self.text)
        except ValueError as error:
            message = f"`{self.name}`: cannot be read as XML: {error}"
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
        if b"\n" in self.data and not is_wide(self.data):
            from io import BytesIO

            yield from lines(BytesIO(self.data))
        else:
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
    def _decoded(self) -> Decoded:
        """The whole file. Raises InputError where it is no text, or too large."""
        return self._read_as_text(packing.unpacked(self.name, self.path.read_bytes()))

    def lines(self) -> Iterator[str | ValueError]:
        """The lines, read one by one. Raises InputError where the file cannot be read on."""
        try:
            with packing.opened(self.path) as stream:
                yield from lines(stream)
        except packing.breaks() as error:
            message = f"`{self.name}` cannot be read to the end: {error}"
            raise InputError(message) from error


def _named(data: bytes, error: NotText) -> str:
    """What bytes are that are no text, and what to do with them."""
    kind = packing.binary_kind(data)
    if kind or error.place is None:
        return kind or "a binary file, not text, JSON or HTML"
    return (
        f"byte {error.place} is not UTF-8 text; "
        "convert it, for example with `iconv -f latin1 -t utf-8`"
    )


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


def _all_loaded(text: str) -> list[Any]:
    """The JSON documents that stand one after another; lists among them as one list."""
    from json import JSONDecoder

    decode, place, found = JSONDecoder().raw_decode, 0, list[Any]()
    text = text.removeprefix("\ufeff")
    while match := _VALUE.search(text, place):
        try:
            value, place = decode(text, match.start())
        except RecursionError as error:
            message = "nested too deeply"
            raise ValueError(message) from error
        found += value if isinstance(value, list) else [value]
    return found


def _is_object(line: str) -> bool:
    try:
        return isinstance(_loads(line), dict)
    except ValueError:
        return False


def shown_name(spec: str) -> str:
    """What messages call an input."""
    return "standard input" if spec == STANDARD_INPUT else spec


def read_content(spec: str, day: date | None = None) -> Content:
    """Read a file, or standard input for `-`; what is packed is unpacked, whatever the name.

    Raises InputError where there is nothing that can be read.
    """
    from summarizer.papers.days import found_in

    name = shown_name(spec)
    day = day or found_in(Path(spec).name)
    try:
        if spec != STANDARD_INPUT and Path(spec).is_file() and Path(spec).stat().st_size > LARGE:
            return _streamed_or_whole(name, Path(spec), day)
        raw = standard_input() if spec == STANDARD_INPUT else Path(spec).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"cannot read `{name}`: {reason}"
        raise InputError(message) from error
    return checked(Content(name, packing.unpacked(name, raw), day))


def checked(content: Content) -> Content:
    """The content. Raises InputError where it is empty."""
    name, data = content.name, content.data
    if not data.removeprefix(BOM).strip() or data in EMPTY:
        message = f"`{name}` is empty: give a file with papers, or see `summarize papers --help`"
        raise InputError(message)
    return content


def _streamed_or_whole(name: str, path: Path, day: date | None) -> Content:
    """A large file: a stream of lines where it has objects in them, else all of its bytes."""
    try:
        with packing.opened(path) as stream:
            head = StreamedFile(name, stream.read(CHUNK), day, path=path)
    except packing.breaks() as error:
        raise packing.damaged(name, error) from error
    if not is_wide(head.data) and _starts_lines(head.head):
        return head
    return Content(name, packing.unpacked(name, path.read_bytes()), day)


def _starts_lines(head: str) -> bool:
    lines = head.lstrip().split("\n", _LINES_LOOKED_AT)
    return head.lstrip()[:1] == "{" and _has_objects(lines)


def standard_input() -> bytes:
    """All bytes of standard input. Raises OSError, ValueError where it is closed."""
    if sys.stdin is None:
        message = "it is closed"
        raise ValueError(message)
    return sys.stdin.buffer.read()

"""TOML that people write by hand: its text, its table, and the line on which something stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLACE = deferred(r" \(at (?:line (\d+), column \d+|end of document)\)$")
BARE = deferred(r"[A-Za-z0-9_-]+")
"""A key that needs no quotes."""
_LONG = deferred(r"[0-9_]{4000}")
_HEADER = deferred(r"\s*\[[^\[].*\]\s*(?:#.*)?$")


class NotToml(ValueError):
    """Bytes that are no TOML: the line, counted from 1, and what to do."""

    def __init__(self, line: int, what: str) -> None:
        """Keep the line beside the message."""
        super().__init__(what)
        self.line = line


def text_of(data: bytes) -> str:
    """The text of a file, without a mark at its beginning, its lines ended by LF."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotToml(line, "not UTF-8 text: save the file as UTF-8") from error
    return text.replace("\r\n", "\n")


def table_of(text: str) -> dict[str, Any]:
    """The table that a text is. Raises NotToml."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        place = _PLACE.search(reason)
        line = int(place.group(1) or text.count("\n") + 1) if place else 1
        what = f"not valid TOML ({_PLACE.sub('', reason)}): correct this line"
        raise NotToml(line, what) from error
    except ValueError as error:  # Python reads no number of thousands of digits
        long = _LONG.search(text)
        line = text.count("\n", 0, long.start()) + 1 if long else 1
        raise NotToml(line, "a number has too many digits: shorten it") from error
    except RecursionError as error:
        raise NotToml(1, "brackets are nested too deeply: use plain lists") from error


def key_pattern(name: str) -> str:
    """A pattern for the beginning of a line on which a key, or a table of this name, stands."""
    return rf"""\s*\[*\s*["']?{re.escape(name)}["']?\s*(?:=|\])"""


def value_pattern(value: str) -> str:
    """A pattern for a line on which a value stands between quotes."""
    return rf""".*["']{re.escape(value)}["']"""


def pieces(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The text cut before each header of a table: the names in the header, and the lines.

    The first piece, perhaps empty, is what stands before all headers.
    """
    lines = text.splitlines(keepends=True)
    paths = {at: path_of(line) for at, line in enumerate(lines) if _HEADER.match(line)}
    starts = [0, *(at for at, path in paths.items() if path)]
    ends = [*starts[1:], len(lines)]
    return [
        (paths.get(start, ()) if number else (), "".join(lines[start:end]))
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def cut(piece: str) -> tuple[str, str]:
    """What stands in a piece, and the blank and comment lines after it."""
    lines = piece.splitlines(keepends=True)
    said = [at for at, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    end = said[-1] + 1 if said else 0
    return "".join(lines[:end]), "".join(lines[end:])


def path_of(header: str) -> tuple[str, ...]:
    """The names in a header such as `[mine.not]`; none in a line that is no header."""
    try:
        table = table_of(header)
    except NotToml:  # a line of a list, such as `["a", "b"]`
        return ()
    path = []
    while table:
        ((name, table),) = table.items()
        path.append(name)
    return tuple(path)


class Places:
    """Where things stand in a text; lines are counted from 1."""

    def __init__(self, text: str) -> None:
        """Nothing is looked for yet."""
        self._lines = text.split("\n")

    def line(self, path: Sequence[str], key: str = "", value: str = "") -> int:
        """The line of a value, else of its key, else of the table of this path, else the first.

        Looked for is in the lines of the table; one written in braces stands on the line that
        names it.
        """
        start, end = self._table(tuple(path))
        if key:
            start = self._first(key_pattern(key), start, end, start)
        if value:
            start = self._first(value_pattern(value), start, end, start)
        return start + 1

    def _first(self, pattern: str, start: int, end: int, otherwise: int) -> int:
        found = re.compile(pattern)
        return next((at for at in range(start, end) if found.match(self._lines[at])), otherwise)

    def _table(self, path: tuple[str, ...]) -> tuple[int, int]:
        """The lines of a table, its header included, as a half-open range.

        Of one without a header of its own, those of a table in it, or of the one around it.
        """
        if not path:
            return 0, len(self._lines)
        headers = [at for at, line in enumerate(self._lines) if _HEADER.match(line)]
        paths = {at: path_of(self._lines[at]) for at in headers}
        own = [at for at in headers if paths[at] == path]
        inner = [at for at in headers if paths[at][: len(path)] == path]
        if own or inner:
            start = (own or inner)[0]
            return start, next((at for at in headers if at > start), len(self._lines))
        start, end = self._table(path[:-1])
        return self._first(key_pattern(path[-1]), start, end, start), end

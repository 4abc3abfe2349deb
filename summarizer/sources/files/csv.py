"""Tables: CSV with commas, semicolons or tabs, whose first row names the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.sources import Parsed, Profile
from summarizer.text.cells import COLUMNS, PLACES, unguarded
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.content import Content

PROFILE = Profile(
    name="csv",
    reads="CSV (commas, semicolons or tabs) with columns for title and abstract",
    example="title,abstract\nA title,An abstract.\n",
    label="tables",
    endings=(".csv", ".tsv"),
)

_LONGEST_FIELD = 32 << 20
_ABSTRACTS = {"abstract", "summary"}


def recognises(content: Content) -> bool:
    """A first line that names a column of titles and one of abstracts."""
    return content.form == "text" and _delimiter(_header_line(content.head)) is not None


def parse(content: Content) -> Parsed:
    """Read a table; a row that is broken, or of another length, is dropped with its line."""
    from summarizer.sources.mapping import papers

    return Parsed(papers(_rows(content.text)))


def _header_line(text: str) -> str:
    return text.lstrip().partition("\n")[0]


def _delimiter(header: str) -> str | None:
    for delimiter in (",", "\t", ";"):
        columns = set(_columns(header.strip().split(delimiter)))
        if "title" in columns and columns & _ABSTRACTS:
            return delimiter
    return None


def _columns(names: list[str]) -> list[str]:
    """Column names as fields are called: `"Author Count"` is `author_count`."""
    return [name.strip().strip('"').strip().lower().replace(" ", "_") for name in names]


def _rows(text: str) -> Iterator[tuple[str, object]]:
    import csv
    import io

    text = text.lstrip()
    csv.field_size_limit(_LONGEST_FIELD)
    delimiter = _delimiter(_header_line(text)) or ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = _columns(next(reader))
    except csv.Error as error:
        yield "line 1", ValueError(f"not valid CSV: {error}")
        return
    plain = unguarded if tuple(columns) in {COLUMNS, COLUMNS[: -len(PLACES)]} else str
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _place(line, reader.line_num), ValueError(f"not valid CSV: {error}")
            continue
        if len(row) == len(columns):
            yield f"line {line}", dict(zip(columns, map(plain, row), strict=True))
        elif any(row):
            why = f"{counted(len(row), 'column')}, but the first row names {len(columns)}"
            yield f"line {line}", ValueError(why)


def _place(first: int, last: int) -> str:
    return f"line {first}" if last <= first else f"lines {first} to {last}"

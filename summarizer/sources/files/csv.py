"""Tables: CSV with commas, semicolons or tabs, whose first row names the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.sources import Parsed, Profile
from summarizer.sources.fieldnames import names_a_table
from summarizer.sources.files.tablerows import field_names, objects

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
        if names_a_table(field_names(header.strip("\r\n").split(delimiter))):
            return delimiter
    return None


def _rows(text: str) -> Iterator[tuple[str, object]]:
    import csv
    import io

    text = text.lstrip("\ufeff \r\n")
    csv.field_size_limit(_LONGEST_FIELD)
    delimiter = _delimiter(_header_line(text)) or ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = field_names(next(reader))
    except csv.Error as error:
        yield "line 1", ValueError(f"not valid CSV: {error}")
        return
    while columns and not columns[-1]:
        columns.pop()
    yield from objects(columns, _cells(reader))


def _cells(reader: Any) -> Iterator[tuple[str, list[str] | ValueError]]:
    """`(place, cells)` of each row; a ValueError stands for one that cannot be read."""
    import csv

    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _place(line, reader.line_num), ValueError(f"not valid CSV: {error}")
            continue
        yield f"line {line}", row


def _place(first: int, last: int) -> str:
    return f"line {first}" if last <= first else f"lines {first} to {last}"

"""Excel workbooks: the first sheet with a row that names columns for title and abstract.

Read by openpyxl, the extra `excel`: most readers of papers need no spreadsheet.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.sources import Parsed, Profile
from summarizer.sources.fieldnames import names_a_table
from summarizer.sources.files.tablerows import field_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.content import Content

PROFILE = Profile(
    name="excel",
    reads="an Excel workbook (.xlsx) with columns for title and abstract",
    example="",
    label="tables",
    endings=(".xlsx", ".xlsm"),
)

_HEADER_WITHIN = 10
"""Rows in which the one is looked for that names the columns."""
_MOST_BYTES = 1 << 30
"""What a workbook may unpack to."""
_MOST_COLUMNS = 500
_MOST_EMPTY = 1_000


def recognises(content: Content) -> bool:
    """A zip file that holds a workbook."""
    return content.form == "workbook"


def parse(content: Content) -> Parsed:
    """Read a table; a row without title or abstract is dropped with its place.

    Raises InputError where the workbook cannot be read, or has no such table.
    """
    from summarizer.sources.files.tablerows import objects
    from summarizer.sources.mapping import papers

    with _reading(content):
        book = _opened(content)
        for sheet in book.worksheets:
            rows = _rows(sheet)
            for _, row in islice(rows, _HEADER_WITHIN):
                if names_a_table(row):
                    cells = _of_width(_guarded(content, rows), len(row))
                    return Parsed(papers(objects(field_names(row), cells)))
    message = (
        f"`{content.name}`: a workbook without a sheet that has columns for title and abstract"
    )
    raise InputError(message)


def _opened(content: Content) -> Any:
    """The workbook, to be read row by row. Raises InputError where the library is not there."""
    import io

    try:
        from openpyxl import load_workbook
    except ImportError as error:
        message = (
            f"`{content.name}`: an Excel workbook; to read it, "
            "`pip install 'summarize-papers[excel]'`, or save it as CSV"
        )
        raise InputError(message) from error
    _check_size(content)
    return load_workbook(io.BytesIO(content.data), read_only=True, data_only=True)


@contextmanager
def _reading(content: Content) -> Iterator[None]:
    """Within, whatever a damaged workbook makes the library raise is an InputError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations, which say nothing here
            yield
    except InputError:
        raise
    except Exception as error:
        why = " ".join(str(error).split())
        message = f"`{content.name}`: not readable as an Excel workbook; save it as CSV: {why}"
        raise InputError(message) from error


def _guarded(
    content: Content, rows: Iterator[tuple[str, list[str]]]
) -> Iterator[tuple[str, list[str]]]:
    while True:
        with _reading(content):
            row = next(rows, None)
        if row is None:
            return
        yield row


def _of_width(
    rows: Iterator[tuple[str, list[str]]], width: int
) -> Iterator[tuple[str, list[str] | ValueError]]:
    """The rows as wide as the first one: a sheet has no cells where nothing stands."""
    for place, row in rows:
        if row:
            yield place, [*row, *[""] * (width - len(row))]


def _check_size(content: Content) -> None:
    """Raise InputError where the workbook unpacks to more than may be read."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content.data)) as packed:
        size = sum(each.file_size for each in packed.infolist())
    if size > _MOST_BYTES:
        message = f"`{content.name}` unpacks to more than {_MOST_BYTES >> 20} MB: split it"
        raise InputError(message)


def _rows(sheet: Any) -> Iterator[tuple[str, list[str]]]:
    """The rows with their places, cells as text, without the empty ones at their ends.

    A sheet ends at a long run of empty rows: one cell at its very end makes a million of them.
    """
    empty = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        row = [_cell(value) for value in values[:_MOST_COLUMNS]]
        while row and not row[-1]:
            row.pop()
        empty = 0 if row else empty + 1
        if empty > _MOST_EMPTY:
            return
        yield f"{sheet.title}, row {number}", row


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

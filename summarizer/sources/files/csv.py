"""Tables: CSV with commas, semicolons, tabs or bars, one row of which names the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.sources import Parsed, Profile
from summarizer.sources.files import tables
from summarizer.sources.recognition import NO_FIT, Fit, strong, weak
from summarizer.text.cells import COLUMNS, PLACES, unguarded
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.sources.content import Content
    from summarizer.sources.files.tables import Table

PROFILE = Profile(
    name="csv",
    reads="CSV (commas, semicolons, tabs or bars) with columns for title and abstract",
    example="title,abstract\nA title,An abstract.\n",
    label="tables",
    endings=(".csv", ".tsv"),
)


def recognises(content: Content) -> Fit:
    """A line at the beginning that names a column of titles and one of abstracts.

    A table of titles alone fits weakly: `parse` says which column it lacks.
    """
    table = tables.found_in(content.head) if content.form == "text" else None
    if table is None:
        return NO_FIT
    return (strong if table.has_papers else weak)(f"the columns {table.described}")


def parse(content: Content) -> Parsed:
    """Read a table; a row that is broken, or of another length, is dropped with its line.

    Raises InputError where there are no columns of titles and abstracts.
    """
    from summarizer.sources.mapping import papers

    table = tables.found_in(content.head)
    if table is None or not table.has_papers:
        table = table or tables.columns_of(content.head)
        has = f"the columns {table.described}" if table else "no line that names columns"
        message = (
            f"`{content.name}`: a table needs the columns `title` and `abstract`; it has {has}"
        )
        raise InputError(message)
    return Parsed(papers(_rows(content.text, table)))


def _rows(text: str, table: Table) -> Iterator[tuple[str, object]]:
    columns = table.names
    plain = _plain(columns)
    for first, last, row in tables.rows(text, table):
        where = f"line {first}" if last <= first else f"lines {first} to {last}"
        if isinstance(row, ValueError):
            yield where, row
            continue
        cells = tables.fitting(row, len(columns))
        again = table._replace(names=tables.names_of(cells))
        if again.has_papers:  # the next of several tables in one file
            columns = again.names
            plain = _plain(columns)
        elif len(cells) == len(columns):
            yield f"line {first}", dict(zip(columns, map(plain, cells), strict=True))
        elif any(row):
            why = f"{counted(len(row), 'column')}, but the first row names {len(columns)}"
            yield f"line {first}", ValueError(why)


def _plain(columns: tuple[str, ...]) -> Callable[[str], str]:
    """How a cell is read: what guards the cells of our own tables is taken away."""
    return unguarded if columns in {COLUMNS, COLUMNS[: -len(PLACES)]} else str

"""Tables: CSV with commas, semicolons, tabs or bars, one row of which names the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.sources import Parsed, Profile
from summarizer.sources.files import tables
from summarizer.sources.files.tablerows import objects
from summarizer.sources.recognition import NO_FIT, Fit, strong, weak

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """The objects of a table, and of those that follow it in the same text."""
    rows = tables.rows(text, table)
    columns = list(table.names)
    while columns:
        following: list[str] = []
        yield from objects(columns, _until_next(rows, following))
        columns = list(tables.names_of(following))


def _until_next(
    rows: Iterator[tuple[int, int, list[str] | ValueError]], following: list[str]
) -> Iterator[tuple[str, list[str] | ValueError]]:
    """`(place, cells)` of each row, up to one that names columns, which is put into `following`."""
    for first, last, row in rows:
        if isinstance(row, ValueError):
            yield f"line {first}" if last <= first else f"lines {first} to {last}", row
        elif tables.is_header(row):
            following += row
            return
        else:
            yield f"line {first}", row

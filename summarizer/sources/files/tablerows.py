"""Rows of a table as objects, whatever it was kept in: its first row names the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.cells import COLUMNS, PERSONAL, PLACES, SEPARATOR, unguarded
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PEOPLE = "authors"
_WITHOUT = COLUMNS[: -len(PERSONAL)]
_OWN = {COLUMNS, _WITHOUT, _WITHOUT[: -len(PLACES)]}
"""The columns of our own tables, now and before."""


def field_names(columns: list[str]) -> list[str]:
    """Column names as fields are called: `"Author Count"` is `author_count` in our own table."""
    own = [name.strip().strip('"').strip().lower().replace(" ", "_") for name in columns]
    return own if tuple(own) in _OWN else [name.strip().strip('"').strip() for name in columns]


def objects(
    columns: list[str], rows: Iterable[tuple[str, list[str] | ValueError]]
) -> Iterator[tuple[str, object]]:
    """An object for each `(place, cells)`; a ValueError where the row is broken.

    Empty cells behind the last column say nothing, so that they are no fault. Of two columns of
    one name the first that has something counts.
    """
    own = tuple(columns) in _OWN
    read: Callable[[str], str] = unguarded if own else str
    for place, row in rows:
        if isinstance(row, ValueError):
            yield place, row
        elif len(row) >= len(columns) and not any(row[len(columns) :]):
            entry: dict[str, object] = {}
            for name, cell in zip(columns, row, strict=False):
                if name and (name not in entry or not entry[name]):
                    entry[name] = read(cell)
            if own:
                entry[_PEOPLE] = _ours(str(entry[_PEOPLE]))
            yield place, entry
        elif any(row):
            why = f"{counted(len(row), 'column')}, but the first row names {len(columns)}"
            yield place, ValueError(why)


def _ours(cell: str) -> tuple[str, ...]:
    """The people in a cell of our own table: their names are as they were."""
    return tuple(filter(None, cell.removesuffix(SEPARATOR.strip()).split(SEPARATOR)))

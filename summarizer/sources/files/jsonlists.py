"""Where the papers are in a JSON document: in a list somewhere, by column, by id, or one alone."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from summarizer.sources.fieldnames import field_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTS = tuple(
    "papers data results items entries rows notes collection articles records publications works"
    " documents docs hits references library response message resultList result search-results"
    " entry search_results feed value values body content Papers Data Results Items".split()
)
"""What others call the list of papers, or what it stands in, the likeliest first."""
_DEEPEST = 5
_MOST_CELLS = 50_000_000


def entries_of(document: Any) -> Iterator[tuple[str, object]] | None:
    """`(place, entry)` for each entry of a document; None where it has no list of papers."""
    found = _list_in(document, 0)
    if found is not None:
        return ((f"item {number}", entry) for number, entry in enumerate(_as_objects(found), 1))
    if isinstance(document, dict) and (by_id := _by_id(document)):
        return ((f"`{str(key)[:80]}`", entry) for key, entry in by_id)
    return None


def _list_in(value: Any, depth: int) -> list[Any] | None:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or depth > _DEEPEST:
        return None
    named = {field[0] for key in value if isinstance(key, str) and (field := field_of(key))}
    if {"title", "abstract"} <= named:
        return _columns(value) or [value]
    for key in _LISTS:
        if key in value and (found := _list_in(value[key], depth + 1)) is not None:
            return _split(value, found) if key == "data" else found
    return [value] if "title" in named else None


def _columns(table: dict[str, Any]) -> list[Any] | None:
    """The rows of a table that is kept by column: each a list, or an object by row."""
    columns = {}
    for name, cells in table.items():
        if isinstance(cells, dict):
            columns[name] = list(cells.values())
        elif isinstance(cells, list):
            columns[name] = cells
    fields = {found[0]: name for name in columns if (found := field_of(name))}
    if not {"title", "abstract"} <= fields.keys():
        return None
    longest = max(map(len, columns.values()))
    if longest * len(columns) > _MOST_CELLS:
        return None
    rows = zip_longest(*columns.values())
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _split(document: dict[str, Any], rows: list[Any]) -> list[Any]:
    """Rows whose names stand apart, as pandas writes them with `orient="split"`."""
    names = document.get("columns")
    if isinstance(names, list) and all(isinstance(each, str) for each in names):
        return [names, *rows]
    return rows


def _as_objects(entries: list[Any]) -> Iterator[object]:
    """The entries; lists become objects where the first one holds the names of the fields."""
    first = entries[0] if entries else None
    if not (isinstance(first, list) and _names(first)):
        yield from entries
        return
    for row in entries[1:]:
        fits = isinstance(row, list) and len(row) <= len(first)
        yield dict(zip(first, row, strict=False)) if fits else row


def _names(row: list[Any]) -> bool:
    fields = {found[0] for each in row if isinstance(each, str) and (found := field_of(each))}
    return {"title", "abstract"} <= fields


def _by_id(document: dict[str, Any]) -> list[tuple[str, object]]:
    """The entries of an object that holds papers by their ids; the key is the id of each."""
    found: list[tuple[str, object]] = []
    for key, value in document.items():
        if not isinstance(value, dict):
            continue
        fields = {known[0] for each in value if isinstance(each, str) and (known := field_of(each))}
        if "title" in fields:
            found.append((key, value if "id" in value else {**value, "id": key}))
    return found

"""How a table is written: its delimiter, where its columns are named, and its rows.

Seen in exports: a first line `sep=;` for Excel, lines of notes before the columns, empty cells at
the ends of rows, whole files one behind another, and titles that begin with a quotation mark.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from summarizer.sources.fieldnames import field_of, names_a_table
from summarizer.sources.files.tablerows import field_names
from summarizer.sources.labels import LOCAL
from summarizer.text.patterns import deferred
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS = ",;\t|"
_WITHOUT_QUOTES = "\t|"
"""Tables with these often hold quotation marks that are just that."""
_SEPARATOR = deferred(r"\ufeff?\"?sep=(.)\"?[^\S\n]*\n", re.IGNORECASE)
_LINES_OF_NOTES = 30
"""So many lines may stand before the row that names the columns."""
_LONGEST_HEADER = 20_000
_LONGEST_FIELD = 32 << 20
_SHOWN = 12
_LONGEST_NAME = 40

Cells = list[str]


class Table(NamedTuple):
    """How a table is written: the line at which its columns are named, from 1, and the names."""

    delimiter: str
    line: int
    names: tuple[str, ...]
    """The columns as they are looked up: those of our own table as fields are called."""
    written: tuple[str, ...]
    """The columns as they stand in the file."""

    @property
    def has_papers(self) -> bool:
        """Whether there are columns of titles and of abstracts."""
        return names_a_table(list(self.names))

    @property
    def described(self) -> str:
        """The columns, as a message names them."""
        shown = [f"`{one_line(each)[:40]}`" for each in self.written if each.strip()]
        more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
        return ", ".join(shown[:_SHOWN]) + more


def found_in(head: str) -> Table | None:
    """The table that a text begins with, or that follows a few lines of notes; None for none.

    A table without abstracts is one too where it has titles and begins the text.
    """
    given = _SEPARATOR.match(head)
    delimiters = given[1] if given else _DELIMITERS
    first: Table | None = None
    lines = head.split("\n", _LINES_OF_NOTES + 1)[: _LINES_OF_NOTES + 1]
    for number, line in enumerate(lines, start=1):
        if (given and number == 1) or not line.strip() or len(line) > _LONGEST_HEADER:
            continue
        for delimiter in delimiters:
            table = _table(line, number, delimiter)
            if table and table.has_papers and (first is None or _is_followed(table, lines)):
                return table
            if table and first is None and _has_titles(table):
                first = table
        if first is None and not given:
            first = Table("", number, (), ())  # what is no table here is prose, or a note
    return first if first and first.names else None


def columns_of(head: str) -> Table | None:
    """The columns of a table of anything: rows of one length under a first one; None for none."""
    lines = [line for line in head.split("\n", 4)[:4] if line.strip()][:3]
    for delimiter in _DELIMITERS:
        rows = [_cells(line, delimiter) for line in lines]
        if len(rows) > 1 and len(rows[0]) > 1 and {len(each) for each in rows} == {len(rows[0])}:
            return _table(lines[0], 1, delimiter)
    return None


def rows(text: str, table: Table) -> Iterator[tuple[int, int, Cells | ValueError]]:
    """`(first line, last line, cells)` of each row of the table; a ValueError for a bad one."""
    lines = _Lines(text, table.line)
    if table.delimiter in _WITHOUT_QUOTES and _holds_a_row_a_line(lines, table):
        for number, line in enumerate(lines.again(), start=table.line + 1):
            yield number, number, _cells(line.removesuffix("\r"), table.delimiter)
        return
    import csv

    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(lines, delimiter=table.delimiter, strict=True)
    while True:
        first = lines.place
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            mended = lines.place == first + 1 and _mended(lines.at(first), table)
            problem = ValueError(f"not valid CSV: {error}")
            yield first + 1, max(first + 1, lines.place), mended or problem
            reader = csv.reader(lines, delimiter=table.delimiter, strict=True)
            continue
        yield first + 1, lines.place, row


def fitting(cells: Cells, width: int) -> Cells:
    """The cells without empty ones at the end that no column is named for."""
    return cells[:width] if len(cells) > width and not any(cells[width:]) else cells


def names_of(cells: Cells) -> tuple[str, ...]:
    """What columns are called, those in other languages as fields are."""
    names = field_names([each.strip().strip("\ufeff\"'") for each in cells])
    return tuple(LOCAL.get(each.lower().replace(" ", "_"), each) for each in names)


def is_header(cells: Cells) -> bool:
    """Whether a row names columns of papers, as the first one of another table does."""
    return max(map(len, cells), default=0) <= _LONGEST_NAME and names_a_table(list(names_of(cells)))


def _has_titles(table: Table) -> bool:
    return any(found and found[0] == "title" for found in map(field_of, table.names))


class _Lines:
    """The lines of a text below a place, which is where the next one begins."""

    def __init__(self, text: str, place: int) -> None:
        self._lines = text.split("\n")
        if self._lines[-1] == "":
            self._lines.pop()
        self._begun = self.place = place

    def __iter__(self) -> Iterator[str]:
        return self

    def again(self) -> Iterator[str]:
        """All of them from the beginning; the place stays."""
        return islice(self._lines, self._begun, None)

    def __next__(self) -> str:
        if self.place >= len(self._lines):
            raise StopIteration
        self.place += 1
        return self._lines[self.place - 1] + "\n"

    def at(self, place: int) -> str:
        return self._lines[place]


def _table(line: str, number: int, delimiter: str) -> Table | None:
    if delimiter not in line:
        return None
    cells = _cells(line.strip("\r\ufeff"), delimiter)
    while cells and not cells[-1].strip():
        cells.pop()
    return Table(delimiter, number, names_of(cells), tuple(each.strip() for each in cells))


def _is_followed(table: Table, lines: list[str]) -> bool:
    """Whether columns below other lines look like some: short names, and a row under them."""
    following = next(filter(str.strip, lines[table.line : table.line + 3]), "")
    width = len(_cells(following.removesuffix("\r"), table.delimiter))
    short = all(len(each) <= _LONGEST_NAME for each in table.written)
    return short and (width == len(table.names) or '"' in following)


def _holds_a_row_a_line(lines: _Lines, table: Table) -> bool:
    """Whether every line is a whole row, so that no cell has a line end in it."""
    width = len(table.names)
    return all(
        len(fitting(_cells(line.removesuffix("\r"), table.delimiter), width)) == width
        for line in lines.again()
        if line.strip()
    )


def _mended(line: str, table: Table) -> Cells | None:
    """The cells of a line with quotation marks that quote nothing; None where it stays unclear."""
    cells = fitting(_cells(line.removesuffix("\r"), table.delimiter), len(table.names))
    return cells if len(cells) == len(table.names) else None


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    """A quoted cell, or a plain one."""
    end = rf"(?={re.escape(delimiter)}|$)"
    return re.compile(rf'"((?:[^"\\]|""|\\.)*)"{end}|([^{re.escape(delimiter)}]*){end}')


def _cells(line: str, delimiter: str) -> Cells:
    """The cells of a line, where only quotation marks at both ends of a cell quote it."""
    match_at = _cell(delimiter).match
    cells: Cells = []
    place = 0
    while place <= len(line):
        match = match_at(line, place)
        if match is None:  # cannot be: the second alternative takes anything
            break
        quoted, plain = match.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"').replace('\\"', '"'))
        place = match.end() + 1
    return cells

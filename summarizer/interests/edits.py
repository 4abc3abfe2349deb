"""Edits of a file of interests as text: only the list that is meant changes, comments stay.

Whether what comes out is a file of interests is checked by who writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.text.tomlarrays import array, drop, extend, quoted
from summarizer.text.tomltext import BARE, cut, pieces, table_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Table = tuple[str, ...]
    """The names of a table, such as `mine` and `not`; none for what stands before all tables."""


class ProfileFile:
    """A file under edit, each table with a header a piece of its text."""

    def __init__(self, text: str) -> None:
        """Cut the text, which is valid."""
        self._paths = [path for path, _ in pieces(text)]
        self._pieces = [piece for _, piece in pieces(text)]

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(self._pieces)

    def extend(self, table: Table, name: str, values: list[str]) -> None:
        """Add values to a list; list and table are made where they are not there yet."""
        if not values:
            return
        home = self._home(table)
        outer = self._home(table[:-1]) if home is None else None
        if home is None and outer is not None and self._paths[outer] != table[:-1]:
            home = outer  # the profile is written without a header: so is what it does not want
        if home is None:
            self._insert(table, f"{name} = {array(values)}\n")
        else:
            self._edit(home, table, lambda found: extend(found, name, values))

    def put(self, table: Table, name: str, value: float) -> None:
        """Give a table a number; the table is there."""
        self._edit(self._home(table) or 0, table, lambda found: found.update({name: value}))

    def drop(self, table: Table, name: str, unwanted: Callable[[str], bool]) -> None:
        """Take values out of a list; a list, and a table in a table, with nothing left goes too."""
        home = self._home(table)
        if home is None:
            return
        self._edit(home, table, lambda found: drop(found, name, unwanted))
        if len(table) > 1 and not _inside(table_of(self.text), table):
            self.remove(table)

    def remove(self, table: Table) -> None:
        """Take a table out, with all in it; comments behind it stay."""
        own = [at for at, path in enumerate(self._paths) if path[: len(table)] == table]
        if not own:
            home = self._home(table) or 0
            self._edit(home, table[:-1], lambda found: found.pop(table[-1]))
        for at in own:
            rest = cut(self._pieces[at])[1]
            self._pieces[at] = "" if at + 1 in own else rest.removeprefix("\n")
        self.__init__(self.text)  # type: ignore[misc] # the pieces are cut anew

    def _home(self, table: Table) -> int | None:
        """The piece in which a table stands, with a header or without."""
        for length in range(len(table), -1, -1):
            if table[:length] in self._paths:
                at = self._paths.index(table[:length])
                document = table_of(self._pieces[at])
                if _inside(document, table) is not None or not table:
                    return at
        return None

    def _edit(self, at: int, table: Table, change: Callable[[Any], object]) -> None:
        """Change a table that stands in a piece."""
        import tomlkit

        body, rest = cut(self._pieces[at])
        ended = body if body.endswith("\n") or not body else f"{body}\n"
        document = tomlkit.parse(ended)
        found: Any = document
        for name in table:
            if name not in found:
                found[name] = tomlkit.inline_table()
            found = found[name]
        change(found)
        gap = "\n" if not body and self.text.strip() else ""
        self._pieces[at] = f"{tomlkit.dumps(document)}{gap}{rest}"
        self.__init__(self.text)  # type: ignore[misc] # the pieces are cut anew

    def _insert(self, table: Table, body: str) -> None:
        """Put a new table behind the others of its profile, or at the end."""
        own = [at for at, path in enumerate(self._paths) if path[:1] == table[:1]]
        at = own[-1] if own else len(self._pieces) - 1
        before, rest = cut(self._pieces[at]) if own else (self._pieces[at], "")
        names = (name if BARE.fullmatch(name) else quoted(name) for name in table)
        lead = f"{before.rstrip()}\n\n" if before.strip() else ""
        self._pieces[at] = f"{lead}[{'.'.join(names)}]\n{body}{rest}"
        self.__init__(self.text)  # type: ignore[misc] # the pieces are cut anew


def _inside(document: Any, table: Table) -> Any:
    """The table of these names within a document; None where it is not there."""
    for name in table:
        if name not in document:
            return None
        document = document[name]
    return document

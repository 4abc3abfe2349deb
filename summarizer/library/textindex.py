"""The full texts that were read, as an SQLite index of their passages.

The kept copies stay the truth, as the stored days do for `index`: this file in the cache folder
can be removed at any time. It holds texts, so that only its reader may open it.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.errors import InputError, SummarizerError, UsageError
from summarizer.library.index import TOKENS, Index, segmented, transaction
from summarizer.library.textparts import parts
from summarizer.library.textwords import telling
from summarizer.settings import folder
from summarizer.text.counting import counted
from summarizer.text.plain import encodable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from summarizer.fulltext.copies import Copies, Copy
    from summarizer.fulltext.records import FullText
    from summarizer.library.run import Run
    from summarizer.observer import Observer

T = TypeVar("T")

FORM = 2
"""Raise it whenever the tables, or what stands in them, change; all copies are read again then."""
_PATIENCE = 60.0
"""Seconds to wait for another run that is writing the index."""
_WORTH_A_NOTE = 5
"""Copies to be read from which on the reader is told what takes so long."""

_TABLES = f"""
CREATE TABLE copy (id INTEGER PRIMARY KEY, folder TEXT UNIQUE, stamp TEXT, paper TEXT, title TEXT,
                   place TEXT, version TEXT, fetched TEXT, words TEXT);
CREATE TABLE passage (id INTEGER PRIMARY KEY, copy INTEGER, kind TEXT, heading TEXT,
                      start INTEGER, text TEXT);
CREATE INDEX passage_copy ON passage (copy);
CREATE VIRTUAL TABLE words USING fts5 (heading, text, content='', {TOKENS});
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(0.5, 1.0)');
"""  # noqa: S608 - nothing in it comes from outside
_COPY = (
    "INSERT INTO copy (folder, stamp, paper, title, place, version, fetched, words) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_PASSAGE = "INSERT INTO passage (copy, kind, heading, start, text) VALUES (?, ?, ?, ?, ?)"
_WORDS = "INSERT INTO words (rowid, heading, text) VALUES (?, ?, ?)"
_NO_WORDS = "INSERT INTO words (words, rowid, heading, text) VALUES ('delete', ?, ?, ?)"


def text_index_path() -> Path:
    """Where the index is kept; it can be removed at any time."""
    return folder("cache") / "fulltext.sqlite"


@dataclass
class TextIndex:
    """The index in a file, or in memory for None. Raises as `index.Index`."""

    path: Path | None
    observer: Observer
    _db: sqlite3.Connection = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Open the file, or begin a new one that its reader alone may open."""
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
        self._db = _opened(self.path or ":memory:")

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def rows(self, statement: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The rows a statement gives."""
        return self._db.execute(statement, tuple(values)).fetchall()

    def each(self, statement: str, values: Iterable[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The same, one after the other."""
        return iter(self._db.execute(statement, tuple(values)))

    def refresh(self, copies: Copies) -> None:
        """Read the copies that are new, were changed, or are read in another way by now.

        Each is kept as soon as it is read.
        """
        from summarizer.fulltext.readings import full_text, reader

        stamps = {name: f"{reader()}\n{stamp}" for name, stamp in copies.stamps().items()}
        known = dict(self.rows("SELECT folder, stamp FROM copy"))
        for name in known.keys() - stamps.keys():
            with transaction(self._db):
                self._forget(name)
        changed = [name for name, stamp in stamps.items() if known.get(name) != stamp]
        if len(changed) >= _WORTH_A_NOTE:
            self.observer.note(f"adding {counted(len(changed), 'full text')} to the search index")
        lacking: list[str] = []
        for name in changed:
            copy = copies.newest(name)
            try:
                text = full_text(copy, copies) if copy else None
            except InputError as error:
                self.observer.warn(f"a copy of {name} cannot be searched: {error}")
                text = None
            except UsageError as error:  # it may be read as soon as a library is installed
                lacking.append(str(error))
                continue
            with transaction(self._db):
                self._forget(name)
                self._add(name, stamps[name], copy, text)
        if lacking:
            self.observer.warn(f"{counted(len(lacking), 'full text')} left out: {lacking[0]}")

    def _forget(self, name: str) -> None:
        for (number,) in self.rows("SELECT id FROM copy WHERE folder = ?", (name,)):
            query = "SELECT id, heading, text FROM passage WHERE copy = ?"
            for passage, heading, text in self.rows(query, (number,)):
                self._db.execute(_NO_WORDS, (passage, *_indexed(heading, text)))
            self._db.execute("DELETE FROM passage WHERE copy = ?", (number,))
            self._db.execute("DELETE FROM copy WHERE id = ?", (number,))

    def _add(self, name: str, stamp: str, copy: Copy | None, text: FullText | None) -> None:
        """Put in what was read; of what cannot be, only that it was tried."""
        if copy is None or text is None:
            self._db.execute(_COPY, (name, stamp, None, None, None, None, None, None))
            return
        found = list(parts(text))
        words = json.dumps(telling(found))
        values = (copy.id, encodable(text.title), copy.place, copy.version, copy.fetched, words)
        number = self._db.execute(_COPY, (name, stamp, *values)).lastrowid
        for part in found:
            passage = self._db.execute(_PASSAGE, (number, *part)).lastrowid
            self._db.execute(_WORDS, (passage, *_indexed(part.heading, part.text)))


def _indexed(heading: str | None, text: str) -> tuple[str, str]:
    return segmented(heading or ""), segmented(text)


def _opened(place: Path | str) -> sqlite3.Connection:
    db = sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)
    try:
        if _form(db) != FORM:
            db.execute("PRAGMA journal_mode = WAL")
            with transaction(db):
                _create(db)
    except BaseException:
        db.close()
        raise
    return db


def _form(db: sqlite3.Connection) -> int:
    form: int = db.execute("PRAGMA user_version").fetchone()[0]
    return form


def _create(db: sqlite3.Connection) -> None:
    """Make the tables where there are none. Raises DatabaseError where they are others."""
    form = _form(db)
    if form not in {0, FORM}:
        message = f"it has format {form}, not {FORM}"
        raise sqlite3.DatabaseError(message)
    for statement in _TABLES.split(";") if not form else ():
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {FORM}")


def on_texts(run: Run, ask: Callable[[TextIndex], T]) -> T:
    """The answer of the index, brought up to date; made anew where it is damaged.

    Raises SummarizerError where SQLite cannot search.
    """
    path = text_index_path()
    try:
        try:
            return _asked(path, run, ask)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "no such" not in str(error):
                raise  # the file is locked or the disk is full: nothing is wrong with the index
            run.observer.detail(f"the search index `{path}` is built again: {error}")
            Index.discard(path)
            return _asked(path, run, ask)
    except (sqlite3.Error, OSError) as error:
        if "fts5" in str(error):
            message = "the SQLite of this Python has no full-text search (FTS5): use another Python"
            raise SummarizerError(message) from error
        run.observer.warn(
            f"cannot store the search index `{path}` ({error}); it is built for this run only: "
            "free some space, or set `SUMMARIZER_HOME` to a writable folder"
        )
        return _asked(None, run, ask)


def _asked(path: Path | None, run: Run, ask: Callable[[TextIndex], T]) -> T:
    with closing(TextIndex(path, run.observer)) as index:
        index.refresh(run.texts)
        return ask(index)

"""The stored papers as an SQLite full-text index, brought up to date before it is asked.

The library's JSON stays the truth: the index is one file in the cache folder that
can be removed at any time, and is made anew where it is damaged or of another form.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.annotate.entries import unannotated
from summarizer.library.store import is_collection, source_of
from summarizer.papers.authors import (
    clues,
    is_author,
    letters,
    organization_clues,
    organization_words,
)
from summarizer.papers.certainty import scores
from summarizer.papers.records import Entry
from summarizer.papers.wire import dumps, fields, load
from summarizer.text.counting import counted
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from summarizer.library.store import Library
    from summarizer.observer import Observer
    from summarizer.reviews.judgements import Review
    from summarizer.reviews.store import Reviews

FORM = 6
"""Raise it whenever the tables, or what stands in them, change."""

_PATIENCE = 60.0
"""Seconds to wait for another run that is writing the index."""
_WORTH_A_NOTE = 200
"""New or changed files from which on the reader is told what takes so long."""

TOKENS = "tokenize='porter unicode61 remove_diacritics 2'"
"""How words are told apart: in lower case, without accents and endings."""
WORDS = (
    "CREATE VIRTUAL TABLE words USING fts5 (title, tldr, tags, abstract, authors, content='', "
    f"{TOKENS})"
)
"""What is searched of a paper, as words in lower case, without accents and endings."""
_TABLES = f"""
CREATE TABLE file (id INTEGER PRIMARY KEY, label TEXT, day TEXT, stamp TEXT, UNIQUE (label, day));
CREATE TABLE paper (id INTEGER PRIMARY KEY, file INTEGER, paper TEXT, day TEXT, source TEXT,
                    listed TEXT, upvotes INTEGER, reviewed INTEGER, annotated INTEGER);
CREATE INDEX paper_file ON paper (file);
CREATE INDEX paper_paper ON paper (paper);
CREATE INDEX paper_day ON paper (day, upvotes);
CREATE INDEX paper_listed ON paper (listed);
CREATE TABLE body (id INTEGER PRIMARY KEY, stored TEXT, shown TEXT);
CREATE TABLE tag (tag TEXT, id INTEGER, score REAL, PRIMARY KEY (tag, id)) WITHOUT ROWID;
CREATE INDEX tag_id ON tag (id);
CREATE TABLE named (id INTEGER PRIMARY KEY, authors TEXT, people TEXT, organization TEXT);
CREATE TABLE review (file TEXT PRIMARY KEY, stamp TEXT) WITHOUT ROWID;
CREATE TABLE again (papers INTEGER);
{WORDS};
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(8.0, 4.0, 5.0, 1.0, 2.0)');
"""  # noqa: S608 - nothing in it comes from outside
_INSERT = (
    "INSERT INTO words (rowid, title, tldr, tags, abstract, authors) VALUES (?, ?, ?, ?, ?, ?)"
)
_DELETE = (
    "INSERT INTO words (words, rowid, title, tldr, tags, abstract, authors) "
    "VALUES ('delete', ?, ?, ?, ?, ?, ?)"
)
_NAMED = "INSERT INTO named (id, authors, people, organization) VALUES (?, ?, ?, ?)"
SHOWN = "coalesce(score, 1) >= ?"
"""What a tag must be to be shown, where the value is the least score asked for."""
_AGAIN = "INSERT INTO again SELECT count(*) - count(DISTINCT paper) FROM paper"
"""How many rows are of a paper that has another row, under another source or day."""
_UNSPACED = re.compile("([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")
"""Scripts written without blanks: each character is indexed as a word."""

Known = dict[tuple[str, str], str]


@dataclass
class Index:
    """The index in a file, or in memory for None.

    Raises sqlite3.DatabaseError where the file is none, OperationalError or OSError where
    nothing can be written.
    """

    path: Path | None
    observer: Observer
    _db: sqlite3.Connection = field(init=False, repr=False)
    _lists: int = field(init=False, repr=False, default=0)
    _reviews: dict[str, Review] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Open the file, or begin a new one."""
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        self._db = _opened(self.path or ":memory:")

    @staticmethod
    def discard(path: Path) -> None:
        """Remove an index file and what SQLite keeps beside it."""
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def by_author(self, wished: str) -> Iterator[int]:
        """The numbers of the papers that have an author who may be the one who is named."""
        found = clues(wished)
        for number, authors, people in self._clued("id, authors, people", "people", found):
            lines = zip(authors.split("\n"), people.split("\n"), strict=True)
            if any(
                is_author(wished, author)
                for author, key in lines
                if any(clue in key for clue in found)
            ):
                yield number

    def by_organization(self, wished: str) -> Iterator[int]:
        """The numbers of the papers of an organisation that the words name."""
        found = organization_clues(wished)
        return (number for (number,) in self._clued("id", "organization", found))

    def _clued(self, columns: str, column: str, clues: Sequence[str]) -> list[tuple[Any, ...]]:
        inside = " OR ".join([f"instr({column}, ?)"] * len(clues)) or "FALSE"
        return self.rows(f"SELECT {columns} FROM named WHERE {inside}", clues)  # noqa: S608 - values are bound

    def remember(self, numbers: Iterable[int]) -> int:
        """Keep numbers of papers for statements, as those of `kept` of the `list` given back."""
        if not self._lists:
            self._db.execute("PRAGMA temp_store = MEMORY")
            self._db.execute("CREATE TEMP TABLE kept (list INTEGER, id INTEGER)")
        self._lists += 1
        rows = ((self._lists, number) for number in numbers)
        self._db.executemany("INSERT INTO kept VALUES (?, ?)", rows)
        return self._lists

    def rows(self, statement: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The rows a statement gives."""
        return self._db.execute(statement, tuple(values)).fetchall()

    def each(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """The rows a statement gives, one after the other, so that few are held at a time."""
        return iter(self._db.execute(statement))

    def note_marks(self, marks: Iterable[tuple[str, str]]) -> None:
        """Know marks by paper and kind, as table `marked`, for as long as the index is open."""
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS marked (paper TEXT, kind TEXT)")
        self._db.execute("DELETE FROM marked")
        self._db.executemany("INSERT INTO marked VALUES (?, ?)", marks)

    def refresh(self, library: Library, reviews: Reviews) -> None:
        """Read what was stored, changed, removed or reviewed since the last time."""
        stored, stamps = library.stamps(), reviews.stamps()
        if self._known() == stored and self._stamps() == stamps:
            return
        with transaction(self._db):
            known, before = self._known(), self._stamps()
            changed = [each for each, stamp in stored.items() if known.get(each) != stamp]
            if len(changed) >= _WORTH_A_NOTE:
                self.observer.note(
                    f"adding {counted(len(changed), 'stored day')} to the search index"
                )
            self._reviews = {review.id: review for review in reviews.all()}
            for each in [*(known.keys() - stored.keys()), *changed]:
                self._forget(*each)
            for label, day in changed:
                self._add(label, day, stored[label, day], library)
            if before != stamps:
                self._review_anew()
                self._db.execute("DELETE FROM review")
                self._db.executemany("INSERT INTO review VALUES (?, ?)", stamps.items())
            self._db.execute("DELETE FROM again")
            self._db.execute(_AGAIN)

    def _known(self) -> Known:
        rows = self._db.execute("SELECT label, day, stamp FROM file")
        return {(label, day): stamp for label, day, stamp in rows}

    def _stamps(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT file, stamp FROM review").fetchall())

    def _forget(self, label: str, day: str) -> None:
        """Take out a file's papers, where it has any."""
        row = self._db.execute("SELECT id FROM file WHERE (label, day) = (?, ?)", (label, day))
        for (number,) in row.fetchall():
            rows = self._db.execute("SELECT id FROM paper WHERE file = ?", (number,)).fetchall()
            for (paper,) in rows:
                self._hide(paper)
            self._db.execute("DELETE FROM paper WHERE file = ?", (number,))
            self._db.execute("DELETE FROM file WHERE id = ?", (number,))

    def _add(self, label: str, day: str, stamp: str, library: Library) -> None:
        kept = library.read(label, day)
        if kept is None:
            return
        file = self._db.execute(
            "INSERT INTO file (label, day, stamp) VALUES (?, ?, ?)", (label, day, stamp)
        ).lastrowid
        head = Head(
            file,
            kept.head.get("date"),
            source_of(label, kept.head),
            dated=not is_collection(label),
        )
        for entry in (*kept.entries, *map(unannotated, kept.unannotated)):
            self._insert(entry, head)

    def _insert(self, entry: Entry, head: Head) -> None:
        source = f"{head.source} {entry.source or ''}"
        day = entry.listed or head.day or entry.published
        listed = head.day or entry.listed if head.dated else None
        number = self._db.execute(
            "INSERT INTO paper (file, paper, day, source, listed, upvotes, annotated) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (head.file, entry.id, day, source, listed, entry.upvotes, bool(entry.engine)),
        ).lastrowid
        self._show(number, entry)

    def _show(self, number: int | None, entry: Entry) -> None:
        """Put in what depends on the review too."""
        shown, review = entry, self._reviews.get(entry.id)
        if review:
            from summarizer.reviews.corrections import corrected

            shown = corrected(entry, review)
        stored = dumps(entry)
        values = (number, stored, None if shown == entry else dumps(shown))
        self._db.execute("INSERT INTO body VALUES (?, ?, ?)", values)
        self._db.execute("UPDATE paper SET reviewed = ? WHERE id = ?", (shown.reviewed, number))
        known = scores(shown)
        tags = ((tag, number, known.get(tag)) for tag in dict.fromkeys(shown.tags))
        self._db.executemany("INSERT INTO tag VALUES (?, ?, ?)", tags)
        self._db.execute(*written(number, fields(shown)))
        self._db.execute(_NAMED, (number, *_named(shown)))

    def _hide(self, number: int) -> str:
        """Take out what `_show` put in, words by the words that went in; gives the stored entry."""
        query = "SELECT stored, coalesce(shown, stored) FROM body WHERE id = ?"
        stored, shown = self._db.execute(query, (number,)).fetchone()
        entry = json.loads(shown)
        tags = ((tag, number) for tag in dict.fromkeys(entry["tags"]))
        self._db.executemany("DELETE FROM tag WHERE (tag, id) = (?, ?)", tags)
        self._db.execute(_DELETE, (number, *columns(entry)))
        self._db.execute("DELETE FROM body WHERE id = ?", (number,))
        self._db.execute("DELETE FROM named WHERE id = ?", (number,))
        return str(stored)

    def _review_anew(self) -> None:
        """Show all papers that are reviewed, or were, as their reviews say now."""
        rows = self._db.execute("SELECT id, paper FROM paper WHERE reviewed").fetchall()
        numbers = {number for number, _ in rows}
        for paper in self._reviews:
            found = self._db.execute("SELECT id FROM paper WHERE paper = ?", (paper,))
            numbers.update(number for (number,) in found.fetchall())
        for number in numbers:
            self._show(number, load(Entry, json.loads(self._hide(number))))


@dataclass(frozen=True, slots=True)
class Head:
    """What a file's papers have in common: its number, day, and the words for its source.

    The papers of one that is not `dated` were listed on no day.
    """

    file: int | None
    day: str | None
    source: str
    dated: bool = True


def segmented(text: str) -> str:
    """Text in which every character of a script without blanks stands alone."""
    return text if text.isascii() else _UNSPACED.sub(r" \1 ", text)


def written(number: int | None, entry: Mapping[str, Any]) -> tuple[str, tuple[object, ...]]:
    """The statement that puts a paper's words into the table of words, and its values."""
    return _INSERT, (number, *columns(entry))


def columns(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """What is indexed of an entry, in the order of the table."""
    parts = (
        entry.get("readable_title") or entry["title"],
        entry["tldr"] or "",
        " ".join(entry["tags"]),
        entry.get("readable_abstract") or entry["abstract"],
        " · ".join(entry["authors"]),
    )
    return tuple(map(segmented, parts))


def _named(entry: Entry) -> tuple[str, str, str]:
    """The authors, each on a line, the same as letters, and the words of the organisation."""
    authors = list(map(one_line, entry.authors))
    people = "\n".join(map(letters, authors))
    return "\n".join(authors), people, organization_words(entry.organization or "")


def _opened(place: Path | str) -> sqlite3.Connection:
    db = sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)
    try:
        if not _form(db):
            db.execute("PRAGMA journal_mode = WAL")
            with transaction(db):
                _create(db)
    except BaseException:
        db.close()
        raise
    return db


def _form(db: sqlite3.Connection) -> int:
    """The form of an index, 0 for none. Raises DatabaseError where it is another one."""
    form: int = db.execute("PRAGMA user_version").fetchone()[0]
    if form not in {0, FORM}:
        message = f"it has format {form}, not {FORM}"
        raise sqlite3.DatabaseError(message)
    return form


def _create(db: sqlite3.Connection) -> None:
    """Make the tables, unless another run has by now."""
    if _form(db):
        return
    for statement in _TABLES.split(";"):
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {FORM}")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; another run's writing is waited for."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")

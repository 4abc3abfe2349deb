"""A query answered from the index: which stored papers, best first."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.annotate.sitelines import chosen
from summarizer.errors import SummarizerError
from summarizer.library.index import SHOWN, Index, segmented
from summarizer.library.query import ANY_MARK, AUTHORS, Words
from summarizer.papers.certainty import NO_TOPIC, at_least
from summarizer.papers.records import Entry
from summarizer.papers.wire import load
from summarizer.reviews import corrections
from summarizer.reviews.marks import KINDS
from summarizer.settings import folder
from summarizer.text.plain import content_id, printable
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from summarizer.library.query import OneOf, Query
    from summarizer.library.run import Run
    from summarizer.reviews.marks import Marked
    from summarizer.topics.vocabulary import Vocabulary

T = TypeVar("T")

_ENOUGH = 4
"""Rows asked for a paper wanted, as one paper may be stored under several sources."""
_COMMON = 10_000
_FIRST = ("title", "{title tldr}")
"""Of more than so many papers only those with the words in title or TL;DR are ranked, where they
are enough: these count for so much more that the best are among them."""
_AGAIN = "SELECT papers FROM again"
_COUNT = "SELECT count(*) FROM words WHERE words MATCH ?"
_ANYTHING = "SELECT 1 FROM paper LIMIT 1"
_EACH = (
    "SELECT coalesce(shown, stored) FROM body WHERE id IN "
    "(SELECT max(id) FROM paper GROUP BY paper) ORDER BY id"
)
_STORED = (
    "SELECT coalesce(shown, stored) FROM paper p JOIN body USING (id) WHERE p.paper = ? "
    "ORDER BY p.day DESC LIMIT 1"
)
_LIKEST = (
    "SELECT p.id, p.paper FROM words JOIN paper p ON p.id = words.rowid WHERE words MATCH ? "
    "ORDER BY bm25(words, 2.0, 0.0, 1.0, 1.0, 0.0) LIMIT ?"
)
"""TL;DRs are words of the abstract, and authors no words at all."""
_LIKE = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


@dataclass(frozen=True, slots=True)
class Found:
    """The best papers for a query, how many there are in all, and whether anything is stored."""

    total: int
    papers: tuple[Entry, ...]
    stored: bool = True


@dataclass(frozen=True, slots=True)
class Extent:
    """How many papers fit a query, and the first and the newest day of them (None for none)."""

    papers: int
    first: str | None
    newest: str | None


def index_path() -> Path:
    """Where the index is kept; it can be removed at any time."""
    return folder("cache") / "search.sqlite"


def search(query: Query, run: Run, limit: int, least: float | None = None, skip: int = 0) -> Found:
    """The best `limit` papers of all that is stored; without topics whose score is below `least`.

    The first `skip` of them are left out: they were on pages before.

    Raises UsageError for an unknown topic, SummarizerError where SQLite cannot search.
    """
    return on_index(run, lambda index: _Search(index, run, least or 0.0).found(query, limit, skip))


def extents(queries: Sequence[Query], run: Run, least: float | None = None) -> list[Extent]:
    """How much is stored that fits each query. Raises as `search` does."""
    return on_index(
        run, lambda index: [_Search(index, run, least or 0.0).extent(each) for each in queries]
    )


def fitting(queries: Sequence[Query], run: Run, least: float | None = None) -> list[set[str]]:
    """The ids of all stored papers that fit each query, which may be empty. Raises as `search`."""
    return on_index(
        run, lambda index: [_Search(index, run, least or 0.0).ids(each) for each in queries]
    )


def entries(identities: Iterable[str], run: Run) -> dict[str, Entry]:
    """The stored ones of these papers by id, as `stored` gives each."""
    if not run.library.stamps():
        return {}

    def ask(index: Index) -> dict[str, Entry]:
        found = ((each, index.rows(_STORED, (each,))) for each in identities)
        return {each: load(Entry, json.loads(rows[0][0])) for each, rows in found if rows}

    return on_index(run, ask)


def stored(identity: str, run: Run) -> Entry | None:
    """The paper that is stored under an id, as it is shown; of several readings the newest."""
    if not run.library.stamps():
        return None
    rows = on_index(run, lambda index: index.rows(_STORED, (identity,)))
    return load(Entry, json.loads(rows[0][0])) if rows else None


def everything(index: Index) -> Iterator[Entry]:
    """Every paper of an index once, as it is shown, one after the other; newest readings count."""
    return (load(Entry, json.loads(text)) for (text,) in index.each(_EACH))


def likest(words: Sequence[str], run: Run, most: int) -> list[Entry]:
    """Of all that is stored, papers that have most of the words, the likest first.

    A word that is there twice counts twice. Raises as `search` does.
    """

    def ask(index: Index) -> list[str]:
        wanted = " OR ".join(match(Words(each)) for each in words)
        rows = index.rows(_LIKEST, (wanted, most)) if words else []
        numbers: dict[str, int] = {}
        for number, paper in rows:
            numbers.setdefault(paper, number)
        return [_body(index, number) for number in numbers.values()]

    found = (load(Entry, json.loads(text)) for text in on_index(run, ask))
    return list(at_least(found, run.settings.min_score))


def _body(index: Index, number: int) -> str:
    """The JSON of an entry as it is shown."""
    ((text,),) = index.rows("SELECT coalesce(shown, stored) FROM body WHERE id = ?", (number,))
    return str(text)


def on_index(run: Run, ask: Callable[[Index], T]) -> T:
    """The answer of the index, brought up to date; made anew where it is damaged."""
    path = index_path()
    trouble: Exception
    try:
        return _asked(path, run, ask)
    except OSError as error:
        trouble = error
    except (sqlite3.DatabaseError, ValueError) as error:
        if isinstance(error, sqlite3.OperationalError) and "no such column" not in str(error):
            return _without(error, run, ask)
        run.observer.detail(f"the search index `{path}` is built again: {error}")
        try:
            Index.discard(path)
            return _asked(path, run, ask)
        except (sqlite3.Error, OSError) as again:
            trouble = again
    return _without(trouble, run, ask)


def _without(trouble: Exception, run: Run, ask: Callable[[Index], T]) -> T:
    """The answer of an index in memory, where no file can be kept."""
    if "fts5" in str(trouble):
        message = "the SQLite of this Python has no full-text search (FTS5): use another Python"
        raise SummarizerError(message) from trouble
    run.observer.warn(
        f"cannot store the search index `{index_path()}` ({trouble}); it is built for this run "
        "only: free some space, or set `SUMMARIZER_HOME` to a writable folder"
    )
    return _asked(None, run, ask)


def _asked(path: Path | None, run: Run, ask: Callable[[Index], T]) -> T:
    with closing(Index(path, run.observer)) as index:
        index.refresh(run.library, run.reviews)
        return ask(index)


@dataclass
class _Search:
    """A query in the words of SQL."""

    index: Index
    run: Run
    least: float
    _conditions: list[str] = field(default_factory=list)
    _values: list[object] = field(default_factory=list)

    def found(self, query: Query, limit: int, skip: int = 0) -> Found:
        matched = self._matched(query)
        total = self._total(matched)
        numbers: list[int] = []
        for columns in _FIRST if total > _COMMON and matched else ():
            if len(numbers) < limit:
                inside = [replace(words, column=words.column or columns) for words in matched]
                numbers = self._best(inside, limit)
        if len(numbers) < min(limit, total):
            numbers = self._best(matched, limit)
        found = at_least(map(self._entry, numbers[skip:]), self.least)
        papers = tuple(chosen(corrections.marked(found, self.run.marks), self.run.settings))
        return Found(total, papers, total > 0 or bool(self.index.rows(_ANYTHING)))

    def extent(self, query: Query) -> Extent:
        """How many papers there are, and of which days."""
        columns = "count(DISTINCT p.paper), min(p.day), max(p.day)"
        ((papers, first, newest),) = self._rows(columns, self._matched(query))
        return Extent(papers, first, newest)

    def ids(self, query: Query) -> set[str]:
        """The papers that fit."""
        return {paper for (paper,) in self._rows("DISTINCT p.paper", self._matched(query))}

    def _matched(self, query: Query) -> list[Words]:
        """The words that are looked for; everything else is made a condition."""
        self._filters(query)
        return [words for words in query.words if not (words.negated or words.named)]

    def _total(self, matched: list[Words]) -> int:
        again = self.index.rows(_AGAIN)
        if again == [(0,)] and matched and not self._conditions:
            ((total,),) = self.index.rows(_COUNT, (_all(matched),))
        else:
            counted = "count(*)" if again == [(0,)] else "count(DISTINCT p.paper)"
            ((total,),) = self._rows(counted, matched)
        return int(total)

    def _best(self, matched: list[Words], limit: int) -> list[int]:
        """The rows of the best papers, each paper once."""
        order = "rank, p.day DESC" if matched else "p.day DESC, p.upvotes DESC"
        rows = self._rows("p.id, p.paper", matched, f"ORDER BY {order} LIMIT ?", limit * _ENOUGH)
        best: dict[str, int] = {}
        for number, paper in rows:
            best.setdefault(paper, number)
        return list(best.values())[:limit]

    def _rows(
        self, columns: str, matched: list[Words], end: str = "", *values: object
    ) -> list[tuple[Any, ...]]:
        conditions, before = self._conditions, []
        table = "paper p"
        if matched:
            table = "words JOIN paper p ON p.id = words.rowid"
            conditions, before = ["words MATCH ?", *conditions], [_all(matched)]
        where = " AND ".join(conditions) or "TRUE"
        statement = f"SELECT {columns} FROM {table} WHERE {where} {end}"  # noqa: S608 - values are bound
        return self.index.rows(statement, (*before, *self._values, *values))

    def _entry(self, number: int) -> Entry:
        return load(Entry, json.loads(_body(self.index, number)))

    def _add(self, condition: str, *values: object, negated: bool = False) -> None:
        self._conditions.append(f"NOT ({condition})" if negated else condition)
        self._values += values

    def _filters(self, query: Query) -> None:
        for words in query.words:
            if words.named:
                self._add_named(words)
            elif words.negated:
                inner = "SELECT rowid FROM words WHERE words MATCH ?"
                self._add(f"p.id NOT IN ({inner})", match(words))
        for tags in query.tags:
            names = list(self._topics(tags))
            marks = ", ".join("?" * len(names))
            inner = f"SELECT id FROM tag WHERE tag IN ({marks}) AND {SHOWN}"  # noqa: S608 - the same
            either = f" OR (p.annotated AND p.id NOT IN (SELECT id FROM tag WHERE {SHOWN}))"  # noqa: S608 - the same
            none = NO_TOPIC in names
            values = [*names, self.least, *([self.least] if none else [])]
            self._add(f"(p.id IN ({inner}){either if none else ''})", *values, negated=tags.negated)
        for sources in query.sources:
            like = r"(' ' || p.source) LIKE ? ESCAPE '\'"
            patterns = [
                f"%{before}{value.translate(_LIKE)}%"
                for value in sources.values
                for before in (" ", "/")
            ]
            self._add(" OR ".join([like] * len(patterns)), *patterns, negated=sources.negated)
            self._conditions[-1] = f"({self._conditions[-1]})"
        if query.since:
            self._add("p.day >= ?", query.since)
        if query.until:
            self._add("p.day <= ?", query.until)
        if query.reviewed is not None:
            self._add("p.reviewed = ?", query.reviewed)
        if query.marked:
            self._add_marked(query.marked)

    def _add_marked(self, wanted: Sequence[OneOf]) -> None:
        """The papers that bear these marks, or do not."""
        self.index.note_marks(self._marks())
        for marked in wanted:
            kinds = KINDS if ANY_MARK in marked.values else marked.values
            marks = ", ".join("?" * len(kinds))
            inner = f"SELECT paper FROM marked WHERE kind IN ({marks})"  # noqa: S608 - the same
            self._add(f"p.paper IN ({inner})", *kinds, negated=marked.negated)

    def _marks(self) -> Iterator[tuple[str, str]]:
        """The ids of marked papers, each with a kind, as they are stored by now."""
        for marked in self.run.marks.all():
            for paper in self._stored_as(marked) if marked.given else ():
                yield from ((paper, kind) for kind in marked.given)

    def _stored_as(self, marked: Marked) -> list[str]:
        """The ids under which a marked paper is stored: one known by its text may have its own."""
        if not marked.id.startswith("sha256:") or not marked.title:
            return [marked.id]
        rows = self.index.rows(
            "SELECT p.paper, stored FROM words JOIN paper p ON p.id = words.rowid "
            "JOIN body ON body.id = p.id WHERE words MATCH ?",
            (match(Words(readable(marked.title), "title")),),
        )
        found = ((paper, json.loads(text)) for paper, text in rows)
        same = (
            id_ for id_, each in found if content_id(each["title"], each["abstract"]) == marked.id
        )
        return [marked.id, *same]

    def _add_named(self, words: Words) -> None:
        """The papers of an author or of an organisation: looked up once, for all statements."""
        look_up = self.index.by_author if words.column == AUTHORS else self.index.by_organization
        kept = self.index.remember(look_up(words.text))
        self._add("p.id IN (SELECT id FROM kept WHERE list = ?)", kept, negated=words.negated)

    def _topics(self, tags: OneOf) -> Iterator[str]:
        """The names stored for what the reader typed: a name, a label or an alias, or `none`."""
        if tags.exact:
            yield from tags.values
            return
        vocabulary: Vocabulary | None = None
        for value in tags.values:
            if self.index.rows("SELECT 1 FROM tag WHERE tag = ? LIMIT 1", (value,)):
                yield value
                continue
            from summarizer.topics import vocabularyfile
            from summarizer.topics.vocabulary import wanted

            vocabulary = vocabulary or vocabularyfile.in_use(self.run.settings)
            yield wanted(value, vocabulary)


def _all(matched: list[Words]) -> str:
    return " AND ".join(map(match, matched))


def match(words: Words) -> str:
    """Words as FTS5 takes them: one quoted phrase, perhaps in one column."""
    quoted = f'"{phrase(words)}"'
    return f"{words.column} : {quoted}" if words.column else quoted


def phrase(words: Words) -> str:
    """Words as the index has them: without quotes, each sign of a script without blanks apart."""
    return segmented(printable(words.text)).replace('"', " ")

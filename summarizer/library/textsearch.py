"""A query answered from the full texts that were read: which papers, and in which passages."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.fulltext.copies import FILE
from summarizer.library import search
from summarizer.library.fulltexts import stored_otherwise
from summarizer.library.index import TOKENS, segmented
from summarizer.library.query import Query
from summarizer.library.search import match
from summarizer.library.textindex import on_texts
from summarizer.library.textparts import ABSTRACT, TITLE
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Sequence

    from summarizer.library.query import Words
    from summarizer.library.run import Run
    from summarizer.library.textindex import TextIndex
    from summarizer.papers.records import Entry

_PASSAGES = 3
"""Passages shown of a paper."""
_ROOM, _LONGEST = 280, 480
"""Characters up to which more sentences are shown, and those of a sentence that is cut."""
_ON, _OFF = "\ue000", "\ue001"
_OF_TEXT = (None, TITLE, ABSTRACT)
"""Where words stand that a full text answers for; the rest is asked of the library."""
_HAVING = "SELECT copy FROM passage JOIN words ON words.rowid = passage.id WHERE words MATCH ?"
_RANKED = (
    "SELECT copy, passage.id FROM words JOIN passage ON passage.id = words.rowid "
    "WHERE words MATCH ? AND kind != 'title' ORDER BY rank"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage with the words, as it stands at `start` to `end` of the text.

    `section` is the heading above it; `marks` are the words, by their places in the quote.
    """

    section: str | None
    kind: str
    start: int
    end: int
    quote: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A paper whose text has the words; `entry` is None for one that is not stored."""

    id: str
    title: str
    version: str | None
    place: str
    fetched: str
    entry: Entry | None
    passages: tuple[Shown, ...]

    @property
    def had(self) -> str:
        """How its text was had, and when: "fetched 2025-12-09", or "kept" for a reader's file."""
        return f"{'kept' if self.place == FILE else 'fetched'} {self.fetched}"


@dataclass(frozen=True, slots=True)
class FoundTexts:
    """The best papers for a query, how many there are, and how many texts there are at all."""

    total: int
    papers: tuple[Text, ...]
    kept: int


def search_texts(
    query: Query, run: Run, limit: int, least: float | None = None, skip: int = 0
) -> FoundTexts:
    """The best `limit` papers of those whose text was read. Raises as `search.search`.

    The first `skip` of them are left out: they were on pages before.
    """
    page = slice(skip, limit)
    names = Names(run)
    fits = _filter(query, run, least, names)
    return on_texts(run, lambda index: _found(index, query, fits, names, page))


@dataclass
class Names:
    """The ids under which papers are stored, by those of their copies."""

    run: Run

    @cached_property
    def _others(self) -> dict[str, str]:
        return stored_otherwise(self.run)

    def entries(self, papers: Collection[str]) -> dict[str, Entry]:
        """The stored ones of papers, by the ids of their copies."""
        found = search.entries(papers, self.run)
        names = {each: self._others.get(each) for each in papers if each not in found}
        others = search.entries(filter(None, names.values()), self.run)
        return found | {each: others[name] for each, name in names.items() if name in others}

    def stored(self, paper: str, known: Container[str]) -> str:
        """The id of a paper among those that are known, or its own."""
        return paper if paper in known else self._others.get(paper, paper)


def _filter(query: Query, run: Run, least: float | None, names: Names) -> Callable[[str], bool]:
    """Whether a paper is what the library's filters ask for.

    One that is not stored is so only where each filter says what shall not be.
    """
    asked = replace(
        query, words=tuple(each for each in query.words if each.column not in _OF_TEXT), notes=()
    )
    if asked == Query():
        return lambda _: True
    lists = (*asked.tags, *asked.sources, *asked.marked)
    positive = (
        any(not each.negated for each in asked.words)
        or any(not each.negated for each in lists)
        or (asked.since, asked.until, asked.reviewed) != (None, None, None)
    )
    fitting, stored = search.fitting((asked, Query()), run, least)

    def fits(paper: str) -> bool:
        name = names.stored(paper, stored)
        return name in fitting or not (positive or name in stored)

    return fits


def _found(
    index: TextIndex, query: Query, fits: Callable[[str], bool], names: Names, page: slice
) -> FoundTexts:
    words = [each for each in query.words if each.column in _OF_TEXT]
    rows = index.rows(*_statement(words))
    copies = {row[0]: row[1:] for row in rows if fits(row[1])}
    wanted = [replace(each, column=None) for each in words if not each.negated]
    best = _passages(index, wanted, copies)
    ranked = [*best, *(number for number in copies if number not in best)][page]
    entries = names.entries([copies[number][0] for number in ranked])
    papers = []
    for number in ranked:
        identity, title, version, place, fetched = copies[number]
        passages = tuple(_shown(index, each, wanted) for each in best.get(number, ()))
        entry = entries.get(identity)
        papers.append(Text(identity, title, version, place, fetched, entry, passages))
    ((kept,),) = index.rows("SELECT count(*) FROM copy WHERE paper IS NOT NULL")
    return FoundTexts(len(copies), tuple(papers), kept)


def _statement(words: Sequence[Words]) -> tuple[str, list[object]]:
    """The copies that have all words, each anywhere in the text or in one part of it."""
    conditions, values = ["paper IS NOT NULL"], list[object]()
    for each in words:
        inner, given = _HAVING, [match(replace(each, column=None))]
        if each.column:
            inner, given = f"{inner} AND kind = ?", [*given, each.column]
        conditions.append(f"id {'NOT ' if each.negated else ''}IN ({inner})")
        values += given
    where = " AND ".join(conditions)
    columns = "id, paper, title, version, place, fetched"
    return f"SELECT {columns} FROM copy WHERE {where} ORDER BY fetched DESC, id DESC", values  # noqa: S608 - values are bound


def _passages(
    index: TextIndex, words: Sequence[Words], copies: Iterable[int]
) -> dict[int, list[int]]:
    """The best passages of each copy, the copy with the best of all first."""
    best: dict[int, list[int]] = {}
    if words:
        among = set(copies)
        for copy, passage in index.each(_RANKED, (" OR ".join(map(match, words)),)):
            if copy in among and len(best.setdefault(copy, [])) < _PASSAGES:
                best[copy].append(passage)
    return best


def _shown(index: TextIndex, passage: int, words: Sequence[Words]) -> Shown:
    query = "SELECT kind, heading, start, text FROM passage WHERE id = ?"
    ((kind, heading, at, text),) = index.rows(query, (passage,))
    start, end, marks = excerpt(text, words)
    inside = tuple((first - start, last - start) for first, last in marks)
    return Shown(heading, kind, at + start, at + end, text[start:end], inside)


def excerpt(text: str, words: Sequence[Words]) -> tuple[int, int, tuple[tuple[int, int], ...]]:
    """The part of a passage that has most of the words: where it is, and where they stand in it.

    Whole sentences where they aren't too long; all places are in characters of `text`.
    """
    spans = split(text) or ((0, len(text)),)
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(f"CREATE VIRTUAL TABLE piece USING fts5 (text, {TOKENS})")
        lines = ((number, segmented(text[slice(*span)])) for number, span in enumerate(spans))
        db.executemany("INSERT INTO piece (rowid, text) VALUES (?, ?)", lines)
        query = (
            "SELECT rowid, highlight(piece, 0, ?, ?) FROM piece WHERE piece MATCH ? ORDER BY rank"
        )
        asked = " OR ".join(map(match, words))
        marked = dict(db.execute(query, (_ON, _OFF, asked)).fetchall())
    first = last = next(iter(marked), 0)
    while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= _ROOM:
        last += 1
    while first and spans[last][1] - spans[first - 1][0] <= _ROOM:
        first -= 1
    places = [
        (start + spans[number][0], end + spans[number][0])
        for number in range(first, last + 1)
        for start, end in _marks(text[slice(*spans[number])], marked.get(number, ""))
    ]
    start, end = spans[first][0], spans[last][1]
    if end - start > _LONGEST:
        start, end = _around(text, places[0][0] if places else start, (start, end))
    return start, end, tuple(each for each in places if start <= each[0] and each[1] <= end)


def _marks(text: str, marked: str) -> list[tuple[int, int]]:
    """Where the marks of a sentence stand in it as it was before blanks were put between signs."""
    found, place, begin = [], 0, 0
    for sign in marked:
        if sign == _ON:
            begin = place
        elif sign == _OFF:
            found.append((begin, place))
        elif place < len(text) and text[place] == sign:
            place += 1
    return found


def _around(text: str, place: int, span: tuple[int, int]) -> tuple[int, int]:
    """Some words before a place and more behind it, cut at blanks."""
    start = max(span[0], place - _LONGEST // 3)
    end = min(span[1], start + _LONGEST)
    if start > span[0]:
        start = text.find(" ", start, place) + 1 or start
    if end < span[1]:
        cut = text.rfind(" ", place, end)
        end = cut if cut > place else end
    return start, end

"""Which of some papers fit queries: told without an index, and as it would tell."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.library.index import WORDS, columns, written
from summarizer.library.query import ANY_MARK, AUTHORS
from summarizer.library.search import match, phrase
from summarizer.papers.authors import clues, is_author, is_organization, letters
from summarizer.papers.certainty import NO_TOPIC, scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summarizer.library.query import OneOf, Query, Words
    from summarizer.papers.records import Entry

_DIVIDED = bytes(code if code < 0x80 and chr(code).isalnum() else 0x20 for code in range(256))  # noqa: PLR2004 - ASCII
_ACCENTS = re.compile(rb"\xcc[\x80-\xbf]|\xcd[\x80-\xaf]")
"""U+0300 to U+036F in UTF-8."""
_CHANGED = {"e": 2, "i": 1}
"""How many letters at the end of a stem may be others than in its words."""


@dataclass(frozen=True)
class Papers:
    """Papers, as they are shown. `sources` are the lists that have a paper, by its id.

    Topics whose score is below `least` don't count.
    """

    entries: Sequence[Entry]
    sources: Mapping[str, Sequence[str]]
    least: float = 0.0

    def fit(self, queries: Sequence[Query]) -> list[list[int]]:
        """The numbers of the papers that fit each query, whose topics are names as stored.

        Raises sqlite3.Error where SQLite has no full-text search.
        """
        begun = _beginnings(queries)
        likely = [self._likely(query, words) for query, words in zip(queries, begun, strict=True)]
        asked = [bool(_in_text(query)) for query in queries]
        wanted = {
            number
            for numbers, is_asked in zip(likely, asked, strict=True)
            if is_asked
            for number in numbers
        }
        if not wanted:
            return likely
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
            self._write(db, sorted(wanted))
            return [
                _with_words(numbers, query, db) if is_asked else numbers
                for numbers, query, is_asked in zip(likely, queries, asked, strict=True)
            ]

    def _likely(self, query: Query, beginnings: Iterable[bytes]) -> list[int]:
        """The papers for which all holds but, perhaps, the words in their texts."""
        left: Iterable[int] = range(len(self.entries))
        for beginning in sorted(beginnings, key=len, reverse=True):  # the rarest first, mostly
            texts = self._texts
            left = [number for number in left if beginning in texts[number]]
        for words in query.words:
            if words.named and left:
                left = self._named(words, left)
        return [number for number in left if self._passes(number, query)]

    def _named(self, words: Words, left: Iterable[int]) -> list[int]:
        name, negated = words.text, words.negated
        if words.column != AUTHORS:
            entries = ((number, self.entries[number].organization or "") for number in left)
            return [each for each, text in entries if is_organization(name, text) != negated]
        theirs = {number for clue in clues(name) for number in self._by(name, clue, left)}
        return [number for number in left if (number in theirs) != negated]

    def _by(self, name: str, clue: str, left: Iterable[int]) -> Iterator[int]:
        """The papers by who is named; only names that have the clue are compared."""
        for number in left:
            people = self._people[number]
            if clue in people:
                authors = zip(self.entries[number].authors, people.split("\n"), strict=True)
                likely = [author for author, key in authors if clue in key]
                if any(is_author(name, author) for author in likely):
                    yield number

    def _passes(self, number: int, query: Query) -> bool:
        entry = self.entries[number]
        return (
            (query.reviewed is None or entry.reviewed == query.reviewed)
            and all(_is_marked(entry, marked) != marked.negated for marked in query.marked)
            and all(self._has_topic(entry, tags) != tags.negated for tags in query.tags)
            and (not query.sources or self._is_from(entry, query.sources))
        )

    def _has_topic(self, entry: Entry, tags: OneOf) -> bool:
        """Whether an entry has one of the topics, or none where that is asked for."""
        if self.least and entry.tags:
            known = scores(entry)
            shown = {each for each in entry.tags if known.get(each, 1) >= self.least}
        else:
            shown = set(entry.tags)
        is_bare = NO_TOPIC in tags.values and bool(entry.engine) and not shown
        return is_bare or not shown.isdisjoint(tags.values)

    def _is_from(self, entry: Entry, wanted: Sequence[OneOf]) -> bool:
        """Whether one of the lists that have a paper is of all these sources."""
        return any(
            all(_is_of(f"{place} {entry.source or ''}", each) for each in wanted)
            for place in self.sources.get(entry.id, ("",))
        )

    @cached_property
    def _texts(self) -> list[bytes]:
        """All that is searched of each paper: runs of a to z and 0 to 9, a blank before each."""
        return [_divided(" ".join(columns(vars(entry)))) for entry in self.entries]

    @cached_property
    def _people(self) -> list[str]:
        """The letters of each paper's authors, one on a line."""
        return ["\n".join(map(letters, entry.authors)) for entry in self.entries]

    def _write(self, db: sqlite3.Connection, numbers: Sequence[int]) -> None:
        db.execute(WORDS)
        db.execute("BEGIN")
        for number in numbers:
            db.execute(*written(number, vars(self.entries[number])))


def _is_marked(entry: Entry, marked: OneOf) -> bool:
    return bool(entry.marks if ANY_MARK in marked.values else {*entry.marks} & {*marked.values})


def _in_text(query: Query) -> list[Words]:
    """The words of a query that stand in texts, or must not."""
    return [words for words in query.words if not words.named]


def _with_words(numbers: Sequence[int], query: Query, db: sqlite3.Connection) -> list[int]:
    """Those of the papers in whose texts the words of a query stand, and no excluded ones do."""
    left = set(numbers)
    for words in _in_text(query):
        if left:
            found = db.execute("SELECT rowid FROM words WHERE words MATCH ?", (match(words),))
            there = {number for (number,) in found}
            left = left - there if words.negated else left & there
    return sorted(left)


def _is_of(place: str, sources: OneOf) -> bool:
    """Whether a list is called by one of the sources, or one of its parts begins so."""
    within = _lower(f" {place}")
    begun = (before + _lower(value) for value in sources.values for before in " /")
    return any(each in within for each in begun) != sources.negated


def _lower(text: str) -> str:
    """Text with A to Z in lower case, and all other letters as they are, as SQLite compares."""
    return text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def _beginnings(queries: Sequence[Query]) -> list[list[bytes]]:
    """Of each query how its words begin, as they stand in the text of whatever fits."""
    texts = [[phrase(each) for each in _in_text(query) if not each.negated] for query in queries]
    stems = iter(_stems([each for some in texts for each in some]))
    return [list(_begun(stem for _ in some for stem in next(stems))) for some in texts]


def _stems(texts: Sequence[str]) -> list[list[str]]:
    """Each text as the stems that the index has for its words."""
    found: list[list[str]] = [[] for _ in texts]
    if not texts:
        return found
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.execute(WORDS)
        db.execute("CREATE VIRTUAL TABLE stem USING fts5vocab (words, 'instance')")
        db.execute("BEGIN")
        db.executemany("INSERT INTO words (rowid, title) VALUES (?, ?)", enumerate(texts))
        for number, stem in db.execute("SELECT doc, term FROM stem ORDER BY doc, offset"):
            found[number].append(stem)
    return found


def _begun(stems: Iterable[str]) -> Iterator[bytes]:
    """How the words of these stems begin.

    A stem is how its words begin, but that at its end an `i` may stand for a `y`, an `e` or `le`
    for something else, and `bl` for `bil`.
    """
    for stem in stems:
        cut = stem[: len(stem) - _CHANGED.get(stem[-1:], 0)]
        if stem.endswith("bl"):
            cut = stem[:-1]
        runs = _divided(cut).split()
        if runs:
            yield b" " + max(runs, key=len)


def _divided(text: str) -> bytes:
    if text.isascii():
        plain = text.encode()
    else:  # letters without accents, as SQLite has them too
        plain = unicodedata.normalize("NFKD", text).encode("utf-8", "replace")
        plain = _ACCENTS.sub(b"", plain)
    return b" " + plain.lower().translate(_DIVIDED)

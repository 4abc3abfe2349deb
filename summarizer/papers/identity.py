"""One paper, one entry: whatever day, version, source or spelling of its title it came by.

Papers are one where their ids are. A paper known by its text alone (id `sha256:...`)
is also one with another of the same title, letters and digits compared, whose abstract
agrees, and with one whose abstract begins the same under a like title. Two arXiv ids
are always two papers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.papers.records import merge
from summarizer.text.plain import normalised
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.papers.records import Paper

BY_TEXT = "sha256:"
"""How the id of a paper begins that is known by its text alone."""
_NO_LETTERS = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w{4,}")
_START = 500
"""Characters of an abstract that are looked at for its beginning."""
_LETTERS = 120
"""Letters and digits that two abstracts share where they begin the same."""
_SHARED = 0.6
"""The part of the shorter text's words that the other has too, where they agree."""


@dataclass
class Register:
    """Papers, each once, in the order in which they were first met."""

    _papers: dict[str, Paper] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)
    _index: dict[str, list[str]] | None = None

    def add(self, paper: Paper, *, older: bool = False) -> bool:
        """Add a paper, or merge it into what is known of it; whether it was not known.

        `older` says that what is known is the newer reading.
        """
        place = self._place(paper)
        if place is None:
            self._papers[paper.id] = paper
            self._places[paper.id] = paper.id
            self._note(paper, paper.id)
            return True
        known = self._papers[place]
        if paper == known:
            return False
        self._papers[place] = merge(paper, known) if older else merge(known, paper)
        self._places[paper.id] = place
        self._note(paper, place)
        return False

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Every paper, merged from all that was added of it."""
        return tuple(self._papers.values())

    def find(self, identity: str) -> Paper | None:
        """The paper that was added under an id."""
        place = self._places.get(identity)
        return self._papers[place] if place else None

    def _place(self, paper: Paper) -> str | None:
        """Where the same paper stands, if it is known."""
        if paper.id in self._places:
            return self._places[paper.id]
        if self._index is None:
            if not by_text(paper):
                return None
            self._index = {}
            for place, known in self._papers.items():
                self._note(known, place)
        for key in _keys(paper.title, paper.abstract):
            for place in self._index.get(key, ()):
                known = self._papers[place]
                if (by_text(paper) or by_text(known)) and _agree(paper, known, key):
                    return place
        return None

    def _note(self, paper: Paper, place: str) -> None:
        if self._index is None:
            if not by_text(paper):
                return
            self._index = {}
            for earlier, known in self._papers.items():
                self._note(known, earlier)
        for key in _keys(paper.title, paper.abstract):
            places = self._index.setdefault(key, [])
            if place not in places:
                places.append(place)


def by_text(paper: Paper) -> bool:
    """Whether a paper is known by its text alone."""
    return paper.id.startswith(BY_TEXT)


def each_once(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers, those that are one merged."""
    register = Register()
    for paper in papers:
        register.add(paper)
    return register.papers


def letters(title: str) -> str:
    """The letters and digits of a title, which its spellings have in common."""
    return _NO_LETTERS.sub("", normalised(readable(title)))


def beginning(abstract: str) -> str:
    """How an abstract begins, in letters and digits."""
    return _NO_LETTERS.sub("", normalised(abstract[:_START]))[:_LETTERS]


@lru_cache(maxsize=1024)
def _keys(title: str, abstract: str) -> tuple[str, ...]:
    """What an equal paper has too: its title, and a long abstract's beginning."""
    start = beginning(abstract)
    title = f"title {letters(title)}"
    return (title, f"abstract {start}") if len(start) == _LETTERS else (title,)


def _agree(one: Paper, other: Paper, key: str) -> bool:
    """Whether two papers are one, given that a key of both, title or abstract, is the same."""
    if key.startswith("abstract"):
        return _alike(one.title, other.title)
    starts = sorted((beginning(one.abstract), beginning(other.abstract)), key=len)
    if starts[1].startswith(starts[0]):
        return True
    return _alike(one.abstract, other.abstract)


def _alike(one: str, other: str) -> bool:
    """Whether the shorter of two texts has most of its words from the other."""
    words = sorted((_words(one), _words(other)), key=len)
    return bool(words[0]) and len(words[0] & words[1]) >= _SHARED * len(words[0])


def _words(text: str) -> set[str]:
    return set(_WORD.findall(normalised(text)))

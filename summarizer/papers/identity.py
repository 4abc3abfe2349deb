"""One paper, one entry: whatever day, version, source or spelling of its title it came by.

Papers are one where their ids are. A paper known by its text alone (id `sha256:...`)
is also one with another that `likeness` finds to be the same; those with the same title, DOI or
beginning of the abstract are looked at. Two arXiv ids are always two papers; two DOIs too, unless
one paper links to the other's. A DOI alone makes none one: their titles must be alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.papers.dois import doi, linked
from summarizer.papers.records import merge
from summarizer.papers.textkeys import LETTERS, beginning, by_text, letters
from summarizer.text.plain import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Paper

_MOST = 64
"""Papers of one title or beginning that are looked at: "Editorial" tells none from another."""


@dataclass
class Register:
    """Papers, each once, in the order in which they were first met.

    Two may turn out to be one when a third names the ids of both: the later one then moves to
    the place of the earlier.
    """

    _papers: dict[str, Paper] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)
    _met: dict[str, int] = field(default_factory=dict)
    _moved: dict[str, str] = field(default_factory=dict)
    _index: dict[str, list[str]] | None = None

    def add(self, paper: Paper, *, older: bool = False) -> bool:
        """Add a paper, or merge it into what is known of it; whether it was not known.

        `older` says that what is known is the newer reading.
        """
        paper = self._own(paper)
        place = self.place(paper)
        if place is None:
            self._papers[paper.id] = paper
            self._places[paper.id] = paper.id
            self._met[paper.id] = len(self._met)
            self._note(paper, paper.id)
            return True
        known = self._papers[place]
        if paper == known:
            return False
        self._papers[place] = merge(paper, known) if older else merge(known, paper)
        self._places[paper.id] = place
        self._note(paper, place)
        self._join(place, known)
        return False

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Every paper, merged from all that was added of it."""
        return tuple(self._papers.values())

    def find(self, identity: str) -> Paper | None:
        """The paper that was added under an id."""
        place = self._places.get(identity)
        return self._papers[self._now(place)] if place else None

    def place(self, paper: Paper) -> str | None:
        """Where the same paper stands, if it is known."""
        if paper.id in self._places:
            return self._now(self._places[paper.id])
        if self._index is None:
            if not by_text(paper):
                return None
            self._build()
        return next(self._like(paper, _keys(paper)), None)

    def _like(self, paper: Paper, keys: Iterable[str]) -> Iterator[str]:
        """The places of papers that are the same, of those which have one of these keys."""
        from summarizer.papers.likeness import same

        for key in keys:
            for each in self._index.get(key, ()) if self._index else ():
                place = self._now(each)
                known = self._papers[place]
                if (by_text(paper) or by_text(known)) and same(paper, known):
                    yield place

    def _now(self, place: str) -> str:
        """Where what was at a place stands now."""
        while place in self._moved:
            place = self._moved[place]
        return place

    def _join(self, place: str, before: Paper) -> None:
        """Make one with a paper all others that have a DOI of it, if it has one more now."""
        paper = self._papers[place]
        if self._index is None or (paper.doi == before.doi and paper.links == before.links):
            return
        keys = _doi_keys(paper)
        while other := next((each for each in self._like(paper, keys) if each != place), None):
            first, later = sorted((place, other), key=self._met.__getitem__)
            self._papers[first] = merge(self._papers[first], self._papers.pop(later))
            self._moved[later] = place = first
            paper = self._papers[place]
            self._note(paper, place)

    def _note(self, paper: Paper, place: str) -> None:
        """Make a paper known by its text, as soon as any is known by nothing else."""
        if self._index is None:
            if not by_text(paper):
                return
            self._build()
        for key in _keys(paper):
            places = self._index.setdefault(key, []) if self._index is not None else []
            if place not in places and len(places) < _MOST:
                places.append(place)

    def _build(self) -> None:
        self._index = {}
        for place, known in self._papers.items():
            self._note(known, place)

    def _own(self, paper: Paper) -> Paper:
        """The paper, under an id of its own where another of the same text has another DOI.

        So it is where one of the same DOI is another by its title: then the DOI is wrong, unless
        the two are versions, which may have a new title.
        """
        known = self.find(paper.id) if by_text(paper) else None
        if known is None or (paper.title == known.title and not (paper.doi and known.doi)):
            return paper
        if _are_versions(paper, known):
            return paper
        from summarizer.papers.likeness import parted, titled_alike

        if titled_alike(paper, known) and not parted(paper, known):
            return paper
        return replace(paper, id=content_id(paper.title, f"{paper.abstract}\n{doi(paper)}"))


def _are_versions(one: Paper, other: Paper) -> bool:
    """Whether two readings of one id count two versions of one DOI."""
    counted = one.version and other.version and one.version != other.version
    return bool(counted and one.doi and doi(one) == doi(other))


def each_once(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers, those that are one merged."""
    register = Register()
    for paper in papers:
        register.add(paper)
    return register.papers


def _keys(paper: Paper) -> tuple[str, ...]:
    """What an equal paper has too: its title, its DOI, a long abstract's beginning."""
    return (*_text_keys(paper.title, paper.abstract), *_doi_keys(paper))


def _doi_keys(paper: Paper) -> tuple[str, ...]:
    """A paper's DOI, and those that its links lead to."""
    own = doi(paper) if paper.doi else None
    names = linked(paper) if paper.links else ()
    return tuple(f"doi {each}" for each in ((own, *names) if own else names))


@lru_cache(maxsize=1024)
def _text_keys(title: str, abstract: str) -> tuple[str, ...]:
    start = beginning(abstract)
    title = f"title {letters(title)}"
    return (title, f"abstract {start}") if len(start) == LETTERS else (title,)

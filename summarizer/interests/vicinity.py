"""Very many papers, and to each of them the nearest others: an index of their telling words.

Memory and time grow with the number of papers alone: a paper is kept as its most telling words, and
words that very many papers have are looked up for none.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import islice
from math import log
from typing import TYPE_CHECKING, NamedTuple

from summarizer.interests import background
from summarizer.interests.similarity import vector
from summarizer.papers.textkeys import beginning, letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Paper

_KEPT, _LOOKED_UP, _QUOTED = 64, 24, 12
"""Words of a paper that are compared, by which it is looked up, and that can be reasons."""
_COMMON = 1000
"""A word that more papers have is looked up for none of them."""
_COMPARED = 40
"""The papers that share most of the words looked up; they are compared in all."""
_TOPIC = 0.06
"""What a shared topic adds for each e-fold of its rarity."""
_MOST_TOPICS, _MOST_WORDS = 2, 3
_SHORTEST = 3
_LEAST = 0.05
"""Papers that are less alike than this are no neighbours."""


class Neighbour(NamedTuple):
    """A paper near another one: how near (0 to 1), and why."""

    id: str
    title: str
    score: float
    why: tuple[str, ...]


class _Kept(NamedTuple):
    """What is kept of a paper; words and topics are numbers, quotes stand as in its text."""

    id: str
    title: str
    text: int
    words: array[int]
    weights: array[float]
    topics: tuple[str, ...]
    quotes: dict[int, str]


class Vicinity:
    """Papers among which neighbours are looked for."""

    def __init__(self, papers: Iterable[Paper] = ()) -> None:
        """Take papers in; of two with one id the first counts."""
        self._numbers: dict[str, int] = {}
        self._papers: list[_Kept] = []
        self._places: dict[str, int] = {}
        self._having: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        self._topics: defaultdict[str, int] = defaultdict(int)
        for paper in papers:
            self.add(paper)

    def __len__(self) -> int:
        """Count the papers."""
        return len(self._papers)

    def add(self, paper: Paper) -> None:
        """Take a paper in."""
        if paper.id in self._places:
            return
        found = vector(paper)
        ordered = sorted(found, key=lambda term: (-found[term], term))[:_KEPT]
        words = array("I", [self._numbers.setdefault(each, len(self._numbers)) for each in ordered])
        place = self._places[paper.id] = len(self._papers)
        for word in words[:_LOOKED_UP]:
            self._having[word].append(place)
        topics = tuple(dict.fromkeys(getattr(paper, "tags", ())))
        for topic in topics:
            self._topics[topic] += 1
        self._papers.append(
            _Kept(
                paper.id,
                paper.title,
                hash((letters(paper.title), beginning(paper.abstract))),
                words,
                array("f", [found[each] for each in ordered]),
                topics,
                dict(self._quotes(paper, ordered[:_QUOTED])),
            )
        )

    def nearest(self, identity: str, most: int = 5) -> list[Neighbour]:
        """The papers nearest to one that was taken in, the nearest first, each with a reason."""
        place = self._places.get(identity)
        if place is None:
            return []
        own = self._papers[place]
        mine = dict(zip(own.words, own.weights, strict=True))
        rated = []
        for other in self._candidates(place, own):
            theirs = self._papers[other]
            if theirs.text == own.text:
                continue  # another reading of the same paper
            score = sum(
                [
                    weight * mine[word]
                    for word, weight in zip(theirs.words, theirs.weights, strict=True)
                    if word in mine
                ]
            )
            score += sum(self._worth(topic) for topic in theirs.topics if topic in own.topics)
            if score >= _LEAST:
                rated.append((-score, theirs.id, theirs))
        rated.sort(key=lambda each: each[:2])
        named = ((score, each, self._why(own, each)) for score, _, each in rated)
        found = (
            Neighbour(each.id, each.title, round(min(-score, 1.0), 3), why)
            for score, each, why in named
            if why
        )
        return list(islice(found, most))

    def _candidates(self, place: int, own: _Kept) -> list[int]:
        shared: defaultdict[int, float] = defaultdict(float)
        for word, weight in zip(own.words[:_LOOKED_UP], own.weights, strict=False):
            having = self._having[word]
            if len(having) <= _COMMON:
                for other in having:
                    shared[other] += weight
        shared.pop(place, None)
        return sorted(shared, key=lambda other: (-shared[other], other))[:_COMPARED]

    def _worth(self, topic: str) -> float:
        """What it adds to share a topic."""
        return _TOPIC * log(len(self._papers) / self._topics[topic])

    def _why(self, own: _Kept, other: _Kept) -> tuple[str, ...]:
        """Shared topics, the rarest first, and shared words, as the other paper has them."""
        topics = sorted(set(own.topics) & set(other.topics), key=lambda each: self._topics[each])
        said: list[str] = []
        used: set[str] = set()
        mine = dict(zip(own.words, own.weights, strict=True))
        both = [(mine[word] * weight, word) for word, weight in _pairs(other) if word in mine]
        for _, word in sorted(both, reverse=True):
            quote = other.quotes.get(word)
            parts = set(quote.casefold().split()) if quote else set()
            if quote and len(said) < _MOST_WORDS and used.isdisjoint(parts):
                said.append(f"words “{quote}”")
                used |= parts
        return (*(f"topic {each}" for each in topics[:_MOST_TOPICS]), *said)

    def _quotes(self, paper: Paper, ordered: Iterable[str]) -> Iterator[tuple[int, str]]:
        """The words that can be reasons, by their numbers, as they stand in the paper."""
        known = background.load()
        texts = [(each, each.lower()) for each in (paper.title, paper.abstract)]
        for term in ordered:
            if known.telling(term) and len(term) >= _SHORTEST and not term.isdigit():
                found = filter(None, (_standing(term, *text) for text in texts))
                if quote := next(found, None):
                    yield self._numbers[term], quote


def _pairs(paper: _Kept) -> Iterator[tuple[int, float]]:
    return zip(paper.words, paper.weights, strict=True)


def _standing(term: str, text: str, lower: str) -> str | None:
    """A term as it stands in a text as whole words, in the plural too; None where it does not."""
    if len(lower) != len(text):
        return None
    start = lower.find(term)
    while start >= 0:
        end = start + len(term)
        if lower[end : end + 1] == "s":
            end += 1
        if not (lower[start - 1 : start].isalnum() or lower[end : end + 1].isalnum()):
            return text[start:end]
        start = lower.find(term, start + 1)
    return None

"""The papers of a site that are most alike: of each its nearest, and why.

Two papers are compared where they share a telling word, and each is among the `WITHIN` papers
before or after the other that have it, by their first days: so the time grows with the papers, not
with their square. A likeness is a whole number and the same from both sides. That is why of a new
day only its own papers are compared: each takes its place among the nearest of others, too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from summarizer.interests.sketches import ONE, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.papers.records import Entry
    from summarizer.site.contents import Listed

MOST, WITHIN = 5, 60
LEAST = round(0.06 * ONE * ONE)
"""How like a paper must be; what is less shares a word by chance."""
_TOPIC = round(0.012 * ONE * ONE)
"""What a topic in common counts, for each unit of its rarity."""
_MOST_TOPICS, _MOST_WORDS = 2, 3

Places = list[int]
Near = list[tuple[int, int]]
"""How like others are, and their places, the most alike first."""


@dataclass(frozen=True)
class Nearest:
    """Papers in the order of their first days, what each is compared by, and its nearest."""

    papers: Sequence[Listed]
    near: Sequence[Near]

    def of(self) -> dict[str, list[Listed]]:
        """The nearest of each paper, by its id."""
        return {
            listed.known.id: [self.papers[place] for _, place in near]
            for listed, near in zip(self.papers, self.near, strict=True)
        }

    def packed(self) -> list[list[Any]]:
        """The same as JSON holds it: of each paper, in their order, its id, mark and nearest."""
        return [
            [each.known.id, each.known.kin, *(number for pair in near for number in pair)]
            for each, near in zip(self.papers, self.near, strict=True)
        ]


def nearest(papers: Iterable[Listed], packed: Sequence[Sequence[Any]] = ()) -> Nearest:
    """The nearest of all papers; `packed` is what the last build found."""
    order = sorted(papers, key=lambda each: (min(each.days), each.known.id))
    same = _same(order, packed)
    near = [_pairs(row) for row in packed[:same]]
    torn = {place for place, found in enumerate(near) if any(other >= same for _, other in found)}
    near += [[] for _ in order[same:]]
    if same < len(order) or torn:
        compared = _Compared(order)
        for place in (*torn, *range(same, len(order))):
            likeness = compared.likeness(place)
            near[place] = _nearest(likeness.items())
            if place < same:
                continue
            for other, like in likeness.items():
                if other < same and other not in torn and like >= LEAST:
                    near[other] = _nearest([*((b, a) for a, b in near[other]), (place, like)])
    return Nearest(order, near)


def _same(order: Sequence[Listed], packed: Sequence[Sequence[Any]]) -> int:
    """How many of the first papers are as they were."""
    for place, (each, row) in enumerate(zip(order, packed, strict=False)):
        if row[:2] != [each.known.id, each.known.kin]:
            return place
    return min(len(order), len(packed))


def _pairs(row: Sequence[Any]) -> Near:
    return list(zip(row[2::2], row[3::2], strict=True))


def _nearest(likeness: Iterable[tuple[int, int]]) -> Near:
    found = nlargest(MOST, ((like, -place) for place, like in likeness if like >= LEAST))
    return [(like, -place) for like, place in found]


class _Compared:
    """An index of the telling words and topics of papers."""

    def __init__(self, order: Sequence[Listed]) -> None:
        """Take all of them in."""
        from summarizer.interests import background

        rarity = background.load().rarity
        self._having: dict[str, tuple[Places, list[int]]] = defaultdict(lambda: ([], []))
        numbers: dict[str, int] = {}
        self._terms, self._topics = [each.known.terms for each in order], list[int]()
        for place, each in enumerate(order):
            for term, part in each.known.terms.items():
                places, parts = self._having[term]
                places.append(place)
                parts.append(part)
            bits = (1 << numbers.setdefault(name, len(numbers)) for name in each.known.topics)
            self._topics.append(sum(bits))
        self._values = {bit: round(_TOPIC * rarity(name)) for name, bit in numbers.items()}
        self._shared: dict[int, int] = {}

    def likeness(self, place: int) -> dict[int, int]:
        """How like each other paper is that shares a word, by its place."""
        found: dict[int, int] = {}
        get = found.get
        for term, part in self._terms[place].items():
            places, parts = self._having[term]
            at = bisect_left(places, place)
            window = slice(max(at - WITHIN, 0), at + WITHIN + 1)
            for other, its in zip(places[window], parts[window], strict=True):
                found[other] = get(other, 0) + part * its
        found.pop(place, None)
        own = self._topics[place]
        for other in found if own else ():
            if shared := own & self._topics[other]:
                found[other] += self._shared.get(shared) or self._worth(shared)
        return found

    def _worth(self, shared: int) -> int:
        """What topics in common count."""
        worth = sum(value for bit, value in self._values.items() if shared >> bit & 1)
        self._shared[shared] = worth
        return worth


def why(entry: Entry, listed: Listed, other: Listed) -> str:
    """What two papers have in common, words as they stand in the first; "" for nothing to name."""
    from summarizer.interests import background

    own, others = listed.known.terms, other.known.terms
    shared = [name for name in listed.known.topics if name in other.known.topics]
    shared.sort(key=background.load().rarity, reverse=True)
    found = [f"topic {name}" for name in shared[:_MOST_TOPICS]]
    terms = sorted(own.keys() & others.keys(), key=lambda term: (-own[term] * others[term], term))
    words: list[str] = []
    for term in terms:
        if len(words) < _MOST_WORDS and not any(term in each.split() for each in words):
            words.append(term)
    texts = entry.title, entry.abstract
    quotes = (next(filter(None, (quoted(text, term) for text in texts)), "") for term in words)
    if said := ", ".join(f"“{quote}”" for quote in quotes if quote):
        found.append(f"words {said}")
    return " · ".join(found)

"""Each word of a TL;DR held against the paper: what stands in its place there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.grounding.words import (
    DENIES,
    HEDGES,
    initials,
    is_acronym,
    reached,
    shortened,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.grounding.wording import Wording
    from summarizer.grounding.words import Source, Word

WINDOW = 4
FAR = 10
SUPPORTS = ("none", "same", "root", "meaning", "acronym")
_VERBAL = frozenset("to we that which can will and it they not".split())
FEATURES = (
    "same", "root", "meaning", "acronym", "none", "rarity", "free", "opposable", "opposed",
    "opposed near", "vote", "distance", "slot opposed", "slot alike", "slot free", "slot rarity",
    "slot ending", "left", "right", "left ordered", "right ordered", "left supported",
    "right supported", "count", "verbal", "capital", "acronym form", "number", "negation",
    "undoing", "limit", "whole", "part", "hedge", "denied", "denied there", "denied differs",
    "hedged", "hedged there", "joined", "place", "length", "coverage", "others missing",
    "after using", "after by", "after and", "after but", "after for", "after in", "after of",
    "after a", "left rarity", "right rarity", "sentence", "same sentence", "ending ly",
    "ending ing", "left meaning", "right meaning", "last", "freed", "slot freed", "known root",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aligned:
    """A word of the TL;DR, how the paper supports it, and the word that stands in its place there.

    `at` is the place it is expected at, or was found at; -1 where there is none. `places` are
    all that it was found at.
    """

    word: Word
    support: str
    at: int
    places: Sequence[int]
    instead: int
    opposed: int
    features: tuple[float, ...]


class Alignment:
    """A TL;DR's words beside a paper's."""

    def __init__(self, line: tuple[Word, ...], paper: Source, wording: Wording) -> None:
        """Find each word's places in the paper."""
        self.line, self.paper, self.wording = line, paper, wording
        self.spoken = [place for place, word in enumerate(line) if word.speaks]
        self._acronyms = self._expanded()
        self.found: dict[int, tuple[str, list[int]]] = {
            place: self._places(place) for place in self.spoken
        }
        self._lemmas = frozenset(line[place].lemma for place in self.spoken)
        self._denied, self._hedged = reached(line, DENIES), reached(line, HEDGES)

    def _expanded(self) -> frozenset[int]:
        """The places of words that spell an acronym of the paper out."""
        letters = initials(self.line)
        found: set[int] = set()
        for short in self.paper.acronyms:
            at = letters.find(short)
            while at >= 0:
                found.update(range(at, at + len(short)))
                at = letters.find(short, at + 1)
        return frozenset(found)

    def _places(self, place: int) -> tuple[str, list[int]]:
        word = self.line[place]
        lemma, paper, wording = word.lemma, self.paper, self.wording
        if lemma in paper.lemmas:
            return "same", paper.lemmas[lemma]
        root = wording.root(lemma)
        if root in paper.roots and not _twisted(lemma, paper, paper.roots[root], wording):
            return "root", paper.roots[root]
        if is_acronym(word.text):
            at = paper.initials.find(shortened(word.text))
            if at >= 0:
                return "acronym", [at]
        if place in self._acronyms:
            return "acronym", []
        found = sorted(
            {p for group in wording.same.get(lemma, ()) for p in paper.meanings.get(group, ())}
        )
        if found:
            return "meaning", found
        return "none", []

    def aligned(self) -> list[Aligned]:
        """All words that can be right or wrong."""
        missing = sum(self.found[place][0] == "none" for place in self.spoken)
        return [self._aligned(number, missing) for number in range(len(self.spoken))]

    def _aligned(self, number: int, missing: int) -> Aligned:
        place = self.spoken[number]
        word = self.line[place]
        wording, paper = self.wording, self.paper
        support, places = self.found[place]
        expected, vote = self._expected(number)
        distance = min((abs(p - expected) for p in places), default=FAR) if expected >= 0 else FAR
        instead = self._instead(word, expected) if distance > 2 and expected >= 0 else -1  # noqa: PLR2004
        opposed = self._opposed(word, expected)
        left, left_ordered, left_word = self._beside(number, -1, places)
        right, right_ordered, right_word = self._beside(number, 1, places)
        other = paper.words[instead].lemma if instead >= 0 else ""
        before = self.line[place - 1].lemma if place else ""
        earlier = self.line[place - 2].lemma if place > 1 else ""
        if before in {"a", "an", "the"}:
            before, article = earlier, True
        else:
            article = False
        denied, denied_there = place in self._denied, _share(places, paper.negated)
        near = abs(opposed - expected) if opposed >= 0 and expected >= 0 else FAR
        sentence = paper.sentence[expected] if expected >= 0 else -1
        at = (
            min(places, key=lambda p: abs(p - expected))
            if places and expected >= 0
            else (places[0] if places else expected)
        )
        kinds = tuple(
            float(support == each) for each in ("same", "root", "meaning", "acronym", "none")
        )
        classes = tuple(
            float(word.kind == each)
            for each in ("number", "negation", "undoing", "limit", "whole", "part", "hedge")
        )
        rarity = float(wording.rarity.get(word.lemma, 9))
        number_class, *speech = classes
        features = (
            *kinds, rarity, wording.free.get(word.lemma, 0.0),
            float(word.lemma in wording.opposed), float(opposed >= 0), float(min(near, FAR)),
            vote, float(min(distance, FAR)),
            float(bool(other) and wording.opposite(word.lemma, other)),
            float(bool(other) and wording.alike(word.lemma, other)),
            wording.free.get(other, 0.0) if other else -1.0,
            float(wording.rarity.get(other, 9)) if other else -1.0,
            float(bool(other) and paper.words[instead].text[-2:] == word.text[-2:]),
            left, right, left_ordered, right_ordered,
            _supported(self.found, left_word), _supported(self.found, right_word),
            float(min(len(places), 6)), float(before in _VERBAL and not article),
            float(word.text[0].isupper() and place > 0), float(is_acronym(word.text)),
            number_class, *speech,
            float(denied), denied_there,
            (1.0 - denied_there if denied else denied_there) if places else -1.0,
            float(place in self._hedged), _share(places, paper.hedged),
            float(word.joined), place / len(self.line), float(len(self.spoken)),
            self._coverage(number, sentence), float(missing - (support == "none")),
            float(before in {"using", "use", "via", "with"}), float(before == "by"),
            float(before in {"and", "or"}), float(before == "but"), float(before in {"for", "to"}),
            float(before in {"in", "on", "at"}), float(before == "of"), float(article),
            float(wording.rarity.get(self.line[left_word].lemma, 9)) if left_word >= 0 else -1.0,
            float(wording.rarity.get(self.line[right_word].lemma, 9)) if right_word >= 0 else -1.0,
            float(sentence), float(any(paper.sentence[p] == sentence for p in places)),
            float(word.text.endswith("ly")), float(word.text.endswith("ing")),
            float(left_word >= 0 and self.found[left_word][0] == "meaning"),
            float(right_word >= 0 and self.found[right_word][0] == "meaning"),
            float(number == len(self.spoken) - 1), wording.freed.get(word.lemma, 0.0),
            wording.freed.get(other, 0.0) if other else -1.0,
            float(wording.root(word.lemma) in paper.roots),
        )  # fmt: skip
        return Aligned(word, support, at, places, instead, opposed, features)

    def _expected(self, number: int) -> tuple[int, float]:
        """Where the paper would have the word, told by the places of its neighbours; how surely."""
        votes: dict[int, float] = {}
        here = self.spoken[number]
        for other in self.spoken[max(0, number - WINDOW) : number + WINDOW + 1]:
            if other == here:
                continue
            support, places = self.found[other]
            offset = here - other
            weight = (0.6 if support == "meaning" else 1.0) / (1.0 + 0.4 * abs(offset))
            weight *= 0.4 + 0.1 * self.wording.rarity.get(self.line[other].lemma, 9)
            for place in places[:12]:
                votes[place + offset] = votes.get(place + offset, 0.0) + weight
        best, most = -1, 0.0
        last = len(self.paper.words) - 1
        get = votes.get
        for place, own in votes.items():
            sum_ = (
                own + 0.7 * (get(place - 1, 0.0) + get(place + 1, 0.0))
                + 0.4 * (get(place - 2, 0.0) + get(place + 2, 0.0))
            )  # fmt: skip
            if sum_ > most and 0 <= place <= last:
                best, most = place, sum_
        return best, most

    def _instead(self, word: Word, expected: int) -> int:
        """The word of the paper that stands where another was expected; -1 where none does."""
        paper = self.paper.words
        best, least = -1, 3.0
        for place in range(max(0, expected - 2), min(len(paper), expected + 3)):
            other = paper[place]
            if not other.speaks or other.lemma in self._lemmas:
                continue
            far = abs(place - expected) - 0.5 * (other.text[-2:] == word.text[-2:])
            if far < least:
                best, least = place, far
        return best

    def _opposed(self, word: Word, expected: int) -> int:
        """The nearest word of the paper that says the opposite, and is not in the TL;DR itself."""
        wording, paper = self.wording, self.paper
        found = [
            place
            for other in wording.opposites(word.lemma)
            if other in paper.lemmas and other not in self._lemmas
            for place in paper.lemmas[other]
        ]
        return min(found, key=lambda place: abs(place - expected), default=-1)

    def _beside(self, number: int, step: int, places: Sequence[int]) -> tuple[float, float, int]:
        """How near the paper has a word and its neighbour; whether in order; the neighbour."""
        if not 0 <= number + step < len(self.spoken):
            return -1.0, -1.0, -1
        here, other = self.spoken[number], self.spoken[number + step]
        between = self.line[min(here, other) + 1 : max(here, other)]
        if any(word.kind == "mark" for word in between):
            return -1.0, -1.0, -1
        others = self.found[other][1]
        if not places or not others:
            return float(FAR), 0.0, other
        signed = min(
            ((o - p) * step for p in places[:12] for o in others[:12] if o != p),
            key=abs,
            default=FAR,
        )
        return float(min(abs(signed), FAR)), float(0 < signed < FAR), other

    def _coverage(self, number: int, sentence: int) -> float:
        """The share of the word's neighbours that the sentence has."""
        if sentence < 0:
            return 0.0
        others = (
            self.spoken[max(0, number - WINDOW) : number]
            + self.spoken[number + 1 : number + WINDOW + 1]
        )
        held = sum(
            any(self.paper.sentence[p] == sentence for p in self.found[other][1])
            for other in others
        )
        return held / max(1, len(others))


def _twisted(lemma: str, paper: Source, places: Sequence[int], wording: Wording) -> bool:
    """Whether a word shares its root only with words that say the opposite."""
    return all(wording.opposite(lemma, paper.words[place].lemma) for place in places)


def _share(places: Sequence[int], members: frozenset[int]) -> float:
    return sum(place in members for place in places) / len(places) if places else 0.0


def _supported(found: dict[int, tuple[str, list[int]]], place: int) -> float:
    return float(found[place][0] != "none") if place >= 0 else -1.0

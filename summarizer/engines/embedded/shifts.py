"""What reviews teach the tagger: a shift of each judged topic's score, the model left as it is.

For each topic by itself, a logistic regression on top of the shipped score: one offset, and a
weight a word, both drawn to zero. They are drawn hard where the shipped model has learned of
the topic from hundreds of papers, and little where it has not, as with topics of one's own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from math import exp, fsum, log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

OFFSET_VARIANCE = {True: 0.02, False: 1.0}
WORD_VARIANCE = {True: 0.3, False: 1.0}
"""How far reviews may move a topic that the shipped model knows, and one that it does not."""
_SMALLEST = 0.01
_NEWEST = 200
"""Verdicts of a topic that count, the last ones: the time taken grows with their square."""
_STEPS = 40
_WORD = re.compile(r"[a-z][a-z0-9-]{2,}")


@dataclass(frozen=True, slots=True)
class Judged:
    """One topic of one reviewed paper: the shipped score's logit, and whether it was right."""

    topic: str
    logit: float
    right: bool
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Learned:
    """The shift of each topic's logit: an offset, and weights of the words of a paper."""

    offsets: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def shift(self, topic: str, words: frozenset[str]) -> float:
        """How much the logit of a topic moves for a paper with these words."""
        offset = self.offsets.get(topic)
        if offset is None:
            return 0.0
        weights = self.weights.get(topic, {})
        total = fsum([weights[word] for word in words & weights.keys()])
        return offset + total / sqrt(len(words) or 1)


NOTHING = Learned()


def words(title: str, abstract: str) -> frozenset[str]:
    """The words of a paper that a weight may be learned for."""
    return frozenset(_WORD.findall(f"{title} {abstract}".lower()))


def learn(judged: Iterable[Judged], known: frozenset[str]) -> Learned:
    """Fit the shifts; `known` are the topics that the shipped model has learned of."""
    rows = list(judged)
    rarity = _rarity({row.words for row in rows})
    topics: dict[str, list[Judged]] = {}
    for row in rows:
        topics.setdefault(row.topic, []).append(row)
    offsets, weights = {}, {}
    for topic, own in sorted(topics.items()):
        offset, table = _fitted(own[-_NEWEST:], rarity, is_known=topic in known)
        offsets[topic] = round(offset, 4)
        weights[topic] = {
            word: round(value, 3) for word, value in sorted(table.items()) if abs(value) > _SMALLEST
        }
    return Learned(offsets, weights)


def _rarity(papers: set[frozenset[str]]) -> dict[str, float]:
    """How rare each word is among the papers, so that a paper's squares sum to about its words."""
    counts = Counter(word for each in papers for word in each)
    plain = {word: log(len(papers) / count) for word, count in counts.items()}
    squares = fsum(count * plain[word] ** 2 for word, count in counts.items())
    scale = sqrt(squares / max(sum(counts.values()), 1)) or 1.0
    return {word: value / scale for word, value in sorted(plain.items()) if value > 0}


def _fitted(
    rows: Sequence[Judged], rarity: Mapping[str, float], *, is_known: bool
) -> tuple[float, dict[str, float]]:
    """One topic's offset and word weights, by damped steps in the space of the rows."""
    for_offset, for_words = OFFSET_VARIANCE[is_known], WORD_VARIANCE[is_known]
    vectors = [_vector(row, rarity) for row in rows]
    alike = [[for_offset + for_words * _product(a, b) for b in vectors] for a in vectors]
    pulls = [0.0] * len(rows)
    step = 1 / (1 + 0.25 * max(sum(line) for line in alike))
    for _ in range(_STEPS * max(1, round(0.1 / step))):
        shifts = [sum(map(float.__mul__, line, pulls)) for line in alike]
        for at, row in enumerate(rows):
            error = row.right - _probability(row.logit + shifts[at])
            pulls[at] += step * (error - pulls[at])
    table: dict[str, float] = {}
    for pull, vector in zip(pulls, vectors, strict=True):
        for word, value in vector.items():
            table[word] = table.get(word, 0.0) + for_words * pull * value * rarity[word]
    return for_offset * sum(pulls), table


def _vector(row: Judged, rarity: Mapping[str, float]) -> dict[str, float]:
    """A paper's words by their rarity, over the root of their number: of length about 1."""
    size = sqrt(len(row.words) or 1)
    return {word: rarity[word] / size for word in sorted(row.words & rarity.keys())}


def _product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return fsum([one[word] * other[word] for word in one.keys() & other.keys()])


def _probability(logit: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))

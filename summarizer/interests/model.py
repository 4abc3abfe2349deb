"""How near a paper is to what a profile's examples have in common.

Two things count. Its words: the cosine of the paper with the mean of the examples, both less the
average paper. Its topics: the one that the examples have most in common and that is rare
elsewhere. What each weighs was learned from the tastes of many readers, which are labels, keywords
and authors; so were the points that turn the sum into a probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from summarizer.interests import background

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.interests.features import Features

MANY = 20
"""More examples than this do not make a taste surer."""
NARROWER = 0.7
"""What a paper's topic is worth of what the broader topic is that examples have."""
KEPT = 6000
"""Words of a centre that are kept, the strongest: enough for any number of examples."""


class Parts(NamedTuple):
    """What speaks for a paper: how its words agree, and what its best topic is worth."""

    words: float
    topic: float
    best: str = ""


@dataclass(frozen=True)
class Centre:
    """What examples have in common.

    `words` is the mean of their vectors, `topics` the mean score of each topic, `count` how many
    examples there are, one of half weight counting half.
    """

    words: Mapping[str, float]
    topics: Mapping[str, float]
    count: float

    @cached_property
    def _length(self) -> float:
        """The length of the mean less the average paper."""
        known = background.load()
        mean = known.mean
        square = known.norm
        for term, weight in self.words.items():
            square += weight * weight - 2 * weight * mean.get(term, 0.0)
        return sqrt(max(square, 1e-9))

    @cached_property
    def agreed(self) -> float:
        """The mean score of the topic that most examples have."""
        return max(self.topics.values(), default=0.0)

    @cached_property
    def _worth(self) -> dict[str, float]:
        """What each topic is worth in a paper that surely has it."""
        top, rarity = self.agreed, background.load().rarity
        return {
            topic: (mean / top) ** 2 * top * rarity(topic)
            for topic, mean in self.topics.items()
            if mean > 0
        }

    def parts(self, paper: Features) -> Parts:
        """What speaks for a paper."""
        best, name = 0.0, ""
        for topic, score in paper.topics.items():
            above = self._worth.get(paper.broader.get(topic, ""), 0.0)
            value = score * max(self._worth.get(topic, 0.0), NARROWER * above)
            if value > best:
                best, name = value, topic
        return Parts(self.alike(paper), best, name)

    def alike(self, paper: Features) -> float:
        """The cosine of a paper's words with these, both less the average paper."""
        if not self.words:
            return 0.0
        mine = self.words
        total = sum([mine[term] * weight for term, weight in paper.words.items() if term in mine])
        return (total - paper.usual) / self._length

    def shares(self, paper: Features) -> dict[str, float]:
        """What each word adds to that cosine, where it does."""
        mean, length = background.load().mean, self._length
        mine = self.words
        return {
            term: share
            for term, weight in paper.words.items()
            if term in mine and (share := weight * (mine[term] - mean.get(term, 0.0)) / length) > 0
        }

    def value(self, parts: Parts) -> float:
        """The sum of what speaks for a paper, before it is turned into a probability."""
        each = background.load().model
        return sum(
            weight * number
            for weight, number in zip(_vector(each), self.inputs(parts), strict=True)
        )

    def inputs(self, parts: Parts) -> tuple[float, ...]:
        """The numbers that the weights go with, in the order of `Weights`."""
        many = log(min(max(self.count, 1.0), MANY))
        alone = parts.words * (1 - self.agreed)
        return (1.0, parts.words, alone, parts.topic, parts.topic * many, self.agreed, many)


def _vector(each: background.Weights) -> Sequence[float]:
    weights = (each.bias, each.words, each.words_alone, each.topic)
    return (*weights, each.topic_many, each.agreed, each.many)


def centre(papers: Iterable[tuple[Features, float]]) -> Centre:
    """What papers have in common, each counted as often as the number beside it says."""
    words: dict[str, float] = {}
    topics: dict[str, float] = {}
    total = with_words = with_topics = 0.0
    for paper, count in papers:
        total += count
        with_words += count * bool(paper.words)
        with_topics += count * paper.tagged
        for term, weight in paper.words.items():
            words[term] = words.get(term, 0.0) + count * weight
        for topic, score in paper.topics.items():
            topics[topic] = topics.get(topic, 0.0) + count * score
    strongest = sorted(words, key=lambda term: (-words[term], term))[:KEPT]
    with_words, with_topics = with_words or 1.0, with_topics or 1.0
    return Centre(
        {term: round(words[term] / with_words, 6) for term in strongest},
        {topic: round(score / with_topics, 4) for topic, score in sorted(topics.items())},
        round(total, 2),
    )

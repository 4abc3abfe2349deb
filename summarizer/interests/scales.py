"""What speaks for a paper and what against it, weighed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import exp, log1p
from typing import TYPE_CHECKING, NamedTuple

from summarizer.interests import background, reasons
from summarizer.interests.examples import Examples, written_by
from summarizer.interests.finder import Finder, Found
from summarizer.interests.terms import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.interests.examples import Example
    from summarizer.interests.features import Features
    from summarizer.interests.model import Centre, Parts
    from summarizer.interests.profile import Wishes
    from summarizer.papers.records import Paper

HIGHEST, LOWEST = 0.99, 0.01
NOTHING, ENOUGH = -3.0, 3.5
"""The value of a paper that nothing speaks for, and the most that likeness is worth."""
NOT_WISHED, HIDDEN = 1.5, -3.0
"""What each wish that a paper breaks takes away, below even; the value of a hidden paper."""
UNLIKE_WORDS, UNLIKE_TOPIC = 20.0, 0.5
"""What being more like what is not wanted takes away."""
TOO_LOW = 0.08
"""The score below which no words are looked for as reasons."""
TOPIC_COUNTS = 0.6
"""What a topic must add to be a reason, in logits."""

EXAMPLE = "an example of the profile"
"""The reason of a paper that the ranker was shown as wanted."""


class Weighed(NamedTuple):
    """What was found of a paper.

    `wished` are wishes that hold, `broken` such as must not; `written` are its authors who wrote
    examples. `unlike` is what was taken away because it is more like papers that are not wanted.
    """

    score: float
    parts: Parts | None
    wished: list[Found]
    broken: list[Found]
    written: list[tuple[str, float]]
    unlike: float
    own: bool
    hidden: bool


@dataclass(frozen=True)
class Scales:
    """What was learned of a taste.

    `wanted` and `unwanted` are the wishes; `centre` is what the examples have in common, `less`
    what the papers that are not wanted have, both None without any. `examples` and `against` are
    some of them one by one, `own` and `hidden` the ids of all; `writers` wrote several.
    """

    wanted: Wishes
    unwanted: Wishes
    centre: Centre | None = None
    less: Centre | None = None
    examples: tuple[Example, ...] = ()
    against: tuple[Example, ...] = ()
    writers: Mapping[str, float] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    def weigh(self, entry: Paper, found: Features) -> Weighed:
        """Find all that speaks for a paper and against it, and its score."""
        wished = self._wanted.find(entry, found)
        broken = self._unwanted.find(entry, found)
        written = written_by(entry, self.writers)
        parts = self.centre.parts(found) if self.centre else None
        model = background.load().model
        value = self.centre.value(parts) if self.centre and parts else NOTHING
        unlike = self._unlike(found, parts)
        value = model.logit(min(value, ENOUGH) - unlike)
        value += max((bonus for _, bonus in written), default=0.0)
        if wished:
            value = log1p(exp(min(2 * value, 60.0))) / 2 + sum(each.strength for each in wished)
        own, hidden = entry.id in self.own, entry.id in self.hidden
        if own:
            value = 30.0
        if broken:
            value = min(value, 0.0) - NOT_WISHED * len(broken)
        if hidden:
            value = min(value, HIDDEN)
        score = 1 / (1 + exp(-max(-30.0, min(30.0, value))))
        score = min(HIGHEST, max(LOWEST, score))
        return Weighed(score, parts, wished, broken, written, unlike, own, hidden)

    def reasons(self, entry: Paper, found: Features, weighed: Weighed) -> list[tuple[str, float]]:
        """Why a paper may be wanted, each with what it adds in logits, the strongest first."""
        rows = [(str(each), 3 + each.strength) for each in weighed.wished]
        if weighed.own:
            rows.append((EXAMPLE, 9.0))
        rows += [(f"author {author}", bonus) for author, bonus in weighed.written[:2]]
        if self.centre and weighed.parts:
            scale = background.load().model
            best, worth = weighed.parts.best, scale.topic * weighed.parts.topic
            if best and worth >= TOPIC_COUNTS:
                rows.append((f"topic {best}", 2 * worth))
            quoted = self._quoted(entry, found, weighed)
            rows += [(f"words “{quote}”", scale.words * share) for quote, share in quoted]
            near = self.nearest.nearest(found) if not weighed.own else None
            if near and weighed.score >= TOO_LOW:
                rows.append((f"like {near.name}", 3 * near.near))
        unique = dict[str, float]()
        for reason, share in sorted(rows, key=lambda row: -row[1]):
            unique.setdefault(reason, share)
        return list(unique.items())

    def _quoted(self, entry: Paper, found: Features, weighed: Weighed) -> list[tuple[str, float]]:
        """The words that speak for a paper, where anything does: looking for them takes time."""
        if not self.centre or weighed.score < TOO_LOW:
            return []
        wished = {part for each in weighed.wished for part in words(each.name)}
        shares = self.centre.shares(found)
        quoted = reasons.quotes(entry, found.text, shares, 3)
        return [each for each in quoted if not wished.issuperset(words(each[0]))][:2]

    def _unlike(self, found: Features, parts: Parts | None) -> float:
        """What being more like papers that are not wanted than like wanted ones takes away."""
        if not self.less:
            return 0.0
        sure = self.less.count / (self.less.count + 2)
        words = self.less.alike(found) - (parts.words if parts else 0.0)
        topics = self.centre.topics if self.centre else {}
        topic = max(
            (
                score * max(0.0, self.less.topics.get(name, 0.0) - topics.get(name, 0.0))
                for name, score in found.topics.items()
            ),
            default=0.0,
        )
        return sure * (UNLIKE_WORDS * max(0.0, words) + 4 * UNLIKE_TOPIC * topic)

    @cached_property
    def _wanted(self) -> Finder:
        return Finder(self.wanted)

    @cached_property
    def _unwanted(self) -> Finder:
        return Finder(self.unwanted)

    @cached_property
    def nearest(self) -> Examples:
        """The wanted examples, ready to be compared with a paper."""
        return Examples(self.examples)

    @cached_property
    def nearest_against(self) -> Examples:
        """The unwanted examples, likewise."""
        return Examples(self.against)

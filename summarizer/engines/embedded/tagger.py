"""The embedded tagger: which topics a paper is about, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer.engines.embedded import shifts, tagmodel
from summarizer.engines.embedded.evidence import collect
from summarizer.engines.embedded.phrases import Matcher
from summarizer.engines.embedded.salience import Salience
from summarizer.engines.embedded.shifts import NOTHING, Judged, Learned
from summarizer.papers.certainty import MAYBE, SURE
from summarizer.papers.records import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.engines.embedded.evidence import Evidence
    from summarizer.topics.vocabulary import Vocabulary

MOST, CERTAIN, UTMOST = 4, 0.9, 6
"""A paper has at most so many tags; more, up to the utmost, where these are sure."""
Outcome = Literal["given", "below", "excluded", "unproven", "cut"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a topic that has a hit in a paper, and the phrases that were hit.

    `below` is a score under the threshold, `excluded` a topic whose every hit is an
    exclusion, `unproven` one with a common word or two and nothing else, `cut` one that better
    topics left no room for.
    """

    topic: str
    score: float
    threshold: float
    outcome: Outcome
    phrases: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in one line."""
        told = {
            "given": "given" if self.score >= SURE else f"given as `{MAYBE}`: below {SURE:.2f}",
            "below": f"below the threshold by {self.threshold - self.score:.2f}",
            "excluded": "every hit is an exclusion",
            "unproven": "common words alone prove nothing",
            "cut": f"cut: at most {MOST} tags, or {UTMOST} where they are sure",
        }[self.outcome]
        found = ", ".join(self.phrases)
        return f"{self.topic}: {self.score:.2f} (threshold {self.threshold:.2f}), {told}: {found}"


@dataclass(frozen=True, slots=True)
class _Scored:
    number: int
    score: float
    evidence: Evidence


class Tagger:
    """Tags papers with the topics of one vocabulary; build it once, it keeps no paper."""

    def __init__(self, vocabulary: Vocabulary, learned: Learned = NOTHING) -> None:
        """Index the vocabulary's phrases; `learned` shifts the scores as reviews taught it."""
        self._names = [topic.name for topic in vocabulary.topics]
        self._matcher = Matcher(vocabulary)
        self._model = tagmodel.load(vocabulary.weights)
        self._learned = learned

    def tag(self, title: str, abstract: str) -> tuple[Tag, ...]:
        """Tag a paper, the best tag first, with spans in the texts as given.

        At most four tags, or six where those beyond the fourth are sure.
        """
        ranked = self._rank(title, abstract)
        given = ranked[: self._given(ranked)]
        return tuple(self._tag(one, title, abstract) for one in given)

    def candidates(self, title: str, abstract: str) -> tuple[Tag, ...]:
        """Every topic that has a hit, given or not, as a tag with its quote, the best first."""
        ranked = (one for one in self._rank(title, abstract) if one.evidence.kept())
        return tuple(self._tag(one, title, abstract) for one in ranked)

    def named(self, text: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """The topics that a text names by an alias, and where it does: hints and cues are none."""
        for number, evidence in collect(self._matcher, "", text).items():
            places = [(hit.start, hit.end) for hit in evidence.abstract if hit.kind == "alias"]
            if places:
                yield self._names[number], places

    def judged(self, title: str, abstract: str, verdicts: Mapping[str, bool]) -> Iterator[Judged]:
        """What a reviewed paper teaches: each topic with a hit and a verdict, as scored."""
        found = shifts.words(title, abstract)
        for one in self._rank(title, abstract):
            right = verdicts.get(self._names[one.number])
            if one.evidence.kept() and right is not None:
                yield Judged(self._names[one.number], tagmodel.logit(one.score), right, found)

    def explain(self, title: str, abstract: str) -> list[Verdict]:
        """Give the verdict on every topic with a hit, the best first."""
        ranked = self._rank(title, abstract)
        given = self._given(ranked)
        return [self._verdict(one, at < given, title, abstract) for at, one in enumerate(ranked)]

    def _rank(self, title: str, abstract: str) -> list[_Scored]:
        found = collect(self._matcher, title, abstract)
        salience = Salience(found, title, abstract)
        words = tagmodel.words(abstract)
        foreign = self._model.foreign(words)
        reviewed = shifts.words(title, abstract) if self._learned.offsets else frozenset()
        scored = []
        for number, evidence in found.items():
            score, name = 0.0, self._names[number]
            if evidence.proves():
                affinity = self._model.affinity(name, words)
                shift = self._learned.shift(name, reviewed)
                features = salience.describe(evidence, affinity)
                score = self._model.score(name, features, shift, foreign)
            scored.append(_Scored(number, score, evidence))
        return sorted(scored, key=lambda one: (-one.score, one.number))

    def _given(self, ranked: list[_Scored]) -> int:
        """Count the tags given: those that reach the threshold, and of many only the certain."""
        count = sum(one.score >= self._model.threshold for one in ranked[:MOST])
        return count + sum(one.score >= CERTAIN for one in ranked[MOST:UTMOST])

    def _tag(self, one: _Scored, title: str, abstract: str) -> Tag:
        place, hit = one.evidence.best()
        quote = (title if place == "title" else abstract)[hit.start : hit.end]
        name, score = self._names[one.number], round(one.score, 2)
        return Tag(name, quote, place, hit.start, hit.end, score)

    def _verdict(self, one: _Scored, given: bool, title: str, abstract: str) -> Verdict:
        outcome: Outcome = "below" if one.score < self._model.threshold else "cut"
        if given:
            outcome = "given"
        elif not one.evidence.kept():
            outcome = "excluded"
        elif not one.evidence.proves():
            outcome = "unproven"
        quotes = [title[hit.start : hit.end] for hit in one.evidence.title]
        quotes += [abstract[hit.start : hit.end] for hit in one.evidence.abstract]
        name, threshold = self._names[one.number], self._model.threshold
        return Verdict(name, round(one.score, 4), threshold, outcome, tuple(dict.fromkeys(quotes)))

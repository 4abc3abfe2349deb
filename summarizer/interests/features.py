"""What of a paper is compared: its words by how rare they are, and its topics by how sure."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log, sqrt
from typing import TYPE_CHECKING

from summarizer.interests import background, terms
from summarizer.papers.records import Annotation

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from summarizer.engines.embedded.tagger import Tagger
    from summarizer.interests.terms import Text
    from summarizer.papers.records import Paper
    from summarizer.topics.vocabulary import Vocabulary

UNSCORED = 0.95
"""The score of a topic that came without one, as from a reader."""


@dataclass(frozen=True, slots=True)
class Features:
    """A paper as it is compared.

    `words` is a vector of length 1, `usual` its product with the average paper's; `topics` has
    the score of each topic; `tagged` says whether they were looked for. `broader` names the topic
    above each of them that has one.
    """

    text: Text
    words: Mapping[str, float]
    usual: float
    topics: Mapping[str, float]
    tagged: bool = True
    broader: Mapping[str, str] = field(default_factory=dict)


def features(paper: Paper, vocabulary: Vocabulary | None = None, *, tag: bool = True) -> Features:
    """Take a paper apart; one that no engine has read gets its topics here, where it is to."""
    text = terms.read(paper.title, paper.abstract)
    words, usual = vector(text.counts())
    found = topics(paper, vocabulary) if tag else {}
    above = _parents(vocabulary) if found else {}
    broader = {topic: above[topic] for topic in found if topic in above}
    return Features(text, words, usual, found, tag, broader)


def vector(counts: Counter[str]) -> tuple[dict[str, float], float]:
    """Counted words as a vector of length 1, and its product with the average paper's."""
    known = background.load()
    weights, mean, unseen = known.weights, known.mean, known.unseen()
    found: dict[str, float] = {}
    square = usual = 0.0
    for term, count in counts.items():
        weight = weights.get(term)
        if weight is None:
            if " " in term:
                continue  # most pairs are seen once, and would only add length
            weight = unseen
        elif not weight:
            continue
        if count > 1:
            weight *= 1 + log(count)
        found[term] = weight
        square += weight * weight
        if term in mean:
            usual += weight * mean[term]
    length = sqrt(square) or 1.0
    return {term: weight / length for term, weight in found.items()}, usual / length


def topics(paper: Paper, vocabulary: Vocabulary | None = None) -> dict[str, float]:
    """A paper's topics with their scores: those it has, or those its words show."""
    if isinstance(paper, Annotation) and (paper.engine or paper.tags):
        found = dict.fromkeys(paper.tags, 0.0)
        for each in paper.evidence:
            if each.tag in found:
                found[each.tag] = max(found[each.tag], each.score)
        return {tag: score or UNSCORED for tag, score in found.items()}
    tagged = tagger(vocabulary).tag(paper.title[: terms.LONGEST], paper.abstract[: terms.LONGEST])
    return {each.tag: each.score for each in tagged}


def tagger(vocabulary: Vocabulary | None) -> Tagger:
    """What finds the topics of papers that came without; made once for each vocabulary."""
    from summarizer.engines.embedded.tagger import Tagger
    from summarizer.topics import vocabularyfile

    key = vocabulary.hash if vocabulary else ""
    if key not in _TAGGERS:
        _TAGGERS[key] = Tagger(vocabulary or vocabularyfile.load())
    return _TAGGERS[key]


def _parents(vocabulary: Vocabulary | None) -> dict[str, str]:
    """The broader topic of each topic that has one; read once for each vocabulary."""
    from summarizer.topics import vocabularyfile

    key = vocabulary.hash if vocabulary else ""
    if key not in _PARENTS:
        known = vocabulary or vocabularyfile.load()
        _PARENTS[key] = {each.name: each.parent for each in known.topics if each.parent}
    return _PARENTS[key]


_TAGGERS: dict[str, Tagger] = {}
_PARENTS: dict[str, dict[str, str]] = {}

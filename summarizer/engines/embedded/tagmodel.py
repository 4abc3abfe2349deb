"""The learned weights of the tagger; `training/tags.py` writes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from math import exp, fsum, log, sqrt
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.readability.stems import runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DATA = Path(__file__).parent / "data"
PATH = DATA / "tags.json"
LOWEST, HIGHEST = -3.0, 6.0
_FOREIGN, _DOUBT = 2.5, 1.5
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that papers on a topic use more, or less, than others do."""

    offset: float
    words: Mapping[str, float]

    def affinity(self, words: frozenset[str]) -> float:
        """Compare a paper's words with the topic's: 0 is an average paper, 1 a deviation above."""
        total = fsum(
            map(self.words.__getitem__, words & self.words.keys())
        )  # in any order the same
        value = self.offset + total / sqrt(len(words) or 1)
        return max(LOWEST, min(HIGHEST, value))


@dataclass(frozen=True, slots=True)
class Usual:
    """The words of an abstract: how many, and which share is unknown, with its deviation.

    Known are those of any lexicon, and the `common` ones that most papers have.
    """

    common: str = ""
    words: float = 1.0
    share: float = 0.0
    deviation: float = 1.0


@dataclass(frozen=True)
class Model:
    """Weights of the features, good for any topic, and what was learned of single topics.

    `biases` and `lexicons` go by the name of the topic; a topic that is in neither, such
    as one added by hand, is scored by its features alone.
    """

    weights: Sequence[float]
    bias: float
    threshold: float
    biases: Mapping[str, float]
    lexicons: Mapping[str, Lexicon]
    usual: Usual = Usual()

    @cached_property
    def _known(self) -> frozenset[str]:
        """The words of the field."""
        common = frozenset(self.usual.common.split())
        return common.union(*(lexicon.words for lexicon in self.lexicons.values()))

    def foreign(self, words: frozenset[str]) -> float:
        """How much an abstract's words speak against each learned topic: mostly 0.

        Papers of other fields use words that no lexicon knows, and the phrases of topics in other
        senses. What counts is how many deviations the share of such words lies above what is
        usual, beyond `_FOREIGN`; fewer words than usual deviate more.
        """
        if not self._known or not words:
            return 0.0
        share = 1 - len(words & self._known) / len(words)
        deviation = self.usual.deviation * sqrt(max(self.usual.words / len(words), 1.0))
        return _DOUBT * max((share - self.usual.share) / deviation - _FOREIGN, 0.0)

    def affinity(self, topic: str, words: frozenset[str]) -> float:
        """Compare a paper's words with a topic's; 0 where nothing was learned."""
        lexicon = self.lexicons.get(topic)
        return lexicon.affinity(words) if lexicon else 0.0

    def score(
        self, topic: str, features: Sequence[float], shift: float = 0.0, foreign: float = 0.0
    ) -> float:
        """Estimate the probability that a paper is about a topic, its logit shifted.

        How `foreign` its words are tells nothing of a topic that was not learned.
        """
        value = self.bias + self.biases.get(topic, 0.0)
        value += sum(map(mul, self.weights, features))
        value += shift
        if topic in self.biases:
            value -= foreign
        return 1 / (1 + exp(-max(-30.0, min(30.0, value))))


def logit(score: float) -> float:
    """The logit of a score, as `Model.score` bounds it."""
    bounded = min(max(score, 1e-13), 1 - 1e-13)
    return log(bounded / (1 - bounded))


def words(abstract: str) -> frozenset[str]:
    """Collect the words of an abstract that a lexicon may know: two letters, or more."""
    found = {run.lstrip(_DIGITS) for run in set(runs(abstract))}
    return frozenset([word for word in found if len(word) > 1])


@cache
def fingerprint() -> str:
    """Hash the weights to 16 hex digits, for whoever keeps answers that rest on them."""
    import hashlib

    return hashlib.sha256(PATH.read_bytes()).hexdigest()[:16]


def path_of(weights: str) -> Path:
    """Where weights lie: those of the vocabulary of that name, "" for the default one."""
    return DATA / f"{weights}.json" if weights else PATH


@cache
def load(weights: str = "") -> Model:
    """Read weights that come with the package, as `Vocabulary.weights` names them."""
    import json

    from summarizer.engines.embedded.salience import FEATURES

    table = json.loads(path_of(weights).read_text(encoding="utf-8"))
    lexicons = {
        name: Lexicon(topic["offset"], topic["words"])
        for name, topic in table["topics"].items()
        if topic["words"]
    }
    return Model(
        weights=[table["features"][name] for name in FEATURES],
        bias=table["bias"],
        threshold=table["threshold"],
        biases={name: topic["bias"] for name, topic in table["topics"].items()},
        lexicons=lexicons,
        usual=Usual(**table.get("usual", {})),
    )

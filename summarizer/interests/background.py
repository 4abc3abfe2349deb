"""What papers in general are like; `training/interests.py` writes it.

How many of arXiv's papers have a word or a pair of words, which words say nothing of a subject,
how many papers have a topic, and what the parts of a score weigh.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATH = Path(__file__).parent / "data" / "background.json"
COMMON = 0.3
"""A word that a larger share of papers has is not counted at all."""
UNSEEN = 2
"""Papers that a word is taken to have that was never seen, as new names are."""
PAIR = 1.2
"""What a pair of words weighs beside a single one of the same rarity."""
_RARE_TOPIC = 0.01


@dataclass(frozen=True, slots=True)
class Weights:
    """What the parts of a score weigh, in logits; see `summarizer.interests.model`.

    `calibrated` are the logits that values of `raw` turned out to have.
    """

    bias: float = 0.0
    words: float = 0.0
    words_alone: float = 0.0
    topic: float = 0.0
    topic_many: float = 0.0
    agreed: float = 0.0
    many: float = 0.0
    raw: Sequence[float] = ()
    calibrated: Sequence[float] = ()

    def logit(self, value: float) -> float:
        """The logit of the share of papers of such a value that are wanted.

        There are lines between measured points, and beyond the outermost.
        """
        raw, calibrated = self.raw, self.calibrated
        if not raw:
            return value
        place = 1
        while place < len(raw) - 1 and value > raw[place]:
            place += 1
        part = (value - raw[place - 1]) / (raw[place] - raw[place - 1])
        return calibrated[place - 1] + part * (calibrated[place] - calibrated[place - 1])


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of words and topics.

    `counts` is how many of so many papers have a word or a pair; `weights` holds the weight of
    each, `mean` what an average paper's vector has of it, and `norm` that mean's square length;
    `generic` are words without a subject, `topics` the shares of papers that have a topic.
    """

    papers: int
    counts: Mapping[str, int]
    weights: Mapping[str, float]
    mean: Mapping[str, float]
    norm: float
    generic: frozenset[str]
    topics: Mapping[str, float]
    model: Weights

    def unseen(self) -> float:
        """The weight of a word that was never seen."""
        return log((self.papers + 1) / (UNSEEN + 1))

    def rarity(self, topic: str) -> float:
        """How much a topic tells: the logarithm of how few papers have it."""
        return -log(self.topics.get(topic, _RARE_TOPIC) + 0.003)

    def telling(self, term: str) -> bool:
        """Whether a word or a pair names a subject: it stands in titles, and not everywhere."""
        return not any(part in self.generic for part in term.split())


@cache
def load() -> Background:
    """Read what comes with the package."""
    import json

    return made(json.loads(PATH.read_text(encoding="utf-8")))


def made(table: dict[str, Any]) -> Background:
    """The background of a table as the file holds it."""
    papers, mass = table["papers"], table["mass"]
    counts: dict[str, int] = {}
    weights: dict[str, float] = {}
    mean: dict[str, float] = {}
    for kind in ("words", "pairs"):
        factor = PAIR if kind == "pairs" else 1.0
        for number, names in table[kind].items():
            count = int(number)
            if count > COMMON * papers:
                weight = 0.0
            else:
                weight = factor * log((papers + 1) / (max(count, UNSEEN) + 1))
            listed = names.split("\t")
            counts.update(dict.fromkeys(listed, count))
            weights.update(dict.fromkeys(listed, weight))
            if weight:
                mean.update(dict.fromkeys(listed, mass * weight * count / papers))
    return Background(
        papers,
        counts,
        weights,
        mean,
        sum(value * value for value in mean.values()),
        frozenset(table["generic"].split()),
        table["topics"],
        Weights(**table["model"]),
    )

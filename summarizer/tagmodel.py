"""The learned weights of the tagger, and the scores they give."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from summarizer.salience import FEATURES

RULES = {
    "bias": -3.2, "title": 1.8, "title_alone": 0.5, "title_head": 0.2, "title_weak": 0.4,
    "first": 0.4, "claim": 0.6, "claim_weak": 0.1, "last": 0.2, "aliases": 0.6, "alone": 0.4,
    "cues": 0.2, "distinct": 0.4, "spread": 1.0, "onset": -0.6, "share": 2.0,
    "title_rivals": -0.2, "cues_only": -2.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features, which serve any topic, and of single topics on top."""

    weights: tuple[float, ...]
    bias: float
    topics: dict[str, float] = field(default_factory=dict)
    threshold: float = 0.5
    floor: float = 0.1

    def words(self, title: str, abstract: str) -> frozenset[str]:
        return frozenset()

    def score(self, topic: str, numbers: list[float], words: frozenset[str]) -> float:
        """Give the log-odds that a paper is about a topic."""
        plain = sum(w * x for w, x in zip(self.weights, numbers, strict=True))
        return self.bias + plain + self.topics.get(topic, 0.0)


@cache
def load() -> Model:
    """Read the weights that come with the package."""
    return Model(tuple(RULES.get(name, 0.0) for name in FEATURES), RULES["bias"])

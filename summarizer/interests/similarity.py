"""The papers that are most like one, and why."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from summarizer.interests import background, model, reasons
from summarizer.interests.features import features

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.interests.features import Features
    from summarizer.papers.records import Paper

MOST_REASONS = 4
LEAST_TOPIC = 0.3
"""How sure a topic must be in both papers to be a reason."""


def vector(paper: Paper) -> dict[str, float]:
    """A paper's words and pairs of words by how rare they are, of length 1."""
    return dict(features(paper, tag=False).words)


def similar(
    paper: Paper, papers: Iterable[Paper], most: int = 10
) -> list[tuple[Paper, float, tuple[str, ...]]]:
    """The nearest of other papers, with how near (0 to 1) and why, the nearest first.

    Near is what a reader would want who has shown the one paper as her only example. A paper that
    shares nothing that can be named is left out, and so is the paper itself.
    """
    own = features(paper)
    centre = model.centre([(own, 1.0)])
    weights = background.load().model
    rows = []
    for other in papers:
        if other.id == paper.id:
            continue
        found = features(other)
        value = weights.logit(centre.value(centre.parts(found)))
        rows.append((-value, other.id, other, found))
    rows.sort(key=lambda row: row[:2])
    chosen: list[tuple[Paper, float, tuple[str, ...]]] = []
    for value, _, other, found in rows:
        if len(chosen) >= most:
            break
        if why := _why(paper, own, other, found, centre):
            score = 1 / (1 + exp(max(-30.0, min(30.0, value))))
            chosen.append((other, round(score, 4), why))
    return chosen


def _why(
    paper: Paper, own: Features, other: Paper, found: Features, centre: model.Centre
) -> tuple[str, ...]:
    """Shared topics, shared telling words, shared authors."""
    rarity = background.load().rarity
    topics = {
        name: score * own.topics[name] * rarity(name)
        for name, score in found.topics.items()
        if min(score, own.topics.get(name, 0.0)) >= LEAST_TOPIC
    }
    ordered = sorted(topics, key=lambda name: (-topics[name], name))
    quoted = reasons.quotes(other, found.text, centre.shares(found), 3)
    authors = [each for each in dict.fromkeys(other.authors) if each in set(paper.authors)]
    why = [
        *(f"topic {name}" for name in ordered[:2]),
        *(f"words “{quote}”" for quote, _ in quoted),
        *(f"author {name}" for name in authors[:2]),
    ]
    return tuple(why[:MOST_REASONS])

"""How well a reader's own marks are foretold: each is ranked by what was learned without it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.interests.ranker import learn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.interests.ranker import Ranker, Taste
    from summarizer.papers.records import Paper

LEAST = 2
"""Papers of either kind, wanted and not, below which nothing is measured."""
_EFFORT = 5_000
"""Examples that are learned from in all before several papers are left out at once."""
_FEWEST = 5
"""Parts that the marked papers are always divided into."""


def foretold(tastes: Sequence[Taste], papers: Sequence[Paper]) -> dict[str, float]:
    """The score of each paper by its id, from tastes that were learned without it.

    With few examples each paper is left out alone, with many some at once: what is learned from
    thousands hardly depends on one. A taste that does not know a paper is learned but once.
    """
    whole = [learn(taste) for taste in tastes]
    examples = sum(len(taste.wanted) + len(taste.unwanted) for taste in tastes) or 1
    parts = max(_FEWEST, min(len(papers), _EFFORT // examples))
    scores: dict[str, float] = {}
    for number in range(parts):
        left_out = papers[number::parts]
        ids = {paper.id for paper in left_out}
        rankers = [
            _without(taste, ids) or ranker for taste, ranker in zip(tastes, whole, strict=True)
        ]
        for paper in left_out:
            scores[paper.id] = max((each.relevance(paper).score for each in rankers), default=0.0)
    return scores


def _without(taste: Taste, ids: set[str]) -> Ranker | None:
    """What is learned without some examples; None where none of them is one."""
    sides = (
        [each for each in side if each.id not in ids] for side in (taste.wanted, taste.unwanted)
    )
    wanted, unwanted = sides
    if (len(wanted), len(unwanted)) == (len(taste.wanted), len(taste.unwanted)):
        return None
    return learn(replace(taste, wanted=wanted, unwanted=unwanted))


def average_precision(scores: Mapping[str, float], wanted: Iterable[str]) -> float | None:
    """How far the wanted papers come before the others: 1 where all of them do.

    None where there are too few of either kind. Of equal scores those not wanted come first.
    """
    liked = set(wanted) & scores.keys()
    if min(len(liked), len(scores) - len(liked)) < LEAST:
        return None
    order = sorted(scores, key=lambda each: (-scores[each], each in liked))
    hits, total = 0, 0.0
    for place, identity in enumerate(order, start=1):
        if identity in liked:
            hits += 1
            total += hits / place
    return total / len(liked)

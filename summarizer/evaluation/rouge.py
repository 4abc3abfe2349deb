"""ROUGE of a TL;DR: F1 with stemming, against the reference with the best ROUGE-1.

By the library rouge-score, an optional dependency.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = ("rouge1", "rouge2", "rougeL")


def available() -> bool:
    """Whether rouge-score is installed."""
    from importlib.util import find_spec

    return find_spec("rouge_score") is not None


def rouge(line: str, references: Sequence[str]) -> tuple[float, ...]:
    """ROUGE-1, ROUGE-2 and ROUGE-L of a line, each from 0 to 1."""
    scores = [_scorer().score(reference, line) for reference in references]
    best = max(scores, key=lambda score: score["rouge1"].fmeasure)
    return tuple(best[kind].fmeasure for kind in KINDS)


@cache
def _scorer() -> Any:
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(list(KINDS), use_stemmer=True)

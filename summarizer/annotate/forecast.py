"""What a run would send and cost, told without sending anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.annotate.cache import key
from summarizer.engines import waits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.annotate.cache import Cache
    from summarizer.engines import AnyEngine
    from summarizer.papers.records import Paper


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a run is expected to take; `usd` is None where the price is not known."""

    papers: int
    cached: int
    requests: int
    input_tokens: int
    output_tokens: int
    usd: float | None


def forecast(
    papers: Iterable[Paper], engine: AnyEngine, cache: Cache, *, refresh: bool = False
) -> Forecast:
    """Count the papers, the kept answers, and what asking about the others would take."""
    total = kept = 0
    missing: dict[str, Paper] = {}
    for paper in papers:
        total += 1
        if not refresh and cache.get(paper, engine):
            kept += 1
        else:
            missing.setdefault(key(paper, engine), paper)
    if not waits(engine):
        return Forecast(total, kept, 0, 0, 0, 0.0)
    each = [engine.expected(paper) for paper in missing.values()]
    costs = [usage.usd for usage in each if usage.usd is not None]
    return Forecast(
        total,
        kept,
        len(each),
        sum(usage.input_tokens or 0 for usage in each),
        sum(usage.output_tokens or 0 for usage in each),
        round(sum(costs), 6) if len(costs) == len(each) else None,
    )

"""The papers that are most like one, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.interests import ranker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.papers.records import Paper


def vector(paper: Paper) -> dict[str, float]:
    """A paper's words and topics with their weights, of length 1."""
    return ranker.vector(paper)


def similar(
    paper: Paper, papers: Iterable[Paper], most: int = 10
) -> list[tuple[Paper, float, tuple[str, ...]]]:
    """The nearest of other papers, with how near (0 to 1) and why, the nearest first."""
    own = vector(paper)
    found = []
    for other in papers:
        if other.id == paper.id:
            continue
        theirs = vector(other)
        shared = {term: own[term] * theirs[term] for term in own.keys() & theirs.keys()}
        if score := sum(shared[term] for term in sorted(shared)):
            found.append((other, score, shared))
    found.sort(key=lambda row: (-row[1], row[0].id))
    return [
        (other, round(min(score, 1.0), 4), _why(other, shared))
        for other, score, shared in found[:most]
    ]


def _why(paper: Paper, shared: dict[str, float]) -> tuple[str, ...]:
    ordered = sorted(shared, key=lambda term: (-shared[term], term))
    topics = [
        f"topic {term.removeprefix('topic:')}" for term in ordered if term.startswith("topic:")
    ]
    words = [
        quote
        for term in ordered[:6]
        if not term.startswith("topic:") and (quote := ranker.quoted(paper, term))
    ]
    return (*topics, *(f"words “{each}”" for each in words[:3]))

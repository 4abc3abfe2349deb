"""Why the embedded engine said what it said, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.papers.certainty import NO_TOPIC

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.engines.embedded.tagger import Verdict
    from summarizer.engines.embedded.tldr import Scored

_CANDIDATES = 4
_PARTS = 6


def of_line(candidates: Sequence[Scored], title: str) -> Iterator[str]:
    """How the TL;DR was chosen among its candidates, the best first."""
    if not candidates:
        yield "  no sentence of the abstract reads well by itself: its beginning was used"
    for rank, candidate in enumerate(candidates[:_CANDIDATES]):
        yield from _candidate(rank, candidate)
        if candidate.score > candidates[0].score:
            yield f"      scores higher, but {_passed_over(candidate, title)}"


def of_topics(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Why each topic was given or not."""
    if not any(verdict.outcome == "given" for verdict in verdicts):
        yield f"  {NO_TOPIC}: {_why_none(verdicts)}"
    yield from (f"  {verdict}" for verdict in verdicts)


def _candidate(rank: int, candidate: Scored) -> Iterator[str]:
    """A candidate's score, text and origin; for the chosen one also what the score is made of."""
    yield f"  {'chosen' if rank == 0 else f'{rank + 1}.'} ({candidate.score:+.2f}) {candidate.text}"
    sentences = ", ".join(str(number + 1) for number in candidate.sentences) or "the title"
    steps = "; ".join(candidate.steps) or "as it stands"
    yield f"      sentence {sentences}: {steps}"
    if rank == 0:
        parts = sorted(candidate.parts.items(), key=lambda part: -abs(part[1]))[:_PARTS]
        yield "      score: " + ", ".join(f"{name} {value:+.2f}" for name, value in parts)


def _passed_over(candidate: Scored, title: str) -> str:
    """Why a candidate stands behind one with a lower score."""
    from summarizer.readability.contract import violations

    kinds = violations(candidate.text, title)
    if "title again" in kinds:
        return "it only repeats the title"
    if kinds:
        return "it says next to nothing"
    return "it only tells what others did before, and nothing of what this paper does"


def _why_none(verdicts: Sequence[Verdict]) -> str:
    """Why no topic was given."""
    if not verdicts:
        return "none of its phrases is in the title or abstract"
    best = verdicts[0]
    if best.outcome != "below":
        return "what was found proves none"
    return f"the best, {best.topic}, has {best.score:.2f}, and {best.threshold:.2f} is needed"

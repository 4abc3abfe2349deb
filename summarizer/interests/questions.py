"""Which papers to ask a reader about: those whose answers teach most.

Of most papers asked about, what was learned is least sure. Some are like those about which it was
sure and wrong, and it is sure of them, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.interests.similarity import vector

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.papers.records import Entry, Paper

SURE = 0.3
"""A score below it, or as far below 1, is sure."""
_LOOKED_AT = 200
_ALIKE, _NEAR = 0.6, 0.15
"""How near two papers are that are not both asked about, and one to a mistake that it is like."""
_PART = 3
"""Of so many papers, one is like a mistake."""


@dataclass(frozen=True, slots=True)
class Question:
    """A paper to ask about, its score, and the id of the mistake that it is like, if it is."""

    paper: Entry
    score: float
    mistake: str | None = None


def mistakes(scores: Mapping[str, float], marked: Iterable[tuple[Paper, bool]]) -> list[Paper]:
    """Marked papers whose mark was foretold surely, and wrongly; the surest mistake first."""
    wrong = []
    for paper, is_wanted in marked:
        miss = abs(scores[paper.id] - is_wanted)
        if miss > 1 - SURE:
            wrong.append((-miss, paper.id, paper))
    return [paper for _, _, paper in sorted(wrong)]


def questions(
    papers: Sequence[Entry], scores: Sequence[float], wrong: Sequence[Paper], most: int
) -> list[Question]:
    """What to ask about of papers with their scores; `wrong` are the surest mistakes so far."""
    asked = list(_like_mistakes(papers, scores, wrong, most // _PART))
    taken = [vector(each.paper) for each in asked]
    ids = {each.paper.id for each in asked}
    pairs = sorted(zip(scores, papers, strict=True), key=lambda pair: abs(pair[0] - 0.5))
    passed = []
    for score, paper in pairs[:_LOOKED_AT]:
        if paper.id in ids:
            continue
        own = vector(paper)
        if any(_nearness(own, other) > _ALIKE for other in taken):
            passed.append(Question(paper, score))
        elif len(asked) < most:
            taken.append(own)
            asked.append(Question(paper, score))
    return [*asked, *passed][:most]


def _like_mistakes(
    papers: Sequence[Entry], scores: Sequence[float], wrong: Sequence[Paper], most: int
) -> Iterable[Question]:
    """For each mistake the paper that is most like it, of those that are scored surely."""
    sure = [pair for pair in zip(scores, papers, strict=True) if min(pair[0], 1 - pair[0]) < SURE]
    vectors = [vector(paper) for _, paper in sure] if wrong else []
    taken: set[int] = set()
    for mistake in wrong[:most]:
        own = vector(mistake)
        near = sorted(
            (-_nearness(own, other), number)
            for number, other in enumerate(vectors)
            if number not in taken
        )
        if near and -near[0][0] > _NEAR:
            number = near[0][1]
            taken.add(number)
            yield Question(sure[number][1], sure[number][0], mistake.id)


def _nearness(one: dict[str, float], other: dict[str, float]) -> float:
    """How near two papers are, from 0 to 1."""
    shorter, longer = sorted((one, other), key=len)
    return sum(weight * longer.get(term, 0.0) for term, weight in shorter.items())

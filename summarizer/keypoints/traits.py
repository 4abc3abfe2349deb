"""What a linear model looks at in a sentence of an abstract: its words, place and neighbours."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.keypoints import approach, problem, results
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summarizer.keypoints.sentences import Sentence

POINTS = ("approach", "problem", "results")
"""What abstracts state, in the order in which sentences are chosen."""
HIGHEST = 4.0
"""What a rule's score counts at most."""
_RULES = (
    ("approach", approach.score, approach.LEAST),
    ("problem", problem.score, problem.LEAST),
    ("results", results.score, results.LEAST),
)
_WORD = deferred(r"[a-z]+(?:-[a-z]+)*|\d[\d.,]*|[%$:;,?!()]")
_TELLING = frozenset(
    "we our this these however propose present introduce show results experiments outperforms "
    "paper work problem but challenge".split()
)
"""Words of the sentences before and behind that tell what one is for."""
_FIRST, _LAST, _PARTS, _SINCE = 6, 4, 4, 4
_LONGEST, _SHORT = 60, 12
_TOP = 2
_OF_PLACE = (
    "place ", "left ", "part ", "share", "since ", "rank ", "may be ", "titled",
)  # fmt: skip


def traits(abstract: Sequence[Sentence]) -> list[dict[str, float]]:
    """Those of each sentence of an abstract, by name; what a sentence has not is not named."""
    told = [_words(each.low) for each in abstract]
    rated = [{name: score(each) for name, score, _ in _RULES} for each in abstract]
    ranks = {name: _ranks([each[name] for each in rated]) for name in POINTS}
    found = []
    for place, each in enumerate(abstract):
        named = dict(_said(told[place]))
        named |= dict(_placed(each, place, len(abstract), told[place]))
        named |= dict(_beside("before", told[place - 1] if place else []))
        named |= dict(_beside("behind", told[place + 1] if place + 1 < len(abstract) else []))
        for name, _, least in _RULES:
            named[f"rule {name}"] = max(min(rated[place][name], HIGHEST), -1.0)
            if rated[place][name] >= least:
                named[f"may be {name}"] = 1.0
                named[f"rank {min(ranks[name][place], _TOP)} {name}"] = 1.0
        found.append(named)
    return found


def wording(named: Mapping[str, float]) -> dict[str, float]:
    """The traits that say nothing of where a sentence stands."""
    return {name: value for name, value in named.items() if not name.startswith(_OF_PLACE)}


def _words(low: str) -> list[str]:
    """The words and signs of a text in small letters; all numbers are one word."""
    return ["#" if each[0].isdigit() else each for each in _WORD.findall(low)]


def _said(told: Sequence[str]) -> Iterator[tuple[str, float]]:
    for each in told:
        yield f"word {each}", 1.0
    for one, two in pairwise(told):
        yield f"pair {one} {two}", 1.0
    for count in (1, 2, 3):
        yield f"begins {' '.join(told[:count])}", 1.0


def _placed(
    each: Sentence, place: int, count: int, told: Sequence[str]
) -> Iterator[tuple[str, float]]:
    yield f"place {min(place, _FIRST)}", 1.0
    yield f"left {min(count - 1 - place, _LAST)}", 1.0
    yield f"part {_PARTS * place // count}", 1.0
    yield "share", place / max(count - 1, 1)
    yield f"since {min(each.since, _SINCE)}", 1.0
    yield "titled", each.titled
    yield "loss", min(each.loss, 3.0)
    yield "length", min(len(told), _LONGEST) / 30
    for name, has in (
        ("introduces", each.before), ("own", each.is_own), ("named", each.is_named),
        ("subject", each.subject), ("short", len(told) < _SHORT),
    ):  # fmt: skip
        if has:
            yield name, 1.0
    if each.label:
        yield f"label {each.label}", 1.0


def _beside(where: str, told: Sequence[str]) -> Iterator[tuple[str, float]]:
    if told:
        yield f"{where} begins {' '.join(told[:2])}", 1.0
        for each in _TELLING.intersection(told):
            yield f"{where} {each}", 1.0


def _ranks(scores: Sequence[float]) -> list[int]:
    """The place of each score among all, the first of equals before the others."""
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    ranks = dict(zip(order, range(len(order)), strict=True))
    return [ranks[place] for place in range(len(scores))]

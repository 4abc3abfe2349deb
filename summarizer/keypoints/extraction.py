"""Points taken from a text by section and cue: every line is a sentence of the paper itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.keypoints import (
    MOST_PASSAGES,
    Point,
    Points,
    approach,
    cues,
    limits,
    links,
    problem,
    release,
    results,
    weighing,
)
from summarizer.keypoints.lines import is_broken, line_of
from summarizer.keypoints.sentencemodel import odds
from summarizer.keypoints.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.fulltext.records import FullText
    from summarizer.keypoints.sentences import Sentence

_SCORES: tuple[tuple[str, Callable[[Sentence], float], float], ...] = (
    ("approach", approach.score, approach.LEAST),
    ("problem", problem.score, problem.LEAST),
    ("results", results.score, results.LEAST),
    ("code", release.score, release.LEAST),
    ("limits", limits.score, limits.LEAST),
)
"""In the order in which they choose: no sentence is two points."""
_PLACED = 2.4
"""What a sentence that is another point is worth at least as one that says where code is."""


def points(text: FullText) -> Points:
    """The five points of a full text in English; those that no sentence states are None.

    So are all where the words of the text are broken.
    """
    if is_broken(" ".join(text.of(each) for part in text.sections for each in part.paragraphs)):
        return Points()
    every = sentences(text)
    told = odds(every)
    taken: set[int] = set()
    chosen: dict[str, Sentence] = {}
    for name, score, least in _SCORES:
        weighed = weighing.score(name, score, least, told) if name in weighing.LEARNED else score
        best = _best(every, weighed, least, taken)
        if best:
            taken.add(best.start)
            chosen[name] = best
    if "code" not in chosen and "approach" in chosen:
        said = chosen["approach"]
        if release.score(said) >= _PLACED:
            chosen["code"] = said  # it says what was made and where it is
    room = MOST_PASSAGES - len(chosen)
    made = {name: _point(text, best, name, room) for name, best in chosen.items()}
    if "code" not in made and (linked := links.own(text, every, taken)):
        made["code"] = linked
    return Points(**made)


def _best(
    every: Sequence[Sentence],
    score: Callable[[Sentence], float],
    least: float,
    taken: set[int],
) -> Sentence | None:
    rated = [(score(each), -number, each) for number, each in enumerate(every)]
    good = [each for each in rated if each[0] >= least and each[2].start not in taken]
    return max(good)[2] if good else None


def _point(text: FullText, best: Sentence, name: str, room: int) -> Point:
    said = links.passage(text, best.start, best.end)
    if name == "problem" and cues.AGAINST.match(best.text):
        return Point(line_of(best.text, whole=True), (said,))  # cut, it would say the contrary
    if name != "code" or cues.ADDRESS.search(best.text) or not room:
        return Point(best.line, (said,))
    return links.addressed(text, best, said)

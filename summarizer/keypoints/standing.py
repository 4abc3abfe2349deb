"""What stands of a model's answers: held against the text when they come, and whenever shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.keypoints.form import NotRead, parse, reads
from summarizer.keypoints.judgement import Judge, Judged, few
from summarizer.keypoints.records import Asked
from summarizer.keypoints.selection import MOST_CHARACTERS, fingerprint, selection, selections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.fulltext.records import FullText
    from summarizer.keypoints import Point, Points
    from summarizer.keypoints.answers import Answer, Answers


def held(said: str, judge: Judge) -> tuple[Judged, list[str]]:
    """An answer held against the text, and what the model is told of it."""
    try:
        judged = judge.judged(parse(said))
    except NotRead as error:
        return Judged({}, {}), [str(error)]
    return judged, [f"`{name}`: {problem}" for name, problem in judged.problems.items()]


def merged(first: Judged, said: str, again: str, judge: Judge) -> Judged | None:
    """Both answers in one; None where neither can be read."""
    second, _ = held(again, judge)
    if reads(again):
        return first.with_second(second) if reads(said) else second
    return first if reads(said) else None


def attributed(text: FullText, answers: Answers) -> Asked:
    """The points of a text without asking anybody: of the newest answer, or the paper's own.

    Where a model has no line that stands, the paper's own sentence takes its place: where a paper
    states nothing, there hardly ever is one, as was measured.
    """
    from summarizer.engines import EMBEDDED
    from summarizer.keypoints.extraction import points

    own = points(text)
    found = _newest(text, answers)
    if found is None:
        return Asked(own, EMBEDDED)
    model, judged = found
    instead = dict(_instead(own, judged))
    dropped = {name: why for name, why in judged.problems.items() if name not in instead}
    shown = few({**judged.points, **instead})
    return Asked(shown, model, dropped, own=tuple(instead))


def _newest(text: FullText, answers: Answers) -> tuple[str, Judged] | None:
    """The newest answer of which something stands; one about this very reading comes first."""
    known = answers.about(paper_of(text))
    if not known:
        return None
    shown = {fingerprint(each, text): each for each in selections(text, MOST_CHARACTERS)}
    for answer in sorted(known, key=lambda each: each.shown not in shown):
        chosen = shown.get(answer.shown) or selection(text)
        judged = _standing(answer, Judge(text, chosen, answer.model, answer.language or None))
        if judged and judged.points:
            return answer.model, judged
    return None


def _standing(answer: Answer, judge: Judge) -> Judged | None:
    """What stands of an answer; None where it cannot be read."""
    said = answer.said
    first, wrong = held(said[0], judge)
    if wrong and said[1:]:
        return merged(first, said[0], said[1], judge)
    return first if not wrong or reads(said[0]) else None


def _instead(own: Points, judged: Judged) -> Iterator[tuple[str, Point]]:
    """The paper's own sentences for the points without a line; none that is quoted already."""
    shown = [passage for point in judged.points.values() for passage in point.passages]
    for name, point in own.named():
        if point and name not in judged.points:
            first = point.passages[0]
            if not any(first.start < each.end and each.start < first.end for each in shown):
                yield name, point


def paper_of(text: FullText) -> str:
    """What answers about a text are kept under: the paper's id, or else what the text is."""
    from summarizer.fulltext.copies import Copies

    identity = text.source.id
    return Copies.name(identity) if identity else f"text-{fingerprint(selection(text), text)}"

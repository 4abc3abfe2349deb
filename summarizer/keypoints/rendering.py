"""Points as lines: each with the section that it stands in, or that it is not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.fulltext.rendering import unmarked
from summarizer.papers.wire import fields
from summarizer.text.columns import wrapped
from summarizer.text.plain import one_line
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.keypoints import Point, Points
    from summarizer.keypoints.records import Asked

HEADINGS = {
    "problem": "Problem", "approach": "Approach", "results": "Results", "limits": "Limits",
    "code": "Code and data",
}  # fmt: skip
MISSING = {
    "problem": "no problem is stated", "approach": "no approach is stated",
    "results": "no result is stated", "limits": "no limitation is stated",
    "code": "no code or data is named",
}  # fmt: skip
_INDENT = "  "


def as_text(asked: Asked, width: int) -> Iterator[str]:
    """A heading for each point, and below it the line with where it stands.

    Below a model's line stand its passages.
    """
    for name, point in asked.points.named():
        yield f"{HEADINGS[name]}\n"
        yield from _indented(readable(told(asked, name)), _INDENT, width)
        for quote in _quotes(asked, name, point):
            yield from _indented(readable(quote), 2 * _INDENT, width)
        yield "\n"
    if origin := _origin(asked):
        yield from _indented(origin, "", width)


def as_markdown(asked: Asked) -> Iterator[str]:
    """The same as a list."""
    for name, point in asked.points.named():
        yield f"- **{HEADINGS[name]}:** {unmarked(told(asked, name))}\n"
        for quote in _quotes(asked, name, point):
            yield f"  > {unmarked(quote)}\n"
    if origin := _origin(asked):
        yield f"\n{origin}\n"


def as_fields(asked: Asked) -> dict[str, object]:
    """What JSON says: the points, and how a model was asked for them, None where none was."""
    known = fields(asked)
    return {"points": known.pop("points"), "asked": known if asked.by_model else None}


class Line(NamedTuple):
    """A point as a digest shows it, and the model whose words it is; None for the paper's own."""

    heading: str
    line: str
    by: str | None

    @property
    def told(self) -> str:
        """Such as "Limits: it reads English only."."""
        return f"{self.heading}: {self.line}"


def lines(points: Points) -> Iterator[Line]:
    """Each point that there is."""
    for name, point in points.named():
        if point:
            yield Line(HEADINGS[name], point.line, point.by)


def by_whom(shown: Iterable[Line]) -> str:
    """Whose words these lines are where a model's are among them; "" where none is."""
    shown = tuple(shown)
    model = next((each.by for each in shown if each.by), None)
    own = _own_sentences([each.heading for each in shown if not each.by])
    return f"Key points by {model}, held against the full text. {own}".rstrip() if model else ""


def told(asked: Asked, name: str) -> str:
    """A point's line with its section in brackets, or that there is none and why."""
    point: Point | None = getattr(asked.points, name)
    if point is None:
        reason = asked.dropped.get(name)
        return f"no line that holds: {reason}" if reason else MISSING[name]
    section = next((each.section for each in point.passages if each.section), None)
    return f"{point.line} [{section}]" if section else point.line


def whose(points: Asked) -> str:
    """Whose words the lines are, where their passages are shown too."""
    return _origin(points) or "Sentences from the full text, chosen without a language model."


def own_sentences(points: Asked) -> str:
    """Which lines are the paper's own although the others are a model's; "" where none is."""
    return _own_sentences([HEADINGS[name] for name in points.own])


def _own_sentences(headings: list[str]) -> str:
    sentences = "sentence" if len(headings) == 1 else "sentences"
    return f"The paper's own {sentences}: {', '.join(headings)}." if headings else ""


def _quotes(asked: Asked, name: str, point: Point | None) -> Iterator[str]:
    """The passages of a model's line; an extracted line is its own."""
    if point and asked.by(name):
        for each in point.passages:
            yield f"“{one_line(each.quote)}”"


def _origin(asked: Asked) -> str | None:
    if not asked.by_model:
        return None
    said = f"By {asked.model}. The passages stand in the text; the lines are the model's words."
    return f"{said} {own_sentences(asked)}".rstrip()


def _indented(words: str, indent: str, width: int) -> Iterator[str]:
    for each in wrapped(words, width - len(indent), chop=False):
        yield f"{indent}{each}\n"

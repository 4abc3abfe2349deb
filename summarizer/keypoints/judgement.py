"""A model's lines held against the text: those that stand, and why others do not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.grounding.checks import tidy, tldr_problems
from summarizer.grounding.facts import unsupported_numbers
from summarizer.grounding.injections import instructions, quiet
from summarizer.grounding.reversals import reversed_change
from summarizer.grounding.support import contradictions
from summarizer.keypoints import MOST_PASSAGES, NAMES, Passage, Point, Points, cues
from summarizer.papers.records import Paper
from summarizer.text.folding import find
from summarizer.text.patterns import deferred
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.fulltext.records import FullText, Span
    from summarizer.keypoints.form import Line, Reading
    from summarizer.keypoints.selection import Selection

MOST_WORDS = 45
"""More than a model is told: what counts a little otherwise is not asked again."""
_FEWEST_LETTERS = 12
"""Of a passage: fewer stand in any text."""
_LONGEST = 1200
_SHOWN = 80
_NAMED = deferred(r"(?<![\w.])[A-Za-z][\w.+/]*-?\d[\w.+-]*")
"""A name with a number in it, such as `CIFAR-10`: no result."""
_CAPITALS = deferred(r"\b\w*[A-Z]\w*[A-Z]\w*\b")


@dataclass(frozen=True)
class Judged:
    """The points that stand, and for each other one that was given, why it does not."""

    points: Mapping[str, Point]
    problems: Mapping[str, str]

    def with_second(self, second: Judged) -> Judged:
        """These, and in the place of those that did not stand what came when asked again."""
        again = {name: second.points[name] for name in self.problems if name in second.points}
        wrong = {
            name: second.problems.get(name, problem)
            for name, problem in self.problems.items()
            if name not in again
        }
        return Judged({**self.points, **again}, wrong)

    def shown(self) -> Points:
        """The points with at most five passages in all."""
        return few(self.points)


def few(points: Mapping[str, Point]) -> Points:
    """Points with at most five passages in all: each one's first, then the others."""
    room = MOST_PASSAGES - len(points)
    kept: dict[str, Point] = {}
    for name in NAMES:
        point = points.get(name)
        if point:
            more = point.passages[1 : 1 + room]
            room -= len(more)
            kept[name] = replace(point, passages=(point.passages[0], *more))
    return Points(**kept)


@dataclass
class Judge:
    """Judges lines of a model by what it was shown of a text."""

    text: FullText
    selection: Selection
    model: str
    language: str | None = None

    def judged(self, reading: Reading) -> Judged:
        """Hold an answer against the text."""
        points: dict[str, Point] = {}
        problems: dict[str, str] = {}
        for name in NAMES:
            given: Line = getattr(reading, name)
            if given.line is None or not given.line.strip():
                continue
            point = self._point(name, given)
            if isinstance(point, Point):
                points[name] = point
            else:
                problems[name] = point
        return Judged(points, problems)

    def _point(self, name: str, given: Line) -> Point | str:
        """A line with its passages, or the first thing that is wrong with it."""
        line = _tidied(given.line or "")
        passages: list[Passage] = []
        for quote in [each for each in given.quotes if each.strip()][:MOST_PASSAGES]:
            found = self._passage(quote)
            if isinstance(found, str):
                return found
            passages.append(found)
        if not passages:
            return "it has no passage that it stands on"
        wrong = next(self._faults(name, line, passages), None)
        return wrong or Point(line, tuple(dict.fromkeys(passages)), self.model)

    def _passage(self, quote: str) -> Passage | str:
        """Where a quote stands in what was shown, or why it stands nowhere."""
        shown = f"its passage “{one_line(quote)[:_SHOWN]}”"
        if sum(map(str.isalnum, quote)) < _FEWEST_LETTERS:
            return f"{shown} is too short to prove anything"
        if len(quote) > _LONGEST:
            return f"{shown} has more than {_LONGEST:,} characters"
        for span, words in self._paragraphs:
            place = find(quote, quiet(words))
            if place:
                start, end = place
                end += words[end : end + 1] == quote.strip()[-1:]  # a full stop that was copied too
                return self._at(span.start + start, span.start + end)
        if any(find(quote, words) for _, words in self._paragraphs):
            return f"{shown} is an instruction, not a statement of the paper"
        return f"{shown} stands in no paragraph of the paper"

    def _at(self, start: int, end: int) -> Passage:
        section = self.text.section_at(start)
        heading = (section.heading or None) if section else None
        return Passage(self.text.text[start:end], start, end, heading)

    def _faults(self, name: str, line: str, passages: list[Passage]) -> Iterator[str]:
        """What is wrong with a line, as a sentence that a model can act on."""
        if instructions(line):
            yield "it is an instruction, not a statement of the paper"
        for fault in tldr_problems(line, self._whole, self.language, MOST_WORDS):
            yield fault.replace("the TL;DR", "it")
        quoted = "\n".join((self.text.title, *(each.quote for each in passages)))
        for number in unsupported_numbers(self._without_names(line), quoted):
            yield f"it says `{number}`, which its passages do not"
        for address in cues.ADDRESS.findall(line):
            if not find(address.rstrip(".,;)"), self._whole.abstract):
                yield f"it names `{address}`, which the paper does not"
        for word in _CAPITALS.findall(line):
            if not find(word, f"{self.text.title}\n{self._whole.abstract}"):
                yield f"it names `{word}`, which the paper does not"
        if name != "code":  # a list of links has no words to hold against others
            yield from self._turned_round(line, passages, quoted)

    def _turned_round(self, line: str, passages: list[Passage], quoted: str) -> Iterator[str]:
        """Where a line says the opposite of its passages, or of what stands around them."""
        if turned := reversed_change(line, quoted):
            yield f"it says “{turned[0]}”, and its passages “{one_line(turned[1])}”"
        for reason in contradictions(line, self._around(passages), self.language):
            yield reason.replace("the TL;DR", "the line")

    def _without_names(self, line: str) -> str:
        """A line without the names in it that have a number, where the paper has them."""

        def left(name: str) -> str:
            return " " if find(name, self._whole.abstract) else name

        return _NAMED.sub(lambda match: left(match[0]), line)

    def _around(self, passages: list[Passage]) -> Paper:
        """The paragraphs in which passages stand, as what a line is held against."""
        words = [
            each
            for span, each in self._paragraphs
            if any(span.start <= passage.start < span.end for passage in passages)
        ]
        return Paper(id="", title=self.text.title, abstract="\n\n".join(words))

    @cached_property
    def _paragraphs(self) -> list[tuple[Span, str]]:
        """What was shown, and where in the text it stands."""
        parts = self.selection.parts
        return [(span, self.text.of(span)) for part in parts for span in part.paragraphs]

    @cached_property
    def _whole(self) -> Paper:
        """All that was shown, in the place of an abstract."""
        shown = "\n\n".join(words for _, words in self._paragraphs)
        return Paper(id="", title=self.text.title, abstract=shown)


def _tidied(line: str) -> str:
    """A line without quotation marks, with a full stop unless it ends with an address."""
    tidied = tidy(line)
    last = tidied.split()[-1] if tidied.split() else ""
    return tidied.removesuffix(".") if cues.ADDRESS.match(last) else tidied

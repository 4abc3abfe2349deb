"""The object in a model's text that is its answer: found whatever stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.engines.llm.loosejson import Broken, decode
from summarizer.engines.llm.shapes import answers
from summarizer.engines.llm.thoughts import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TRIED = 200
"""Places at which an object may begin; in a text with more, the last ones count."""
_BEGIN = re.compile(r"[{]\s*(?=[\"'“]|(?:tags|tldr|proposed_tags)\s*:)", re.IGNORECASE)
_EMPTY = re.compile(r"[{]\s*[}]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BLANKS = {"n": "\n", "r": "\n", "t": " "}
_AFTER = re.compile(r"<[^<>]*>|[`\s]")
_BOTH = frozenset({"tags", "tldr"})
NO_OBJECT, _NOTHING = "the answer was no JSON object", "the answer was empty"


@dataclass(frozen=True, slots=True)
class Piece:
    """An object in a text: where it stands, the answer in it if any, and what is wrong with it."""

    start: int
    end: int
    answer: dict[str, Any] | None
    broken: Broken | None = None

    @property
    def complete(self) -> bool:
        """Whether it says all that must be said."""
        return self.answer is not None and self.answer.keys() >= _BOTH and self.broken is None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer in a text, `reason` being empty, or why there is none that can be used.

    Beside a reason `answer` is what was complete when the text broke off.
    """

    answer: dict[str, Any] | None
    reason: str = ""


def find(text: str) -> Found:
    """Find the answer in a text: the last complete one after the model's thoughts."""
    pieces = list(_pieces(text))
    if not pieces and '\\"' in text:  # JSON within a string: every sign of it is escaped
        return find(_ESCAPED.sub(_one_level, text))
    begin, end = spoken(text, ((each.start, each.end) for each in pieces if each.complete))
    if not text[begin:end].strip():
        return Found(None, "the answer was only thoughts" if text.strip() else _NOTHING)
    return _best([each for each in pieces if begin <= each.start and each.end <= end])


def last(thoughts: str) -> str:
    """The answer that a text of thoughts ends with, as it stands there; "" where it does not.

    One that more is said after is a draft.
    """
    found = [each for each in _pieces(thoughts) if each.complete]
    if found and not _AFTER.sub("", thoughts[found[-1].end :]):
        return thoughts[found[-1].start : found[-1].end]
    return ""


def unsaid(text: str) -> bool:
    """Tell whether a text says nothing beside thoughts."""
    begin, end = spoken(text)
    return not text[begin:end].strip()


def _best(pieces: list[Piece]) -> Found:
    whole = [each for each in pieces if each.complete]
    if whole:
        return Found(whole[-1].answer)
    broken = next((each for each in pieces if each.broken), None)
    if broken and broken.broken:
        reason = f"the JSON of the answer cannot be read: {broken.broken}"
        return Found(broken.answer if broken.broken.ended else None, reason)
    said = [each.answer for each in pieces if each.answer]
    if said:
        return Found(said[-1])
    return Found({} if pieces else None, "" if pieces else NO_OBJECT)


def _pieces(text: str) -> Iterator[Piece]:
    """The objects in a text, in order; within one that is broken, those inside it too."""
    end = 0
    begins = [*_BEGIN.finditer(text), *_EMPTY.finditer(text)]
    for start in sorted(each.start() for each in begins)[-MOST_TRIED:]:
        if start < end:
            continue
        try:
            value, end = decode(text, start)
        except Broken as broken:
            rest = _answer(broken.rest) if broken.ended else None
            stop = len(text) if broken.ended else start + 1
            yield Piece(start, stop, rest, None if broken.whole and rest else broken)
        else:
            yield Piece(start, end, _answer(value))


def _answer(value: Any) -> dict[str, Any] | None:
    """The answer in a decoded value: the outermost complete one, else the outermost."""
    found = list(answers(value))
    return next((each for each in found if each.keys() >= _BOTH), next(iter(found), None))


def _one_level(escape: re.Match[str]) -> str:
    """What an escape of a string stands for, within which JSON was written."""
    sign = escape[1]
    return sign if sign in {'"', "\\"} else _BLANKS.get(sign, escape[0])

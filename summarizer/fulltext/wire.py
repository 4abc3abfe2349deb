"""Full texts as JSON and back.

In what comes back each value is of its type and each span is of the text, so that whoever has it
can rely on both; otherwise the whole line is none of ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import is_dataclass
from functools import cache
from itertools import chain
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from summarizer.fulltext.records import FullText, Reading, Section
from summarizer.papers.wire import fields

_Check = Callable[[Any], Any]


def encoded(text: FullText) -> bytes:
    """A text as one line of JSON; every sign comes back, half of a pair too."""
    return json.dumps(text, default=fields).encode()


class Forged(ValueError):
    """A line that is no text as this program writes it."""


def decoded(line: bytes) -> FullText:
    """The text again. Raises Forged for another line."""
    try:
        text: FullText = _checker(FullText)(json.loads(line))
        _check_spans(text)
        _check_report(text.report)
    except (ValueError, TypeError, RecursionError) as error:
        raise Forged from error
    return text


@cache
def _checker(kind: Any) -> _Check:
    """What makes a value of this type of what JSON has for it. It raises ValueError, TypeError."""
    inner = get_args(kind)
    if is_dataclass(kind):
        return _record(kind)
    if get_origin(kind) is tuple:
        return _tuple(_checker(inner[0]))
    if get_origin(kind) is Literal:
        return _among(inner)
    if get_origin(kind) in {UnionType, Union}:  # `Union` where one of them is a `Literal`
        [given] = [each for each in inner if each is not NoneType]
        return _optional(_checker(given))
    return _plain(kind)


def _record(kind: Any) -> _Check:
    known = {name: _checker(each) for name, each in get_type_hints(kind).items()}

    def check(value: Any) -> Any:
        if type(value) is not dict or value.keys() != known.keys():
            raise ValueError(kind.__name__)
        return kind(**{name: each(value[name]) for name, each in known.items()})

    return check


def _tuple(of: _Check) -> _Check:
    def check(value: Any) -> Any:
        return tuple(map(of, _plain(list)(value)))

    return check


def _among(values: tuple[Any, ...]) -> _Check:
    def check(value: Any) -> Any:
        if value not in values:
            raise ValueError(value)
        return value

    return check


def _optional(of: _Check) -> _Check:
    def check(value: Any) -> Any:
        return None if value is None else of(value)

    return check


def _plain(kind: Any) -> _Check:
    """Just this type: to JSON `true` is no number."""

    def check(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(value)
        return value

    return check


def _check_spans(text: FullText) -> None:
    """Raise ValueError where a part stands outside the text, or the parts not in their order."""
    whole = len(text.text)
    last = 0
    parts: chain[Any] = chain(
        text.front, text.sections, text.captions, text.footnotes, text.references
    )
    for part in parts:
        _check(part, last, whole)
        last = part.end
        if isinstance(part, Section):
            _check_section(part)
    for each in (*text.affiliations, *text.links):
        _check(each, 0, whole)
    called = (note.called for note in (*text.footnotes, *text.references))
    if not all(0 <= place <= whole for place in called if place is not None):
        raise ValueError(text.footnotes)


def _check_section(section: Section) -> None:
    last = section.start
    for each in section.paragraphs:
        _check(each, last, section.end)
        last = each.end
    if section.level < 1:
        raise ValueError(section)


def _check(part: Any, first: int, last: int) -> None:
    if not first <= part.start <= part.end <= last:
        raise ValueError(part)


def _check_report(report: Reading) -> None:
    counts = (each.count for each in report.lost)
    numbers = (report.pages, report.pages_read, *report.blank, *counts)
    if any(each is not None and each < 0 for each in numbers):
        raise ValueError(report)

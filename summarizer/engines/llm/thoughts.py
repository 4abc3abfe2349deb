"""What a model thinks aloud before it answers: marked off, and never taken for the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMES = r"(?:\w+:)?(?:think(?:ing)?|thoughts?|reasoning|reflection|analysis|scratchpad)"
MARK = re.compile(
    rf"(?P<end></{_NAMES}>|\[/THINK(?:ING)?\]|◁/think▷|<\|END_THINKING\|>|<\|end_of_thought\|>"
    r"|<\|channel\|>final[^<]*<\|message\|>|<unused95>)"
    rf"|<{_NAMES}>|\[THINK(?:ING)?\]|◁think▷|<\|START_THINKING\|>|<\|begin_of_thought\|>"
    r"|<\|channel\|>(?:analysis|commentary)\b[^<]*<\|message\|>|<unused94>",
    re.IGNORECASE,
)
"""A mark where thoughts end (the group), or where they begin, in the ways of known models."""


def spoken(text: str, inside: Iterable[tuple[int, int]] = ()) -> tuple[int, int]:
    """Begin and end of what a text says after its last thoughts, or before those without an end.

    Marks that lie `inside` a span, of an answer's own strings, are none.
    """
    spans = tuple(inside)
    begin, end = 0, len(text)
    for mark in MARK.finditer(text):
        if any(first < mark.start() < last for first, last in spans):
            continue
        if mark["end"]:
            begin, end = mark.end(), len(text)
        elif end == len(text):
            end = mark.start()
    return begin, end

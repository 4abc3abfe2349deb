"""A limit of output tokens that a server refuses: by the model, or by what its context leaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.errors import TooLong

if TYPE_CHECKING:
    from collections.abc import Collection

    from summarizer.engines.llm.errorbody import Refusal

OUTPUT_VARIABLE = "SUMMARIZER_MAX_OUTPUT_TOKENS"
FEWEST = 64
"""Tokens that the shortest answer takes: a server that names fewer names no limit."""
_STATUS = frozenset({400, 413, 422})
_OUTPUT = re.compile(
    r"max_?(?:(?:completion|output|new)_?)?tokens|(?:output|completion|new) tokens"
    r"|num_predict|in the (?:completion|output)",
    re.IGNORECASE,
)
_TOO_MUCH = re.compile(
    r"too (?:large|big|high|many|long)|exceed|at most|maximum"
    r"|(?:less|lower|greater|more|higher) than|<=|≤|>|\brange\b|above|over the|up to|limit"
    r"|between|reduce|invalid value",
    re.IGNORECASE,
)
_UNKNOWN_NAME = re.compile(
    r"unsupported (?:parameter|value)|not supported|unrecognized|unknown|not permitted|unexpected"
    r"|is deprecated|\buse\b.{0,40}\binstead\b",
    re.IGNORECASE,
)
_CONTEXT = re.compile(r"context|inputs?`? tokens \+|prompt", re.IGNORECASE)
_HOLDS = re.compile(
    r"(?:context (?:length|limit|window|size)(?: is| of|:)?|must be <=) ?(\d+)", re.IGNORECASE
)
_SUM = re.compile(r"(\d+) ?\+ ?(\d+) ?> ?(\d+)")
_ASKED = re.compile(
    r"(\d+) (?:tokens )?(?:in the messages|in (?:the|your) prompt|of text input|`?inputs?`? tokens"
    r"|prompt tokens)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.:/-])\d[\d,_]*(?![\w:/-]*[a-z])", re.IGNORECASE)


class LimitRefused(Exception):
    """The server does not let an answer have so many tokens; the message is its own.

    `named` are the numbers it names, of which one may be its limit; `lasting` tells whether it
    is the model's, or what its context leaves to this one question.
    """

    def __init__(self, said: str, named: Collection[int], *, lasting: bool) -> None:
        """Keep the numbers."""
        super().__init__(said)
        self.named = named
        self.lasting = lasting

    def fewer(self, asked: int) -> int | None:
        """The tokens to ask for instead of `asked`; None where nothing fitting is named."""
        return max((each for each in self.named if FEWEST <= each < asked), default=None)


def over_the_limit(found: Refusal, said: str) -> LimitRefused | TooLong | None:
    """What a refusal is that speaks of the tokens an answer may have; None for any other."""
    words = found.words
    if found.status not in _STATUS or not _OUTPUT.search(words) or not _TOO_MUCH.search(words):
        return None
    left = _left(found.text)
    if left is not None:
        if left >= FEWEST:
            return LimitRefused(said, (left,), lasting=False)
        return TooLong(f"too long for the model, whose context it fills: {said}")
    if _CONTEXT.search(found.text) or _UNKNOWN_NAME.search(found.text):
        return None
    said_so = f"{found.text} {found.fields.get('param')}"
    numbers = {int(re.sub(r"\D", "", each)) for each in _NUMBER.findall(said_so)}
    return LimitRefused(said, numbers, lasting=True)


def _left(text: str) -> int | None:
    """The tokens that a context leaves to the answer; None where it cannot be told."""
    found = _SUM.search(text)
    if found:
        return int(found[3]) - int(found[1])
    holds, asked = _HOLDS.search(text), _ASKED.search(text)
    return int(holds[1]) - int(asked[1]) if holds and asked else None

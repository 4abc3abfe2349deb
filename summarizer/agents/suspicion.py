"""Passages of a paper's text that speak to an agent, or hide from people: told, never followed.

What speaks to an annotator is known to `grounding.injections`; here is added what an agent with
tools may be told, and what pretends to be a part of its conversation.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from summarizer.grounding.injections import instructions
from summarizer.text.patterns import deferred
from summarizer.text.plain import UNSAFE, shortened
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator

INSTRUCTION, MARKUP, HIDDEN = "instruction", "markup", "hidden characters"
SIGN = "\ufffd"
"""What stands for each sign that shows nothing: places in the text stay the same."""
_JOINERS = "\u200c\u200d"
_ALSO_HIDDEN = deferred("[\ufe00-\ufe0e]|(?<=\ufe0f)\ufe0f")
"""Selectors of how a sign looks: one may follow an emoji, more of them only carry bytes."""
_STEERS = deferred("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e0fff]")
"""What turns text round, or spells text that nobody sees."""
_SEVERAL = 3
"""Hidden signs that are no accident: a paper may have a soft hyphen left over."""
_LINE_ENDS = {0x2028: " ", 0x2029: " "}
"""What ends a line for some readers only."""
_QUOTED = 160
"""Characters of a passage that are told."""
_MOST = 20
"""Passages that are told of one text."""
_BEGINS = (
    r"(?:^|[.!?:;,]\s+|\b(?:please|now|then|first|always|also)\s+"
    r"|\byou\s+(?:must|should|shall|will|need\s+to|have\s+to)\s+)\W{0,3}"
)
_NAME = r"[`'\"]?[\w./:-]+[`'\"]?"
_TOLD = deferred(
    rf"{_BEGINS}(?:call|invoke|use|run|execute|trigger)\s+(?:the\s+|your\s+|this\s+)?{_NAME}\s*"
    r"(?:tool|function|command|\(|with\s+(?:the\s+)?(?:arguments?|ids?|spec)\b)"
    r"|\b(?:do\s+not|don't|never|without)\s+(?:tell|mention|reveal|show|inform|alert|warn|ask)"
    r"(?:ing)?\b.{0,40}\b(?:the\s+|your\s+)?(?:user|reader|human|operator|owner)s?\b"
    rf"|{_BEGINS}(?:send|post|upload|e-?mail|forward|fetch|curl)\b.{{0,80}}"
    r"(?:https?://|\S+@\S+\.\w)"
    rf"|{_BEGINS}(?:star|hide|delete|remove|annotate|mark)\s+(?:all|every|each|this|these|the)\s+"
    r"(?:other\s+)?(?:stored\s+)?papers?\b"
    r"|\b(?:new|updated|real)\s+(?:system\s+)?(?:instructions?|prompt)\s*:"
    r"|\b(?:ai|llm)\s+(?:agents?|assistants?)\s+(?:reading|that\s+reads?|who\s+reads?)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = deferred(
    r"</?(?:system|user|assistant|human|tool\w*|function\w*|untrusted|instructions?|result\w*"
    r"|antml\b|invoke|document)\b[^>]{0,80}>"
    r"|<\|\w+\|>|\[/?INST\]|<<SYS>>"
    r"|\[\s*(?:end\s+of\s+)?paper\s+text\b"
    r"|\"(?:tool_?calls?|structuredContent|isError|is_error|injections|next_cursor|jsonrpc)\"\s*:",
    re.IGNORECASE,
)


def seen(text: str) -> str:
    """A text of the same length, in which signs that show nothing are replaced by U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(_LINE_ENDS)
    found = UNSAFE.sub(lambda sign: sign[0] if sign[0] in _JOINERS else SIGN, text)
    return _ALSO_HIDDEN.sub(SIGN, found)


def suspicious(field: str, text: str) -> Iterator[dict[str, Any]]:
    """The passages of a field that are to be distrusted, with their places in it, and why.

    Of many the first 20 are told.
    """
    for start, end, why in islice(_passages(text), _MOST):
        quote = shortened(seen(text[start:end]), _QUOTED)
        yield {"field": field, "start": start, "end": end, "quote": quote, "why": why}


def _passages(text: str) -> Iterator[tuple[int, int, str]]:
    known = set(instructions(text))
    for start, end in split(text):
        if (start, end) in known or _TOLD.search(text, start, end):
            yield start, end, INSTRUCTION
    for found in _MARKS.finditer(text):
        yield *found.span(), MARKUP
    clean = seen(text)
    if clean != text:
        places = [at for at, sign in enumerate(clean) if sign == SIGN != text[at]]
        if len(places) >= _SEVERAL or _STEERS.search(text):
            yield places[0], places[-1] + 1, HIDDEN

"""What a cut must not part: what is said from what is not, a pair, a limit from what it limits."""

from __future__ import annotations

import re

_CONTRASTED = re.compile(r"(?:rather than|instead of|but|unless|except|only (?:if|when)|nor) ")
_DENIED = re.compile(r"\b(?:not|nor|neither|without|no longer)\b")
_BUT = re.compile(r"\b(?:but|rather|instead|nor)\b")
FAR = 6  # words behind "rather than" among which what is contrasted ends
_PAIRS = re.compile(
    r"\b(?:combin|integrat|coupl|pair|replac|unif|balanc|bridg|connect|transform|convert|merg|fus)"
    r"(?:e|es|s|ing|ies|ying|ed)? (?P<first>(?:(?! (?:with|and|into|to|by) )[^,])*)$"
)
_LIMITED = re.compile(  # "the first model to read tables", "only at tokens that are rare"
    r"\b(?:the (?:very )?(?:first|largest|best|only|most [\w-]+)(?: [\w-]+){0,7}"
    r"|(?:only|those|any|every|all) (?:[a-z]+ ){0,2}[\w-]+)$"
)
_LIMIT = re.compile(r"(?:that|which|to|for|with|on|in|across|where|whose|who|capable|designed) ")
_PARTNER = re.compile(r"[^,;:.]* (?:with|and|into) |(?:with|and|into) ")


def parts(head: str, tail: str) -> bool:
    """Whether the cut parts what goes together: what is said and what is not, or a pair."""
    if _CONTRASTED.match(tail):
        return True
    if _LIMIT.match(tail) and _LIMITED.search(head):
        return True
    if _PARTNER.match(tail) and _PAIRS.search(head):
        return True
    late = max(head.rfind(sign) for sign in (" rather than ", " instead of ", " neither "))
    if late > 0 and head.count(" ", late + 1) < FAR:
        return True
    denied = _DENIED.search(head)
    return bool(denied and _BUT.search(tail) and not _BUT.search(head, denied.end()))

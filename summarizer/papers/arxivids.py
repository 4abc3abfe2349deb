"""arXiv's ids and how its papers are withdrawn: the one place for the patterns of both."""

from __future__ import annotations

import re

NEW = r"\d{4}\.\d{4,5}(?!\d)"
"""An id since April 2007, such as 2305.10601."""
OLD = r"[a-z][a-z-]{1,20}(?:\.[A-Z]{2})?/\d{7}(?!\d)"
"""An id before, such as hep-th/9901001 or math.GT/0309136."""
_VERSIONED = rf"({NEW}|{OLD})(?:v(\d{{1,3}}))?"
ID = re.compile(rf"(?<![\d.]){_VERSIONED}")
"""An id in a text: group 1 is the id, group 2 its version, if it has one."""
NAMED = re.compile(rf"(?i:arxiv:)?{_VERSIONED}")
"""What is but an id, perhaps with `arXiv:` before it; the groups are those of `ID`."""
ADDRESS = re.compile(
    r"(?i:https?://(?:www\.|export\.)?(?:arxiv\.org/(?:abs|pdf|html)"
    rf"|huggingface\.co/papers|alphaxiv\.org/abs)/|(?:https?://doi\.org/)?10\.48550/arxiv\.|arxiv:)"
    rf"{_VERSIONED}(?:\.pdf)?"
)
"""A paper's address or doi; the groups are those of `ID`."""
_VERSION = re.compile(r"v\d+$")
_OPENING = 120
_WITHDRAWN = re.compile(
    r"\W*(?:this|the) (?:paper|article|submission|manuscript|work|version|authors?)"
    r"(?: (?:has|have|was|is|are|were))?(?: been| being)?(?: \w+ly)? withdrawn\b"
    r"|\W*withdrawn(?: (?:by|due|because|from|as|since)\b|\W*$|[.,;:])",
    re.IGNORECASE,
)
_SAID_WITHDRAWN = re.compile(
    r"\W*(?:(?:paper|article|now|arxiv admin note:) )?withdrawn\b", re.IGNORECASE
)


def without_version(identity: str) -> str:
    """The id of a paper, whichever version was named."""
    return _VERSION.sub("", identity)


def is_withdrawn(comment: str | None, abstract: str) -> bool:
    """Whether a paper is withdrawn, as arXiv has authors write it into comment or abstract."""
    if comment and (_SAID_WITHDRAWN.match(comment) or _WITHDRAWN.match(comment)):
        return True
    return "ithdrawn" in abstract[:_OPENING] and bool(_WITHDRAWN.match(abstract))

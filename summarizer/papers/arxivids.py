"""arXiv's ids and how its papers are withdrawn: the one place for the patterns of both."""

from __future__ import annotations

import re

NEW = r"\d{4}\.\d{4,5}(?!\d)"
"""An id since April 2007, such as 2305.10601."""
OLD = r"[a-z][a-z-]{1,20}(?:\.[A-Z]{2})?/\d{7}(?!\d)"
"""An id before, such as hep-th/9901001 or math.GT/0309136."""
_VERSIONED = rf"({NEW}|{OLD})(?:v(\d{{1,3}})(?!\d))?"
"""Group 1 is the id, group 2 its version, if it has one."""
_ID = rf"(?<![\d.]){_VERSIONED}"
_NAMED = rf"(?i:arxiv:)?{_VERSIONED}"
_ADDRESS = (
    r"(?i:https?://(?:www\.|export\.)?(?:arxiv\.org/(?:abs|pdf|html)"
    rf"|huggingface\.co/papers|alphaxiv\.org/abs)/|(?:https?://doi\.org/)?10\.48550/arxiv\.|arxiv:)"
    rf"{_VERSIONED}(?:\.pdf)?"
)
_LABELLED = (
    r"(?m)^(?i:\s*(?:e-?print|preprint)?\s*arxiv(?:\s+(?:e-?)?(?:pre)?prints?)?(?:\s+arxiv)?\s*[:.]\s*)"
    rf"{_VERSIONED}(?=\s*(?:$|[\[;,.)]))"
)
_OPENING = 120
_WITHDRAWN = (
    r"(?i)\W*(?:this|the) (?:paper|article|submission|manuscript|work|version|authors?)"
    r"(?: (?:has|have|was|is|are|were))?(?: been| being)?(?: \w+ly)? withdrawn\b"
    r"|\W*withdrawn(?: (?:by|due|because|from|as|since)\b|\W*$|[.,;:])"
)
_SAID_WITHDRAWN = r"(?i)\W*(?:(?:paper|article|now|arxiv admin note:) )?withdrawn\b"
# Compiled when they are first used, and kept by `re`: most runs need none of them.


def found_in(text: str) -> re.Match[str] | None:
    """The first id in a text: group 1 is the id, group 2 its version, if it has one."""
    return re.search(_ID, text)


def bare_id(text: str) -> re.Match[str] | None:
    """The id that a text is, with nothing before it; groups as in `found_in`."""
    return re.fullmatch(_ID, text)


def named(text: str) -> re.Match[str] | None:
    """The id that a text is, perhaps with `arXiv:` before it; groups as in `found_in`."""
    return re.fullmatch(_NAMED, text)


def typed(text: str) -> str | None:
    """The id, without a version, that a text as people type it names: an id, an address, a doi.

    None also where it names a month 13.
    """
    text = _with_plain_digits(text.strip())
    match = named(text) or begins_address(text)
    return match[1] if match and _is_dated(match[1]) else None


def _with_plain_digits(text: str) -> str:
    """The text with the digits of every script, and full-width stops, as arXiv writes them."""
    if text.isascii():
        return text
    from unicodedata import decimal

    return "".join(str(decimal(each, each)) for each in text.replace("\uff0e", "."))


def _is_dated(identity: str) -> bool:
    """Whether an id names a month that there is."""
    digits = identity.rpartition("/")[2]
    return "01" <= digits[2:4] <= "12"


def labelled(text: str) -> re.Match[str] | None:
    """The id that a line of a note begins with, as `arXiv: ID [cs]`; groups as in `found_in`."""
    return re.search(_LABELLED, text)


def begins_address(text: str) -> re.Match[str] | None:
    """The id in the address or doi that a text begins with; groups as in `found_in`."""
    return re.match(_ADDRESS, text)


def addressed_in(text: str) -> re.Match[str] | None:
    """The id in the first address or doi in a text; groups as in `found_in`."""
    return re.search(_ADDRESS, text)


def all_addressed_in(text: str) -> list[str]:
    """The ids in all addresses and dois in a text, without versions, in its order."""
    return [match[1] for match in re.finditer(_ADDRESS, text)]


def without_version(identity: str) -> str:
    """The id of a paper, whichever version was named."""
    return re.sub(r"v\d+$", "", identity)


def is_withdrawn(comment: str | None, abstract: str) -> bool:
    """Whether a paper is withdrawn, as arXiv has authors write it into comment or abstract."""
    if comment and (re.match(_SAID_WITHDRAWN, comment) or re.match(_WITHDRAWN, comment)):
        return True
    return "ithdrawn" in abstract[:_OPENING] and bool(re.match(_WITHDRAWN, abstract))

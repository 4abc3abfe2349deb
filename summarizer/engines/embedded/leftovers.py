"""What is left over of the text around a sentence: markup, citations, list marks."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import re

_LATEX = re.compile(r"\\[A-Za-z]|\$[^\s\d]|\\|[\^_]\{|\{\\|\}\}|\$\s|~\w*\\|\$$|[A-Za-z)]\$")
_CITATION = re.compile(
    r"\bet al\b|\[\d{1,3}(?:[,–-] ?\d{1,3})*\]|\([^()]*\b(?:19|20)\d\d[a-z]?\)|\[\?\]"
)
_ADDRESS = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|io|edu)/|\b[\w.]+@[\w-]+\.", re.IGNORECASE
)
_ITEM = re.compile(r"^\W?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)] |^[-*•>#|]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def _unbalanced(text: str) -> bool:
    """Whether a bracket or a double quote opens and never closes, or the reverse."""
    pairs = (("(", ")"), ("[", "]"), ("{", "}"))
    return any(text.count(a) != text.count(b) for a, b in pairs) or text.count('"') % 2 == 1


CHECKS = (
    ("latex", _LATEX.search),
    ("citation", _CITATION.search),
    ("address", _ADDRESS.search),
    ("list mark", _ITEM.search),
    ("control character", _CONTROL.search),
    ("brackets", _unbalanced),
)

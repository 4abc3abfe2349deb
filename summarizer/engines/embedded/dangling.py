"""What points outside a sentence: at a thing it has not given, or elsewhere in the paper."""

from __future__ import annotations

import re

from summarizer.engines.embedded.endings import LAST

_OPENING = re.compile(
    r"(?:However|Moreover|Furthermore|Additionally|Thus|Hence|Therefore|Then|This|These|Those|Such|"
    r"It|Its|They|Their|Also|But|And|So|Besides|Here|Or|Nevertheless|Nonetheless|Instead|Yet|Which|"
    r"Specifically|Finally|Consequently|Similarly|In addition|In contrast|As a result|To this end|"
    r"In particular|For example|For instance|That|Because of this|Both of|First|Second|Third|"
    r"He|She|Afterwards?|Meanwhile|Otherwise|Likewise|"
    r"The (?:first|second|third|final|last|former|latter|other) (?:phase|stage|step|part|one|is))"
    r"\b(?!-)(?! attempts at)",
)
_PAPER = re.compile(
    r"\b(?:[Ii]n|[Ww]ith|[Bb]y) (?:this|our|the present) (?:paper|work|article|study|report)\b"
    r"|\b[Tt]his (?:paper|work|article|report|survey|manuscript)\b",
)
_ELSEWHERE = re.compile(
    r"\b(?:the (?:former|latter|above|aforementioned|following|said)|aforementioned|as follows|see "
    r"(?:Fig|Table|Section|Sec|App)|(?:Fig|Sec|Eq)\.|Table \d|(?:respectively) (?:in|of) (?:Fig|"
    r"Tab)|"
    r"mentioned above|above-mentioned|described above|discussed above)",
)
_POINTER = re.compile(
    r"\b(?:[Tt]his|[Tt]hese|[Tt]hose|[Ss]uch(?! as| that\b))(?: an?)?(?: ([A-Za-z][\w-]*))?(?: "
    r"([A-Za-z][\w-]*))?",
)
_PRONOUN = re.compile(
    r"(?:[\w-]+ ){1,2}(?:that )?(?:it|them|they|its|their)\b|To [\w-]+ (?:it|its|them|their)\b"
)
_WORDS = re.compile(r"[^\W_]+")


def _dangles(text: str) -> bool:
    """Whether a "this", "these", "those" or "such" names a noun the sentence has not given."""
    for match in _POINTER.finditer(text):
        if match.group().lower().startswith("those") and re.match(
            r" (?:of|who|that|in|from|with|on|by|obtained|trained|used)\b",
            text[match.start() + 5 :],
        ):
            continue
        before = {word[:5].lower() for word in _WORDS.findall(text[: match.start()])}
        words = [word.lower() for word in match.groups() if word and word.lower() not in LAST]
        nouns = [word[:5] for word in words if len(word) > len("new")]
        if not before.intersection(nouns):
            return True
    return False


def _points(text: str) -> bool:
    return _dangles(text) or bool(_PRONOUN.match(text))


CHECKS = (
    ("opening", _OPENING.match),
    ("paper", _PAPER.search),
    ("elsewhere", _ELSEWHERE.search),
    ("pointer", _points),
)

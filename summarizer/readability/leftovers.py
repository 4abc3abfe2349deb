"""What is left over of the text around a sentence: markup, citations, labels, list marks."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import re

_SIGN = re.compile(r"[\\$^~_{}`]")
_DIGITLESS = ("times", "sim", "approx", "pm", "cdot", "circ", "frac")
_MARKUP = re.compile(
    r"\\|\$[^\s\d]|[\^_]\{|\{\\|\}\}|\$\s|\$$|[A-Za-z)%]\$|\^(?!\w)|(?<!\w)\^|~(?! ?\d)|--|``|''"
    r"|(?<![A-Za-z])[A-Za-z]_[A-Za-z0-9](?![A-Za-z])"
)
_COMMANDS = (  # without their backslash
    "cdot", "ldots", "mathcal", "mathbb", "operatorname", "sqrt", "leq", "geq", "lesssim", "infty",
    "rightarrow", "nabla", "varepsilon", "left(", "right)", "Obig", "bigl", "frac1",
)  # fmt: skip
_BRACED = re.compile(
    r"(?:math[a-z]+|text[a-z]{2}|emph|frac|overline|wide[a-z]+|left|right|Big|big) ?\\?\{"
)
_GLUED = re.compile(r"\d(?:times|sim|approx|pm|cdot|circ)\b|\b(?:times|sim|approx|pm|frac)\d")
_CITATION = re.compile(
    r"\bet al\b|\[\d{1,3}(?:[,–-] ?\d{1,3})*\]|\([^()]*\b(?:19|20)\d\d[a-z]?\)|\[\?\]"
)
_ADDRESS = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|io|edu)/|\b[\w.]+@[\w-]+\.", re.IGNORECASE
)
_ITEM = re.compile(r"^\W?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)] |^[-*•>#|]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_SECTION = (
    r"(?:abstract|background|objectives?|purpose|aims?|goals?|motivation|introduction|context|"
    r"(?:materials? (?:and|&) )?methods?|methodology|design|data|results?|findings?|"
    r"discussion|conclusions?|interpretation|significance|contributions?|originality|novelty|"
    r"importance|summary|implications?|keywords?|index terms|TL;?DR|problem|approach|evaluation)"
)
_LABEL = re.compile(rf"{_SECTION} ?(?:[:.—–]| - )|(?:abstract|TL;?DR)\b[^\w]* ", re.IGNORECASE)
_SECTION_GLUED = re.compile(
    r"(?:Background|Objectives?|Purpose|Methods?|Results?|Conclusions?|Introduction|Motivation)"
    r" (?:We|Our|The|This|These|In|To|A|An|It|There) "
)
_EMPTIED = re.compile(
    r"[(\[]\s*[,;.:]?\s*(?:and|or|e\.g\.|i\.e\.|see|cf\.?)?\s*[,;.:]?\s*[)\]]|[(\[]\s*[,;]"
    r"|(?:[,;]|\s(?:and|or))\s*[)\]]"
)
_GAPS = (" ,", " ;", ",,", ";,", ",;", ",.", "( ", " )", "[ ", " ]")
_LONE_STOP = re.compile(r" \.(?!\w)")


def _has_markup(text: str) -> bool:
    if any(map(text.__contains__, _COMMANDS)):
        return True
    if any(map(text.__contains__, _DIGITLESS)) and _GLUED.search(text):
        return True
    if "{" in text and _BRACED.search(text):
        return True
    may = "--" in text or "''" in text or _SIGN.search(text)
    return bool(may and _MARKUP.search(text))


def _cites(text: str) -> bool:
    may = "(" in text or "[" in text or "et al" in text
    return may and bool(_CITATION.search(text))


def _has_address(text: str) -> bool:
    may = "." in text[:-1] or ":" in text or "@" in text
    return may and bool(_ADDRESS.search(text))


def _is_emptied(text: str) -> bool:
    """Whether something was taken out and left its brackets or its commas."""
    if any(map(text.__contains__, _GAPS)) or (" ." in text and _LONE_STOP.search(text)):
        return True
    return ("(" in text or "[" in text) and bool(_EMPTIED.search(text))


def _is_labelled(text: str) -> bool:
    return bool(_LABEL.match(text) or _SECTION_GLUED.match(text))


def _unbalanced(text: str) -> bool:
    """Whether a bracket or a double quote opens and never closes, or the reverse."""
    pairs = (("(", ")"), ("[", "]"), ("{", "}"))
    return any(text.count(a) != text.count(b) for a, b in pairs) or text.count('"') % 2 == 1


CHECKS = (
    ("latex", _has_markup),
    ("citation", _cites),
    ("address", _has_address),
    ("list mark", _ITEM.search),
    ("section label", _is_labelled),
    ("control character", _CONTROL.search),
    ("brackets", _unbalanced),
    ("emptied", _is_emptied),
)

"""What makes a one-line summary unreadable on its own; used to choose and to test."""

from __future__ import annotations

import re

from summarizer.readability import (
    comparisons,
    dangling,
    emptiness,
    endings,
    grammar,
    leftovers,
    repetition,
)
from summarizer.readability.lexicon import ALSO_NOUNS, CLAIMING, VERBS

MAX_WORDS = 30
MIN_WORDS = 8

_INNER_END = re.compile(r"(?<![.A-Z])[.!?] (?=\S)")
_ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|vs|cf|etc|w\.r\.t|a\.k\.a|i\.i\.d|approx|resp|al|St|No)\. |[A-Z]\. "
)
FINITE = re.compile(
    r"\b(?:[Ww]e|I|is|are|was|were|can|cannot|could|has|have|had|does|do|did|will|would|may|"
    rf"might|must|should|surpasses|relies|(?:{'|'.join(CLAIMING)})(?:s|es)?|"
    rf"(?:{'|'.join(sorted({*VERBS} - ALSO_NOUNS))})(?:s|es)|"
    r"benefits|matches|ranks|reaches|runs|scales|spans|scores|works|rises|falls|grows)\b",
)
_CHECKS = (
    *dangling.CHECKS,
    *comparisons.CHECKS,
    *leftovers.CHECKS,
    *endings.CHECKS,
    *grammar.CHECKS,
    *repetition.CHECKS,
    *emptiness.CHECKS,
)


def violations(tldr: str, title: str = "", *, shortest: int = MIN_WORDS) -> list[str]:
    """Name the ways in which a TL;DR breaks the reading contract; empty when it reads well.

    `title` is the paper's, to tell a mere repetition; `shortest` is the fewest words allowed,
    lower for an abstract that has less to give.
    """
    found = [kind for kind, check in _CHECKS if check(tldr)]
    checks = (
        ("length", not shortest <= len(tldr.split()) <= MAX_WORDS),
        ("full stop", not tldr.endswith((".", "。")) or tldr.endswith("..")),
        ("white space", tldr != " ".join(tldr.split())),
        ("capital", _begins_small(tldr)),
        ("two sentences", _has_two(tldr)),
        ("verb", not FINITE.search(tldr)),
        ("title again", bool(title) and repetition.repeats(tldr, title)),
    )
    return found + [kind for kind, broken in checks if broken]


def _has_two(text: str) -> bool:
    """Whether a sentence ends before the text does; abbreviations end none."""
    may = ". " in text or "! " in text or "? " in text
    return may and bool(_INNER_END.search(_ABBREVIATED.sub("", text[:-1])))


def _begins_small(text: str) -> bool:
    first = text.split(" ", 1)[0]
    return first.isalpha() and first.islower()


_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%?")
_ACRONYM = re.compile(r"\b[A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")


def inventions(tldr: str, source: str) -> list[str]:
    """Name what the TL;DR has and the paper has not: "number" and "acronym"."""
    plainly = source.replace("\\%", "%")
    figures = set(_FIGURE.findall(plainly))
    numbers = figures | {figure.rstrip("%") for figure in figures}
    found = ["number"] if any(figure not in numbers for figure in _FIGURE.findall(tldr)) else []
    if any(acronym not in source for acronym in _ACRONYM.findall(tldr)):
        found.append("acronym")
    return found

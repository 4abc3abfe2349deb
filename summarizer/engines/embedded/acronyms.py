"""Acronyms that a paper itself spells out, which may stand for something else than the topic.

"Coronary artery disease (CAD)" is no computer-aided design, in that sentence or in any other of
the paper. What an acronym stands for is taken from the words before its brackets, by their
initials; it is the topic's where these words hold a phrase of the topic.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.engines.embedded.phrases import Hit

_BRACKETS = re.compile(r"\(([A-Z][A-Za-z]{1,6})(?:-[A-Z]\w*)?\)")
_WORD = re.compile(r"[^\W_]+")
_SPARE = 3
"""So many words of a long form may have no letter in the acronym."""
_REACH = 120
_LONGEST = 8  # letters of an acronym and its plural


class Definition(NamedTuple):
    """An acronym, and where the words that it stands for are in the text."""

    short: str
    start: int
    end: int


def defined(text: str) -> Iterator[Definition]:
    """Find the acronyms that a text spells out before their brackets."""
    if "(" not in text:
        return
    for brackets in _BRACKETS.finditer(text):
        short = _singular(brackets[1])
        if sum(map(str.isupper, short)) > 1:
            start = _long_form(short, text, brackets.start())
            if start is not None:
                yield Definition(short, start, brackets.start())


def _long_form(short: str, text: str, end: int) -> int | None:
    """Where the words before the brackets begin to spell an acronym; None where they do not.

    Its letters must be initials in their order, the first one in any case; one other letter may
    be missing where no words spell them all.
    """
    words = list(_WORD.finditer(text, max(end - _REACH, 0), end))[-(len(short) + _SPARE) :]
    letters, initials = short.lower(), [word[0][0].lower() for word in words]
    starts = [at for at, initial in enumerate(initials) if initial == letters[0]]
    for enough in (len(letters), max(len(letters) - 1, 2)):
        for first in reversed(starts):
            if _spelled(letters, initials[first:]) >= enough:
                return words[first].start()
    return None


def _spelled(short: str, initials: list[str]) -> int:
    """Count the letters that are initials, in their order."""
    found = 0
    for letter in short:
        if letter in initials:
            del initials[: initials.index(letter) + 1]
            found += 1
    return found


def without_others(hits: list[Hit], text: str, others: set[str]) -> list[Hit]:
    """Leave out the hits that are acronyms of something else."""
    return [hit for hit in hits if _singular(text[hit.start : hit.end]) not in others]


def others(hits: list[Hit], text: str, definitions: list[Definition]) -> set[str]:
    """The acronyms that these hits of one topic take for its own, but the text for another's."""
    found = set()
    for short, start, end in definitions:
        named = spelled = False
        for hit in hits:
            if hit.kind == "exclusion":
                continue
            if hit.end - hit.start <= _LONGEST and _singular(text[hit.start : hit.end]) == short:
                named = True
            elif hit.start < end and hit.end > start:
                spelled = True
        if named and not spelled:
            found.add(short)
    return found


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") and len(short) > 2 else short  # noqa: PLR2004

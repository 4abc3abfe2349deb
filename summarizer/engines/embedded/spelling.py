"""Titles in the spelling of running text: names stay, the rest goes to lower case."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]\w*(?:['’-]+\w+)*")
_LOWER = frozenset(
    "a an the of in on for with via by and or to from at as is are be using through without under "
    "over into towards toward beyond between across can do does".split(),
)


def running(body: str, abstract: str, common: frozenset[str]) -> str:
    """Spell a title as running text would: names stay, the rest goes to lower case."""
    inside = _inside(abstract)
    words = body.split(" ")
    if body.isupper():
        words = [word if word in inside else word.capitalize() for word in words]
    kept = {
        index + shift
        for index in range(len(words) - 1)
        if words[index][:1].isupper()
        and words[index].lower() not in _LOWER
        and words[index + 1][:1].isupper()
        and f" {words[index]} {words[index + 1]}" in abstract
        and f" {words[index]} {words[index + 1]}".lower() not in abstract
        for shift in (0, 1)
    }
    return " ".join(
        word
        if index in kept
        else _WORD.sub(lambda match: _spelled(match.group(), inside, common), word)
        for index, word in enumerate(words)
    )


@lru_cache(maxsize=1)  # both halves of a title are read beside the same abstract
def _inside(abstract: str) -> frozenset[str]:
    return frozenset(_WORD.findall(abstract))


def _spelled(word: str, inside: frozenset[str], common: frozenset[str]) -> str:
    if "-" in word:
        first, rest = word.split("-", 1)
        first = _spelled(first, inside, common)
        return f"{first}-{_lowered(rest) if first.islower() else rest}"
    if not word[1:].islower() and len(word) > 1:
        return word
    lowered = word.lower()
    if lowered in inside or lowered in _LOWER or lowered in common:
        return lowered
    return word


def _lowered(rest: str) -> str:
    """Lower what follows a hyphen, but for its acronyms."""
    return "-".join(part.lower() if part[1:].islower() else part for part in rest.split("-"))

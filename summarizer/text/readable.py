"""Reading copies: what stands beside a text that holds LaTeX, whole or damaged, or HTML.

Nearly all texts hold none. This module only looks for signs of it, fast; what
knows them is loaded for the first text that has one.
"""

from __future__ import annotations

from functools import lru_cache

from summarizer.text.patterns import deferred

_MARKS = (
    *("\\", "$", "^", "_", "{", "``", "infty", "varepsilon", "varphi", "nabla", "propto"),
    *("rightarrow", "leftarrow", "leq", "geq", "neq", "cdot", "ldots"),
)
_GLUED = deferred(r"\d(?: ?(?:times|pm)|(?<=si[mxs].)|(?<=appro[mxs].)|(?<=time[mxs].))")
"""Begins with the digit, of which most texts have few: faster than the words in their order."""
_HALVES = ("ceil", "floor", "angle")
_HALF = deferred(r"[lr](?:ceil|floor|angle)\b")


@lru_cache(maxsize=256)  # a paper's texts are asked for in several places, one after the other
def readable(text: str) -> str:
    """Give the text with LaTeX and HTML as the signs they stand for, for people to read.

    The same text comes back where nothing in it surely is either.
    """
    if "<" in text or "&" in text:
        from summarizer.text.hypertext import without_markup

        text = without_markup(text)
    if not (any(mark in text for mark in _MARKS) or _GLUED.search(text) or _half(text)):
        return text
    from summarizer.text.latex import readable as convert

    return convert(text)


def _half(text: str) -> bool:
    """Whether half of a pair of brackets may stand there."""
    return any(each in text for each in _HALVES) and _HALF.search(text) is not None


def reading_copy(text: str) -> str | None:
    """The text as people can read it, where that differs; None where it reads as it is."""
    copy = readable(text)
    return None if copy == text else copy

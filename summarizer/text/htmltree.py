"""HTML as a tree, of pages that people make: none that is nested without end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_DEEPEST = 4000
_TAG = deferred(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr path".split()
)
_ENDED_BY_THE_NEXT = frozenset("p li tr td th".split())
"""Many pages leave their end tags out: outside of drawings and formulas, they lie inside each
other only with other elements between."""


def tree_of(html: str) -> LexborHTMLParser | None:
    """The page as a tree; None where parsing it would take for ever."""
    from selectolax.lexbor import LexborHTMLParser

    return None if _is_too_deep(html) else LexborHTMLParser(html)


def _is_too_deep(html: str) -> bool:
    """Whether elements lie inside each other as on no page: parsing would take for ever."""
    opened: Counter[str] = Counter()
    depth = 0
    for closing, name in _TAG.findall(html):
        kind = name.lower()
        if kind in _ENDED_BY_THE_NEXT and not (opened["svg"] or opened["math"]):
            continue
        if not closing and kind not in _VOID:
            opened[kind] += 1
            depth += 1
            if depth > _DEEPEST:
                return True
        elif closing and opened[kind]:
            opened[kind] -= 1
            depth -= 1
    return False

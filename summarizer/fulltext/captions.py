"""Captions told from other text, and what they call their figure or table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re

_LABELLED = deferred(
    r"(?i)((?:supplementary\s+|extended data\s+|appendix\s+)?"
    r"(fig(?:ure|\.)?|table|tab\.|algorithm|alg\.|listing|scheme|box)"
    r"\s*(?:[A-Z]?\d{1,3}(?:\.\d{1,3}){0,2}[a-z]?|[A-Z]\.?\d{0,2}|[IVX]{1,6}))"
    r"\s*(?:[:.|\u2014\u2013]|(?=\()|$)"
)
_PANEL = deferred(r"\(([a-z])\)\s*")
_KINDS = {"f": "figure", "t": "table", "a": "algorithm", "l": "listing", "s": "figure", "b": "box"}


def labelled(text: str) -> re.Match[str] | None:
    """The label that a text begins with, as a caption does: group 1, such as "Figure 1"."""
    return _LABELLED.match(text)


def kind_of(match: re.Match[str]) -> str:
    """What a label names: "figure", "table", "algorithm", "listing" or "box"."""
    return _KINDS[match[2][0].lower()]


def is_panel(text: str) -> bool:
    """Whether a text is the caption of a part of a figure: "(a) Accuracy"."""
    return bool(_PANEL.match(text))

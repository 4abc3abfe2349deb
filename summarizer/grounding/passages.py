"""Where the words that a TL;DR stands on are in its paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.grounding.injections import quiet
from summarizer.papers.records import Passage
from summarizer.text.folding import find

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.papers.records import Annotation, Field, Paper

_FIELDS: tuple[Field, ...] = ("abstract", "title")
"""A TL;DR stands on the abstract, where it can."""


def passages(quotes: Iterable[str], paper: Paper) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """Where quotes stand in a paper, each place once, and the quotes that do not stand in it."""
    found: dict[Passage, None] = {}
    missing: list[str] = []
    for quote in quotes:
        passage = next(filter(None, (_passage(quote, field, paper) for field in _FIELDS)), None)
        if passage:
            found[passage] = None
        else:
            missing.append(quote)
    return tuple(found), tuple(missing)


def _passage(quote: str, field: Field, paper: Paper) -> Passage | None:
    text: str = getattr(paper, field)
    place = find(quote, quiet(text))
    return Passage(text[slice(*place)], field, *place) if place else None


def with_exact_passages(annotation: Annotation, paper: Paper) -> Annotation:
    """The annotation with only those passages that stand in the paper, where they stand."""
    given = annotation.tldr_evidence
    if all(getattr(paper, each.field)[each.start : each.end] == each.quote for each in given):
        return annotation
    return replace(annotation, tldr_evidence=passages((each.quote for each in given), paper)[0])

"""Where the words that a TL;DR stands on are in its paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.grounding.injections import quiet
from summarizer.papers.quotes import stands
from summarizer.papers.records import Passage
from summarizer.text.folding import find
from summarizer.text.patterns import deferred
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Annotation, Field, Paper

MOST = 3
"""Passages that one TL;DR may need."""
_LONG = 200
"""Letters of a quote from which on a server's limit may have cut it."""
_ENOUGH = 0.75
"""The share of a TL;DR's words that sentences hold on which it plainly stands."""
_WORD = deferred(r"[^\W_]{3,}")
_BEGINNING = 6
"""Letters that forms of a word have in common."""
_FUNCTION = frozenset(
    "the and for with that this these those from our their its are was were has have can may not "
    "but than then into over under which who whose what when where how also such while they there "
    "more most very all any both each other some via between across through about".split()
)
_FIELDS: tuple[Field, ...] = ("abstract", "title")
"""A TL;DR stands on the abstract, where it can."""


def passages(quotes: Iterable[str], paper: Paper) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """Where quotes stand in a paper, each place once, and the quotes that do not stand in it."""
    found: dict[Passage, None] = {}
    missing: list[str] = []
    for quote in quotes:
        passage = _anywhere(quote, paper)
        if passage is None and len(quote) >= _LONG:  # a server may have cut its last word
            passage = _anywhere(quote.rpartition(" ")[0], paper)
        if passage:
            found[passage] = None
        else:
            missing.append(quote)
    return tuple(found), tuple(missing)


def _anywhere(quote: str, paper: Paper) -> Passage | None:
    return next(filter(None, (_passage(quote, field, paper) for field in _FIELDS)), None)


def _passage(quote: str, field: Field, paper: Paper) -> Passage | None:
    text: str = getattr(paper, field)
    place = find(quote, quiet(text))
    return Passage(text[slice(*place)], field, *place) if place else None


def sentences_of(tldr: str, paper: Paper, enough: float = _ENOUGH) -> tuple[Passage, ...]:
    """The fewest sentences that hold a TL;DR's words; none where three hold less than `enough`."""
    wanted = beginnings(tldr)
    left, found = set(wanted), list[Passage]()
    if not wanted:
        return ()
    given = [(each, beginnings(each.quote)) for each in _sentences(paper)]
    while given and left and len(found) < MOST:
        best, held = max(given, key=lambda one: len(one[1] & left))
        if not held & left:
            break
        found.append(best)
        left -= held
    if len(left) > (1 - enough) * len(wanted):
        return ()
    return tuple(sorted(found, key=lambda each: (each.field, each.start)))


def _sentences(paper: Paper) -> Iterator[Passage]:
    """The sentences of the abstract, and the title."""
    text = quiet(paper.abstract)
    for start, end in split(text):
        yield Passage(paper.abstract[start:end], "abstract", start, end)
    if paper.title.strip() and quiet(paper.title) == paper.title:
        yield Passage(paper.title, "title", 0, len(paper.title))


def beginnings(text: str) -> frozenset[str]:
    """How the words of a text begin that say something: what forms of a word have in common."""
    words = (word for word in _WORD.findall(text.lower()) if word not in _FUNCTION)
    return frozenset(word[:_BEGINNING] for word in words)


def with_exact_passages(annotation: Annotation, paper: Paper) -> Annotation:
    """The annotation with only those passages that stand in the paper, where they stand."""
    given = annotation.tldr_evidence
    if all(stands(each, paper) for each in given):
        return annotation
    of_text = tuple(each for each in given if each.field == "text" and each.quote.strip())
    found, _ = passages((each.quote for each in given if each.field != "text"), paper)
    return replace(annotation, tldr_evidence=(*found, *of_text))

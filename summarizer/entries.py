"""Papers together with what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.reading import reading_copy
from summarizer.records import Entry, Skipped
from summarizer.wire import fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.records import Annotation, Paper
    from summarizer.reviews import Reviews

NOT_ASKED = "not asked: "
"""What the reason of a paper begins with that the run ended before."""


def entry(paper: Paper, annotation: Annotation, *, cached: bool = False) -> Entry:
    """A paper together with its annotation."""
    return Entry(
        **fields(paper),
        **fields(annotation),
        cached=cached,
        readable_title=reading_copy(paper.title),
        readable_abstract=reading_copy(paper.abstract),
    )


def skipped(paper: Paper, reason: str) -> Skipped:
    """A paper without an annotation, and why."""
    return Skipped(paper.id, paper.title, reason)


def laid_over(entries: Sequence[Entry], reviews: Reviews) -> Sequence[Entry]:
    """The entries as their reader corrected them; kept answers and days stay as they were made."""
    found = reviews.of_papers(entries)
    if not found:
        return entries
    from summarizer.corrections import corrected

    return [corrected(each, found[each.id]) if each.id in found else each for each in entries]

"""A digest's entry with what its reader said of it laid over the engine's answer, and marks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.papers.records import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.papers.records import Entry
    from summarizer.reviews.judgements import Review
    from summarizer.reviews.markstore import Marks
    from summarizer.reviews.store import Reviews


def laid_over(
    entries: Sequence[Entry], reviews: Reviews, marks: Marks | None = None
) -> Sequence[Entry]:
    """The entries as their reader corrected and marked them; what is kept stays as it was made."""
    known = reviews.of_papers(entries)
    if known:
        entries = [
            corrected(each, known[each.id]) if each.id in known else each for each in entries
        ]
    return marked(entries, marks) if marks else entries


def marked(entries: Sequence[Entry], marks: Marks) -> Sequence[Entry]:
    """The entries with the marks of their reader."""
    known = marks.of_papers(entries)
    if not known:
        return entries
    return [
        replace(each, marks=known[each.id].marks) if each.id in known else each for each in entries
    ]


def corrected(entry: Entry, review: Review) -> Entry:
    """The entry as reviewed: nothing judged wrong, all that was judged right, the better TL;DR.

    A complete review is the last word: topics that it does not name are left out, whoever
    gives them. A right topic whose quote is not known stands without evidence; the score of
    one that is known is 1, as a reader is sure.
    """
    if not review.corrects:
        return entry
    kept = [name for name in entry.tags if review.tags.get(name, not review.complete)]
    tags = tuple(dict.fromkeys((*kept, *review.right)))
    proved = {tag.tag for tag in entry.evidence}
    new = (name for name in tags if name not in proved)
    right = set(review.right)
    given = (
        replace(tag, score=1.0) if tag.tag in right else tag
        for tag in entry.evidence
        if tag.tag in tags
    )
    return replace(
        entry,
        tags=tags,
        evidence=(*given, *_evidence(entry, review, new)),
        tldr=review.tldr or entry.tldr,
        tldr_origin="review" if review.tldr else entry.tldr_origin,
        tldr_evidence=() if review.tldr else entry.tldr_evidence,
        reviewed=True,
    )


def _evidence(entry: Entry, review: Review, names: Iterator[str]) -> Iterator[Tag]:
    """The quotes that were shown with the topics, where they stand in the paper as it is now."""
    for name in names:
        quote = review.quotes.get(name)
        if quote:
            tag = quoted(name, quote, entry.title, entry.abstract)
            if tag:
                yield tag


def quoted(name: str, quote: str, title: str, abstract: str) -> Tag | None:
    """A topic with its place in the paper by a reader's word, score 1; None where it has none."""
    from summarizer.text.folding import find

    place = find(quote, title)
    if place:
        return Tag(name, title[slice(*place)], "title", *place, 1.0)
    place = find(quote, abstract)
    return Tag(name, abstract[slice(*place)], "abstract", *place, 1.0) if place else None

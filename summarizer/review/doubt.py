"""Which topics of a paper to ask about, and how much doubt there is in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.engines.embedded.tagger import Tagger
    from summarizer.papers.records import Entry, Tag
    from summarizer.reviews.judgements import Review

Kind = Literal["given", "near", "right", "wrong"]

MOST_NEAR = 4
LEAST_NEAR = 0.1
"""The lowest score that is a near-miss; of topics below it, one in seventy is right."""
_NOTHING = 1.0
"""The doubt in a paper with no tag, or no TL;DR: as much as in a tag that is surely wrong."""


@dataclass(frozen=True, slots=True)
class Box:
    """A topic to tick or untick; score and quote are None where nothing tells them.

    `of_text` says that the quote stands in the paper's full text.
    """

    name: str
    kind: Kind
    quote: str | None
    score: float | None
    of_text: bool = False

    @property
    def ticked(self) -> bool:
        """Whether it stands as right."""
        return self.kind in {"given", "right"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper to review: its entry as the engine gave it, its review so far, boxes and doubt.

    `marks` are the reading marks; None where they are not asked about.
    """

    entry: Entry
    review: Review | None
    boxes: tuple[Box, ...]
    doubt: float
    marks: tuple[str, ...] | None = None


def asked(
    entry: Entry, review: Review | None, tagger: Tagger, marks: tuple[str, ...] | None = None
) -> Asked:
    """What to ask about a paper.

    Doubt is how many of the boxes may be wrong as they stand, by the embedded tagger's
    estimate; none where the review is complete and the engine says nothing new.
    """
    likely = {tag.tag: tag for tag in tagger.candidates(entry.title, entry.abstract)}
    boxes = tuple(_boxes(entry, review, likely))
    if review and review.complete:
        doubt = float(sum(name not in review.tags for name in entry.tags))
    else:
        doubt = sum(_doubt(box, likely) for box in boxes)
        doubt += _NOTHING * (not any(box.ticked for box in boxes))
        doubt += _NOTHING * (entry.tldr is None)
    return Asked(entry, review, boxes, doubt, marks)


def _boxes(entry: Entry, review: Review | None, likely: dict[str, Tag]) -> Iterator[Box]:
    """First what is ticked: the engine's tags and those judged right; then what is not."""
    shown = {tag.tag: tag for tag in reversed(entry.evidence)}
    judged = review.tags if review else {}
    quotes = review.quotes if review else {}

    def box(name: str, kind: Kind) -> Box:
        tag = shown.get(name) or likely.get(name)
        if tag is None:
            return Box(name, kind, quotes.get(name), None)
        return Box(name, kind, tag.quote, tag.score, tag.field == "text")

    new: Kind = "near" if review and review.complete else "given"
    kinds: dict[str, Kind] = {
        name: "right" if judged.get(name) else new for name in entry.tags if judged.get(name, True)
    }
    kinds |= {name: "right" if right else "wrong" for name, right in judged.items()}
    near = (tag.tag for tag in likely.values() if tag.tag not in kinds and tag.score >= LEAST_NEAR)
    ordered = sorted(kinds.items(), key=lambda row: row[1] not in {"given", "right"})
    yield from (box(name, kind) for name, kind in ordered)
    yield from (box(name, "near") for _, name in zip(range(MOST_NEAR), near, strict=False))


def _doubt(box: Box, likely: dict[str, Tag]) -> float:
    if box.kind in {"right", "wrong"}:
        return 0.0
    tag = likely.get(box.name)
    probability = tag.score if tag else box.score if box.of_text and box.score else 0.0
    return 1 - probability if box.kind == "given" else probability

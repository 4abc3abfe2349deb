"""The disputed papers as a report to review: both sides' topics as boxes, the labels' unticked."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.engines.embedded.tagger import Tagger
from summarizer.review.doubt import Asked, Box, asked
from summarizer.review.report import report as written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.evaluation.measurement import Measured
    from summarizer.evaluation.results import Disputed
    from summarizer.papers.records import Digest


def report(digest: Digest, measured: Measured, file: str) -> str:
    """The report on a digest of disputed papers; `file` is the name it will be applied by.

    The reader is asked without being told who said what: a ticked box is the model's.
    """
    tagger = Tagger(measured.vocabulary)
    disputed = {each.id: each for each in measured.disputed}
    reviews = measured.reviews.of_papers(digest.papers)
    papers = [
        _with_both(asked(entry, reviews.get(entry.id), tagger), disputed[entry.id])
        for entry in digest.papers
    ]
    return written(digest, papers, "doubt", os.urandom(6).hex(), file)


def _with_both(paper: Asked, disputed: Disputed) -> Asked:
    """A paper's boxes, and those that only the labels or another model would tick."""
    boxes = (*paper.boxes, *_others({box.name for box in paper.boxes}, disputed))
    return replace(paper, boxes=boxes)


def _others(known: set[str], disputed: Disputed) -> Iterator[Box]:
    for each in disputed.disagreements:
        if each.topic not in known:
            quote = next(iter((*each.quotes.values(), *each.phrases)), None)
            yield Box(each.topic, "near", quote, each.score)

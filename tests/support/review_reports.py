"""Reports to read back, about the small papers of `papers.py`."""

from __future__ import annotations

from dataclasses import replace

import digests
from papers import paper

from summarizer.annotate.entries import entry
from summarizer.papers.records import Annotation, Tag
from summarizer.review.doubt import Asked, Box
from summarizer.review.report import report

BOXES = (
    Box("rag", "given", "Retrieval-Augmented Generation", 0.93),
    Box("agents", "given", None, None),
    Box("efficiency", "near", "12 ms", 0.31),
)


def asked(
    number=0,
    boxes=BOXES,
    review=None,
    tldr="An index that answers in 12 ms.",
    doubt=0.0,
    marks=None,
):
    shown = [box for box in boxes if box.kind in {"given", "right"}]
    annotation = Annotation(
        tldr=tldr,
        tldr_origin="extracted",
        tags=tuple(box.name for box in shown),
        evidence=tuple(Tag(box.name, box.quote, "title", 0, 1, 1.0) for box in shown if box.quote),
        engine="embedded",
        model="m",
    )
    return Asked(entry(paper(number), annotation), review, tuple(boxes), doubt, marks)


def digest(*papers):
    return digests.digest(
        *(each.entry for each in papers),
        source=("papers.json",),
        generated_at="2026-11-22T10:00:00Z",
        model="m",
        topics="0123456789abcdef",
    )


def text(*papers, order="date", at="2026-11-22T10:00:00Z"):
    papers = papers or (asked(0), asked(1))
    made = replace(digest(*papers), generated_at=at)
    return report(made, papers, order, f"{hash(at) & 0xFFFFFFFF:x}", "report.md")

"""A library with papers of three kinds, and what a reader marked of them."""

from __future__ import annotations

import pytest
from digests import digest
from papers import paper

from summarizer import pipeline
from summarizer.annotate.entries import entry
from summarizer.library.run import Run
from summarizer.papers.records import Annotation

TOPICS = ("rag", "diffusion-models", "scaling-laws")
EACH = 25
DAY = "2025-12-09"


@pytest.fixture
def stored():
    """Twenty-five stored papers of each of three kinds: the ids of each kind."""
    papers = [
        paper(
            kind,
            id=f"251{kind}.{number:05}",
            title=f"{paper(kind).title.split()[-1]} number {number}",
            authors=(f"Author {number}",),
        )
        for kind in range(len(TOPICS))
        for number in range(EACH)
    ]
    answers = (
        Annotation(tldr=None, tldr_origin=None, tags=(topic,), engine="embedded")
        for topic in TOPICS
        for _ in range(EACH)
    )
    entries = [entry(*each) for each in zip(papers, answers, strict=True)]
    Run().library.store("hf", digest(*entries, source=(f"hf:{DAY}",), date=DAY), papers)
    ids = [each.id for each in papers]
    return [ids[:EACH], ids[EACH : 2 * EACH], ids[2 * EACH :]]


@pytest.fixture
def mark():
    """Mark stored papers by their ids."""

    def _mark(kind, ids):
        this_run = Run()
        this_run.marks.mark(pipeline.named(ids, this_run, offline=True), kind)

    return _mark

"""Days put into the library, and reviews beside it, for tests of what reads them."""

from __future__ import annotations

import json

from digests import digest
from papers import paper

from summarizer.annotate.entries import entry
from summarizer.papers.records import Annotation, Skipped


def store(run, numbers, day="2025-12-09", label="hf", tags=("rag",), skipped=(), **changes):
    answers = [
        Annotation(tldr=f"Line {each}.", tldr_origin="extracted", tags=tags, engine="embedded")
        for each in numbers
    ]
    papers = [paper(each, listed=day, source=f"{label}:{day}", **changes) for each in numbers]
    made = digest(
        *(entry(*each) for each in zip(papers, answers, strict=True)),
        source=(f"{label}:{day}",),
        date=day,
        generated_at="2025-12-09T00:00:00Z",
        model=None,
        topics="",
        skipped=tuple(Skipped(paper(each).id, paper(each).title, "no answer") for each in skipped),
    )
    missed = [paper(each, listed=day, source=f"{label}:{day}") for each in skipped]
    run.library.store(label, made, [*papers, *missed])


def review(home, identity, **values):
    folder = home / "data" / "reviews"
    folder.mkdir(parents=True, exist_ok=True)
    document = {"schema": "summarizer/review/1", "id": identity, **values}
    (folder / f"{identity}.json").write_text(json.dumps(document))

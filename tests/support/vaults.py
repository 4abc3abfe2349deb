"""Notes of papers that a test makes, in a folder of its own."""

from __future__ import annotations

from dataclasses import replace

from papers import paper

from summarizer.annotate.entries import entry
from summarizer.library.run import Run
from summarizer.notes.update import Manner, update
from summarizer.papers.records import Annotation, Tag


def noted(number=0, tags=("rag", "agents"), tldr="A line.", **changes):
    """A paper with its annotation."""
    evidence = tuple(Tag(tag, "language", "abstract", 0, 8, 0.9) for tag in tags)
    answer = Annotation(
        tldr=tldr,
        tldr_origin="extracted" if tldr else None,
        tags=tags,
        evidence=evidence,
        engine="embedded",
    )
    return entry(paper(number, **changes), answer)


def written(folder, *entries, days=("2025-12-09",), run=None, **manner):
    """Bring notes of these papers up to date."""
    papers = [(each, days) for each in entries]
    return update(run or Run(), folder, papers, Manner(**manner))


def files(folder):
    """Every note by its path in the folder, with its bytes and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*.md"))
    }


def note(folder, number=0):
    """The note of a paper, wherever it is."""
    return next(
        path for path in sorted(folder.rglob("*.md")) if f'"2512.0000{number}"' in _head(path)
    )


def _head(path):
    return path.read_bytes().decode("utf-8", "replace")[:2000]


def changed(entry, **values):
    """A paper that was annotated otherwise since."""
    return replace(entry, **values)

"""Papers together with what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import NotAnnotated
from summarizer.papers.records import Annotation, Answer, Entry, Skipped
from summarizer.papers.wire import fields
from summarizer.text.readable import reading_copy

if TYPE_CHECKING:
    from summarizer.annotate.cache import Answers
    from summarizer.engines import Engine
    from summarizer.papers.records import Paper

NOT_ASKED = "not asked: "
"""What the reason of a paper begins with that the run ended before."""


def entry(paper: Paper, annotation: Annotation, *, cached: bool = False) -> Entry:
    """A paper together with its annotation."""
    given = fields(annotation)
    if isinstance(annotation, Answer):
        given = {name: given[name] for name in Annotation.__dataclass_fields__}
    return Entry(
        **fields(paper),
        **given,
        cached=cached,
        readable_title=reading_copy(paper.title),
        readable_abstract=reading_copy(paper.abstract),
    )


def without_model(
    paper: Paper, reason: str, fallback: Engine | None, cache: Answers
) -> Entry | Skipped:
    """What becomes of a paper that the model did not annotate; `fallback` may stand in for it."""
    if fallback is None:
        return skipped(paper, reason)
    answer = cache.get(paper, fallback)
    if answer:
        return entry(paper, answer, cached=True)
    try:
        answer = fallback.annotate(paper)
    except NotAnnotated:
        return skipped(paper, reason)
    cache.put(paper, fallback, answer)
    return entry(paper, cache.reread(paper, fallback, answer))


def unannotated(paper: Paper) -> Entry:
    """A stored paper that has no annotation, in the form of one that has."""
    return Entry(**fields(paper), tldr=None, tldr_origin=None, engine="")


def skipped(paper: Paper, reason: str) -> Skipped:
    """A paper without an annotation, and why."""
    return Skipped(paper.id, paper.title, reason)

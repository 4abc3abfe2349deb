"""Papers to annotations: from the cache, or from the engine and then into the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import NotAnnotated
from summarizer.records import Annotation, Entry, Paper, Skipped
from summarizer.wire import fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.cache import Cache
    from summarizer.engines import Engine


def annotate(
    papers: Iterable[Paper], engine: Engine, cache: Cache, *, refresh: bool = False
) -> Iterator[Entry | Skipped]:
    """Annotate each paper in turn; every answer is kept before the next is begun.

    `refresh` asks the engine even where an answer is kept. Raises ServiceError
    where the engine cannot go on; what was finished stays in the cache.
    """
    for paper in papers:
        answer = None if refresh else cache.get(paper, engine)
        if answer:
            yield entry(paper, answer, cached=True)
            continue
        try:
            answer = engine.annotate(paper)
        except NotAnnotated as reason:
            yield Skipped(paper.id, paper.title, str(reason))
            continue
        cache.put(paper, engine, answer)
        yield entry(paper, answer)


def entry(paper: Paper, annotation: Annotation, *, cached: bool = False) -> Entry:
    """A paper together with its annotation."""
    return Entry(**fields(paper), **fields(annotation), cached=cached)

"""Papers to annotations: from the cache, or from the engine and then into the cache."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from summarizer.engines import AnyEngine, AsyncEngine, Engine, waits
from summarizer.entries import entry, skipped
from summarizer.errors import NotAnnotated
from summarizer.observer import Observer, Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from summarizer.cache import Answers
    from summarizer.records import Annotation, Entry, Paper, Skipped


@dataclass(frozen=True)
class How:
    """How papers are annotated, beside the engine: `total` is how many, for the progress.

    `refresh` asks the engine even where an answer is kept; `fallback` annotates
    the papers that an engine which waits for a server did not.
    """

    refresh: bool = False
    fallback: Engine | None = None
    observer: Observer = field(default_factory=Silent)
    total: int | None = None


def annotate(
    papers: Iterable[Paper], engine: AnyEngine, cache: Answers, how: How | None = None
) -> Generator[Entry | Skipped]:
    """Annotate papers in their order; every answer is kept before its worker's next is begun.

    Raises ServiceError where the engine cannot go on: then every paper has its
    result before, kept, by the fallback or skipped.
    """
    how = how or How()
    if waits(engine):
        return _waiting(iter(papers), engine, cache, how)
    return _at_once(papers, engine, cache, how)


def _at_once(
    papers: Iterable[Paper], engine: Engine, cache: Answers, how: How
) -> Generator[Entry | Skipped]:
    for paper in papers:
        answer = None if how.refresh else cache.get(paper, engine)
        if answer:
            yield entry(paper, answer, cached=True)
            continue
        try:
            answer = _checked(engine.annotate(paper), paper, how.observer)
        except NotAnnotated as reason:
            yield skipped(paper, str(reason))
            continue
        cache.put(paper, engine, answer)
        yield entry(paper, answer)


def _checked(answer: Annotation, paper: Paper, observer: Observer) -> Annotation:
    from summarizer.grounding import checked

    answer, dropped = checked(answer, paper)
    for note in dropped:
        observer.detail(f"{paper.id}: {note}")
    return answer


def _waiting(
    papers: Iterator[Paper], engine: AsyncEngine, cache: Answers, how: How
) -> Generator[Entry | Skipped]:
    """Kept answers first, one by one; all that concurrency needs is loaded for the first other."""
    progress = Progress(how.observer, how.total)
    for paper in papers:
        answer = None if how.refresh else cache.get(paper, engine)
        if not answer:
            papers = chain([paper], papers)
            break
        found = entry(paper, answer, cached=True)
        progress.count(found)
        yield found
    else:
        return
    engine.ready()
    engine.observer = how.observer
    from summarizer.stage import Stage

    yield from Stage(papers, engine, cache, how.refresh, how.fallback, progress)

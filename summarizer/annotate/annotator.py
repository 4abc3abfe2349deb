"""Papers to annotations: from the cache, or from the engine and then into the cache."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from summarizer.annotate.entries import entry, skipped
from summarizer.engines import (
    AnyEngine,
    AsyncEngine,
    Engine,
    takes_many,
    waits,
)
from summarizer.errors import NotAnnotated, SummarizerError
from summarizer.observer import Observer, Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from summarizer.annotate.cache import Answers
    from summarizer.papers.papertext import Texts
    from summarizer.papers.records import Annotation, Entry, Paper, Skipped


_TOGETHER = 64
"""Papers that an engine is given at once: more of them are hardly faster, and would be lost."""


@dataclass(frozen=True)
class How:
    """How papers are annotated, beside the engine: `total` is how many, for the progress.

    `refresh` asks the engine even where an answer is kept; `fallback` annotates
    the papers that an engine which waits for a server did not. `texts` are the full texts at
    hand, which may prove what title and abstract do not.
    """

    refresh: bool = False
    fallback: Engine | None = None
    observer: Observer = field(default_factory=Silent)
    total: int | None = None
    texts: Texts | None = None


def annotate(
    papers: Iterable[Paper], engine: AnyEngine, cache: Answers, how: How | None = None
) -> Generator[Entry | Skipped]:
    """Annotate papers in their order; every answer is kept before its worker's next is begun.

    Raises ServiceError where the engine cannot go on: then every paper has its
    result before, kept, by the fallback or skipped.
    """
    how = how or How()
    if how.texts:
        from summarizer.annotate.rereading import with_texts

        cache = with_texts(cache, how.texts, engine, how.fallback)
    if waits(engine):
        return _waiting(iter(papers), engine, cache, how)
    return _at_once(papers, engine, cache, how)


def _at_once(
    papers: Iterable[Paper], engine: Engine, cache: Answers, how: How
) -> Generator[Entry | Skipped]:
    for some in _growing(papers, _TOGETHER if takes_many(engine) else 1):
        kept = [None if how.refresh else cache.get(paper, engine) for paper in some]
        asked = [paper for paper, answer in zip(some, kept, strict=True) if not answer]
        made = iter(_answers(asked, engine))
        for paper, known in zip(some, kept, strict=True):
            if known:
                yield entry(paper, known, cached=True)
                continue
            answer = next(made)
            if isinstance(answer, NotAnnotated):
                yield skipped(paper, str(answer))
                continue
            answer = _checked(answer, paper, how.observer)
            cache.put(paper, engine, answer)
            yield entry(paper, cache.reread(paper, engine, answer) if how.texts else answer)


def _growing(papers: Iterable[Paper], most: int) -> Iterator[list[Paper]]:
    """One paper, for it is waited for, then twice as many each time.

    Where the papers end in an error those before it come first.
    """
    some: list[Paper] = []
    size = 1
    try:
        for paper in papers:
            some.append(paper)
            if len(some) == size:
                yield some
                some, size = [], min(most, size * 2)
    except Exception:
        if some:
            yield some
        raise
    if some:
        yield some


def _answers(papers: list[Paper], engine: Engine) -> Iterable[Annotation | NotAnnotated]:
    if takes_many(engine) and papers:
        return engine.annotate_all(papers)
    return map(partial(_answer, engine), papers)


def _answer(engine: Engine, paper: Paper) -> Annotation | NotAnnotated:
    try:
        return engine.annotate(paper)
    except NotAnnotated as reason:
        return reason
    except SummarizerError:
        raise
    except Exception as error:  # noqa: BLE001 - an engine's fault with one paper is that paper's
        return NotAnnotated(f"the engine failed: {type(error).__name__}: {error}")


def _checked(answer: Annotation, paper: Paper, observer: Observer) -> Annotation:
    from summarizer.grounding.checks import checked

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
    from summarizer.annotate.stage import Stage

    yield from Stage(papers, engine, cache, how.refresh, how.fallback, progress)

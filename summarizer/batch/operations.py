"""What may be done with batches: papers submitted, answers fetched, what is left finished."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from summarizer import engines, pipeline
from summarizer.annotate.annotator import How, annotate
from summarizer.annotate.cache import key
from summarizer.batch import adoption
from summarizer.batch.endpoints import BatchServer
from summarizer.batch.resultfiles import failed
from summarizer.batch.retrieval import Fetched, Fetching
from summarizer.batch.status import all_of, at, ended, jobs, server_of
from summarizer.batch.submission import Forecast, Plan, Submission
from summarizer.batch.submission import forecast as forecast_of
from summarizer.batch.submission import plan as plan_of
from summarizer.engines.llm.batches import batches
from summarizer.errors import UsageError
from summarizer.papers.records import Skipped
from summarizer.settings import folder
from summarizer.topics.vocabularyfile import default_path

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from typing import Any

    from summarizer.batch.job import Job, Question
    from summarizer.batch.store import Jobs
    from summarizer.engines.llm.batches import BatchEngine
    from summarizer.library.run import Options, Run
    from summarizer.papers.records import Usage
    from summarizer.settings import Settings

Finish = Literal["online", "batch"]


def dry_run(specs: Sequence[str], options: Options, run: Run) -> Forecast:
    """What `submit` would send and cost by what is known here; nothing is sent."""
    engine = _engine(run.settings)
    found = plan_of(pipeline.papers(specs, options, run), engine, run.cache, jobs(run))
    return forecast_of(found, engine, run.settings)


def submit(specs: Sequence[str], options: Options, run: Run, tell: Callable[[Job], None]) -> Plan:
    """Have the papers of SPECs answered by batches, but for those that are or will be.

    `tell` hears of each batch once it is made. Raises UsageError, NothingListed,
    ServiceError, BudgetSpent where the budget left papers out.
    """
    engine = _engine(run.settings)
    papers = pipeline.papers(specs, options, run)
    return _submitted(engine, run, tell, lambda submission: submission.submit(papers))


def _submitted(
    engine: BatchEngine,
    run: Run,
    tell: Callable[[Job], None],
    do: Callable[[Submission], Coroutine[Any, Any, Plan]],
) -> Plan:
    server = BatchServer(engine.server, run.settings, run.observer)
    submission = Submission(engine, server, run.cache, jobs(run), run.settings, tell)
    return all_of(server, do(submission))


def _engine(settings: Settings) -> BatchEngine:
    engine = engines.create(settings)
    if not batches(engine):
        message = f"`{settings.model}` uses no server: give `--model PROVIDER/NAME`"
        raise UsageError(message)
    return engine


@dataclass
class Fetch:
    """One batch fetched: what came of it, and the engine that judged."""

    found: Fetched
    engine: BatchEngine
    current: bool
    """Whether prompt and vocabulary still are those that the batch was asked with."""


def fetch(
    identity: str, specs: Sequence[str], options: Options, run: Run, *, wait: bool = False
) -> Fetch:
    """Keep the answers of a batch, whichever machine it was submitted from.

    The papers are those recorded here, of the SPECs, or in the server's copy of the requests.
    Raises NotEnded, UsageError, ServiceError.
    """
    known = jobs(run)
    job = known.find(identity)
    server = server_of(identity, job, run)
    papers = pipeline.papers(specs, options, run) if specs else []

    async def work() -> Fetch:
        found, batch = await ended(identity, job, known, server, wait=wait)
        if found.ended and not found.in_flight and not found.fetched_at:
            raise failed(found, batch, server)
        engine, current = _judging(found, run)
        questions = await _questions(found, known, server, engine)
        named = {key(paper, engine): paper for paper in papers}
        questions = {
            custom_id: replace(each, paper=named.get(each.key, each.paper))
            for custom_id, each in questions.items()
        }
        fetching = Fetching(found, questions, engine, server, run.cache, known)
        try:
            return Fetch(await fetching.fetch(batch), engine, current)
        finally:
            await engine.close()  # TL;DRs may have been checked

    return all_of(server, work())


def _judging(job: Job, run: Run) -> tuple[BatchEngine, bool]:
    """The engine that judges a job's answers, by the vocabulary and language it was asked with.

    Raises UsageError where that vocabulary is not here.
    """
    verify = "on" if job.verify else "off"
    asked = replace(at(run.settings, job), language=job.language)
    settings = replace(asked, verify=verify, verify_model=job.verify)
    engine, current = _engine(settings), True
    if engine.topics != job.topics:
        current = False
        kept = folder("data") / "vocabularies" / f"{job.topics}.toml"
        if not job.topics.isalnum() or not kept.is_file():
            message = (
                f"batch {job.id} was submitted with another vocabulary ({job.topics}) than "
                f"`{settings.topics_path or default_path()}`: set `SUMMARIZER_TOPICS` to that file"
            )
            raise UsageError(message)
        engine = _engine(replace(settings, topics=str(kept)))
    engine.observer = run.observer
    if engine.prompt != job.prompt:
        run.observer.note(f"batch {job.id} was submitted with another prompt: {job.prompt}")
        engine.prompt, current = job.prompt, False
    return engine, current


async def _questions(
    job: Job, known: Jobs, server: BatchServer, engine: BatchEngine
) -> dict[str, Question]:
    """What a job asks, by custom id: as recorded here, else as the server keeps it."""
    here = known.questions(job) if known.asks(job) else {}
    if len(here) == job.requests:
        return here
    return await adoption.uploaded(job, server, engine.text) | here


def finish(
    fetched: Fetch, how: Finish, run: Run, tell: Callable[[Job], None]
) -> tuple[list[Skipped], Usage | None]:
    """Ask again about what a batch left: at once, or by another batch.

    An answer with problems is asked again with these, as at any other time. Gives the papers
    still without one, and what was taken at once. Raises UsageError, ServiceError.
    """
    left = [each.question for each in fetched.found.unfinished]
    if not fetched.current:
        message = (
            "prompt or vocabulary changed since the batch was submitted: `summarize papers SPEC` "
            "or `summarize batch submit SPEC` asks again"
        )
        raise UsageError(message)
    engine = fetched.engine
    if how == "batch":
        _submitted(engine, run, tell, partial(Submission.submit_again, questions=left))
        return [], None
    engine.firsts = {
        (each.paper.title, each.paper.abstract): each.first
        for each in left
        if each.first is not None
    }
    papers = [each.paper for each in left]
    how_to = How(observer=run.observer, total=len(papers))
    with closing(annotate(papers, engine, run.cache, how_to)) as results:
        skipped = [each for each in results if isinstance(each, Skipped)]
    job = fetched.found.job
    jobs(run).keep(replace(job, left=len(fetched.found.left) - len(left) + len(skipped)))
    return skipped, engine.usage

"""What may be done with batches: submit papers, see how far they are, fetch, finish."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from summarizer import engines, pipeline, providers
from summarizer.annotate import How, annotate
from summarizer.batch import adopting
from summarizer.batch.fetching import Fetched, Fetching, failed
from summarizer.batch.jobs import Jobs, Question, of_batch
from summarizer.batch.server import BatchServer
from summarizer.batch.submitting import Forecast, Plan, Submission
from summarizer.batch.submitting import forecast as forecast_of
from summarizer.batch.submitting import plan as plan_of
from summarizer.cache import key
from summarizer.errors import NotEnded, ServiceError, Unreachable, UsageError
from summarizer.loops import Loop
from summarizer.records import Skipped
from summarizer.retries import pause
from summarizer.settings import folder
from summarizer.topics import default_path

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from typing import Any, TypeVar

    from summarizer.batch.jobs import Job
    from summarizer.engines import BatchEngine
    from summarizer.records import Usage
    from summarizer.run import Options, Run
    from summarizer.settings import Settings

    T = TypeVar("T")

Finish = Literal["online", "batch"]
FIRST_PAUSE, LONGEST_PAUSE = 10.0, 300.0
"""Seconds between two looks at a batch: the first pause, and what it grows to."""
_LOST_LOOKS = 12


def jobs(run: Run) -> Jobs:
    """The batches that this machine knows."""
    return Jobs(folder("data") / "batches", run.observer)


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
    return _all_of(server, do(submission))


def _all_of(server: BatchServer, work: Coroutine[Any, Any, T]) -> T:
    """Do the work on a loop of its own, and let the connections go."""

    async def whole() -> T:
        try:
            return await work
        finally:
            await server.close()

    with Loop() as loop:
        return loop.run(whole())


def _engine(settings: Settings) -> BatchEngine:
    engine = engines.create(settings)
    if not engines.batches(engine):
        message = f"`{settings.model}` asks no server: give `--model PROVIDER/NAME`"
        raise UsageError(message)
    return engine


def status(identity: str | None, run: Run) -> list[Job]:
    """One batch, or all that are known here, as the server tells of them now.

    Without an id, a server that is not reached leaves what was last heard of its batches.
    """
    if identity:
        return [_looked_up(identity, run)[0]]
    known = jobs(run)
    found = []
    for job in known.all():
        try:
            current = _looked_up(job.id, run)[0] if job.id and not job.ended else job
        except ServiceError as error:
            run.observer.warn(f"batch {job.id}: {error}")
            current = job
        found.append(current)
    return found


def _looked_up(identity: str, run: Run) -> tuple[Job, dict[str, Any]]:
    known = jobs(run)
    job = known.find(identity)
    server = _server(identity, job, run)
    return _all_of(server, _heard(identity, job, known, server))


async def _heard(
    identity: str, job: Job | None, known: Jobs, server: BatchServer
) -> tuple[Job, dict[str, Any]]:
    """A batch as it is now, in our form and in the server's. Raises UsageError, ServiceError."""
    batch = await server.retrieve(identity)
    if job:
        return known.hear(job, batch), batch
    found = of_batch(batch, server.server.shown_url)
    if found is None:
        message = f"batch `{identity}` was not made by `summarize batch submit`"
        raise UsageError(message)
    return found, batch


def _server(identity: str, job: Job | None, run: Run) -> BatchServer:
    """The server that a batch is at: the recorded one, else the one the reader names."""
    if not re.fullmatch(r"[\w.-]{1,200}", identity, re.ASCII):
        message = f"`{identity}` is no batch's id: `summarize batch status` lists those known here"
        raise UsageError(message)
    settings = run.settings
    if settings.model == "embedded":
        settings = replace(settings, model=f"{engines.COMPATIBLE}/any")
    server = providers.server(_at(settings, job) if job else settings)
    server.check_key()
    return BatchServer(server, settings, run.observer)


def _at(settings: Settings, job: Job) -> Settings:
    """The settings for the server and model that a job names.

    An address that the reader gives on the command line stands, and so does a configured one
    that is the recorded one but for a password.
    """
    there = replace(settings, model=job.model)
    if settings.origins.get("base_url") == "command line":
        return there
    if settings.base_url and providers.server(there).shown_url == job.base_url:
        return there
    return replace(there, base_url=job.base_url, origins={**settings.origins, "base_url": "batch"})


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
    server = _server(identity, job, run)
    papers = pipeline.papers(specs, options, run) if specs else []

    async def work() -> Fetch:
        ended, batch = await _ended(identity, job, known, server, wait=wait)
        if ended.status == "failed":
            raise failed(ended, batch, server)
        engine, current = _judging(ended, run)
        questions = await _questions(ended, known, server, engine)
        by_key = {key(paper, engine): paper for paper in papers}
        for custom_id in [name for name, each in questions.items() if each is None]:
            paper = by_key.get(Question.unknown(custom_id).key)
            if paper and custom_id == Question.unknown(custom_id).key:
                questions[custom_id] = Question(custom_id, paper)
        fetching = Fetching(ended, questions, engine, server, run.cache, known)
        return Fetch(await fetching.fetch(batch), engine, current)

    return _all_of(server, work())


async def _ended(
    identity: str, job: Job | None, known: Jobs, server: BatchServer, *, wait: bool
) -> tuple[Job, dict[str, Any]]:
    """The batch once it has ended. Raises NotEnded where that is not to be waited for."""
    seconds, lost = FIRST_PAUSE, 0
    while True:
        try:
            now, batch = await _heard(identity, job, known, server)
        except Unreachable as error:
            lost += 1
            if not wait or lost > _LOST_LOOKS:
                raise
            server.observer.warn(f"{error}; waiting on")
        else:
            lost = 0
            if now.ended:
                return now, batch
            if not wait:
                message = f"batch {identity} is not done: {progress(now)}; `--wait` waits for it"
                raise NotEnded(message)
            server.observer.note(f"batch {identity}: {progress(now)}")
        await pause(seconds)
        seconds = min(seconds * 1.5, LONGEST_PAUSE)


def progress(job: Job) -> str:
    """How far a batch is, in words."""
    done = "" if job.completed is None else f", {job.completed} of {job.requests} answered"
    wrong = f", {job.failed} failed" if job.failed else ""
    return f"{(job.status or 'not known').replace('_', ' ')}{done}{wrong}"


def _judging(job: Job, run: Run) -> tuple[BatchEngine, bool]:
    """The engine that judges a job's answers, by the vocabulary and language it was asked with.

    Raises UsageError where that vocabulary is not here.
    """
    settings = replace(_at(run.settings, job), language=job.language)
    engine, current = _engine(settings), True
    if engine.topics != job.topics:
        current = False
        kept = folder("data") / "vocabularies" / f"{job.topics}.toml"
        if not job.topics.isalnum() or not kept.is_file():
            message = (
                f"batch {job.id} was asked with another vocabulary ({job.topics}) than "
                f"`{settings.topics_path or default_path()}`: set `SUMMARIZER_TOPICS` to the file "
                "it was submitted with"
            )
            raise UsageError(message)
        engine = _engine(replace(settings, topics=str(kept)))
    engine.observer = run.observer
    if engine.prompt != job.prompt:
        run.observer.note(f"batch {job.id} was asked with another prompt: {job.prompt}")
        engine.prompt, current = job.prompt, False
    return engine, current


async def _questions(
    job: Job, known: Jobs, server: BatchServer, engine: BatchEngine
) -> dict[str, Question | None]:
    """What a job asks, by custom id: as recorded here, else as the server keeps it."""
    recorded = known.find(str(job.id))
    here: dict[str, Question | None] = {**known.questions(recorded)} if recorded else {}
    if recorded and len(here) == job.requests:
        return here
    there = await adopting.uploaded(job, server, engine.text)
    return {name: here.get(name) or each for name, each in there.items()}


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
            "or `summarize batch submit SPEC` asks anew"
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
    return skipped, engine.usage

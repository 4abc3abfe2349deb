"""What the server knows of our batches and this machine does not, or not any more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from summarizer.batch import lines
from summarizer.batch.jobs import Question, of_batch
from summarizer.days import utc_now
from summarizer.errors import Refused, ServiceError
from summarizer.retries import pause

if TYPE_CHECKING:
    from summarizer.batch.jobs import Job, Jobs
    from summarizer.batch.server import BatchServer
    from summarizer.engines import BatchEngine
    from summarizer.prompts import Prompt

SETTLED = 60.0
"""Seconds after which a batch that a killed run asked for is in the server's list, or never."""


async def settle(server: BatchServer, jobs: Jobs, engine: BatchEngine) -> None:
    """Bring the records up to date before papers are submitted.

    Runs that were killed are cleared up; what has ended is known as ended; batches that
    another machine made with the same prompt and vocabulary count as in flight.
    """
    jobs.tidy()
    mine = [job for job in jobs.all() if job.base_url == server.server.shown_url]
    await recover([job for job in mine if job.state != "made"], server, jobs)
    listed = {batch["id"]: batch for batch in await server.ours()}
    for job in mine:
        if job.id and job.in_flight and not job.ended:
            jobs.hear(job, listed.get(job.id) or await server.retrieve(job.id))
    known = {job.id for job in jobs.all()}
    for identity, batch in listed.items():
        found = of_batch(batch, server.server.shown_url)
        if identity not in known and found and found.asked == engine_asked(engine):
            await _adopt(found, server, jobs, engine.text)


def engine_asked(engine: BatchEngine) -> object:
    """Who answers, in the form in which a job says it."""
    from summarizer.cache import Asked

    return Asked(engine.name, engine.model, engine.prompt, engine.topics)


async def recover(unfinished: list[Job], server: BatchServer, jobs: Jobs) -> None:
    """Find out what became of batches whose making was cut short."""
    for job in unfinished:
        made = await _made(job, server) if job.state == "creating" else None
        if made:
            jobs.hear(job, made)
            server.observer.note(f"batch {made['id']} was made by a run that was cut short")
        else:
            jobs.forget(job)
            server.observer.note(f"a run was cut short before a batch of {job.requests} was made")


async def _made(job: Job, server: BatchServer) -> dict[str, Any] | None:
    """The batch of a job, looked for until the server must have it in its list."""
    from datetime import datetime

    made = await server.find(job)
    age = (utc_now() - datetime.fromisoformat(job.begun_at)).total_seconds()
    if made is None and age < SETTLED:
        server.observer.note("a run was cut short just now; waiting to see what became of it")
        await pause(SETTLED - age)
        made = await server.find(job)
    return made


async def _adopt(job: Job, server: BatchServer, jobs: Jobs, prompt: Prompt) -> None:
    """Keep a record of a batch that another machine made, so that its papers are in flight."""
    if job.status == "failed":
        return
    try:
        found = await uploaded(job, server, prompt)
    except Refused as error:
        server.observer.detail(f"batch {job.id}: {error}")
        return
    questions = [each or Question.unknown(name) for name, each in found.items()]
    jobs.keep_questions(job, questions)
    jobs.keep(replace(job, requests=len(found)))
    server.observer.note(f"batch {job.id} was submitted elsewhere: its papers are in flight")


async def uploaded(job: Job, server: BatchServer, prompt: Prompt) -> dict[str, Question | None]:
    """The questions of a batch by custom id, from the file the server keeps of them.

    None where the file does not hold the paper's text letter by letter. Raises ServiceError.
    """
    if not job.file:
        message = f"batch {job.id} names no file of requests"
        raise ServiceError(message)
    found: dict[str, Question | None] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "requests.jsonl"
        await server.download(job.file, path)
        with path.open("rb") as stream:
            for each in lines.questions(stream, prompt, job.asked):
                if isinstance(each, Question):
                    found[each.custom_id] = each
                else:
                    found[each] = None
    return found

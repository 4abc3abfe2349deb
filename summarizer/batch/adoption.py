"""What the server knows of our batches and this machine does not, or not any more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from summarizer.annotate.cache import identity
from summarizer.batch import batchfiles
from summarizer.batch.job import ENDED, of_batch
from summarizer.errors import Refused, ServiceError, Unreachable
from summarizer.network.retries import pause
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.batch.endpoints import BatchServer
    from summarizer.batch.job import Job, Question
    from summarizer.batch.store import Jobs
    from summarizer.engines.llm.batches import BatchEngine
    from summarizer.engines.llm.prompts import Prompt

_DOWNLOADS = 3
_BEFORE_ANOTHER = 2.0
SETTLED = 60.0
"""Seconds after which a batch that a killed run asked for is in the server's list, or never."""
RECENT = 7 * 24 * 3600.0
"""Seconds for which the answers of a batch that ended elsewhere are taken to be waited for."""


async def settle(server: BatchServer, jobs: Jobs, engine: BatchEngine) -> None:
    """Bring the records up to date before papers are submitted.

    Runs that were killed are cleared up; what has ended is known as ended; batches that
    another machine made with the same prompt and vocabulary count as in flight.
    """
    jobs.tidy()
    mine = [job for job in jobs.all() if job.base_url == server.server.shown_url]
    await recover([job for job in mine if job.state != "made"], server, jobs)
    listed = {batch["id"]: batch for batch in await server.all()}
    for job in mine:
        if job.id and job.in_flight and not job.ended:
            await _look(job, listed.get(job.id), server, jobs)
    known = jobs.all()
    name_doubles(known, listed.values(), server)
    for job in _others(listed, known, server.server.shown_url):
        if not job.in_flight or identity(job.asked) != identity(engine):
            continue
        if not job.ended or job.age < RECENT:
            await _adopt(job, server, jobs, engine.text)
        else:
            server.observer.detail(f"batch {job.id} was submitted elsewhere and is not checked")


def _others(
    listed: dict[str, dict[str, Any]], known: Iterable[Job], base_url: str
) -> Iterator[Job]:
    """The batches that another machine made; of one that was made twice, the first."""
    known = list(known)
    for batch in reversed(listed.values()):
        if not any(job.id == batch["id"] or job.is_made_of(batch) for job in known):
            found = of_batch(batch, base_url)
            if found:
                known.append(found)
                yield found


def name_doubles(
    known: Iterable[Job], listed: Iterable[dict[str, Any]], server: BatchServer
) -> None:
    """Say which batches in the works ask what a known one asks.

    A request to make a batch may take effect long after it was given up and made again.
    """
    ids = {job.id for job in known}
    for batch in listed:
        if batch["id"] in ids or batch.get("status") in {*ENDED, "cancelling"}:
            continue
        job = next((each for each in known if each.id and each.is_made_of(batch)), None)
        if job:
            server.observer.warn(
                f"batch {batch['id']} was made twice: {job.id} asks the same papers; cancel "
                f"{batch['id']} at {server.server.shown_url}, or both are paid for"
            )


async def look_for_doubles(known: Iterable[Job], server: BatchServer) -> None:
    """The same by the server's list as it is now; nothing hangs on its being there."""
    try:
        name_doubles(known, await server.all(), server)
    except ServiceError as error:
        server.observer.detail(f"whether a batch was made twice is not known: {error}")


async def _look(job: Job, batch: dict[str, Any] | None, server: BatchServer, jobs: Jobs) -> None:
    """Hear how far a batch is; one that the server does not know stays as it was."""
    try:
        jobs.hear(job, batch or await server.retrieve(str(job.id)))
    except Refused as error:
        record = jobs.folder / f"{job.token}.json"
        server.observer.warn(
            f"{error}: its papers stay in flight; remove `{record}` if the batch is lost for good"
        )


async def recover(unfinished: list[Job], server: BatchServer, jobs: Jobs) -> None:
    """Find out what became of batches whose making was cut short."""
    for job in unfinished:
        made = await _made(job, server) if job.state == "creating" else None
        if made:
            jobs.hear(job, made)
            server.observer.note(f"batch {made['id']} was created by a run that was interrupted")
        else:
            jobs.forget(job)
            requests = counted(job.requests, "request") if job.requests else "requests"
            server.observer.note(
                f"a run was interrupted before its batch of {requests} was created"
            )


async def _made(job: Job, server: BatchServer) -> dict[str, Any] | None:
    """The batch of a job, looked for until the server must have it in its list."""
    made = await server.find(job)
    left = min(SETTLED, SETTLED - job.age)
    if made is None and left > 0:
        server.observer.note(
            "a run was interrupted just now; waiting to see whether its batch was created"
        )
        await pause(left)
        made = await server.find(job)
    return made


async def _adopt(job: Job, server: BatchServer, jobs: Jobs, prompt: Prompt) -> None:
    """Keep a record of a batch that another machine made, so that its papers are in flight."""
    try:
        found = await uploaded(job, server, prompt)
    except Refused as error:
        server.observer.detail(f"batch {job.id}: {error}")
        return
    jobs.keep_questions(job, found.values())
    jobs.keep(replace(job, requests=len(found)))
    server.observer.note(f"batch {job.id} was submitted elsewhere: its papers are in flight")


async def uploaded(job: Job, server: BatchServer, prompt: Prompt) -> dict[str, Question]:
    """The questions of a batch by custom id, from the file the server keeps of them.

    A paper whose text the file does not hold letter by letter is not known. Raises Refused, and
    Unreachable where the file does not come whole: a paper left out would be paid for again.
    """
    if not job.file:
        message = f"batch {job.id} has no request file"
        raise Refused(message)
    found: dict[str, Question] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "requests.jsonl"
        for _ in range(_DOWNLOADS):
            await server.download(job.file, path)
            with path.open("rb") as stream:
                questions = batchfiles.questions(stream, prompt, job.asked)
                found = {each.custom_id: each for each in questions}
            if len(found) == (job.requests or len(found)) > 0:
                return found
            await pause(_BEFORE_ANOTHER)
    submitted = f"{job.requests} requests" if job.requests else "requests"
    message = (
        f"{server.server.shown_url}: the file `{job.file}` has {len(found)} of the "
        f"{submitted} submitted: try again later"
    )
    raise Unreachable(message)

"""Batches followed at their servers: found again, looked at, waited for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer import engines
from summarizer.annotate.eventloop import Loop
from summarizer.batch.adoption import look_for_doubles
from summarizer.batch.endpoints import BatchServer
from summarizer.batch.job import of_batch
from summarizer.batch.store import Jobs
from summarizer.engines.llm import providers
from summarizer.errors import NotEnded, OutputError, ServiceError, Unreachable, UsageError
from summarizer.network.retries import pause
from summarizer.settings import folder

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any, TypeVar

    from summarizer.batch.job import Job
    from summarizer.library.run import Run
    from summarizer.settings import Settings

    T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 10.0, 300.0
"""Seconds between two looks at a batch: the first pause, and what it grows to."""
_LOST_LOOKS = 12


def jobs(run: Run) -> Jobs:
    """The batches that this machine knows."""
    return Jobs(folder("data") / "batches", run.observer)


def all_of(server: BatchServer, work: Coroutine[Any, Any, T]) -> T:
    """Do the work on a loop of its own, and let the connections go.

    Raises OutputError where the disk takes nothing.
    """

    async def whole() -> T:
        try:
            return await work
        except OSError as error:
            place = f"`{error.filename}`" if error.filename else "the files of a batch"
            message = (
                f"cannot write {place}: {error.strerror or error}: free some space, or "
                "set `SUMMARIZER_HOME` to a writable folder"
            )
            raise OutputError(message) from error
        finally:
            await server.close()

    with Loop() as loop:
        return loop.run(whole())


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
    _look_for_doubles(found, run)
    return found


def _look_for_doubles(found: list[Job], run: Run) -> None:
    """Say which batches in the works were made twice, of each server that has any of ours."""
    flying = {job.base_url: job for job in found if job.id and not job.ended}
    for address, job in flying.items():
        try:
            server = server_of(str(job.id), job, run)
        except ServiceError:
            continue  # its key is not here, which was said of each batch
        known = [each for each in found if each.base_url == address]
        all_of(server, look_for_doubles(known, server))


def _looked_up(identity: str, run: Run) -> tuple[Job, dict[str, Any]]:
    known = jobs(run)
    job = known.find(identity)
    server = server_of(identity, job, run)
    return all_of(server, heard(identity, job, known, server))


async def heard(
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
    if found.model.partition("/")[0] != server.server.provider:  # whose key must not go there
        message = f"batch `{identity}` was submitted to `{found.model}`: give that as `--model`"
        raise UsageError(message)
    return found, batch


def server_of(identity: str, job: Job | None, run: Run) -> BatchServer:
    """The server that a batch is at: the recorded one, else the one the reader names."""
    if not re.fullmatch(r"[\w.-]{1,200}", identity, re.ASCII):
        message = (
            f"`{identity}` is not the id of a batch: `summarize batch status` lists known ones"
        )
        raise UsageError(message)
    settings = run.settings
    if settings.model == "embedded":
        settings = replace(settings, model=f"{engines.COMPATIBLE}/any")
    server = providers.server(at(settings, job) if job else settings)
    server.check_key()
    return BatchServer(server, settings, run.observer)


def at(settings: Settings, job: Job) -> Settings:
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


async def ended(
    identity: str, job: Job | None, known: Jobs, server: BatchServer, *, wait: bool
) -> tuple[Job, dict[str, Any]]:
    """The batch once it has ended. Raises NotEnded where that is not to be waited for."""
    seconds, lost = FIRST_PAUSE, 0
    while True:
        try:
            now, batch = await heard(identity, job, known, server)
        except Unreachable as error:
            lost += 1
            if not wait or lost > _LOST_LOOKS:
                raise
            server.observer.warn(f"{error}; still waiting")
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
    return f"{(job.status or 'status unknown').replace('_', ' ')}{done}{wrong}"

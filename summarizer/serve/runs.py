"""Routes of runs: what one would cost, begun only then, watched as it goes, stopped."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from summarizer.errors import NothingListed, UsageError
from summarizer.serve import bodies
from summarizer.serve.pages import answer, mark, rendered
from summarizer.serve.worker import ENDS, Order

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from summarizer.library.run import Run
    from summarizer.serve.jobs import Job
    from summarizer.serve.serving import Serving

_LOOK = 0.2
"""Seconds between two looks at what a run has told."""


def routes() -> list[BaseRoute]:
    """What a page asks of runs."""
    from starlette.routing import Route

    return [
        Route("/get.html", page),
        Route("/api/runs", current, methods=["GET"]),
        Route("/api/runs", begin, methods=["POST"]),
        Route("/api/runs/{id}", found, methods=["GET"]),
        Route("/api/runs/{id}/stop", stop, methods=["POST"]),
        Route("/api/runs/{id}/events", events, methods=["GET"]),
    ]


def page(request: Request) -> Response:
    """The page from which papers are got."""
    from summarizer.serve.shelves import Shelves

    serving: Serving = request.app.state.serving
    run = serving.reading()
    job = serving.jobs.current

    def made() -> str:
        look = Shelves(serving, run).look
        return rendered(
            "get.html", look, "", daily=run.settings.daily, model=run.settings.model,
            budget=run.settings.max_usd, job=job.id if job else None,
        )  # fmt: skip

    return answer(request, mark(serving.state(run), job.id if job else ""), made)


def current(request: Request) -> Response:
    """The run that is going on, if any."""
    serving: Serving = request.app.state.serving
    job = serving.jobs.current
    return bodies.answer({"run": job.fields() if job else None})


async def begin(request: Request) -> Response:
    """Begin a run; what costs money is begun only where its cost was seen and agreed to."""
    from starlette.concurrency import run_in_threadpool

    body = await bodies.read(request)
    return await run_in_threadpool(_begin, request.app.state.serving, body)


def _begin(serving: Serving, body: dict[str, Any]) -> Response:
    run = serving.run()
    spec = bodies.text(body, "spec") or run.settings.daily
    if serving.jobs.current is None and body.get("agreed") is not True:
        expected = _forecast(spec, run)
        if expected:
            return bodies.answer({"forecast": expected, "spec": spec, "run": None})
    for_me = serving.for_me or run.settings.daily_for_me
    job = serving.jobs.begin(Order(spec, serving.flags, for_me))
    return bodies.answer({"forecast": None, "spec": spec, "run": job.fields()}, 202)


def _forecast(spec: str, run: Run) -> dict[str, Any] | None:
    """What a run would send and cost; None where it sends nothing."""
    from summarizer import engines, pipeline

    if not engines.waits(engines.create(run.settings)):
        _checked(spec, run)
        return None
    expected = pipeline.forecast([spec], None, run)
    return asdict(expected) | {"model": run.settings.model, "max_usd": run.settings.max_usd}


def _checked(spec: str, run: Run) -> None:
    """Raise UsageError where a text names no source with days."""
    from summarizer import sources

    asked = sources.asked(spec, run.settings)
    if asked is None or asked[1].kind != "daily":
        message = f"`{spec}` lists no papers by day: use `hf`, `hf:2025-12-09` or `arxiv:cs.CL`"
        raise UsageError(message)


def found(request: Request) -> Response:
    """A run, with all that it told."""
    return bodies.answer({"run": _job(request).fields()})


def stop(request: Request) -> Response:
    """End a run as Ctrl-C does."""
    job = _job(request)
    request.app.state.serving.jobs.stop(job.id)
    return bodies.answer({"run": job.fields()})


def _job(request: Request) -> Job:
    serving: Serving = request.app.state.serving
    job = serving.jobs.find(request.path_params["id"])
    if job is None:
        message = "this run is not known: the server was started again since"
        raise NothingListed(message)
    return job


async def events(request: Request) -> Response:
    """What a run tells, as it comes (server-sent events)."""
    from starlette.responses import StreamingResponse

    job = _job(request)
    return StreamingResponse(_stream(job), media_type="text/event-stream")


async def _stream(job: Job) -> AsyncIterator[str]:
    """Each event once, progress whenever it moves; ends with the run."""
    import anyio

    last = 0
    while True:
        for number, (kind, values) in [each for each in job.events if each[0] > last]:
            last = number
            yield f"data: {json.dumps({'event': kind, **values})}\n\n"
            if kind in ENDS:
                return
        await anyio.sleep(_LOOK)

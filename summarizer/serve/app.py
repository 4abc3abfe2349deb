"""The application: every route behind the guard, and each error as a page or as JSON."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from summarizer.errors import (
    NothingListed,
    OutputError,
    ServiceError,
    SummarizerError,
    UnknownPaper,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp

    from summarizer.serve.serving import Serving

_STATUS: tuple[tuple[type[SummarizerError], int], ...] = (
    (NothingListed, 404),
    (UnknownPaper, 404),
    (OutputError, 507),
    (UsageError, 400),
    (ServiceError, 502),
)


def application(
    serving: Serving,
    hosts: Sequence[str],
    token: str | None = None,
    mounts: Mapping[str, Starlette] | None = None,
) -> ASGIApp:
    """The ASGI application. `mounts` are others that answer at a path, with their lifespans."""
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.requests import ClientDisconnect
    from starlette.routing import Route

    from summarizer.serve.guard import Guard

    mounts = mounts or {}

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for each in mounts.values():
                await stack.enter_async_context(each.router.lifespan_context(each))
            yield
            serving.jobs.end()

    app = Starlette(
        routes=[*routes(), *(Route(path, each) for path, each in mounts.items())],
        lifespan=lifespan,
        exception_handlers={
            SummarizerError: _told,
            HTTPException: _refused,
            ClientDisconnect: _gone,
            Exception: _broken,
        },
    )
    app.state.serving = serving
    return Guard(app, frozenset(each.lower() for each in hosts), token)


def routes() -> list[BaseRoute]:
    """Everything that can be asked for."""
    from summarizer.serve import (
        api,
        edits,
        feeds,
        keypoints,
        preferences,
        reading,
        runs,
        topicpages,
    )

    return [
        *edits.routes(),
        *api.routes(),
        *runs.routes(),
        *preferences.routes(),
        *feeds.routes(),
        *topicpages.routes(),
        *keypoints.routes(),
        *reading.routes(),
    ]


async def _told(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    return _answer(request, status, str(error))


async def _refused(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    detail = str(getattr(error, "detail", "") or error)
    line = {404: "there is nothing here", 405: f"nothing here takes {request.method}"}
    answer = _answer(request, status, line.get(status, detail))
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


async def _gone(request: Request, error: Exception) -> Response:
    """Whoever asked broke off in the middle: nobody reads this, and nothing was done."""
    del request, error
    from starlette.responses import Response

    return Response(status_code=400)


async def _broken(request: Request, error: Exception) -> Response:
    """A fault of the program's own: the server goes on, and its owner is told."""
    what = f"{type(error).__name__}: {error}"[:300]
    request.app.state.serving.observer.warn(f"a bug in this program: {what}: please report it")
    return _answer(request, 500, "this went wrong in the program itself: see where it runs")


def _answer(request: Request, status: int, line: str) -> Response:
    """A line for a program, a page for a person."""
    from starlette.responses import JSONResponse

    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": line}, status)
    from summarizer.serve.messages import message

    return message(request, status, line)

"""Key points by the language model of the settings: what asking costs is said first, then asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.engines import EMBEDDED
from summarizer.errors import NothingListed, UsageError
from summarizer.library import fulltexts
from summarizer.library.search import stored
from summarizer.serve.pages import answer, mark, rendered
from summarizer.serve.reading import begun, id_of
from summarizer.serve.shelves import Shelves

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from summarizer.fulltext.records import FullText
    from summarizer.keypoints.asking import Asker
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry


def routes() -> list[BaseRoute]:
    """The page with the cost, and the asking itself."""
    from starlette.routing import Route

    path = "/papers/{slug}/points.html"
    return [Route(path, cost, methods=["GET"]), Route(path, ask, methods=["POST"])]


def cost(request: Request) -> Response:
    """What asking about a paper would send and cost; nothing is sent."""
    serving, run, state = begun(request)
    entry, text = _kept(request, run)
    who = _asker(run)

    def page() -> str:
        return rendered(
            "askpoints.html",
            Shelves(serving, run).look,
            "../../",
            title=entry.title,
            back=f"../{request.path_params['slug']}.html#points",
            model=who.server.name,
            host=who.server.host,
            limit=run.settings.max_usd,
            expected=None if who.kept(text) else who.expected(text),
            left_out=who.left_out(text),
        )

    return answer(request, mark(state, fulltexts.stamp(entry, run)), page)


def ask(request: Request) -> Response:
    """Ask the model about a paper, once, and go back to its page, which shows what stands."""
    from starlette.responses import RedirectResponse

    run = request.app.state.serving.run()
    _, text = _kept(request, run)
    who = _asker(run)
    who.points(text)
    who.prefer(text)
    return RedirectResponse(f"/papers/{request.path_params['slug']}.html#points", 303)


def _kept(request: Request, run: Run) -> tuple[Entry, FullText]:
    """A stored paper, and the copy of its text. Raises NothingListed, InputError."""
    entry = stored(id_of(request.path_params["slug"], run), run)
    wanted = fulltexts.wanted_of(entry) if entry else None
    text = fulltexts.kept(wanted, run) if wanted else None
    if entry is None or text is None:
        message = "no full text is kept of a paper of this address: get it on the paper's page"
        raise NothingListed(message)
    return entry, text


def _asker(run: Run) -> Asker:
    if run.settings.model == EMBEDDED:
        message = "no language model is set: choose one as `model` in the settings"
        raise UsageError(message)
    return fulltexts.asker(run)

"""A page that says one thing, such as what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.serve.pages import rendered, security
from summarizer.serve.shelves import bare_look

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def message(request: Request, status: int, line: str) -> Response:
    """A page that says one thing, such as what went wrong."""
    from starlette.responses import HTMLResponse

    root = "../" * (request.url.path.count("/") - 1)
    text = rendered("message.html", bare_look(request.app.state.serving), root, line=line)
    headers = {"content-security-policy": security()}
    return HTMLResponse(text, status, headers)

"""A page that says one thing, such as what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.serve.pages import rendered, security
from summarizer.serve.shelves import bare_look

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


_HEADINGS = {404: "Not here", 405: "Not possible here", 500: "A fault of the program"}


def message(request: Request, status: int, line: str) -> Response:
    """A page that says one thing, such as what went wrong."""
    from starlette.responses import HTMLResponse

    root = "../" * (request.url.path.count("/") - 1)
    heading = _HEADINGS.get(status, "This did not work")
    line = f"{line[:1].upper()}{line[1:]}{'' if line.endswith('.') else '.'}"
    look = bare_look(request.app.state.serving)
    text = rendered("message.html", look, root, heading=heading, line=line)
    headers = {"content-security-policy": security()}
    return HTMLResponse(text, status, headers)

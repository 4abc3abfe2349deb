"""A page as an answer: rendered, with its policy, and kept until what it shows changes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from summarizer.renderers.html import pages
from summarizer.renderers.html.policy import policy
from summarizer.settings import folder
from summarizer.site import frame, sharedfiles
from summarizer.site.buildstate import hashed

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from summarizer.renderers.html.policy import Policy
    from summarizer.site.frame import Look

TEMPLATES = Path(__file__).parent / "templates"
_NAMES = (
    "serve.css",
    "desk.css",
    "desk.js",
    "topicbox.js",
    "textbox.js",
    "reviewing.js",
    "forms.js",
)
PARTS = tuple(Path(__file__).parent / name for name in _NAMES)
"""Styles and scripts of every page here, beside those of all pages."""
_KEPT = 200
"""Pages in memory at once, of about 100 kB each."""


class Kept:
    """The pages that were asked for last, by their address, as long as nothing changed."""

    def __init__(self) -> None:
        """Nothing was asked for yet."""
        self._pages: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._lock = Lock()

    def get(self, address: str, mark: str, make: Callable[[], str]) -> bytes:
        """The page, made anew where its mark is another one."""
        with self._lock:
            found = self._pages.get(address)
            if found and found[0] == mark:
                self._pages.move_to_end(address)
                return found[1]
        made = make().encode("utf-8", "replace")
        with self._lock:
            self._pages[address] = mark, made
            self._pages.move_to_end(address)
            if len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        return made


def answer(request: Request, mark: str, make: Callable[[], str]) -> Response:
    """A page, or nothing but that the browser's own is still right."""
    from starlette.responses import HTMLResponse, Response

    tag = f'"{mark}"'
    headers = {"etag": tag, "content-security-policy": security()}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    address = f"{request.url.path}?{request.url.query}"
    kept: Kept = request.app.state.serving.pages
    return HTMLResponse(kept.get(address, mark, make), headers=headers)


def moved(to: str) -> Callable[[Request], Response]:
    """A short address, which leads to the page's own; `{name}` stands for what was given for it."""
    from starlette.responses import RedirectResponse

    def route(request: Request) -> Response:
        given = {name: quote(str(each), safe="") for name, each in request.path_params.items()}
        return RedirectResponse(to.format(**given), 307)

    return route


def mark(*inputs: object) -> str:
    """What changes whenever a page made of these does."""
    return hashed(*inputs)


@cache
def guard() -> Policy:
    """The policy of every page: that of a site, whose pages may also ask their own server."""
    own = policy(sharedfiles.STYLE, frame.COPY, *PARTS, files=True)
    text = own.text.replace("form-action 'none'", "form-action 'self'")
    return replace(own, text=f"{text}; connect-src 'self'")


def security() -> str:
    """The same as a header, which can say more than a page."""
    return f"{guard().text}; frame-ancestors 'none'"


def rendered(template: str, look: Look, root: str, **values: Any) -> str:
    """A template of the site, or of this room, as text."""
    return pages.render(
        template,
        TEMPLATES,
        frame.TEMPLATES,
        kept=folder("cache") / "templates",
        guard=guard(),
        site=look,
        root=root,
        **values,
    )

"""What stands before every request: who may ask, from where, how much; and what answers say of it.

A page of another site can send requests here, and name this machine by a name of its own (DNS
rebinding). So the Host is checked, and whatever changes something must come from our own pages or
from no browser. Beyond this machine a token is needed.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "summarizer"
LARGEST = 1_000_000
"""Bytes of a request's body, at most."""
_LONGEST = 8_000
"""Bytes of a path or a query, at most."""
_SAFE = {"GET", "HEAD", "OPTIONS"}
_OWN = {"same-origin", "none"}
_YEAR = 365 * 24 * 3600
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "cache-control": "private, no-cache",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered: the status, and a line that says what to do."""

    status: int
    why: str


@dataclass
class Guard:
    """An application behind its checks. `hosts` are the names it answers to, with their port.

    With a token any name may be used: who does not know it learns nothing.
    """

    app: ASGIApp
    hosts: frozenset[str]
    token: str | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request, and pass it on or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        from starlette.datastructures import Headers

        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is None and self.token and _token_of_query(scope):
            await self._let_in(scope, receive, send)
        elif refusal:
            await _refuse(refusal, scope, receive, send)
        else:
            await self.app(scope, _bounded(receive), _marked(send))

    def _refusal(self, scope: Scope, headers: Headers) -> Refusal | None:
        host = headers.get("host", "").lower()
        path, query = scope.get("raw_path") or b"", scope.get("query_string") or b""
        if len(path) > _LONGEST or len(query) > _LONGEST:
            return Refusal(414, "the address is too long: shorten the query")
        if not self.token and host not in self.hosts:
            names = " or ".join(sorted(self.hosts))
            return Refusal(403, f"this server answers only as {names}: open that address")
        if self.token and not self._knows_token(scope, headers):
            return Refusal(401, "open the address that `summarize serve` printed, with its token")
        if scope["method"] not in _SAFE:
            return _refused_write(host, headers)
        return None

    def _knows_token(self, scope: Scope, headers: Headers) -> bool:
        """Whether the token comes as a cookie, as a header, or in the address."""
        kind, _, value = headers.get("authorization", "").partition(" ")
        given = (
            value.strip() if kind.lower() == "bearer" else "",
            *_cookies(headers),
            _token_of_query(scope),
        )
        token = (self.token or "").encode()
        return any(hmac.compare_digest(each.encode(), token) for each in given)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Keep the token as a cookie, and take it out of the address."""
        from starlette.responses import RedirectResponse

        kept = [pair for pair in _query(scope) if pair[0] != "token"]
        raw = scope.get("raw_path") or quote(scope["path"]).encode()
        path = "/" + raw.decode("latin-1").lstrip("/\\")
        answer = RedirectResponse(f"{path}?{urlencode(kept)}" if kept else path, 303)
        answer.set_cookie(
            COOKIE, self.token or "", max_age=_YEAR, httponly=True, samesite="strict", path="/"
        )
        await answer(scope, receive, _marked(send))


def _refused_write(host: str, headers: Headers) -> Refusal | None:
    """Why a request may change nothing; None where it may."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    own = {f"http://{host}", f"https://{host}"}
    if site == "same-origin":  # what our own forms send: the pages ask for no referrer
        own.add("null")
    if origin is not None and origin.lower() not in own:
        return Refusal(403, "another site may change nothing here")
    if site is not None and site not in _OWN:
        return Refusal(403, "another site may change nothing here")
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    length = headers.get("content-length", "")
    has_body = length not in {"", "0"} or "transfer-encoding" in headers
    if has_body and kind != "application/json":
        return Refusal(415, "send JSON, as `Content-Type: application/json`")
    if length.isdigit() and int(length[:20]) > LARGEST:
        return Refusal(413, f"send at most {LARGEST:,} bytes")
    return None


def _cookies(headers: Headers) -> list[str]:
    """All that our cookie may hold, as it was set: what others set beside it may be anything."""
    from starlette.requests import cookie_parser

    found = (cookie_parser(each) for each in headers.getlist("cookie"))
    return [each[COOKIE] for each in found if COOKIE in each]


def _query(scope: Scope) -> list[tuple[str, str]]:
    text = (scope.get("query_string") or b"").decode("latin-1")
    return parse_qsl(text, keep_blank_values=True)


def _token_of_query(scope: Scope) -> str:
    if scope["method"] not in _SAFE:
        return ""
    return next((value for name, value in _query(scope) if name == "token"), "")


def _bounded(receive: Receive) -> Receive:
    """The body of a request, which ends where it becomes too long."""
    seen = 0

    async def take() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST:
            from starlette.exceptions import HTTPException

            raise HTTPException(413, f"send at most {LARGEST:,} bytes")
        return message

    return take


def _marked(send: Send) -> Send:
    """Answers with the headers that keep a page to itself."""

    async def give(message: Message) -> None:
        if message["type"] == "http.response.start":
            from starlette.datastructures import MutableHeaders

            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return give


async def _refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    """Say why, as JSON to a program and as plain text to a person."""
    from starlette.responses import JSONResponse, PlainTextResponse, Response

    answer: Response = PlainTextResponse(f"{refusal.why}\n", refusal.status)
    if scope["path"].startswith("/api/"):
        answer = JSONResponse({"error": refusal.why}, refusal.status)
    await answer(scope, receive, _marked(send))

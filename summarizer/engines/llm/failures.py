"""What it means where there is no answer of the SDK, or none that can be read."""

from __future__ import annotations

import errno
from contextlib import suppress
from socket import AF_INET, AF_INET6, AddressFamily, socket
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from summarizer.engines.llm.refusals import WebPage, refusal
from summarizer.errors import NotAnnotated, NotRunning, Refused, Unreachable
from summarizer.network.retries import Passing
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from summarizer.engines.llm.providers import Server

_TITLE = 60
"""Characters of a page that came instead of an answer, as it is shown."""

_FOUR, _SIX = (AF_INET, "127.0.0.1"), (AF_INET6, "::1")
_HERE = {"127.0.0.1": [_FOUR], "::1": [_SIX], "localhost": [_FOUR, _SIX]}
_NOBODY = frozenset({errno.ECONNREFUSED, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})
_KNOCK = 0.5
"""Seconds that a port of this machine has to take a connection."""


def check_listening(server: Server) -> None:
    """Raise NotRunning where nothing listens on this machine: loading the SDK takes longer.

    Whatever hinders the look itself is said when the server is asked.
    """
    parts = urlsplit(server.base_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    places = _HERE.get(parts.hostname or "", [])
    if places and all(_knocked(*place, port) in _NOBODY for place in places):
        raise _not_running(server)


def _knocked(family: AddressFamily, host: str, port: int) -> int:
    """The error of connecting; 0 where there is none, or the look itself is hindered."""
    with suppress(Exception), socket(family) as knocking:
        knocking.settimeout(_KNOCK)
        return knocking.connect_ex((host, port))
    return 0


Kind = Literal["late", "unconnected", "unread", "other"]
"""What was wrong, as the SDK's types of errors tell it."""


def unanswered(error: Exception, kind: Kind, server: Server, patience: float) -> Exception:
    """Our error for one of the libraries'; `patience` are the seconds that were waited at most."""
    where = server.shown_url
    if kind == "late" and not _broken(error):
        late = Unreachable(f"{where} did not answer within {patience:g} s")
        return Passing(late, lost=True, crowded=True)
    if kind in {"late", "unconnected"}:
        return _unconnected(error, server)
    if kind == "unread":
        return _unread(error, server)
    what = server.hidden(one_line(f"{type(error).__name__}: {error}"))
    return NotAnnotated(f"the library that connects to {where} failed: {what}")


def _unconnected(error: Exception, server: Server) -> Exception:
    import httpx2

    from summarizer.engines.llm.guard import REDIRECTS

    where = server.shown_url
    if isinstance(causes(error)[-1], httpx2.TooManyRedirects):
        return Refused(f"{where}: more than {REDIRECTS} redirects")
    if _refused(error):
        return Passing(_not_running(server), lost=True)
    why = server.hidden(_why(error))
    return Passing(Unreachable(f"cannot reach {where}: {why}"), lost=True)


def _not_running(server: Server) -> NotRunning:
    advice = server.start_advice
    return NotRunning(f"cannot reach {server.shown_url}: nothing listens there: {advice}")


def _unread(error: Exception, server: Server) -> Passing:
    """A page, or JSON that is cut; the decoder's errors hold what it was given."""
    where, given = server.shown_url, getattr(error, "doc", None)
    if isinstance(given, str) and given.strip()[:1] not in {"", "{", "["}:
        title = server.hidden(refusal(0, given, {}).shown[:_TITLE])
        what = f"{where} answers with `{title}` and no JSON: {server.address_advice}"
        return WebPage(Unreachable(what))
    return Passing(Unreachable(f"{where} did not answer with JSON"), lost=True)


def _refused(error: BaseException) -> bool:
    """Tell whether the machine is there, and has nothing at that port."""
    return any(
        isinstance(cause, ConnectionRefusedError)
        or getattr(cause, "errno", None) == errno.ECONNREFUSED
        for cause in causes(error)
    )


def _broken(error: BaseException) -> bool:
    """Whether a connection failed or ended, which aiohttp's adapter calls a time-out as well."""
    import aiohttp

    return any(
        isinstance(cause, aiohttp.ClientConnectionError) and not isinstance(cause, TimeoutError)
        for cause in causes(error)
    )


def _why(error: BaseException) -> str:
    """What broke a connection, in the words of who noticed it."""
    import aiohttp

    cause = causes(error)[-1]
    if isinstance(cause, aiohttp.ServerDisconnectedError):
        return "the server closed the connection before the answer was complete"
    return one_line(str(cause)) or type(cause).__name__


def causes(error: BaseException) -> list[BaseException]:
    """An error and what it was raised from, the first cause last."""
    found = [error]
    while found[-1].__cause__:
        found.append(found[-1].__cause__)
    return found

"""A message posted without Apprise: one request, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.deliver import Answer, Verdict
from summarizer.deliver.answers import Lost, NeverSent, judged, patiently

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.deliver import Request, Target

_CONNECT_SECONDS = 10.0


def posted(
    make: Callable[[], Request],
    target: Target,
    limits: tuple[float, float],
    handing_over: Callable[[], None],
    waiting: Callable[[str], None],
) -> Verdict:
    """Post what `make` gives, anew for each try; `limits` are the seconds for an answer and a wait.

    `handing_over` is called just before each, `waiting` with the reason before each new try.
    """
    timeout, most = limits

    def once() -> Answer:
        request = make()
        handing_over()
        return _once(request, timeout)

    try:
        return patiently(once, lambda each: judged(target, each), most, waiting)[0]
    except NeverSent as error:
        return Verdict("refused", str(error))
    except Lost as error:
        return Verdict("unclear", str(error))


def _once(request: Request, timeout: float) -> Answer:
    import httpx

    limit = httpx.Timeout(timeout, connect=min(timeout, _CONNECT_SECONDS))
    try:
        found = httpx.post(
            request.url, content=request.body, headers=dict(request.headers), timeout=limit
        )
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
        untrusted = "CERTIFICATE" in str(error) or "SSL" in str(error)
        message = "no safe connection" if untrusted else "cannot connect"
        raise NeverSent(message, lasting=untrusted) from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError) as error:
        message = "the address is not valid"
        raise NeverSent(message, lasting=True) from error
    except httpx.TimeoutException as error:
        message = "it did not answer in time"
        raise Lost(message) from error
    except httpx.HTTPError as error:
        message = "the connection broke before it answered"
        raise Lost(message) from error
    return Answer(found.status_code, dict(found.headers), found.content)

"""The one HTTP client: who we are, time and size limits, retries and waits.

Every failure of the library below comes out as one of our errors.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.errors import Refused, Unreachable
from summarizer.observer import Observer, Silent

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    import httpx
    from tenacity import RetryCallState

    from summarizer.settings import Settings

USER_AGENT = f"summarizer/{__version__} (paper digest)"
MAX_BYTES = 32 << 20
ATTEMPTS = 4
TOTAL_FACTOR = 4
_CONNECT_SECONDS = 10.0
_OK, _REQUEST_TIMEOUT, _TOO_MANY, _SERVER_ERROR = 200, 408, 429, 500


_SLEEP: ContextVar[Callable[[float], None]] = ContextVar("sleep", default=time.sleep)
_Passing = Unreachable | Refused


@dataclass(frozen=True)
class Answer:
    """What a server said: status, headers with lower-case names, and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _TryAgain(Exception):
    """A failure that may pass; `wait` is what the server asked for, in seconds."""

    def __init__(self, error: _Passing, wait: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait


@dataclass
class Client:
    """A client for one run."""

    settings: Settings
    observer: Observer = field(default_factory=Silent)
    _http: httpx.Client | None = field(default=None, repr=False)

    def get(self, url: str, query: Mapping[str, str], accept: Collection[int] = ()) -> Answer:
        """Fetch a URL; statuses other than 200 and those in `accept` are errors.

        Raises Unreachable where no whole answer came, and Refused where the
        server said no, after the retries that make sense for either.
        """
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

        retrying = Retrying(
            retry=retry_if_exception_type(_TryAgain),
            stop=stop_after_attempt(ATTEMPTS),
            wait=self._wait,
            sleep=_SLEEP.get(),
            reraise=True,
        )
        try:
            answer: Answer = retrying(self._once, url, query, accept)
        except _TryAgain as failure:
            raise failure.error from failure
        return answer

    def close(self) -> None:
        """Let the connections go; a later request opens them anew."""
        if self._http:
            self._http.close()
            self._http = None

    def _wait(self, state: RetryCallState) -> float:
        """What the server asks for, else a growing time with jitter."""
        from tenacity import wait_random_exponential

        failure = state.outcome.exception() if state.outcome else None
        asked = failure.wait if isinstance(failure, _TryAgain) else None
        if asked is None:
            return float(wait_random_exponential(multiplier=0.5, max=8)(state))
        self.observer.note(f"{failure}; waiting {asked:.0f} s, as it asks")
        return asked

    def _once(self, url: str, query: Mapping[str, str], accept: Collection[int]) -> Answer:
        import httpx

        try:
            self._http = self._http or _new_client(self.settings.timeout)
            answer = self._read(url, query)
        except httpx.TimeoutException as error:
            message = f"{url} did not answer within {self.settings.timeout:g} s"
            raise _TryAgain(Unreachable(message)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = str(error) or type(error).__name__
            message = f"cannot reach {url}: {reason}: check the network, or use `--offline`"
            raise _TryAgain(Unreachable(message)) from error
        except (OSError, ValueError, ImportError) as error:
            message = f"cannot reach {url}: {error}: check proxy, certificate and address settings"
            raise Unreachable(message) from error
        self.observer.detail(f"GET {url} {dict(query)}: {answer.status}, {len(answer.body)} bytes")
        self._check(url, answer, accept)
        return answer

    def _read(self, url: str, query: Mapping[str, str]) -> Answer:
        """The whole body, within the limits for size and total time."""
        import httpx

        deadline = time.monotonic() + self.settings.timeout * TOTAL_FACTOR
        parts: list[bytes] = []
        size = 0
        assert self._http is not None  # noqa: S101 - made by the only caller
        with self._http.stream("GET", url, params=dict(query)) as response:
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > MAX_BYTES:
                    message = f"{url} answered more than {MAX_BYTES >> 20} MB: not read"
                    raise Unreachable(message)
                if time.monotonic() > deadline:
                    message = "the whole answer took too long"
                    raise httpx.ReadTimeout(message)
            return Answer(response.status_code, dict(response.headers), b"".join(parts))

    def _check(self, url: str, answer: Answer, accept: Collection[int]) -> None:
        status = answer.status
        if status == _OK or status in accept:
            return
        if status == _TOO_MANY:
            message = f"{url} limits requests (429)"
            raise self._later(Refused(f"{message}: try again in some minutes"), message, answer)
        if status == _REQUEST_TIMEOUT or status >= _SERVER_ERROR:
            message = f"{url} answered {status}"
            error = Unreachable(f"{message}: the server has a problem, try again later")
            raise self._later(error, message, answer)
        elsewhere = answer.headers.get("location")
        where = f" and points to {elsewhere}" if elsewhere else ""
        message = f"{url} refused the request with status {status}{where}"
        raise Refused(message)

    def _later(self, error: _Passing, what: str, answer: Answer) -> Exception:
        """The failure to try again after, or to give up with where the wait asked is too long."""
        wait = retry_after(answer.headers)
        if wait is not None and wait > self.settings.max_wait:
            return type(error)(f"{what}: it asks to try again in {wait:.0f} s")
        return _TryAgain(error, wait)


@contextmanager
def testing() -> Iterator[None]:
    """Retry without waiting, inside this context: a switch for tests."""
    token = _SLEEP.set(lambda _: None)
    try:
        yield
    finally:
        _SLEEP.reset(token)


def _new_client(timeout: float) -> httpx.Client:
    import httpx

    limits = httpx.Timeout(timeout, connect=min(timeout, _CONNECT_SECONDS))
    headers = {"User-Agent": USER_AGENT, "Accept": "application/json, text/html;q=0.9"}
    return httpx.Client(timeout=limits, headers=headers, follow_redirects=False)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds a server asks to wait: `Retry-After` (number or date), or `t` of `RateLimit`."""
    import re
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    given = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", given):
        return float(given)
    if given:
        try:
            moment = parsedate_to_datetime(given)
            return max(0.0, (moment - datetime.now(UTC)).total_seconds())
        except (ValueError, TypeError):
            return None
    match = re.search(r"(?:^|;)\s*t=(\d+)", headers.get("ratelimit", ""))
    return float(match[1]) if match else None

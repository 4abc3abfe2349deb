"""The one HTTP client: who we are, politeness, redirects, retries and waits.

Every failure of the library below comes out as one of our errors.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from summarizer.errors import BadAnswer, Refused, SettingsError, TooMany, Unreachable
from summarizer.network import manners as politeness
from summarizer.network.addresses import check, is_private, origin, redirected
from summarizer.network.connection import Answer, Connection, OutOfTime
from summarizer.network.ratelimits import RateLimits, retry_after
from summarizer.network.throttle import Throttle
from summarizer.network.webcache import conditions
from summarizer.observer import Observer, Silent
from summarizer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from tenacity import RetryCallState

    from summarizer.network.manners import Manners
    from summarizer.network.webcache import WebCache

USER_AGENT = politeness.user_agent(None)
ATTEMPTS = 4
TOTAL_FACTOR = 4
_REDIRECTS = 5
_ACCEPT = "application/json, application/atom+xml, application/rss+xml, text/html;q=0.9, */*;q=0.1"
_OK, _NOT_MODIFIED, _REQUEST_TIMEOUT, _TOO_MANY, _SERVER_ERROR = 200, 304, 408, 429, 500
_BACKED_OFF = (Refused, BadAnswer)
_REDIRECTED = {301, 302, 303, 307, 308}

_SLEEP: ContextVar[Callable[[float], None]] = ContextVar("sleep", default=time.sleep)


class _TryAgain(Exception):
    """A failure that may pass; `wait` is what the server asked for, in seconds."""

    def __init__(self, error: Unreachable | Refused, wait: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait


@dataclass(frozen=True)
class Question:
    """What is asked for, and the manners of the site that is asked."""

    url: str
    query: Mapping[str, str]
    manners: Manners


@dataclass
class Client:
    """A client for one run.

    `cache` keeps answers with an ETag or a Last-Modified; `recorder` is told of every
    exchange: URL, query and answer. `named` are addresses that the reader gave in a SPEC.
    """

    settings: Settings
    observer: Observer = field(default_factory=Silent)
    cache: WebCache | None = None
    recorder: Callable[[str, Mapping[str, str], Answer], None] | None = None
    named: set[str] = field(default_factory=set)
    _line: Connection | None = field(default=None, repr=False)
    _limits: RateLimits = field(default_factory=RateLimits, repr=False)

    def get(
        self,
        url: str,
        query: Mapping[str, str],
        accept: Collection[int] = (),
        trouble: Callable[[Answer], str | None] = lambda _: None,
        manners: Manners = politeness.ANY,
    ) -> Answer:
        """Fetch a URL; statuses other than 200 and those in `accept` are errors.

        `trouble` says what is wrong with an answer that is worth another try; `manners` how
        the site wants to be asked.
        Raises Unreachable where no whole answer came (BadAnswer where a broken one
        did), and Refused where the server said no, after the retries that make
        sense for either.
        """
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

        check(url, self._configured())
        throttle = self._throttle(url, manners)
        retrying = Retrying(
            retry=retry_if_exception_type(_TryAgain),
            stop=stop_after_attempt(ATTEMPTS),
            wait=lambda state: self._wait(state, throttle),
            sleep=_SLEEP.get(),
            reraise=True,
        )
        try:
            asked = Question(url, query, manners)
            answer: Answer = retrying(self._once, asked, accept, trouble, throttle)
        except _TryAgain as failure:
            raise failure.error from failure
        return answer

    def close(self) -> None:
        """Let the connection go; a later request opens one anew."""
        if self._line:
            self._line.close()

    def _configured(self) -> set[str]:
        """The addresses that the reader set or named, which may be private ones."""
        usual, origins = Settings().endpoints, self.settings.origins
        return self.named | {
            url
            for name, url in self.settings.endpoints.items()
            if url != usual[name] or origins.get(name, "default") != "default"
        }

    def _throttle(self, url: str, manners: Manners) -> Throttle | None:
        """The turns to take: arXiv wants one request at a time, seconds apart; others as told."""
        place = origin(url)
        settings = self.settings
        theirs = (settings.arxiv_endpoint, settings.arxiv_feeds, settings.arxiv_oai)
        is_arxiv = place[1] == "arxiv.org" or place in set(map(origin, theirs))
        if not is_arxiv:
            pause = self.settings.site_pause
            pause = manners.pause if pause is None else pause
            site = f"{place[1]}-{place[2]}"
            turns = Throttle(site, pause, self.observer, _SLEEP.get(), manners.back_off)
            return turns if manners.pause > 0 else None
        site = "arxiv.org" if place[1].endswith("arxiv.org") else f"{place[1]}-{place[2]}"
        return Throttle(site, self.settings.arxiv_pause, self.observer, _SLEEP.get())

    def _wait(self, state: RetryCallState, throttle: Throttle | None) -> float:
        """Seconds before the next try: what is asked for, else a growing time with jitter."""
        from tenacity import wait_random_exponential

        failure = state.outcome.exception() if state.outcome else None
        asked = None
        if isinstance(failure, _TryAgain):
            asked = self._asked_wait(failure, state.attempt_number, throttle)
        if asked is None:
            return float(wait_random_exponential(multiplier=0.5, max=8)(state))
        self.observer.note(f"{failure}; waiting {asked:.0f} s")
        return asked

    def _asked_wait(
        self, failure: _TryAgain, attempt: int, throttle: Throttle | None
    ) -> float | None:
        """What the server asks for; a site that is asked by turns gets a growing time at least."""
        if not throttle or not isinstance(failure.error, _BACKED_OFF):
            return failure.wait
        longest = max(throttle.back_off, self.settings.max_wait)
        grown = min(longest, throttle.back_off * 2 ** (attempt - 1))
        seconds: float = max(failure.wait or 0.0, grown)
        throttle.hold_back(seconds)
        return seconds

    def _once(
        self,
        asked: Question,
        accept: Collection[int],
        trouble: Callable[[Answer], str | None],
        throttle: Throttle | None,
    ) -> Answer:
        import httpx

        url = asked.url
        try:
            with throttle.one() if throttle else nullcontext():
                answer = self._asked(asked)
        except (httpx.TimeoutException, OutOfTime) as error:
            limit = self.settings.timeout * (TOTAL_FACTOR if isinstance(error, OutOfTime) else 1)
            what = "send its whole answer" if isinstance(error, OutOfTime) else "answer"
            message = f"{url} did not {what} within {limit:g} s"
            raise _TryAgain(Unreachable(message)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = str(error) or type(error).__name__
            instead = "use `--offline` for what is stored, or save the page and give the file"
            message = f"cannot reach {url}: {reason}: check the network, {instead}"
            raise _TryAgain(Unreachable(message)) from error
        except (OSError, ValueError, ImportError) as error:
            message = f"cannot reach {url}: {error}: check proxy, certificate and address settings"
            raise Unreachable(message) from error
        self.observer.detail(
            f"GET {url} {dict(asked.query)}: {answer.status}, {len(answer.body)} bytes"
        )
        self._check(url, answer, accept)
        wrong = trouble(answer)
        if wrong:
            message = f"{url} {wrong}: try again later"
            raise _TryAgain(BadAnswer(message))
        return answer

    def _asked(self, asked: Question) -> Answer:
        """The answer of the site, or the kept one where the site says that it has not changed."""
        url, query = asked.url, asked.query
        key = f"{url}?{urlencode(sorted(query.items()))}"
        kept = self.cache.get(key) if self.cache else None
        answer = self._followed(asked, conditions(kept) if kept else {})
        if kept and answer.status == _NOT_MODIFIED:
            self.observer.detail(f"{url} has not changed: the kept answer is used")
            return Answer(_OK, {**kept.headers, **answer.headers}, kept.body)
        if self.cache and answer.status == _OK:
            self.cache.put(key, answer)
        return answer

    def _followed(self, asked: Question, extra: Mapping[str, str]) -> Answer:
        """The answer, over redirects within the site."""
        url, query, secrets = asked.url, asked.query, asked.manners.secrets
        for _ in range(_REDIRECTS):
            wait = self._limits.wait(url, self.settings.max_wait)
            if wait:
                self.observer.note(f"{url}: the site's rate limit is used up; waiting {wait:.0f} s")
                _SLEEP.get()(wait)
            own = asked.manners.headers if origin(url) == origin(asked.url) else {}
            headers = {**self._headers(url), **own, **extra}
            answer = self._connection().ask(url, {**query, **secrets}, headers)
            self._limits.note(url, answer)
            if self.recorder:
                self.recorder(asked.manners.hushed(url), query, self._told(asked, answer))
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTED or not location:
                return answer
            url, query, secrets = redirected(url, location), {}, {}
            check(url, self._configured())
        message = f"{asked.url}: more than {_REDIRECTS} redirects"
        raise Refused(message)

    @staticmethod
    def _told(asked: Question, answer: Answer) -> Answer:
        """An answer without the keys that a redirect repeats."""
        headers = {name: asked.manners.hushed(each) for name, each in answer.headers.items()}
        return Answer(answer.status, headers, answer.body) if asked.manners.secrets else answer

    def _connection(self) -> Connection:
        timeout = self.settings.timeout
        self._line = self._line or Connection(timeout, timeout * TOTAL_FACTOR, self._check_peer)
        return self._line

    def _check_peer(self, host: str, address: str) -> None:
        """A public name must not lead to this machine or a private network, unless it was set."""
        if not is_private(address) or is_private(host) or _by_proxy(host):
            return
        if host not in {origin(url)[1] for url in self._configured()}:
            message = (
                f"{host} leads to {address}, a private address: not used unless you set it as "
                "an endpoint (see `summarize config`)"
            )
            raise Refused(message)

    def _headers(self, url: str) -> dict[str, str]:
        """Who asks, and for what; the token for Hugging Face goes nowhere else."""
        agent = politeness.user_agent(self.settings.contact)
        headers = {"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        token = os.environ.get("HF_TOKEN", "").strip()
        theirs = origin(url) == origin(self.settings.hf_endpoint)
        if token and theirs and (url.startswith("https:") or is_private(origin(url)[1])):
            if not re.fullmatch(r"[!-~]+", token):
                message = "`HF_TOKEN` holds characters that no token has: set it again"
                raise SettingsError(message)
            headers["Authorization"] = f"Bearer {token}"
        return headers

    def _check(self, url: str, answer: Answer, accept: Collection[int]) -> None:
        status = answer.status
        if status == _OK or status in accept:
            return
        if status == _TOO_MANY:
            message = f"{url} allows no more requests now (429)"
            raise self._later(TooMany(f"{message}: try again in a few minutes"), message, answer)
        if status == _REQUEST_TIMEOUT or status >= _SERVER_ERROR:
            message = f"{url} answered {status}"
            error = BadAnswer(f"{message}: the server has a problem, try again later")
            raise self._later(error, message, answer)
        message = f"{url} refused the request with status {status}"
        raise Refused(message)

    def _later(self, error: Unreachable | Refused, what: str, answer: Answer) -> Exception:
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


def _by_proxy(host: str) -> bool:
    """Whether requests to a host go through a proxy, whose address is then the one connected to."""
    from urllib.request import getproxies, proxy_bypass

    return bool(getproxies()) and not proxy_bypass(host)

"""The one retry policy for a model's server, and for one that takes mail."""

from __future__ import annotations

import asyncio
import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from tenacity import AsyncRetrying, RetryCallState, Retrying

    from summarizer.errors import Refused, Unreachable

ATTEMPTS = 6
LONGEST = 20.0
_FIRST = 0.5
PASSING_STATUS = frozenset({408, 409, 425, 429})
_SERVER_ERROR = 500

_SLEEP: ContextVar[Callable[[float], Awaitable[Any]]] = ContextVar("sleep", default=asyncio.sleep)
_PAUSE: ContextVar[Callable[[float], None]] = ContextVar("pause", default=time.sleep)


class Passing(Exception):
    """A failure that may pass.

    `wait` is what the server asked for, in seconds; `lost` says that the server
    may have worked, and charged, for an answer that did not arrive; `crowded`
    that fewer requests at once may do better.
    """

    def __init__(
        self,
        error: Unreachable | Refused,
        wait: float | None = None,
        *,
        lost: bool = False,
        crowded: bool = False,
    ) -> None:
        """Keep the error that stands if the last try ends like this."""
        super().__init__(str(error))
        self.error = error
        self.wait = wait
        self.lost = lost
        self.crowded = crowded


def passes(status: int) -> bool:
    """Tell whether a refusal with this HTTP status may pass."""
    return status in PASSING_STATUS or status >= _SERVER_ERROR


def policy(before_sleep: Callable[[RetryCallState], None] | None = None) -> AsyncRetrying:
    """Tries again after each `Passing`: growing waits with jitter, `ATTEMPTS` tries in all.

    Where the server asked for a wait, all workers are held back for it (see
    `pace`), and this one waits no longer than they do.
    """
    from tenacity import AsyncRetrying

    return AsyncRetrying(sleep=_SLEEP.get(), **_rules(before_sleep))


def waiting_policy(before_sleep: Callable[[RetryCallState], None] | None = None) -> Retrying:
    """The same for what is done one after the other: it sleeps in between."""
    from tenacity import Retrying

    return Retrying(sleep=_PAUSE.get(), **_rules(before_sleep))


def _rules(before_sleep: Callable[[RetryCallState], None] | None) -> dict[str, Any]:
    """What both go by: they differ in how they sleep."""
    from tenacity import retry_if_exception_type, stop_after_attempt

    return {
        "retry": retry_if_exception_type(Passing),
        "stop": stop_after_attempt(ATTEMPTS),
        "wait": _wait,
        "before_sleep": before_sleep,
        "reraise": True,
    }


def _wait(state: RetryCallState) -> float:
    from tenacity import wait_random_exponential

    failure = state.outcome.exception() if state.outcome else None
    if isinstance(failure, Passing) and failure.wait is not None:
        return 0.0
    return float(wait_random_exponential(multiplier=_FIRST, max=LONGEST)(state))


async def pause(seconds: float) -> None:
    """Wait; not at all where tests are run."""
    await _SLEEP.get()(seconds)


def rest(seconds: float) -> None:
    """The same for what is done one after the other."""
    if seconds > 0:
        _PAUSE.get()(seconds)


def growing(attempt: int) -> float:
    """Seconds to wait after the try of this number, from 1, where a server does not say."""
    from random import uniform

    return uniform(0, min(_FIRST * 2**attempt, LONGEST))  # noqa: S311 - no secret


@contextmanager
def testing() -> Iterator[None]:
    """Retry without waiting, inside this context: a switch for tests."""

    async def at_once(_: float) -> None:
        await asyncio.sleep(0)

    token, pause = _SLEEP.set(at_once), _PAUSE.set(lambda _: None)
    try:
        yield
    finally:
        _SLEEP.reset(token)
        _PAUSE.reset(pause)

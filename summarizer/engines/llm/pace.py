"""The server's pace: how many requests at once, and when none at all."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.errors import Refused, ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

RELUCTANCE = 16
"""How much slower the limit grows where an answer was too late before."""

_MOMENT = 1.0
"""Seconds by which waits that several requests are asked for at once may differ."""


def _now() -> float:
    return asyncio.get_running_loop().time()


@dataclass
class Pace:
    """A limit that falls when the server says, or shows, that it is too much, and grows back.

    All requests of a run pass through `turn`. The limit starts at `most` and
    never exceeds it; `hold` keeps every request back for a time.
    """

    most: int
    active: int = 0
    halved: int = 0
    """How often the limit was halved."""
    closed: bool = False
    """Set when the run is to end: nothing begins any more."""
    _why: ServiceError | None = None
    _limit: float = field(init=False)
    _known_good: float = field(init=False)
    _answers: deque[float] = field(init=False, repr=False)
    _held_until: float = 0.0
    _slowed_at: float = -1.0
    _waiting: deque[asyncio.Future[None]] = field(default_factory=deque, repr=False)
    clock: Callable[[], float] = field(default=_now, repr=False)

    def __post_init__(self) -> None:
        """Start at full pace."""
        self._limit = self._known_good = float(self.most)
        self._answers = deque(maxlen=2 * self.most)

    @property
    def limit(self) -> int:
        """How many requests may be in the works at once."""
        return max(1, int(self._limit))

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[float]:
        """One request's time in the works; gives the moment it began."""
        await self._enter()
        try:
            yield self.clock()
        finally:
            self.active -= 1
            self._wake()

    async def _enter(self) -> None:
        while True:
            if self.closed:
                message = "the run is ending: no more requests are sent"
                raise type(self._why)(str(self._why)) if self._why else Refused(message)
            wait = self._held_until - self.clock()
            if wait > 0:
                await asyncio.sleep(wait)
            elif self.active >= self.limit:
                await self._queue()
            else:
                self.active += 1
                return

    async def _queue(self) -> None:
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._wake()
            raise

    def _wake(self) -> None:
        free = self.limit - self.active
        while free > 0 and self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                free -= 1

    def close(self, why: ServiceError | None = None) -> None:
        """Let nothing begin any more: what waits to begin raises the first reason."""
        self.closed = True
        self._why = self._why or why

    def hold(self, seconds: float) -> bool:
        """Let no request begin for so many seconds; tells whether that is new to who waits."""
        until = self.clock() + seconds
        new = until > self._held_until + _MOMENT
        self._held_until = max(self._held_until, until)
        return new

    def too_fast(self, began: float) -> None:
        """Halve the limit, once for all the requests that were in the works together."""
        if began >= self._slowed_at:
            self._slow_to(self._limit / 2)

    def too_late(self, began: float) -> None:
        """Ask for no more at once than half of what was answered while a request waited in vain.

        A server that answers much in that time is not crowded; one that answers
        little works one by one. Growing past this costs a whole wait: it is done rarely.
        """
        answered = sum(moment >= began for moment in self._answers)
        if began >= self._slowed_at and answered / 2 < self._limit:
            self._slow_to(answered / 2)
            self._known_good = self._limit

    def _slow_to(self, limit: float) -> None:
        self._slowed_at = self.clock()
        self._limit = max(1.0, limit)
        self.halved += 1

    def went_well(self) -> None:
        """Grow by one for as many good answers as the limit is."""
        self._answers.append(self.clock())
        if self._limit < self.most:
            growth = 1 if self._limit < self._known_good else 1 / RELUCTANCE
            self._limit = min(float(self.most), self._limit + growth / self._limit)
            self._wake()

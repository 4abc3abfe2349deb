"""One budget and one rate for all workers of a run, in a file that they take turns with."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.engines.llm.rates import Rate
from summarizer.engines.llm.usage import Meter, in_part
from summarizer.files import write_atomic
from summarizer.papers.records import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from summarizer.engines.llm.usage import Price, Tokens

_LOOK_AGAIN = 0.05
"""Seconds until a request looks again whether others have given back what they hold."""


@dataclass
class Books:
    """What all workers took together; `held` are the worst cases of requests in the works."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    usd: float | None = 0.0
    unpriced: float = 0.0
    untold: int = 0
    held: float = 0.0
    told: bool = False
    begun: list[float] = field(default_factory=list)

    @property
    def spent(self) -> float:
        """What is gone for certain, or may be."""
        return (self.usd or 0.0) + self.unpriced

    def usage(self) -> Usage:
        """What the run took; the cost is None until a server has told tokens of known price."""
        usd = None if self.usd is None else round(self.usd, 6)
        took = Usage(self.requests, self.input_tokens, self.output_tokens, 0, usd)
        return in_part(took, self.untold, told=self.told)


@dataclass(frozen=True)
class Ledger:
    """The file; a worker that is killed leaves what it held as held, so nothing is exceeded."""

    path: Path

    def read(self) -> Books:
        """What is written so far."""
        try:
            return Books(**json.loads(self.path.read_bytes()))
        except FileNotFoundError:
            return Books()

    @contextmanager
    def open(self) -> Iterator[Books]:
        """The books, for this worker alone, written when it is done with them."""
        from filelock import FileLock

        with FileLock(self.path.with_suffix(".lock")):
            books = self.read()
            yield books
            write_atomic(self.path, json.dumps(vars(books)), durable=False)


@dataclass
class SharedMeter(Meter):
    """A meter whose limits hold for all workers together. Times are the clock's, of all machines.

    `Meter`'s own counts are this worker's.
    """

    ledger: Ledger | None = None
    clock: Callable[[], float] = time.time

    @classmethod
    def of(cls, meter: Meter, ledger: Ledger) -> SharedMeter:
        """The same prices and limits, for all who share the ledger."""
        limits = meter.max_usd, meter.max_requests
        return cls(meter.price, *limits, rate=meter.rate, ledger=ledger)

    async def reserve(self, worst: Tokens, price: Price | None = None) -> float:
        """Set a request's worst case aside; waits for the others where they hold what is left.

        Raises BudgetSpent where the request could exceed what all may take.
        """
        cost = (price or self.price)(worst) or 0.0 if self.max_usd is not None else 0.0
        while seconds := self._take(cost):  # noqa: ASYNC110 - other processes give back what they hold
            await asyncio.sleep(seconds)
        self.requests += 1
        return cost

    def _take(self, cost: float) -> float:
        """Take a request, and its cost; seconds to wait where that cannot be now."""
        assert self.ledger is not None  # noqa: S101 - `of` gives it
        with self.ledger.open() as books:
            self._check(books.requests, books.spent, cost)
            if self.max_usd is not None and books.spent + books.held + cost > self.max_usd:
                return _LOOK_AGAIN
            rate = Rate(self.rate.per_minute, deque(books.begun))
            now = self.clock()
            if wait := rate.wait(now):
                return wait
            rate.begin(now)
            books.begun = list(rate.begun)
            books.requests += 1
            books.held += cost
        return 0.0

    def settle(
        self,
        reserved: float,
        used: Tokens | None,
        *,
        charged: bool = True,
        price: Price | None = None,
    ) -> None:
        """Count a finished try for all."""
        super().settle(reserved, used, charged=charged, price=price)
        assert self.ledger is not None  # noqa: S101 - `of` gives it
        with self.ledger.open() as books:
            books.held = max(0.0, books.held - reserved)
            if used is None:
                books.unpriced += reserved if charged else 0.0
                books.untold += charged
                return
            books.told = True
            books.input_tokens += used.input
            books.output_tokens += used.output
            cost = (price or self.price)(used)
            books.usd = None if cost is None or books.usd is None else books.usd + cost

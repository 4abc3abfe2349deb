"""Writes that wait for the disk without holding up an event loop, many in one go."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

LINGER = 0.005
"""Seconds that a batch waits for more: next to an answer nothing, and a hop less for each."""

T = TypeVar("T")


@dataclass
class Writer(Generic[T]):
    """Has values written in a thread; those that come while it writes are its next batch.

    One hop between threads costs as much as a write, and one wait for the disk far more.
    """

    executor: Executor
    write_all: Callable[[list[T]], None]
    _waiting: list[tuple[T, asyncio.Future[None]]] = field(default_factory=list)
    _running: asyncio.Task[None] | None = None

    async def write(self, value: T) -> None:
        """Write a value; on return it is done, and it is done also if the caller is cancelled.

        Raises what `write_all` did of the batch.
        """
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((value, done))
        if self._running is None:
            self._running = asyncio.ensure_future(self._drain())
        await done

    async def flush(self) -> None:
        """Wait until nothing is left to write."""
        if self._running:
            await self._running

    async def _drain(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                await asyncio.sleep(LINGER)
                batch, self._waiting = self._waiting, []
                failure: Exception | None = None
                try:
                    await loop.run_in_executor(
                        self.executor, self.write_all, [value for value, _ in batch]
                    )
                except Exception as error:  # noqa: BLE001 - its waiters get it
                    failure = error
                for _, done in batch:
                    _settle(done, failure)
        finally:
            self._running = None


def _settle(done: asyncio.Future[None], failure: Exception | None) -> None:
    if done.done():
        return
    if failure:
        done.set_exception(failure)
    else:
        done.set_result(None)

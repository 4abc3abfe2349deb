"""Writes that wait for the disk without holding up an event loop, many in one go."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

LINGER = 0.005
"""Seconds that a batch waits for more: next to an answer nothing, and a hop less for each."""


@dataclass
class Writer:
    """Runs writes in a thread; those that come while it writes are its next batch.

    One hop between threads costs as much as a write, so there is one a batch.
    """

    executor: Executor
    _waiting: list[tuple[Callable[[], None], asyncio.Future[None]]] = field(default_factory=list)
    _running: asyncio.Task[None] | None = None

    async def write(self, write: Callable[[], None]) -> None:
        """Do one write; on return it is done, and it is done also if the caller is cancelled."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((write, done))
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
                failures = await loop.run_in_executor(
                    self.executor, _write_all, [write for write, _ in batch]
                )
                for (_, done), failure in zip(batch, failures, strict=True):
                    _settle(done, failure)
        finally:
            self._running = None


def _write_all(writes: list[Callable[[], None]]) -> list[BaseException | None]:
    failures: list[BaseException | None] = []
    for write in writes:
        try:
            write()
        except Exception as error:  # noqa: BLE001 - its waiter gets it
            failures.append(error)
        else:
            failures.append(None)
    return failures


def _settle(done: asyncio.Future[None], failure: BaseException | None) -> None:
    if done.done():
        return
    if failure:
        done.set_exception(failure)
    else:
        done.set_result(None)

"""An event loop for values that are iterated over: run a step, yield, run the next."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")


class Loop:
    """An event loop that runs a step at a time, also where one is running already."""

    def __enter__(self) -> Self:
        """Make the loop, in a thread where this one has a loop running."""
        self._runner = asyncio.Runner()
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            self._thread = None
        else:
            self._thread = ThreadPoolExecutor(1)
        return self

    def __exit__(self, *_: object) -> None:
        """Close the loop, with what still runs in it."""
        if self._thread is None:
            self._runner.close()
        else:
            self._thread.submit(self._runner.close).result()
            self._thread.shutdown()

    def run(self, step: Coroutine[object, object, T]) -> T:
        """Run a step to its end; Ctrl-C ends the step, not the tasks it has begun."""
        if self._thread is None:
            return self._runner.run(step)
        return self._thread.submit(self._runner.run, step).result()

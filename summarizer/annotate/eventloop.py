"""An event loop for values that are iterated over: run a step, yield, run the next."""

from __future__ import annotations

import asyncio
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
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
        if self._thread is not None:
            return self._thread.submit(self._runner.run, step).result()
        if _interruptible():
            return self._until_interrupted(step)
        return self._runner.run(step)

    def _until_interrupted(self, step: Coroutine[object, object, T]) -> T:
        """Run a step; Ctrl-C cancels it, and is raised when the loop has come to rest.

        Raised amid the loop, as asyncio's runner does where the step has just ended, it would
        break whichever task is at work, and leave a call to stop that ends the next step.
        """
        loop = self._runner.get_loop()
        task = loop.create_task(step)
        heard = 0

        def hear(*_: object) -> None:
            nonlocal heard
            heard += 1
            if heard > 1:  # the step does not end; so it is meant
                raise KeyboardInterrupt
            loop.call_soon_threadsafe(task.cancel)

        before = signal.signal(signal.SIGINT, hear)
        try:
            found = loop.run_until_complete(task)
        except KeyboardInterrupt:
            with suppress(RuntimeError):  # the call to stop that it may have left
                loop.run_until_complete(asyncio.sleep(0))
            raise
        except BaseException as error:
            if heard:
                raise KeyboardInterrupt from error
            raise
        finally:
            signal.signal(signal.SIGINT, before)
        if heard:
            raise KeyboardInterrupt
        return found


def _interruptible() -> bool:
    return (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )

"""Being told to end: SIGTERM and SIGHUP end a run as Ctrl-C does, with exit codes of their own."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_SIGNAL = 128
"""What a shell adds to the number of the signal that ended a command."""
_told: list[int] = []


@contextmanager
def heeded() -> Iterator[None]:
    """Let the signals that ask a program to end be Ctrl-C; those that are ignored stay so.

    A command that a script starts in the background ignores Ctrl-C's signal: it is held back
    then, as all that ends a run in peace hangs on it.
    """
    threading = sys.modules.get("threading")  # not loaded: there is one thread
    if threading and threading.current_thread() is not threading.main_thread():
        yield
        return
    _told.clear()
    names = (name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
    numbers = [number for name in names if _ends(number := getattr(signal, name))]
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN and hasattr(signal, "SIGHUP")
    if ignored:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in numbers:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)
        if ignored:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _ends(number: int) -> bool:
    return signal.getsignal(number) is signal.SIG_DFL


def _end(number: int, _: FrameType | None) -> None:
    _told.append(number)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.raise_signal(signal.SIGINT)


def code() -> int:
    """The exit code of a run that was told to end: 130 for Ctrl-C, 143 and 129 for the others."""
    return _SIGNAL + (_told[0] if _told else signal.SIGINT)


def message() -> str:
    """What is said of it."""
    how = f"ended by {signal.Signals(_told[0]).name}" if _told else "interrupted"
    return f"{how}; finished work is kept"

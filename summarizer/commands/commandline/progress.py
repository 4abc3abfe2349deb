"""Progress on standard error: a bar on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from summarizer.observer import Progress

EVERY = 5.0
"""Seconds between two plain lines."""
_MINUTE, _HOUR = 60, 3600
_BAR = 10
"""Columns of the bar itself: with the figures it fits into 80."""


@dataclass
class Reporter:
    """Shows how far a run is; nothing appears before a model was asked about a paper."""

    stream: TextIO
    terminal: bool
    clock: Callable[[], float] = time.monotonic
    _began: float | None = None
    _before: int = 0
    _said: float = 0.0
    _bar: Bar | None = field(default=None, repr=False)
    _task: TaskID | None = None

    def show(self, state: Progress) -> None:
        """Move the bar, or print a line where the last one is long enough ago."""
        now = self.clock()
        if self._began is None:
            self._began, self._before, self._said = now, state.cached, now
        if self.terminal:
            self._move(state)
        elif now - self._said >= EVERY:
            self._said = now
            self.stream.write(f"summarize: {self._line(state)}\n")
            self.stream.flush()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def _line(self, state: Progress) -> str:
        of = f"/{state.total}" if state.total else ""
        parts = [f"{state.done}{of} papers", f"{state.cached} cached", f"{state.skipped} skipped"]
        rate = self._rate(state)
        parts.append(f"{rate:.1f}/s" if rate >= 1 else f"{rate * _MINUTE:.1f}/min")
        if state.usage.requests or state.usage.usd is not None:
            parts.append("cost unknown" if state.usage.usd is None else f"${state.usage.usd:.4f}")
        if state.total and rate:
            parts.append(f"{duration((state.total - state.done) / rate)} left")
        return ", ".join(parts)

    def _rate(self, state: Progress) -> float:
        """Papers a second that were not kept from before."""
        seconds = self.clock() - (self._began or 0.0)
        return max(0, state.done - self._before) / seconds if seconds > 0 else 0.0

    def _move(self, state: Progress) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn

            self._bar = Progress(
                BarColumn(bar_width=_BAR),
                TextColumn("{task.description}", markup=False),
                console=Console(file=self.stream, markup=False, highlight=False),
                transient=True,
                redirect_stdout=False,
            )
            self._task = self._bar.add_task("", total=state.total)
            self._bar.start()
        if self._task is not None:
            self._bar.update(self._task, completed=state.done, description=self._line(state))


def duration(seconds: float) -> str:
    """A time as people say it: `40 s`, `3 min`, `2 h 5 min`."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{int(seconds // _HOUR)} h {int(seconds % _HOUR // _MINUTE)} min"

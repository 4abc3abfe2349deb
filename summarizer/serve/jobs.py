"""Runs begun from a page: one at a time, each with everything that it told so far."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from summarizer.errors import UsageError
from summarizer.serve.worker import ENDS, Order, work

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from summarizer.serve.worker import Event

_REMEMBERED = 20
"""Runs whose events are kept after their end."""
_MOST_EVENTS = 2_000


@dataclass
class Job:
    """One run: what was asked for, and what it told, the oldest first, numbered from 1."""

    id: str
    order: Order
    events: list[tuple[int, Event]] = field(default_factory=list)
    process: BaseProcess | None = field(default=None, repr=False)
    told_to_stop: bool = False

    @property
    def ended(self) -> bool:
        """Whether nothing more will be told."""
        return bool(self.events) and self.events[-1][1][0] in ENDS

    def add(self, event: Event) -> None:
        """Keep an event; of progress only the newest, where that is the last that was told."""
        number, (kind, _) = self.events[-1] if self.events else (0, ("", {}))
        told = number + 1, event
        if kind == event[0] == "progress":
            self.events[-1] = told
        elif len(self.events) < _MOST_EVENTS or event[0] in ENDS:
            self.events.append(told)

    def fields(self) -> dict[str, Any]:
        """The job as JSON has it."""
        events = [{"event": kind, **values} for _, (kind, values) in self.events]
        return {"id": self.id, "spec": self.order.spec, "ended": self.ended, "events": events}


class Jobs:
    """All runs of a server; `after` is called when one has ended."""

    def __init__(self, after: Callable[[], None]) -> None:
        """None was begun yet."""
        self._after = after
        self._lock = Lock()
        self._jobs: dict[str, Job] = {}

    @property
    def current(self) -> Job | None:
        """The run that is going on."""
        return next((each for each in reversed(self._jobs.values()) if not each.ended), None)

    def find(self, name: str) -> Job | None:
        """The run of this id."""
        return self._jobs.get(name)

    def begin(self, order: Order) -> Job:
        """Begin a run. Raises UsageError while another is going on."""
        from multiprocessing import get_context

        with self._lock:
            if self.current:
                message = f"`{self.current.order.spec}` is being read: wait for its end, or stop it"
                raise UsageError(message)
            job = Job(secrets.token_hex(6), order)
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-_REMEMBERED]:
                del self._jobs[old]
        try:
            context = get_context("spawn")
            receiver, sender = context.Pipe(duplex=False)
            job.process = context.Process(target=work, args=(order, sender), daemon=False)
            job.process.start()
        except OSError as error:
            job.process = None
            why = f"no run can be begun: {error.strerror or error}: end other programs"
            job.add(("failed", {"why": why}))
            raise UsageError(why) from error
        sender.close()
        Thread(target=self._listen, args=(job, receiver), daemon=True).start()
        return job

    def stop(self, name: str) -> Job | None:
        """End a run as Ctrl-C does: what is finished is kept.

        Ctrl-C's own signal is ignored by all that a script starts in the background.
        """
        job = self.find(name)
        if job and not job.ended and job.process and job.process.pid and job.process.is_alive():
            job.told_to_stop = True
            job.process.terminate()
        return job

    def end(self) -> None:
        """End every run, and wait until it has kept what is finished."""
        for job in list(self._jobs.values()):
            self.stop(job.id)
        for job in list(self._jobs.values()):
            if job.process:
                job.process.join(timeout=5)

    def _listen(self, job: Job, pipe: Connection) -> None:
        """Take in what a run tells, to its end, however that comes."""
        try:
            while not job.ended:
                job.add(pipe.recv())
        except (EOFError, OSError):
            why = "the run ended without a word: start it again"
            job.add(("stopped", {}) if job.told_to_stop else ("failed", {"why": why}))
        finally:
            pipe.close()
            self._after()
            if job.process:
                job.process.join()

"""Many papers at once through an engine that waits, in bounded memory and in order.

Papers are taken from their iterator only as fast as answers leave; each answer
is on disk before it is passed on, and before its worker takes the next paper.
"""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from summarizer.annotate.cache import key
from summarizer.annotate.entries import NOT_ASKED, entry, without_model
from summarizer.annotate.eventloop import Loop
from summarizer.annotate.writer import LINGER, Writer
from summarizer.errors import (
    BudgetSpent,
    NotAnnotated,
    NotKept,
    NotRunning,
    ServiceError,
    Unreachable,
)
from summarizer.observer import Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from summarizer.annotate.cache import Answers
    from summarizer.annotate.claims import Claim
    from summarizer.engines import AsyncEngine, Engine
    from summarizer.papers.records import Annotation, Entry, Paper, Skipped

GRACE = 2.0
"""Seconds that answers in flight have to arrive in once the run is to end."""
WINDOW = 1_000
"""Papers begun and not passed on at the most: what a slow first one may hold up."""
LOST = 3
"""Papers in a row whose tries are used up, with no answer between: the server is gone."""
_BREATH = 64
_LOOK_AGAIN, _LONGEST_LOOK = 0.02, 0.5
"""Seconds until a question that another run asks is looked at again: at first, and at most."""

T = TypeVar("T")


@dataclass
class _Slot:
    """A paper's place in the order of results; `result` is None while it is in the works."""

    paper: Paper
    result: Entry | Skipped | None = None
    key: str = ""


@dataclass
class Stage:
    """One run of papers through one engine, which must be ready."""

    papers: Iterator[Paper]
    engine: AsyncEngine
    cache: Answers
    refresh: bool = False
    fallback: Engine | None = None
    progress: Progress = field(default_factory=lambda: Progress(Silent()))
    _order: deque[_Slot] = field(default_factory=deque)
    _flying: dict[str, list[_Slot]] = field(default_factory=dict)
    _workers: set[asyncio.Task[None]] = field(default_factory=set)
    _stopped: ServiceError | NotKept | None = None
    _winding: bool = False
    _crashed: BaseException | None = None
    _ended: bool = False
    _answered: int = 0
    _lost: int = 0
    _last_lost: Unreachable | None = None

    def __iter__(self) -> Generator[Entry | Skipped]:
        """Yield a result for each paper, in order; then raise what ended the run.

        That is a ServiceError, or NotKept where the disk takes no answers.

        On Ctrl-C the answers in flight have `GRACE` seconds; they are kept and
        yielded before KeyboardInterrupt is raised.
        """
        with Loop() as loop, ThreadPoolExecutor(1) as thread:
            self._writer = Writer(thread, partial(self.cache.put_all, engine=self.engine))
            self._stopped = self.cache.full() if self.engine.paid else None
            try:
                yield from self._results(loop)
            except (KeyboardInterrupt, GeneratorExit) as interrupt:
                loop.run(self._wind_down(GRACE))
                if isinstance(interrupt, KeyboardInterrupt):
                    yield from self._finished()
                raise
            finally:
                loop.run(self._close())
        if self._stopped is None:
            return
        if self.fallback is None or not isinstance(self._stopped, Unreachable):
            raise self._stopped
        what = f"{self._stopped}; `{self.fallback.name}` annotates the remaining papers"
        self.progress.observer.warn(what)

    def _results(self, loop: Loop) -> Iterator[Entry | Skipped]:
        while True:
            loop.run(self._more())
            yield from self._finished()
            if self._crashed:
                raise self._crashed
            if self._stopped:
                # Answers that a budget has paid for may come; those of a lost server will not.
                loop.run(self._wind_down(None if isinstance(self._stopped, BudgetSpent) else GRACE))
                break
            if self._ended and not self._order:
                break
        if not self._stopped and self._last_lost and not self._answered:
            self._stopped = self._last_lost
        yield from self._rest()

    def _finished(self) -> Iterator[Entry | Skipped]:
        """The results that are next in order, leaving the first that is in the works."""
        while self._order and self._order[0].result:
            yield self._order.popleft().result  # type: ignore[misc] # checked just above

    def _rest(self) -> Iterator[Entry | Skipped]:
        """What is left in order, then the papers not begun: kept answers, fallback or skipped."""
        while self._order:
            slot = self._order.popleft()
            yield slot.result or self._unasked(slot.paper)
        for paper in self.papers:
            yield self._kept(paper) or self._unasked(paper)

    def _unasked(self, paper: Paper) -> Entry | Skipped:
        result = without_model(paper, f"{NOT_ASKED}{self._stopped}", self.fallback, self.cache)
        self.progress.count(result)
        return result

    async def _more(self) -> None:
        """Wait until the next result in order is there, or none will come."""
        self._wake = asyncio.Event()
        if not self._workers and not self._ended:
            self._room = asyncio.Event()
            for _ in range(self.engine.begun):
                worker = asyncio.ensure_future(self._work())
                self._workers.add(worker)
                worker.add_done_callback(self._worker_ended)
        self._room.set()
        while not (self._stopped or self._crashed or (self._order and self._order[0].result)):
            if self._ended and not self._order:
                return
            self._wake.clear()
            await self._wake.wait()
        if not (self._stopped or self._crashed):
            await asyncio.sleep(LINGER)

    def _worker_ended(self, worker: asyncio.Task[None]) -> None:
        self._workers.discard(worker)
        if not worker.cancelled() and worker.exception():
            self._crashed = worker.exception()
        self._wake.set()

    async def _work(self) -> None:
        while not self._stopped:
            slot = await self._next()
            if slot is None:
                return
            await self._answer(slot)

    async def _next(self) -> _Slot | None:
        """The next paper that must be asked about; kept and doubled ones are dealt with here."""
        passed = 0
        while not self._ended and not self._stopped:
            if len(self._order) >= WINDOW:
                self._wake.set()
                self._room.clear()
                await self._room.wait()
                continue
            paper = next(self.papers, None)
            if paper is None:
                self._ended = True
                break
            slot = _Slot(paper, self._kept(paper))
            self._order.append(slot)
            if slot.result is None and self._first_of_its_kind(slot):
                return slot
            passed += 1
            if passed % _BREATH == 0:
                await asyncio.sleep(0)
        return None

    def _answer_kept(self, paper: Paper) -> Annotation | None:
        return None if self.refresh else self.cache.get(paper, self.engine)

    def _kept(self, paper: Paper) -> Entry | None:
        answer = self._answer_kept(paper)
        if answer is None:
            return None
        result = entry(paper, answer, cached=True)
        self.progress.count(result)
        return result

    def _first_of_its_kind(self, slot: _Slot) -> bool:
        """Tell whether no equal paper is in flight; an equal one's answer is shared."""
        slot.key = key(slot.paper, self.engine)
        same = self._flying.setdefault(slot.key, [])
        same.append(slot)
        return len(same) == 1

    async def _answer(self, slot: _Slot) -> None:
        """Ask about a paper, keep the answer, and pass it on to all papers equal to it.

        Of two runs at once one asks: the other waits, and finds its answer.
        """
        claim = None if self.refresh else await self._claimed(slot.paper)
        try:
            kept = self._answer_kept(slot.paper)
            if kept:
                self._pass_on(slot, kept, cached=True)
            elif claim or self.refresh:
                await self._ask(slot)
        finally:
            if claim:
                claim.release()

    async def _claimed(self, paper: Paper) -> Claim | None:
        """The right to ask, as soon as no other run has it; None where this one is to end."""
        wait = _LOOK_AGAIN
        while not (self._winding or self._stopped):
            claim = self.cache.claim(paper, self.engine)
            if claim:
                return claim
            await asyncio.sleep(wait)
            wait = min(_LONGEST_LOOK, wait * 1.5)
        return None

    async def _ask(self, slot: _Slot) -> None:
        answer: Annotation | str
        try:
            answer = await self.engine.answer(slot.paper)
            await self._keep(slot.paper, answer)
            self._answered += 1
            self._lost = 0
        except NotAnnotated as reason:
            answer = str(reason)
            self._answered += 1
            self._lost = 0
        except Unreachable as error:
            answer = str(error)
            self._lose(error)
        except ServiceError as error:
            self._stopped = self._stopped or error
            self._wake.set()
            return
        self._pass_on(slot, answer)
        self.progress.say(self.engine.usage)

    async def _keep(self, paper: Paper, answer: Annotation) -> None:
        """Have an answer written; one that cannot be is passed on, and is the last."""
        try:
            await self._writer.write((paper, answer))
        except NotKept as error:
            self._stopped = self._stopped or error
            self._wake.set()

    def _pass_on(self, slot: _Slot, answer: Annotation | str, *, cached: bool = False) -> None:
        """Give the paper, and all papers equal to it, their result."""
        for same in self._flying.pop(slot.key):
            if isinstance(answer, str):
                same.result = without_model(same.paper, answer, self.fallback, self.cache)
            else:
                same.result = entry(same.paper, answer, cached=cached or same is not slot)
            self.progress.count(same.result)
        if self._order and self._order[0].result:
            self._wake.set()

    def _lose(self, error: Unreachable) -> None:
        self._lost += 1
        self._last_lost = error
        if self._lost >= LOST or isinstance(error, NotRunning):
            self._stopped = self._stopped or error

    async def _wind_down(self, grace: float | None) -> None:
        """Give what is in flight its time, begin nothing, and cancel the rest."""
        self._ended = self._winding = True
        if self._workers:
            self.engine.wind_down()
            self._room.set()
            _, late = await asyncio.wait(set(self._workers), timeout=grace)
            for worker in late:
                worker.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _close(self) -> None:
        await self._wind_down(0)
        await self._writer.flush()
        await self.engine.close()

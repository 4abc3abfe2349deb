"""A push: papers to items, in batches as large as Zotero takes, recorded as they arrive."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.errors import Unconfirmed
from summarizer.files import locked
from summarizer.zotero import ledger
from summarizer.zotero.pen import Changed, TooLarge
from summarizer.zotero.target import OUTDATED, TRIES

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from summarizer.papers.records import Entry
    from summarizer.zotero.plans import Plan
    from summarizer.zotero.target import Target

MOST = 50
"""Objects that Zotero takes in one request."""


@dataclass(frozen=True)
class Outcome:
    """What became of a paper: a plan's state or `failed`; `said` are words beside it.

    `objects` are what is sent for it, where a run is dry.
    """

    title: str
    state: str
    said: str = ""
    objects: tuple[dict[str, Any], ...] = ()


@dataclass
class Push:
    """Papers on their way into a target that is settled."""

    target: Target
    _first: dict[str, Plan] = field(default_factory=dict, repr=False)

    def outcomes(self, entries: Sequence[Entry]) -> Iterator[Outcome]:
        """What becomes of each paper, batch by batch, alone among all runs on this machine.

        Raises ServiceError, UsageError; what was done until then stays, and is recorded.
        """
        target = self.target
        path = ledger.Ledger(target.library).path.with_suffix(".lock")
        with nullcontext() if target.dry else locked(path):
            target.open()
            yield from self._batches(entries)
            if not target.dry:
                target.shelf.ledger.save()

    def _batches(self, entries: Sequence[Entry]) -> Iterator[Outcome]:
        batch: list[Entry] = []
        size = 0
        for entry in entries:
            plan = self.target.shelf.plan(entry)
            if not plan.objects or self.target.dry:
                yield self._done(plan)
                continue
            if size + len(plan.objects) > MOST:
                yield from self._write(batch)
                batch, size = [], 0
            batch.append(entry)
            size += len(plan.objects)
        yield from self._write(batch)

    def _write(self, batch: Sequence[Entry]) -> Iterator[Outcome]:
        """Write what a batch lacks; where the library changed meanwhile, read it and try again."""
        left = list(batch)
        for attempt in range(1, TRIES + 1):
            plans = [self.target.shelf.plan(each) for each in left]
            for plan in plans:
                self._first.setdefault(plan.entry.id, plan)
                if not plan.objects:
                    yield self._done(plan)
            plans = [each for each in plans if each.objects]
            left = (yield from self._tried(plans, last=attempt == TRIES)) if plans else []
            self.target.shelf.ledger.save()
            if not left:
                return
            self.target.read()

    def _tried(self, plans: Sequence[Plan], *, last: bool) -> Generator[Outcome, None, list[Entry]]:
        """Send what is planned; the papers to be planned anew, with the library read again."""
        sent = [each for plan in plans for each in plan.objects]
        try:
            answer, self.target.version = self.target.pen.items(sent, self.target.version)
        except TooLarge as error:
            yield from self._in_halves(plans, error)
            return []
        except (Changed, Unconfirmed):
            if last:
                raise
            return [each.entry for each in plans]
        outdated = []
        for plan, failure in _by_plan(plans, answer):
            if failure is None:
                yield self._done(plan)
            elif failure.get("code") == OUTDATED and not last:
                outdated.append(plan.entry)
            else:
                yield Outcome(plan.entry.title, "failed", self.target.words(failure))
        return outdated

    def _in_halves(self, plans: Sequence[Plan], error: TooLarge) -> Iterator[Outcome]:
        """Two smaller batches; a paper that is too large by itself has failed."""
        if len(plans) == 1:
            yield Outcome(plans[0].entry.title, "failed", str(error))
            return
        half = len(plans) // 2
        for part in (plans[:half], plans[half:]):
            yield from self._write([each.entry for each in part])

    def _done(self, plan: Plan) -> Outcome:
        """Remember what an item was given, and tell what was done; it may have been before."""
        if self.target.dry:
            return Outcome(plan.entry.title, plan.state, "; ".join(plan.said), tuple(plan.objects))
        if plan.given:
            self.target.shelf.ledger.items[plan.key] = plan.given
        told = plan if plan.objects else self._first.get(plan.entry.id, plan)
        return Outcome(plan.entry.title, told.state, "; ".join(told.said))


def _by_plan(
    plans: Sequence[Plan], answer: dict[str, Any]
) -> Iterator[tuple[Plan, dict[str, Any] | None]]:
    """Each plan with the first failure among its objects; None where Zotero says all arrived."""
    failed, *arrived = (
        found if isinstance(found := answer.get(name), dict) else {}
        for name in ("failed", "successful", "success", "unchanged")
    )
    number = 0
    for plan in plans:
        numbers = [str(each) for each in range(number, number + len(plan.objects))]
        number += len(plan.objects)
        failures = (failed[each] for each in numbers if each in failed)
        failure = next((each if isinstance(each, dict) else {} for each in failures), None)
        if failure is None and not all(any(each in told for told in arrived) for each in numbers):
            failure = {"message": "Zotero did not say that it arrived: run it again"}
        yield plan, failure

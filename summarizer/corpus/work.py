"""What one worker does with a batch of rows: papers annotated, and a file of each table."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from summarizer.corpus import tables
from summarizer.corpus.folder import Finished, Folder
from summarizer.corpus.ledger import Ledger, SharedMeter
from summarizer.corpus.tables import Failed, Form
from summarizer.corrections import laid_over
from summarizer.entries import NOT_ASKED
from summarizer.errors import ServiceError
from summarizer.files import write_atomic
from summarizer.records import Dropped, Entry, Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.engines import AnyEngine, Engine, Identity
    from summarizer.records import Annotation, Skipped
    from summarizer.run import Run
    from summarizer.settings import Settings

Row = str | dict[str, Any]
Counts = dict[str, int]
COUNTS = ("read", "annotated", "failed")
_ROW_SHOWN = 2_000
_WATCH_SECONDS = 0.5


@dataclass(frozen=True)
class Task:
    """What every worker is told: where to write, how, and with which settings."""

    out: str
    form: Form
    settings: Settings
    resuming: bool = False


class Worker:
    """One process's engine and stores, made with its first batch and used for all."""

    def __init__(self, task: Task, child: Child | None = None) -> None:
        """Nothing is loaded yet; `child` where this is a process of the run's own."""
        self._child = child
        self._task = task
        self._folder = Folder(Path(task.out))
        self._stopped = self._folder.run / "stopped"

    def pending(self, rows: Sequence[Row]) -> list[bool]:
        """Which rows are still to be done: all but papers that are finished."""
        finished = self._finished
        return [not (isinstance(each, Paper) and each.id in finished) for each in papers(rows)]

    def batch(self, rows: Sequence[Row], inputs: Sequence[str]) -> Counts:
        """Annotate rows, put their files on disk, and count.

        Once the engine cannot go on, no worker begins another batch: its rows stay to be done.
        """
        if self._stopped.exists():
            return {}
        read = list(papers(rows))
        failed = [
            Failed(None, None, each.why, inputs[place], _shown(rows[place]))
            for place, each in enumerate(read)
            if isinstance(each, Dropped)
        ]
        found = [(each, place) for place, each in enumerate(read) if isinstance(each, Paper)]
        done: list[Entry] = []
        try:
            results = self._results([paper for paper, _ in found])
            for (paper, place), result in zip(found, results, strict=True):
                if isinstance(result, Entry):
                    done.append(result)
                elif not result.reason.startswith(NOT_ASKED):
                    row = _shown(rows[place])
                    failed.append(Failed(paper.id, paper.title, result.reason, inputs[place], row))
        except ServiceError as error:
            write_atomic(self._stopped, str(error), durable=False)
        if self._child:
            self._child.check()
        name = f"part-{uuid4().hex[:16]}"
        tables.write(self._folder.failed, name, failed, self._task.form)
        tables.write(self._folder.papers, name, laid_over(done, self._run.reviews), self._task.form)
        return {"read": len(rows), "annotated": len(done), "failed": len(failed)}

    def _results(self, found: Iterable[Paper]) -> Iterator[Entry | Skipped]:
        """One result a paper, in order. Answers that cost nothing are kept in the table alone."""
        from summarizer.annotate import How, annotate
        from summarizer.engines import create, waits

        if not waits(self._engine):
            return annotate(found, self._engine, Unkept())
        engine = create(self._task.settings)  # one that was asked to the end is not asked again
        if waits(engine):
            engine.meter = SharedMeter.of(engine.meter, Ledger(self._folder.run / "ledger"))
        return annotate(found, engine, self._run.cache, How(fallback=self._fallback))

    @cached_property
    def _engine(self) -> AnyEngine:
        from summarizer.engines import create

        return create(self._task.settings)

    @cached_property
    def _fallback(self) -> Engine | None:
        from summarizer import engines

        return engines.fallback(self._task.settings)

    @cached_property
    def _run(self) -> Run:
        from summarizer.run import Run

        return Run(self._task.settings)

    @cached_property
    def _finished(self) -> Finished:
        return Finished.read(self._folder.run / "finished")


class Child:
    """A process that ends with the run that began it: what was killed must not go on."""

    def __init__(self) -> None:
        """Watch the parent from a thread, for a batch may take long."""
        from threading import Thread

        self._parent = os.getppid()
        Thread(target=self._watch, daemon=True).start()

    def check(self) -> None:
        """End at once where the parent is gone."""
        if os.getppid() != self._parent:
            os._exit(1)

    def _watch(self) -> None:
        while True:
            time.sleep(_WATCH_SECONDS)
            self.check()


class Unkept:
    """A cache that keeps nothing: the table holds every answer already."""

    def get(self, paper: Paper, engine: Identity) -> None:
        """Nothing is known."""

    def put(self, paper: Paper, engine: Identity, answer: Annotation) -> None:
        """Nothing is kept."""

    def put_all(self, answers: Sequence[tuple[Paper, Annotation]], engine: Identity) -> None:
        """The same."""


def papers(rows: Iterable[Row]) -> Iterator[Paper | Dropped]:
    """A paper for each row, a line of JSON or its fields; or why it is none."""
    from summarizer.mapping import papers as mapped

    return mapped(("", _decoded(row)) for row in rows)


def _decoded(row: Row) -> object:
    if not isinstance(row, str):
        return {name: _plain(value) for name, value in row.items()}
    try:
        return json.loads(row)
    except (ValueError, RecursionError) as error:
        return ValueError(f"no JSON: {error}")


def _plain(value: object) -> object:
    """A Parquet value as JSON would hold it."""
    return value.isoformat() if isinstance(value, date) else value


def _shown(row: Row) -> str:
    text = row if isinstance(row, str) else json.dumps(row, default=str, ensure_ascii=False)
    return text[:_ROW_SHOWN]

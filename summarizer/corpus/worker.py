"""What one worker does with a piece of an input: papers annotated, and files of each table."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from summarizer.annotate.entries import NOT_ASKED
from summarizer.annotate.sitelines import chosen
from summarizer.corpus import tables
from summarizer.corpus.folder import Finished, Folder
from summarizer.corpus.ledger import Ledger, SharedMeter
from summarizer.corpus.pieces import Row
from summarizer.corpus.tables import Failed, Form
from summarizer.errors import NotKept, ServiceError
from summarizer.files import write_atomic
from summarizer.papers.certainty import at_least
from summarizer.papers.records import Dropped, Entry, Paper
from summarizer.reviews.corrections import laid_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.annotate.claims import Claim
    from summarizer.corpus.pieces import Piece
    from summarizer.engines import AnyEngine, Engine, Identity
    from summarizer.library.run import Run
    from summarizer.papers.records import Annotation, Skipped
    from summarizer.settings import Settings

Counts = dict[str, int]
Read = tuple[Row, Paper | Dropped]
COUNTS = ("read", "annotated", "failed", "unwritten")
UNREADABLE = "unreadable-"
"""Notes of the inputs that were not read to their end."""
_ROW_SHOWN = 2_000
_WATCH_SECONDS = 0.5


@dataclass(frozen=True)
class Task:
    """What every worker is told: where to write, how, and with which settings.

    `home` is where answers and reviews lie; None: in each machine's usual place.
    """

    out: str
    form: Form
    settings: Settings
    rows: int
    run: str
    home: str | None = None


class Worker:
    """One process's engine and stores, made with its first piece and used for all."""

    def __init__(self, task: Task, child: Child | None = None) -> None:
        """Nothing is loaded yet; `child` where this is a process of the run's own."""
        self._child = child
        self._task = task
        self._folder = Folder(Path(task.out))
        self._stopped = self._folder.run / "stopped"
        self._full = False

    def piece(self, piece: Piece) -> Counts:
        """Annotate a piece's rows, all but papers that are finished; put their files on disk.

        Once the engine or the disk cannot go on, no worker begins another batch: its rows stay
        to be done. A piece whose worker was lost is not done again from its beginning.
        """
        totals, rows = dict.fromkeys(COUNTS, 0), self._pending(piece.rows())
        for number in count():
            batch = list(islice(rows, self._task.rows))
            if not batch or self._full or self._stopped.exists():
                break
            for name, value in self._batch(piece.name(self._task.run, number), batch).items():
                totals[name] += value
        return totals

    def _pending(self, rows: Iterable[Row]) -> Iterator[Read]:
        for row in rows:
            (read,) = papers([_decoded(row.text, row.fault)])
            if not (isinstance(read, Paper) and read.id in self._finished):
                yield row, read

    def _batch(self, name: str, rows: list[Read]) -> Counts:
        made = tables.rows(self._folder.papers, name), tables.rows(self._folder.failed, name)
        if made[0] or made[1] == len(rows):  # failures are written first: these are whole
            return {"read": len(rows), "annotated": made[0], "failed": made[1]}
        try:
            done, failed = self._annotated(rows)
            if self._child:
                self._child.check()
            tables.write(self._folder.failed, name, failed, self._task.form)
            settings = self._task.settings
            found = at_least(laid_over(done, self._run.reviews), settings.min_score)
            found = chosen(found, settings)
            tables.write(self._folder.papers, name, found, self._task.form)
        except OSError as error:
            self._full = True
            with suppress(OSError):
                write_atomic(self._stopped, unwritable(self._task.out, error), durable=False)
            return {"read": len(rows), "unwritten": len(rows)}
        return {"read": len(rows), "annotated": len(done), "failed": len(failed)}

    def _annotated(self, rows: list[Read]) -> tuple[list[Entry], list[Failed]]:
        done: list[Entry] = []
        failed = [
            Failed(None, None, each.why, row.input, _shown(row))
            for row, each in rows
            if isinstance(each, Dropped)
        ]
        for row, _ in rows:
            if row.text is None:
                note = f"`{row.input}` {row.fault}"
                write_atomic(self._folder.run / f"{UNREADABLE}{uuid4().hex}", note, durable=False)
        found = [(each, row) for row, each in rows if isinstance(each, Paper)]
        try:
            results = self._results([paper for paper, _ in found])
            for (paper, row), result in zip(found, results, strict=True):
                if isinstance(result, Entry):
                    done.append(result)
                elif not result.reason.startswith(NOT_ASKED):
                    told = paper.id, paper.title, result.reason
                    failed.append(Failed(*told, row.input, _shown(row)))
        except (ServiceError, NotKept) as error:
            write_atomic(self._stopped, str(error), durable=False)
        return done, failed

    def _results(self, found: Iterable[Paper]) -> Iterator[Entry | Skipped]:
        """One result a paper, in order. Answers that cost nothing are kept in the table alone."""
        from summarizer.annotate.annotator import How, annotate
        from summarizer.engines import create, waits
        from summarizer.engines.llm.usage import MeteredEngine

        if not waits(self._engine):
            return annotate(found, self._engine, Unkept())
        engine = create(self._task.settings)  # one that was asked to the end is not asked again
        if isinstance(engine, MeteredEngine):
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
        from summarizer.library.run import Run

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

    def reread(self, paper: Paper, engine: Identity, answer: Annotation) -> Annotation:
        """The answer as it is."""
        del paper, engine
        return answer

    def full(self) -> None:
        """It takes all there is."""

    def claim(self, paper: Paper, engine: Identity) -> Claim:
        """Nobody else asks."""
        from summarizer.annotate.claims import Claim

        del paper, engine
        return Claim()


def papers(rows: Iterable[object]) -> Iterator[Paper | Dropped]:
    """A paper for each decoded row; or why it is none."""
    from summarizer.sources.files.jsonrecords import record
    from summarizer.sources.mapping import papers as mapped

    return mapped(("", record(row)) for row in rows)


def _decoded(text: str | None, fault: str | None) -> object:
    if text is None or fault:
        return ValueError(fault)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return ValueError(f"not valid JSON: {error}")


def _shown(row: Row) -> str:
    return (row.text or "")[:_ROW_SHOWN]


def unwritable(out: str, error: OSError) -> str:
    """What is said where the disk takes no more."""
    return f"cannot write to `{out}`: {error.strerror or error}"

"""A corpus: inputs in, tables, failures and a manifest out; resumed where a run was stopped."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from summarizer import engines
from summarizer.corpus import tables
from summarizer.corpus.folder import Folder, collect
from summarizer.corpus.inputs import Input, inputs
from summarizer.corpus.ledger import Ledger
from summarizer.corpus.manifest import Plan, agree, begun, input_facts, now
from summarizer.corpus.progress import following
from summarizer.corpus.worker import UNREADABLE, Task
from summarizer.errors import InputError, OutputError, Refused, ServiceError, UsageError
from summarizer.observer import Silent
from summarizer.papers.records import Usage
from summarizer.papers.wire import fields
from summarizer.text.counting import counted
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.observer import Observer
    from summarizer.settings import Settings


@dataclass(frozen=True)
class _Job:
    inputs: list[Input]
    folder: Folder
    settings: Settings
    plan: Plan
    observer: Observer

    @cached_property
    def asks(self) -> bool:
        """Whether the engine asks a server: it counts in the workers' ledger."""
        return engines.waits(engines.create(self.settings))


class Broken(ServiceError):
    """The run's engine gave up; its threads may not outlive the interpreter in peace."""


def annotate(
    specs: Sequence[str],
    out: Path,
    settings: Settings,
    plan: Plan | None = None,
    observer: Observer | None = None,
) -> dict[str, Any]:
    """Annotate every paper of the inputs into the folder; the manifest, as it is kept there.

    Papers that have a row are left as they are. Raises UsageError for wrong inputs or a
    folder of another engine, InputError where nothing could be read, OutputError, ServiceError
    where the engine could not go on.
    """
    plan = plan or Plan()
    job = _Job(inputs(specs), Folder(out), settings, plan, observer or Silent())
    engine = engines.create(settings)
    if engines.waits(engine):
        engine.ready()
    _available(plan)
    manifest = begun(job.inputs, engine, plan, settings)
    agree(job.folder.manifest(), manifest, job.folder)
    with job.folder.held():
        job.folder.write_manifest(manifest)
        return _run(job, manifest)


def _run(job: _Job, manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest of a run that came to its end."""
    began, folder = monotonic(), job.folder
    kept, old_failures = collect(folder), tables.files(folder.failed)
    with following(folder, job.observer, kept, asks=job.asks):
        found, counts = _counted(job)
    stopped, unreadable = _said(folder)
    if stopped is None and not counts["unwritten"]:
        for path in old_failures:  # this run had every row of them before it again
            path.unlink(missing_ok=True)
    rows = collect(folder)
    doubled = kept + counts["annotated"] - rows
    unwritten = counts.pop("unwritten")
    manifest |= {
        "complete": stopped is None and not unreadable and not unwritten,
        "finished_at": now(),
        "seconds": round(monotonic() - began, 1),
        "inputs": input_facts(found),
        "unreadable": unreadable,
        "usage": fields(Ledger(folder.run / "ledger").read().usage() if job.asks else Usage()),
        "counts": counts | {"kept": kept, "duplicates": doubled, "papers": rows},
        "files": {
            name: [path.name for path in tables.files(folder.path / name)]
            for name in (tables.PAPERS, tables.FAILED)
        },
    }
    folder.write_manifest(manifest)
    _check(manifest, folder, stopped, unwritten)
    return manifest


def _check(manifest: dict[str, Any], folder: Folder, stopped: str | None, unwritten: int) -> None:
    """Raise what kept the run from its end, or from its beginning."""
    counts, unreadable = manifest["counts"], manifest["unreadable"]
    goes_on = f"{counted(counts['papers'], 'paper')} in `{folder.path}`; the same command continues"
    if unwritten:
        message = f"{stopped or f'cannot write to `{folder.path}`'}: free some space; {goes_on}"
        raise OutputError(message)
    if stopped is not None:
        message = f"{stopped}; {goes_on}"
        raise Refused(message)
    if unreadable and not counts["papers"] and counts["failed"] == len(unreadable):
        message = f"{unreadable[0]}: give a readable file"
        raise InputError(message)


def _said(folder: Folder) -> tuple[str | None, list[str]]:
    """Why workers stopped, if they did; and the inputs that were not read to their end."""
    stopped = folder.run / "stopped"
    reason = stopped.read_text(encoding="utf-8") if stopped.exists() else None
    notes = folder.run.glob(f"{UNREADABLE}*")
    return reason, sorted({path.read_text(encoding="utf-8") for path in notes})


def _counted(job: _Job) -> tuple[list[Input], dict[str, int]]:
    """The files that were read, and the run's counts; what its engine says is one line."""
    from summarizer.corpus import plan as planning

    plan, out = job.plan, str(job.folder.path.resolve())
    home = os.environ.get("SUMMARIZER_HOME")
    home = str(Path(home).expanduser().resolve()) if home else None
    task = Task(out, plan.form, job.settings, plan.rows, uuid4().hex, home)
    try:
        with _interruptible():
            machines = planning.use_ray(plan.ray) if plan.ray else [planning.here()]
            workers = plan.workers or planning.crew(machines, asks=job.asks)
            files = planning.listed(job.inputs)
            return files, planning.run(files, task, workers, cluster=bool(plan.ray))
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in {"daft", "ray", "builtins"}:
            raise
        why = one_line(str(error).strip() or type(error).__name__)
        message = (
            f"the run was interrupted: {why}; finished work is kept, and the same command continues"
        )
        raise Broken(message) from error


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C be KeyboardInterrupt: the engine ends its run with an error of its own."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    except Exception:
        if pressed:
            raise KeyboardInterrupt from None
        raise
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


def _available(plan: Plan) -> None:
    from importlib.util import find_spec

    wanted = ["daft", *(["ray"] if plan.ray else [])]
    for name in wanted:
        if find_spec(name) is None:
            extra = "ray" if name == "ray" else "corpus"
            message = f"`{name}` is not installed: `pip install 'summarize-papers[{extra}]'`"
            raise UsageError(message)

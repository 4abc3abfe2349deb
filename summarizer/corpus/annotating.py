"""A corpus: inputs in, tables, failures and a manifest out; resumed where a run was stopped."""

from __future__ import annotations

import platform
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from summarizer import __version__, engines
from summarizer.corpus import tables
from summarizer.corpus.folder import Folder, collect
from summarizer.corpus.inputs import Input, inputs
from summarizer.corpus.ledger import Ledger
from summarizer.corpus.work import Task
from summarizer.days import utc_now
from summarizer.errors import InputError, Refused, UsageError
from summarizer.records import Usage
from summarizer.wire import fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from summarizer.corpus.tables import Form
    from summarizer.engines import AnyEngine
    from summarizer.settings import Settings

ROWS = 2_000
"""Papers a file, and what a killed worker does again."""


@dataclass(frozen=True)
class Plan:
    """How a corpus is made: papers a file, the form of files, how many workers, and where."""

    form: Form = "parquet"
    rows: int = ROWS
    workers: int | None = None
    ray: str | None = None


def annotate(
    specs: Sequence[str], out: Path, settings: Settings, plan: Plan | None = None
) -> dict[str, Any]:
    """Annotate every paper of the inputs into the folder; the manifest, as it is kept there.

    Papers that have a row are left as they are. Raises UsageError for wrong inputs or a
    folder of another engine, OutputError, ServiceError where the engine could not go on.
    """
    plan = plan or Plan()
    found, folder = inputs(specs), Folder(out)
    engine = engines.create(settings)
    if engines.waits(engine):
        engine.ready()
    _available(plan)
    before = folder.manifest()
    manifest = _manifest(found, engine, plan)
    _agree(before, manifest, folder)
    with folder.held():
        folder.write_manifest(manifest | {"complete": False})
        return _run(found, folder, settings, plan, manifest)


def _run(
    found: list[Input], folder: Folder, settings: Settings, plan: Plan, manifest: dict[str, Any]
) -> dict[str, Any]:
    """The manifest of a run; an engine that asks a server counts in the workers' ledger."""
    from summarizer.corpus import plan as planning

    began, asks = utc_now(), engines.waits(engines.create(settings))
    kept = collect(folder)
    old_failures = tables.files(folder.failed)
    machines = planning.use_ray(plan.ray) if plan.ray else 1
    if asks:  # one process keeps a server busy
        plan = replace(plan, workers=plan.workers or machines)
    task = Task(str(folder.path.resolve()), plan.form, settings, resuming=bool(kept))
    counts = _counts(planning.run, found, task, plan)
    stopped = folder.run / "stopped"
    reason = stopped.read_text(encoding="utf-8") if stopped.exists() else None
    if reason is None:
        for path in old_failures:  # this run had every row of them before it again
            path.unlink(missing_ok=True)
    rows = collect(folder)
    doubled = kept + counts["annotated"] - rows
    manifest |= {
        "complete": reason is None,
        "finished_at": utc_now().isoformat(timespec="seconds").replace("+00:00", "Z"),
        "seconds": round((utc_now() - began).total_seconds(), 1),
        "usage": fields(Ledger(folder.run / "ledger").read().usage() if asks else Usage()),
        "counts": counts | {"kept": kept, "duplicates": doubled, "papers": rows},
        "files": {
            name: [path.name for path in tables.files(folder.path / name)]
            for name in (tables.PAPERS, tables.FAILED)
        },
    }
    folder.write_manifest(manifest)
    if reason is not None:
        message = f"{reason}; {rows} papers are in `{folder.path}`: the same command goes on"
        raise Refused(message)
    return manifest


def _counts(run: Any, found: list[Input], task: Task, plan: Plan) -> dict[str, int]:
    """The engine's run; what it says of an input becomes one line."""
    try:
        with _interruptible():
            counts: dict[str, int] = run(found, task, plan.rows, plan.workers)
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in {"daft", "ray", "builtins"}:
            raise
        first = str(error).strip().splitlines() or [type(error).__name__]
        message = f"the inputs could not be read to the end: {first[0]}; what was made is kept"
        raise InputError(message) from error
    return counts


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
            message = f"`{name}` is not installed: `pip install 'summarizer[{extra}]'`"
            raise UsageError(message)


def _manifest(found: list[Input], engine: AnyEngine, plan: Plan) -> dict[str, Any]:
    return {
        "complete": False,
        "started_at": utc_now().isoformat(timespec="seconds").replace("+00:00", "Z"),
        "inputs": [{"path": each.path, "bytes": each.size} for each in found],
        "engine": engine.name,
        "model": engine.model,
        "prompt": engine.prompt,
        "topics": engine.topics,
        "format": plan.form,
        "runner": "ray" if plan.ray else "native",
        "versions": {
            "summarizer": __version__,
            "python": platform.python_version(),
            **{name: _version(name) for name in ("daft", "pyarrow", "ray")},
        },
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _agree(before: dict[str, Any] | None, now: dict[str, Any], folder: Folder) -> None:
    """Raise UsageError where the folder holds what another engine or form made."""
    for name in ("engine", "model", "prompt", "topics", "format") if before else ():
        if before and before.get(name) != now[name]:
            message = (
                f"`{folder.path}` was made with {name} {before.get(name)}, not {now[name]}: "
                "give another `-o`"
            )
            raise UsageError(message)
    if before is None and (folder.papers.exists() or folder.failed.exists()):
        message = f"`{folder.path}` holds tables without a manifest: give another `-o`"
        raise UsageError(message)

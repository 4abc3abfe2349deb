"""The one plan, for this machine or a Ray cluster: rows read, annotated and counted by Daft."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any

from summarizer.corpus.work import COUNTS, Child, Task, Worker

if TYPE_CHECKING:
    from collections.abc import Sequence

    import daft

    from summarizer.corpus.inputs import Input

_INPUT = "summarizer_input"


def run(inputs: Sequence[Input], task: Task, rows: int, workers: int | None) -> dict[str, int]:
    """Annotate every row of the inputs, `rows` a file; what all workers counted together.

    Raises what Daft raises for an input that cannot be read.
    """
    totals = dict.fromkeys(COUNTS, 0)
    for kind in ("lines", "parquet"):
        paths = [each.path for each in inputs if each.kind == kind]
        if paths:
            for name, value in _counted(kind, paths, task, rows, workers).items():
                totals[name] += value
    return totals


def use_ray(address: str) -> int:
    """Let the cluster at this address do the work; how many of its machines have cores."""
    import daft
    import ray

    ray.init(
        address=None if address == "local" else address,
        log_to_driver=False,
        logging_level=logging.ERROR,
    )
    daft.set_runner_ray()
    return sum(bool(each["Alive"] and each["Resources"].get("CPU")) for each in ray.nodes())  # type: ignore[no-untyped-call] # Ray has no types


def _counted(
    kind: str, paths: list[str], task: Task, rows: int, workers: int | None
) -> dict[str, int]:
    from daft import col

    frame = _rows(kind, paths)
    if task.resuming:
        frame = frame.where(_pending(task)(col("row")))
    counted = frame.select(_annotating(task, rows, workers)(col("row"), col(_INPUT)).alias("done"))
    fields = [col("done").get(name).alias(name) for name in COUNTS]
    sums = counted.select(*fields).agg(*(col(name).sum() for name in COUNTS))
    found = sums.to_pydict()
    return {name: found[name][0] or 0 for name in COUNTS}


def _rows(kind: str, paths: list[str]) -> daft.DataFrame:
    """A frame of `row` (a line, or a struct of all columns) and the input it came from."""
    import daft
    from daft import col

    if kind == "lines":
        frame = daft.read_text(paths, file_path_column=_INPUT)
        return frame.select(col("text").alias("row"), col(_INPUT))
    frame = daft.read_parquet(paths, file_path_column=_INPUT)
    columns = [col(name) for name in frame.column_names if name != _INPUT]
    return frame.select(daft.functions.to_struct(*columns).alias("row"), col(_INPUT))


def _pending(task: Task) -> Any:
    import daft

    class Pending:
        def __init__(self) -> None:
            self._worker = Worker(task)

        @daft.method.batch(return_dtype=daft.DataType.bool())
        def still(self, rows: daft.Series) -> list[bool]:
            return self._worker.pending(rows.to_pylist())

    return daft.cls(Pending)().still


def _annotating(task: Task, rows: int, workers: int | None) -> Any:
    """Each worker is a process of its own: the engine is Python, and keeps a core busy."""
    import daft

    counts = daft.DataType.struct(dict.fromkeys(COUNTS, daft.DataType.int64()))

    class Annotating:
        def __init__(self) -> None:
            self._worker = Worker(task, Child())

        @daft.method.batch(return_dtype=counts, batch_size=rows)
        def batch(self, rows: daft.Series, inputs: daft.Series) -> list[dict[str, int]]:
            """The batch's counts in its first row; nothing in the others."""
            counted = self._worker.batch(rows.to_pylist(), inputs.to_pylist())
            nothing = dict.fromkeys(COUNTS, 0)
            return [nothing | counted] + [nothing] * (len(rows) - 1)

    return daft.cls(Annotating, use_process=True, max_concurrency=workers)().batch


os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")

"""The one plan, for this machine or a Ray cluster: Daft gives pieces to workers and counts."""

from __future__ import annotations

import json
import logging
import math
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.corpus.inputs import Input, chosen
from summarizer.corpus.pieces import Piece, pieces, store
from summarizer.corpus.worker import COUNTS, Child, Task, Worker
from summarizer.errors import Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import daft

_CONNECT_SECONDS = 5.0
_LITTLE = 0.01
"""The part of a core that such a process claims."""
_ROOM = 256 << 20
"""Bytes that a worker takes at most; one that has nothing to do takes half of them."""


@dataclass(frozen=True)
class Machine:
    """How many workers it can keep at work, and the bytes that it has for them, where known."""

    cores: int
    memory: float = math.inf


def here() -> Machine:
    """This machine."""
    return Machine(os.cpu_count() or 1)


def crew(machines: Sequence[Machine], *, asks: bool) -> int:
    """How many workers these machines are good for: one of each keeps a server busy.

    Where there is none to ask, each has as many as the largest has cores, if all have the memory:
    Ray gives each machine as many as any other, and Daft none more to do at once than it has cores.
    """
    cores = max((each.cores for each in machines), default=1)
    room = min((each.memory / _ROOM for each in machines), default=math.inf)
    return max(1, len(machines)) * (1 if asks else int(max(1, min(cores, room))))


def listed(inputs: Iterable[Input]) -> list[Input]:
    """The files behind addresses: patterns and folders spelled out, with their sizes.

    Raises InputError where there are none, and what Daft raises for a store not reached.
    """
    found = [one for each in inputs for one in (_stored(each.path) if each.address else [each])]
    return list({each.path: each for each in found}.values())


def _stored(address: str) -> list[Input]:
    import daft
    from daft.exceptions import DaftTransientError

    try:
        found = daft.from_glob_path(address, io_config=store()).to_pydict()
    except DaftTransientError:
        raise
    except ValueError:  # so it says that there is nothing
        found = {"path": [], "size": []}
    return chosen(address, zip(found["path"], found["size"], strict=True))


def run(inputs: Sequence[Input], task: Task, workers: int, *, cluster: bool) -> dict[str, int]:
    """Annotate every row of the inputs; what all workers counted together.

    `workers` are how many processes work at most. Raises what Daft raises for a store that
    does not answer.
    """
    import daft
    from daft import col

    shared = [json.dumps(vars(each)) for each in pieces(inputs, workers)]
    frame = daft.from_pydict({"piece": shared})
    if cluster:  # each partition goes to a machine that is free
        frame = frame.into_partitions(len(shared))
    counted = frame.select(_annotating(task, workers, cluster=cluster)(col("piece")).alias("done"))
    fields = [col("done").get(name).alias(name) for name in COUNTS]
    found = counted.select(*fields).agg(*(col(name).sum() for name in COUNTS)).to_pydict()
    return {name: found[name][0] or 0 for name in COUNTS}


def use_ray(address: str) -> list[Machine]:
    """Let the cluster at this address do the work; its machines that have cores.

    A process that is connected stays so. Raises Unreachable where nothing answers there: Ray
    itself asks for a minute and a half.
    """
    import daft
    import ray

    if not ray.is_initialized():
        _answering(address)
        ray.init(
            address=None if address == "local" else address,
            log_to_driver=False,
            logging_level=logging.ERROR,
        )
    daft.set_runner_ray(noop_if_initialized=True)
    alive = [each["Resources"] for each in ray.nodes() if each["Alive"]]  # type: ignore[no-untyped-call] # Ray has no types
    return [
        Machine(int(each["CPU"]), each.get("memory", math.inf))
        for each in alive
        if each.get("CPU", 0) >= 1
    ]


def leave_ray() -> None:
    """Disconnect, where the run is over: at a process's end Ray would wait for its own log."""
    import ray

    ray.shutdown()


def _answering(address: str) -> None:
    import socket

    host, _, port = address.rpartition(":")
    if not host or "//" in address or not port.isdigit():  # a name of Ray's own, or its client's
        return
    try:
        socket.create_connection((host, int(port)), timeout=_CONNECT_SECONDS).close()
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        message = f"no Ray cluster answers at `{address}`: {why}: check `ray status`"
        raise Unreachable(message) from error


def _annotating(task: Task, workers: int, *, cluster: bool) -> Any:
    """Each worker is a process of its own: the engine is Python, and keeps a core busy.

    On a cluster it is an actor: without their number, each piece would begin a process anew.
    """
    import daft

    counts = daft.DataType.struct(dict.fromkeys(COUNTS, daft.DataType.int64()))

    class Annotating:
        def __init__(self) -> None:
            if task.home:
                os.environ["SUMMARIZER_HOME"] = task.home
            self._worker = Worker(task, Child())

        @daft.method.batch(return_dtype=counts, batch_size=1)
        def piece(self, shared: daft.Series) -> list[dict[str, int]]:
            """What came of each piece."""
            return [self._worker.piece(Piece(**json.loads(each))) for each in shared.to_pylist()]

    # An actor that is lost with its machine must find room on another, however busy that is, or
    # the run would wait for it for ever.
    cpus = _LITTLE if cluster else None
    made = daft.cls(Annotating, use_process=True, max_concurrency=workers, cpus=cpus)
    return made().piece


# What the engine logs beside raising it is said once.
logging.getLogger("daft_local_execution").setLevel(logging.CRITICAL)
os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")

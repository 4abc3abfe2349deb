"""A Ray cluster on this machine, for as long as something is measured on it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from processes import family

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLUSTER = """
import sys
from ray.cluster_utils import Cluster
cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
for _ in range(int(sys.argv[1])):
    cluster.add_node(num_cpus=1)
print(cluster.address, flush=True)
sys.stdin.readline()
cluster.shutdown()
"""

_PATIENCE, _RESTS = 60, 0.15
"""Seconds that a cluster has to come up; those of the processor in one, where it rests."""


@contextmanager
def ray_cluster(nodes: int) -> Iterator[tuple[str, int]]:
    """The address and the process of a cluster of so many one-core nodes, beside a head."""
    with subprocess.Popen(
        [sys.executable, "-c", _CLUSTER, str(nodes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"OPENAI_API_KEY": "key"},
    ) as process:
        address = str(process.stdout.readline()).strip() if process.stdout else ""
        _settle(process.pid)
        yield address, process.pid
        process.communicate("\n")


def _settle(root: int) -> None:
    """Wait until the cluster itself is up: a node registers seconds before its helpers rest."""
    end, before = time.monotonic() + _PATIENCE, _seconds(root)
    while time.monotonic() < end:
        time.sleep(1)
        now = _seconds(root)
        if now - before < _RESTS:
            return
        before = now


def _seconds(root: int) -> float:
    return sum(each.seconds for each in family(root).values())

"""A Ray cluster on this machine, for as long as something is measured on it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

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
        yield str(process.stdout.readline()).strip() if process.stdout else "", process.pid
        process.communicate("\n")

"""The same plan on a real Ray cluster of two nodes on this machine, one of them killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from corpora import ids, manifest, write

pytest.importorskip("ray", reason="the cluster needs `pip install 'summarizer[ray]'`")
pytest.importorskip("daft")

_CLUSTER = """
import sys
from ray.cluster_utils import Cluster
cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
print(cluster.address, flush=True)
sys.stdin.readline()
cluster.remove_node(nodes[0], allow_graceful=False)
print("killed", flush=True)
sys.stdin.readline()
cluster.shutdown()
"""


@pytest.fixture(scope="module")
def cluster():
    """A cluster that loses a node at the first line it is sent, and ends at the second."""
    with subprocess.Popen(
        [sys.executable, "-c", _CLUSTER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"RAY_health_check_period_ms": "500"},
    ) as process:
        process.address = process.stdout.readline().strip()
        yield process
        process.stdin.close()


def corpus(address, out, *inputs):
    command = [sys.executable, "-m", "summarizer", "corpus", *map(str, inputs)]
    return subprocess.Popen(
        [*command, "-o", str(out), "--rows", "20", "--ray", address],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.timeout(300)
def test_two_nodes_do_the_work_and_one_of_them_may_die(cluster, tmp_path):
    inputs = [write(tmp_path / f"papers-{number}.jsonl", 60 + number) for number in range(3)]
    whole, out = tmp_path / "whole", tmp_path / "out"
    with corpus(cluster.address, whole, *inputs) as run:
        assert run.communicate(timeout=120)[1] == ""
    assert run.returncode == 0
    assert ids(whole) == [f"2501.{number:05}" for number in range(62)]
    assert manifest(whole)["runner"] == "ray"

    source = write(tmp_path / "many.jsonl", 1500)
    with corpus(cluster.address, out, *inputs, source) as run:
        while run.poll() is None and not list(out.glob("papers/[!.]*")):
            time.sleep(0.05)
        print("die", file=cluster.stdin, flush=True)
        assert cluster.stdout.readline() == "killed\n"
        said = run.communicate(timeout=200)
    assert run.returncode == 0, said
    assert ids(out) == [f"2501.{number:05}" for number in range(1500)]
    assert manifest(out)["complete"]

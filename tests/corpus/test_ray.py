"""The same plan on a real Ray cluster of two nodes on this machine, one of them killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import pytest
from corpora import ids, manifest, write

from summarizer.corpus.plan import Machine, crew

pytest.importorskip("ray", reason="the cluster needs `pip install 'summarize-papers[ray]'`")
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

_TWICE = """
import sys
from pathlib import Path
from summarizer import settings
from summarizer.corpus.annotation import annotate
from summarizer.corpus.manifest import Plan
address, first, second = sys.argv[1:]
for given in (first, second):
    made = annotate([given], Path(given).with_suffix(""), settings.load(), Plan(ray=address))
    print(made["counts"]["annotated"])
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
        env=os.environ | {"RAY_health_check_period_ms": "500", "OPENAI_API_KEY": "key"},
    ) as process:
        process.address = process.stdout.readline().strip()
        yield process
        process.stdin.close()


def cases(path, first, count):
    """Papers that no other file has."""
    numbers = range(first, first + count)
    text = "We study retrieval-augmented generation. It is told apart from others as case"
    rows = [{"title": f"Case {each}", "abstract": f"{text} {each}."} for each in numbers]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


def corpus(address, out, *arguments):
    command = [sys.executable, "-m", "summarizer", "corpus", *map(str, arguments), "--quiet"]
    return subprocess.Popen(
        [*command, "-o", str(out), "--rows", "20", "--ray", address],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_an_address_where_nothing_answers_is_one_line(tmp_path):
    one = write(tmp_path / "one.jsonl", 3)
    with corpus("127.0.0.1:9", tmp_path / "out", one) as run:
        said = run.communicate(timeout=60)[1]
    assert run.returncode == 4
    assert said.startswith("summarize: no Ray cluster answers at `127.0.0.1:9`: Connection refused")
    assert len(said.splitlines()) == 1


@pytest.mark.timeout(900)
def test_a_process_may_use_a_cluster_again(cluster, tmp_path):
    files = [str(write(tmp_path / f"{count}.jsonl", count)) for count in (3, 4)]
    command = [sys.executable, "-c", _TWICE, cluster.address, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert (done.stdout, done.stderr) == ("3\n4\n", "")


@pytest.mark.parametrize(
    ("machines", "asks", "workers"),
    [
        ([Machine(1), Machine(1)], False, 2),
        ([Machine(16), Machine(4)], False, 32),
        ([Machine(16), Machine(4, 2 << 30)], False, 16),
        ([Machine(1), Machine(1, 1 << 20)], False, 2),
        ([Machine(16), Machine(4)], True, 2),
        ([], False, 1),
    ],
)
def test_each_machine_has_workers_for_the_largest_ones_cores_and_the_smallest_ones_memory(
    machines, asks, workers
):
    assert crew(machines, asks=asks) == workers


@pytest.mark.timeout(900)
def test_two_nodes_ask_more_at_once_than_one_within_one_budget_and_one_rate(
    cluster, llm, tmp_path, monkeypatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    model = ["--model", "openai/scripted", "--base-url", llm.url, "--concurrency", 3]

    def asked(out, *arguments, code=0):
        """Requests at once at the most, and all of them; nodes need not begin together."""
        llm.reset()
        llm.delay = 0.5
        with corpus(cluster.address, tmp_path / out, *arguments, *model) as run:
            said = run.communicate(timeout=300)
        assert run.returncode == code, said
        return llm.peak, llm.received

    third, fourth = (cases(tmp_path / f"{start}.jsonl", start, 40) for start in (120, 160))
    peak, requests = asked("limited", third, fourth, "--max-requests", 31, code=4)
    assert requests == 31
    assert 3 < peak <= 6
    assert not manifest(tmp_path / "limited")["complete"]
    fifth = cases(tmp_path / "200.jsonl", 200, 20), cases(tmp_path / "220.jsonl", 220, 20)
    with corpus(cluster.address, tmp_path / "slow", *fifth, *model, "--max-rpm", 30) as run:
        try:
            while llm.received < 31 + 30:
                assert run.poll() is None
                time.sleep(0.1)
            time.sleep(5)
        finally:
            run.kill()  # else a test that fails waits for it, and the next ones share its cluster
    assert llm.received == 31 + 30  # not one more in this minute, whichever node would ask


@pytest.mark.timeout(900)
def test_two_nodes_do_the_work_and_one_of_them_may_die(cluster, tmp_path):
    inputs = [write(tmp_path / f"papers-{number}.jsonl", 60 + number) for number in range(3)]
    whole, out = tmp_path / "whole", tmp_path / "out"
    with corpus(cluster.address, whole, *inputs) as run:
        assert run.communicate(timeout=300)[1] == ""
    assert run.returncode == 0
    assert ids(whole) == [f"2501.{number:05}" for number in range(62)]
    assert manifest(whole)["runner"] == "ray"

    source = write(tmp_path / "many.jsonl", 1500)
    with corpus(cluster.address, out, *inputs, source) as run:
        while run.poll() is None and not list(out.glob("papers/[!.]*")):
            time.sleep(0.05)
        print("die", file=cluster.stdin, flush=True)
        assert cluster.stdout.readline() == "killed\n"
        said = run.communicate(timeout=300)
    assert run.returncode == 0, said
    assert ids(out) == [f"2501.{number:05}" for number in range(1500)]
    assert manifest(out)["complete"]

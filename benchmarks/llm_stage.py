"""The LLM stage beside other clients: throughput, CPU time, memory.

    python benchmarks/llm_stage.py                  # all parts; about six minutes
    python benchmarks/llm_stage.py --part throughput --papers 500
    python benchmarks/llm_stage.py --part cpu --clients sdk,stage [--beside CHECKOUT] [--rounds 9]

One run, one scripted server (`tests/support/llm_server.py`, a process of its own) on
loopback; each client (`llm_clients.py`) is measured in a process of its own, after
one call that warms it. All send the request that the stage sends for the same paper,
save curator, which builds its own from the same messages. Times of `stage` cover
the whole `summarize papers FILE --json`, from reading the file to writing the
digest, with grounding and cache.

- throughput: answers after 0.5 s, concurrency 50; 100 % is no time but the answers'.
- cpu: instant answers, concurrency 16; user + system time a paper, the least of
  all rounds, since whatever else the machine does only adds to it. No home is
  removed before the end: ext4 spends long on finding inodes next to fresh deletions.
  `--beside` names another checkout of the program: its stage runs in turn with this
  one, and the last column is the median of the rounds' ratios, with the middle half of them.
- memory: instant answers; growth of the peak from 2,000 to 20,000 papers made
  by number, through `annotate` to nobody who keeps them.

bespokelabs-curator wants other versions of openai than this project, so it has
an environment of its own: `python3 -m venv /opt/venv-curator &&
/opt/venv-curator/bin/pip install bespokelabs-curator`, or --curator-python.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from llm_requests import MODEL
from tables import Table, at_least, at_most, said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SERVER, CLIENTS = (
    ROOT / "tests" / "support" / "llm_server.py",
    ROOT / "benchmarks" / "llm_clients.py",
)
CURATOR = Path("/opt/venv-curator/bin/python")
DELAY, WIDE, NARROW = 0.5, 50, 16
FEW, MANY = 2_000, 20_000
BEFORE = "stage before"
FASTEST, MOST_CPU, MOST_GROWTH = 1.0, 1.5, 50
"""Targets: throughput and CPU time as parts of the plain SDK's, growth in MB."""
NAMES = {
    "httpx": "raw httpx",
    "sdk": "plain openai SDK",
    "curator": "bespokelabs-curator",
    "stage": "the stage, with all around it",
    BEFORE: "the stage of the other checkout",
}


@contextlib.contextmanager
def serving(delay: float) -> Iterator[str]:
    """The scripted server in a process of its own; its base URL."""
    argv = [sys.executable, str(SERVER), "--port", "0", "--delay", str(delay)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield str(process.stdout.readline()).strip() if process.stdout else ""
        finally:
            process.kill()


def fetched(url: str, data: bytes | None = None) -> dict[str, Any]:
    """What the server says of itself at `/stats` or `/last`, or after a `/reset`."""
    asked = urllib.request.Request(url, data=data)  # noqa: S310 # loopback
    with urllib.request.urlopen(asked) as answer:  # noqa: S310 # the same
        found: dict[str, Any] = json.load(answer)
    return found


def measured(
    client: str, url: str, papers: int, concurrency: int, told: argparse.Namespace
) -> dict[str, float] | None:
    """One client in a process of its own; None where it cannot be run here."""
    python = told.curator_python if client == "curator" else sys.executable
    name, code = ("stage", told.beside) if client == BEFORE else (client, ROOT)
    argv = [python, str(CLIENTS), name, url, str(papers), str(concurrency), told.homes]
    done = subprocess.run(
        argv,
        input=json.dumps(told.like),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(code)},
    )
    if done.returncode:
        print(f"{client}: {(done.stderr or 'failed').strip().splitlines()[-1]}", file=sys.stderr)
        return None
    seen: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    if seen["answers"] != papers:
        print(f"{client}: {seen['answers']} of {papers} answered", file=sys.stderr)
    return seen


def sample(told: argparse.Namespace) -> dict[str, Any]:
    """The request that the stage sends for paper 0."""
    with serving(0) as url:
        if measured("stage", url, 0, 1, told) is None:
            sys.exit("the stage does not run")
        return fetched(url.replace("/v1", "/last")) | {"model": MODEL}


def throughput(told: argparse.Namespace) -> None:
    """Fixed answers of half a second, fifty at once."""
    papers = told.papers or 500
    ideal = DELAY * -(-papers // WIDE)
    said(f"{papers} papers, answers after {DELAY} s, {WIDE} at once, ideal {ideal} s:")
    columns = ("client", "seconds", "of ideal", "beside the SDK", "most at once", "target")
    table = Table(*columns, widths=(32, 7, 8, 14, 12, 20))
    base = None
    with serving(DELAY) as url:
        for client in told.clients:
            fetched(url.replace("/v1", "/reset"), b"")
            seen = measured(client, url, papers, WIDE, told)
            if seen is None:
                continue
            took = seen["wall"]
            base = took if client == "sdk" else base
            peak = fetched(url.replace("/v1", "/stats"))["peak"]
            ratio = base / took if base else None
            target = at_least(FASTEST, ratio) if client == "stage" and ratio else None
            shown = ratio and f"{ratio:.2f}"
            name = NAMES.get(client, client)
            table.row(name, f"{took:.2f}", f"{ideal / took:.0%}", shown, peak, target)


def cpu(told: argparse.Namespace) -> None:
    """Instant answers, sixteen at once."""
    papers = told.papers or 2000
    clients = [client for client in told.clients if client != "curator"]
    clients += [BEFORE] if told.beside else []
    said(f"CPU a paper: {papers} papers, instant answers, {NARROW} at once, {told.rounds} rounds:")
    rounds = _rounds(clients, papers, told)
    least = {client: min(each[client] for each in rounds if client in each) for client in rounds[0]}
    beside = ["now to before"] if BEFORE in least else []
    columns = ("client", "ms", "beside the SDK", "target", *beside)
    table = Table(*columns, widths=(32, 6, 14, 19, 22))
    for client, each in least.items():
        ratio = each / least["sdk"] if "sdk" in least else None
        target = at_most(MOST_CPU, ratio) if client == "stage" and ratio else None
        cells = [_now_to_before(rounds) if client == "stage" else None for _ in beside]
        name = NAMES.get(client, client)
        table.row(name, f"{each:.2f}", ratio and f"{ratio:.2f}", target, *cells)


def _rounds(clients: list[str], papers: int, told: argparse.Namespace) -> list[dict[str, float]]:
    """Milliseconds a paper of each client that runs here, by rounds that go to and fro."""
    rounds: list[dict[str, float]] = []
    with serving(0) as url:
        for _ in range(told.rounds):
            found = {client: measured(client, url, papers, NARROW, told) for client in clients}
            seen = {name: each["cpu"] / papers * 1000 for name, each in found.items() if each}
            rounds.append(seen)
            clients = [client for client in reversed(clients) if client in seen]
    return rounds


def _now_to_before(rounds: list[dict[str, float]]) -> str:
    ratios = [each["stage"] / each[BEFORE] for each in rounds if {"stage", BEFORE} <= each.keys()]
    low, middle, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return f"{middle:.3f} ({low:.3f} to {high:.3f})"


def memory(told: argparse.Namespace) -> None:
    """Peak memory of few papers and of many."""
    many = told.papers or MANY
    said("Peak memory of the stage, instant answers:")
    table = Table("papers", "MB", "seconds", "growth in MB", "target", widths=(32, 7, 7, 12, 18))
    first = None
    with serving(0) as url:
        for papers in (FEW, many):
            seen = measured("stream", url, papers, NARROW, told)
            if seen is None:
                return
            peak = seen["peak_mb"]
            growth = None if first is None else peak - first
            first = peak if first is None else first
            target = None if growth is None else at_most(MOST_GROWTH, growth)
            shown = growth and f"{growth:.1f}"
            table.row(f"{papers:,}", f"{peak:.1f}", f"{seen['wall']:.1f}", shown, target)


PARTS = {"throughput": throughput, "cpu": cpu, "memory": memory}


def arguments() -> argparse.Namespace:
    """What was asked for."""
    options = argparse.ArgumentParser(description="The LLM stage beside other clients.")
    options.add_argument("--part", action="append", choices=PARTS, help="default: all")
    options.add_argument("--papers", type=int, help="default: what the part is defined with")
    options.add_argument("--clients", default="httpx,sdk,instructor,curator,stage")
    options.add_argument("--beside", type=Path, help="a checkout whose stage runs in turn")
    options.add_argument("--rounds", type=int, default=3, help="of the CPU part; default: 3")
    options.add_argument("--curator-python", default=str(CURATOR))
    told = options.parse_args()
    told.clients = told.clients.split(",")
    told.beside = told.beside and told.beside.resolve()
    return told


def main() -> None:
    """Measure the parts asked for."""
    told = arguments()
    if "curator" in told.clients and not Path(told.curator_python).exists():
        told.clients.remove("curator")
        print("curator: not installed (see the head of this file)", file=sys.stderr)
    with tempfile.TemporaryDirectory() as told.homes:
        told.like = {}
        told.like = sample(told)
        for part in told.part or PARTS:
            PARTS[part](told)


if __name__ == "__main__":
    main()

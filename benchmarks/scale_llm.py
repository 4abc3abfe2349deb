"""Corpora by a language model on a Ray cluster: requests in the works, one budget, one rate.

    python benchmarks/scale_llm.py --data ../shared/data

The scripted server answers after 0.2 s, in a process of its own; the cluster's nodes have a core
each, all on this machine. In the works is what the server had to answer at a time, looked at ten
times a second from the first answer to the last; a minute is any 60 seconds of these looks.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any, Self
from urllib.request import urlopen

import needs
from cluster import ray_cluster
from tables import Table, at_least, at_most, said

SERVER = Path(__file__).parents[1] / "tests" / "support" / "llm_server.py"
DELAY, LOOK, MINUTE = 0.2, 0.1, 60.0
CONCURRENCY, PAPERS, TWICE = 8, 1200, 0.9
MODEL = "gpt-4o-mini"
"""The server answers for any model; this one's price is known."""


@dataclass
class Looks:
    """What the server said of itself during a run."""

    url: str
    received: list[tuple[float, int]] = field(default_factory=list)
    in_flight: list[int] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Look from a thread."""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK):
            found = stats(self.url)
            self.received.append((time.monotonic(), found["requests"]))
            self.in_flight.append(found["in_flight"])

    def active(self) -> tuple[float, float]:
        """Seconds from the first request to the last, and the mean in the works meanwhile."""
        last = self.received[-1][1]
        looks = [place for place, (_, count) in enumerate(self.received) if 0 < count < last]
        seconds = self.received[looks[-1]][0] - self.received[looks[0]][0]
        return seconds, fmean(self.in_flight[place] for place in looks)

    def busiest_minute(self) -> int:
        """The most requests in any 60 seconds."""
        most = 0
        for begin, before in self.received:
            within = [count for at, count in self.received if begin <= at <= begin + MINUTE]
            most = max(most, within[-1] - before)
        return most


def stats(url: str) -> dict[str, Any]:
    """The server's own counts."""
    with urlopen(f"{url.removesuffix('/v1')}/stats") as answer:  # noqa: S310 # loopback
        found: dict[str, Any] = json.load(answer)
    return found


def annotate(url: str, folder: Path, source: Path, name: str, *options: str) -> dict[str, Any]:
    """Run `summarize corpus` into an empty folder; its manifest. Exit code 4: a limit held."""
    out = folder / name
    argv = [sys.executable, "-m", "summarizer", "corpus", str(source), "-o", str(out), "--quiet"]
    argv += ["--model", f"openai/{MODEL}", "--base-url", url, "--concurrency", str(CONCURRENCY)]
    home = {"SUMMARIZER_HOME": str(folder / f"home-{name}"), "OPENAI_API_KEY": "key"}
    done = subprocess.run(
        [*argv, "--rows", "600", *options], check=False, env=os.environ | home, capture_output=True
    )
    if done.returncode not in {0, 4}:
        sys.exit(done.stderr.decode())
    found: dict[str, Any] = json.loads((out / "manifest.json").read_text())
    return found


def in_flight(url: str, folder: Path, source: Path) -> None:
    """Print how much one and two workers keep in the works."""
    said(f"{PAPERS} papers, answers after {DELAY} s, {CONCURRENCY} requests at once a worker.")
    table = Table("workers", "requests", "s", "a second", "in works", "at most", "to one", "target")
    one = 0.0
    for nodes in (1, 2):
        reset(url)
        with ray_cluster(nodes) as (address, _), Looks(url) as looks:
            annotate(url, folder, source, f"nodes-{nodes}", "--ray", address)
        seconds, mean = looks.active()
        found = stats(url)
        one = one or mean
        met = [f"{mean / one:.2f}", at_least(2 * TWICE, mean / one)] if nodes > 1 else [None, None]
        rate, most = found["requests"] / seconds, found["peak"]
        figures = (found["requests"], f"{seconds:.1f}", f"{rate:.1f}", f"{mean:.1f}", most)
        table.row(f"Ray, {nodes} of one core", *figures, *met)


def limits(url: str, folder: Path, source: Path) -> None:
    """Print what two workers took of what they may take together."""
    said("Limits, each a run of two workers.")
    table = Table("limit", "given", "taken", "target")
    with ray_cluster(2) as (address, _):
        for option, given in (("--max-requests", 250), ("--max-usd", 0.05), ("--max-rpm", 200)):
            reset(url)
            with Looks(url) as looks:
                used = annotate(
                    url, folder, source, option.strip("-"), "--ray", address,
                    option, str(given), *(["--max-requests", "300"] if "rpm" in option else []),
                )["usage"]  # fmt: skip
            taken = {
                "--max-requests": stats(url)["requests"],
                "--max-usd": used["usd"],
                "--max-rpm": looks.busiest_minute(),
            }[option]
            table.row(f"`{option}`", given, taken, at_most(given, taken))


def reset(url: str) -> None:
    """Let the server forget what it was asked."""
    urlopen(f"{url.removesuffix('/v1')}/reset", data=b"").close()  # noqa: S310 # loopback


def main() -> None:
    """Measure both, against one server."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    data = parser.parse_args().data / "arxiv" / "arxiv_20k.jsonl.gz"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "papers.jsonl"
        with gzip.open(data, "rt") as lines, source.open("w") as out:
            out.writelines(islice(lines, PAPERS))
        argv = [sys.executable, str(SERVER), "--port", "0", "--delay", str(DELAY)]
        with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as server:
            try:
                url = str(server.stdout.readline()).strip() if server.stdout else ""
                in_flight(url, folder, source)
                limits(url, folder, source)
            finally:
                server.kill()


if __name__ == "__main__":
    main()

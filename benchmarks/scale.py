"""Corpora of any size: papers a second, memory, output, here and on a Ray cluster.

    python benchmarks/scale.py --data ../shared/data [--papers 18000] [--only NAME ...]

The papers are real ones of arXiv, repeated with ids made distinct where more are asked for, in
eight files or more. Each way is a run of its own into an empty folder: `summarize corpus` with
one and two workers on this machine, and on a Ray cluster of one and two one-core nodes; beside it
what a user would write: a loop over the engine, and Python's `multiprocessing.Pool`.
Memory is the peak of all processes of a run together, each page counted once (PSS).
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
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.engines import Engine

FILE, FILES = 18_000, 8
SAMPLE_SECONDS = 0.5
NATIVE = ("native, 1 worker", "native, 2 workers")
RAY = ("Ray, 1 node", "Ray, 2 nodes")
PEERS = ("a loop over the engine", "multiprocessing.Pool(2)")
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
_ALONE = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from scale import annotate_lines
out, *paths = map(Path, sys.argv[2:])
out.mkdir()
for path in paths:
    with path.open() as lines, (out / path.name).open("w") as stream:
        stream.writelines(annotate_lines(lines))
"""
_POOL = """
import sys
from multiprocessing import Pool
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from scale import annotate_chunk, chunks
if __name__ == "__main__":
    out, *paths = map(Path, sys.argv[2:])
    out.mkdir()
    with Pool(2) as pool:
        for path in paths:
            with path.open() as lines, (out / path.name).open("w") as stream:
                for made in pool.imap(annotate_chunk, chunks(lines)):
                    stream.writelines(made)
"""


def annotate_lines(lines: Iterator[str]) -> Iterator[str]:
    """What a user would write: each line a paper, its annotation as a line."""
    from summarizer import engines, settings
    from summarizer.entries import entry
    from summarizer.mapping import papers
    from summarizer.records import Paper
    from summarizer.wire import dumps

    engine = cast("Engine", engines.create(settings.load()))
    for paper in papers(("", json.loads(line)) for line in lines):
        if isinstance(paper, Paper):
            yield dumps(entry(paper, engine.annotate(paper))) + "\n"


def chunks(lines: Iterator[str]) -> Iterator[list[str]]:
    """Lines for one task of the pool."""
    while found := list(islice(lines, 2000)):
        yield found


def annotate_chunk(lines: list[str]) -> list[str]:
    """One task of the pool; the engine is loaded once a process."""
    return list(annotate_lines(iter(lines)))


def sources(data: Path, folder: Path, count: int) -> list[Path]:
    """Files of equal size, eight or more, of at most 18,000 papers each, with ids that differ."""
    with gzip.open(data / "arxiv" / "arxiv_20k.jsonl.gz", "rt") as stream:
        papers = [json.loads(line) for line in stream]
    size = min(FILE, -(-count // FILES))
    paths = [folder / f"papers-{number:03}.jsonl" for number in range(-(-count // size))]
    for number, path in enumerate(paths):
        with path.open("w") as out:
            for place in range(number * size, min(count, (number + 1) * size)):
                again, which = divmod(place, len(papers))
                identity = {"id": f"{again:04}.{which:05}"} if again else {}
                out.write(json.dumps(papers[which] | identity) + "\n")
    return paths


def processes(root: int) -> list[int]:
    """A process and all that it began."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    found = [root]
    for each in found:
        found += children.get(each, [])
    return found


def usage(process: int) -> tuple[float, float] | None:
    """A process's megabytes, shared pages by halves, and its seconds of the processor."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
        ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return None
    kilobytes = int(text.split("\nPss:")[1].split()[0])
    return kilobytes / 1024, sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


class Watch:
    """The peak of memory and the time of the processor while a run lasts, of all its processes."""

    def __init__(self, roots: list[int]) -> None:
        """Sample from a thread."""
        self.peak = 0.0
        self._seconds: dict[int, float] = {}
        self._roots = roots
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample)
        self._thread.start()

    def _sample(self) -> None:
        while not self._over.wait(SAMPLE_SECONDS):
            found = {each: usage(each) for root in self._roots for each in processes(root)}
            alive = {each: used for each, used in found.items() if used}
            self.peak = max(self.peak, sum(memory for memory, _ in alive.values()))
            self._seconds |= {each: seconds for each, (_, seconds) in alive.items()}

    def end(self) -> tuple[float, float]:
        """Stop; megabytes at the peak, and seconds of the processor."""
        self._over.set()
        self._thread.join()
        return self.peak, sum(self._seconds.values())


def command(name: str, out: Path, paths: list[Path], address: str | None) -> list[str]:
    """The whole process that one way is."""
    files = [str(path) for path in paths]
    if name in PEERS:
        script = _ALONE if name == PEERS[0] else _POOL
        path = out.with_name("peer.py")
        path.write_text(script)
        return [sys.executable, str(path), str(Path(__file__).parent), str(out), *files]
    summarize = [sys.executable, "-m", "summarizer", "corpus", *files, "-o", str(out), "--quiet"]
    if address:
        return [*summarize, "--ray", address]
    return [*summarize, "--workers", name.split()[1]]


def measured(name: str, folder: Path, paths: list[Path]) -> tuple[float, float, float, float]:
    """Seconds, those of the processor, megabytes of memory and of output of one way."""
    out = folder / name.replace(" ", "-").replace(",", "")
    cluster = address = None
    if name in RAY:
        cluster = subprocess.Popen(
            [sys.executable, "-c", _CLUSTER, name.split()[1]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        address = cluster.stdout.readline().strip() if cluster.stdout else None
    environment = os.environ | {"SUMMARIZER_HOME": str(folder / "home")}
    began = time.perf_counter()
    run = subprocess.Popen(
        command(name, out, paths, address),
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    watch = Watch([run.pid, *([cluster.pid] if cluster else [])])
    code = run.wait()
    seconds = time.perf_counter() - began
    peak, processor = watch.end()
    if cluster:
        cluster.communicate("\n")
    if code:
        sys.exit(f"{name}: exit code {code}")
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    return seconds, processor, peak, size / 1e6


def main() -> None:
    """Run every way and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--papers", type=int, default=FILE)
    parser.add_argument("--only", nargs="*", default=[*PEERS, *NATIVE, *RAY])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = sources(arguments.data, folder, arguments.papers)
        count = arguments.papers
        print(f"{count} papers in {len(paths)} files")
        print(f"{'':26} {'s':>7} {'papers/s':>9} {'CPU s':>8} {'memory MB':>10} {'output MB':>10}")
        for way in arguments.only:
            seconds, processor, peak, size = measured(way, folder, paths)
            figures = f"{count / seconds:9.0f} {processor:8.1f} {peak:10.0f} {size:10.1f}"
            print(f"{way:26} {seconds:7.1f} {figures}", flush=True)


if __name__ == "__main__":
    main()

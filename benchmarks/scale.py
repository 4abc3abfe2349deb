"""Corpora of any size: papers a second, memory, output, here and on a Ray cluster.

    python benchmarks/scale.py --data ../shared/data [--papers 18000 ...] [--only NAME ...]
        [--rounds 1]

The papers are real ones of arXiv, repeated with ids made distinct where more are asked for, in
eight files or more. Each way is a run of its own into an empty folder: `summarize corpus` with
one and two workers on this machine, and on a Ray cluster of one and two one-core nodes; beside it
what a user would write: a loop over the engine, and Python's `multiprocessing.Pool`. Of several
rounds the one is shown that took neither most nor least time.
Memory is the peak of all processes of a run together, each page counted once (PSS).
The ratio is, from one worker to two, the share of the ideal; for a further size, its time a paper
to that of the first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

import needs
from cluster import ray_cluster
from processes import Watch
from tables import Table, at_least, at_most, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.engines import Engine

FILE, FILES = 18_000, 8
NATIVE = ("native, 1 worker", "native, 2 workers")
RAY = ("Ray, 1 node", "Ray, 2 nodes")
EFFICIENCY, LINEAR, MEMORY = 0.85, 1.2, 1500
ONE_OF = {NATIVE[1]: NATIVE[0], RAY[1]: RAY[0]}
PEERS = ("a loop over the engine", "multiprocessing.Pool(2)")
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
    from summarizer.annotate.entries import entry
    from summarizer.papers.records import Paper
    from summarizer.papers.wire import dumps
    from summarizer.sources.mapping import papers

    engine = cast("Engine", engines.create(settings.load()))
    for paper in papers(("", json.loads(line)) for line in lines):
        if isinstance(paper, Paper):
            yield dumps(entry(paper, engine.annotate(paper))) + "\n"


def chunks(lines: Iterator[str]) -> Iterator[list[str]]:
    """Lines for one task of the pool."""
    while found := list(islice(lines, 200)):
        yield found


def annotate_chunk(lines: list[str]) -> list[str]:
    """One task of the pool; the engine is loaded once a process."""
    return list(annotate_lines(iter(lines)))


def sources(data: Path, folder: Path, count: int) -> list[Path]:
    """Files of equal size, eight or more, of at most 18,000 papers each, with ids that differ."""
    with gzip.open(data / "arxiv" / "arxiv_20k.jsonl.gz", "rt") as stream:
        papers = [json.loads(line) for line in stream]
    folder.mkdir()
    size = min(FILE, -(-count // FILES))
    paths = [folder / f"papers-{number:03}.jsonl" for number in range(-(-count // size))]
    for number, path in enumerate(paths):
        with path.open("w") as out:
            for place in range(number * size, min(count, (number + 1) * size)):
                again, which = divmod(place, len(papers))
                identity = {"id": f"{again:04}.{which:05}"} if again else {}
                out.write(json.dumps(papers[which] | identity) + "\n")
    return paths


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
    shutil.rmtree(out, ignore_errors=True)
    nodes = int(name.split()[1]) if name in RAY else 0
    with ray_cluster(nodes) if nodes else nullcontext((None, 0)) as (address, pid):
        environment = os.environ | {"SUMMARIZER_HOME": str(folder / "home")}
        argv = command(name, out, paths, address)
        began = time.perf_counter()
        run = subprocess.Popen(argv, env=environment, stdout=subprocess.DEVNULL)
        watch = Watch([run.pid, *([pid] if pid else [])])
        code = run.wait()
        seconds = time.perf_counter() - began
        peak, processor = watch.end()
    if code:
        sys.exit(f"{name}: exit code {code}")
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    return seconds, processor, peak, size / 1e6


def embedded(folder: Path, data: Path, counts: list[int], ways: list[str], rounds: int) -> None:
    """Print a table of ways to annotate so many papers by the embedded engine."""
    paths = {count: sources(data, folder / str(count), count) for count in counts}
    files = ", ".join(f"{count:,} papers in {len(paths[count])} files" for count in counts)
    said(f"{files}; each way for all sizes before the next.")
    columns = ("papers", "s", "papers/s", "CPU s", "output MB", "memory MB", "target")
    table = Table("way", *columns, "ratio", "target", widths=(24, 9, 7, 8, 6, 9, 9, 17, 6, 21))
    rates: dict[tuple[str, int], float] = {}
    for way in ways:
        for count in counts:
            found = [measured(way, folder / str(count), paths[count]) for _ in range(rounds)]
            seconds, processor, peak, size = sorted(found)[rounds // 2]
            rate = rates[way, count] = count / seconds
            figures = (f"{seconds:.1f}", f"{rate:.0f}", f"{processor:.0f}", f"{size:.1f}")
            less = rates[way, counts[0]]
            one = rates.get((ONE_OF.get(way, ""), count))
            met: list[str | None] = [None, None]
            if count != counts[0]:
                met = [f"{less / rate:.2f}", at_most(LINEAR, less / rate)]
            elif one:
                met = [f"{rate / one / 2:.2f}", at_least(EFFICIENCY, rate / one / 2)]
            held = [f"{peak:.0f}", at_most(MEMORY, peak)]
            table.row(way, f"{count:,}", *figures, *held, *met)


def main() -> None:
    """Run every way and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--papers", type=int, nargs="+", default=[FILE])
    parser.add_argument("--only", nargs="*", default=[*PEERS, *NATIVE, *RAY])
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        embedded(Path(name), arguments.data, arguments.papers, arguments.only, arguments.rounds)


if __name__ == "__main__":
    main()

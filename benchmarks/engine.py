"""The embedded engine: papers a second of one core, and its answers, beside another commit's.

    python benchmarks/engine.py --data ../shared/data --base COMMIT [--rounds 9] [--papers 1000]
    python benchmarks/engine.py --data ../shared/data --base COMMIT --answers

Each commit in a process of its own, which annotates the same papers of arXiv as a run does: one by
one, or 64 together where the engine takes many. Both in turn, a slice of papers a round that
neither has seen, and the processor's time of the process alone is counted, so that a busy machine
hits both alike. The figures are medians of the rounds, and of the ratios within each round. The
first paper is that of a fresh process, imports included.
With `--answers`: all answers and explanations of 17,988 papers, compared one by one; exit code 1
where any differs.
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import needs
from tables import Table, at_least, at_most, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
ALL = 18_000
_WORKER = """
import sys, time
begun = time.process_time()
import hashlib, json, re
from pathlib import Path
from summarizer import engines, settings
try:
    from summarizer.sources.mapping import papers
    from summarizer.papers.records import Paper
    from summarizer.papers.wire import dumps
except ImportError:  # a commit from before the rooms
    from summarizer.mapping import papers
    from summarizer.records import Paper
    from summarizer.wire import dumps
with open(sys.argv[1]) as lines:
    rows = [json.loads(line) for line in lines]
found = [each for each in papers(("", row) for row in rows) if isinstance(each, Paper)]
engine = engines.create(settings.load())
engine.annotate(found[0])
print(len(found), time.process_time() - begun, flush=True)

def answers(slice):
    for paper in slice:
        told = dumps([engine.annotate(paper), list(engine.explain(paper))])
        print(hashlib.sha256(told.encode()).hexdigest()[:16], flush=True)

def seconds(slice):
    start = time.process_time()
    if hasattr(engine, "annotate_all"):
        for begin in range(0, len(slice), 64):
            engine.annotate_all(slice[begin : begin + 64])
    else:
        for paper in slice:
            engine.annotate(paper)
    print(time.process_time() - start, flush=True)

def peak(_):
    status = Path("/proc/self/status").read_text()
    print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024, flush=True)

for line in sys.stdin:
    what, begin, end = line.split()
    {"answers": answers, "seconds": seconds, "peak": peak}[what](found[int(begin) : int(end)])
"""


class Worker:
    """A process that has loaded one commit's engine and the papers, and does as it is told."""

    def __init__(self, tree: Path, papers: Path, home: Path) -> None:
        """Start it; `first` is the processor's seconds from nothing to the first annotation."""
        environment = os.environ | {"PYTHONPATH": str(tree), "SUMMARIZER_HOME": str(home)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _WORKER, str(papers)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
            cwd=tree,
        )  # fmt: skip
        count, first = self._line().split()
        self.count, self.first = int(count), float(first)

    def ask(self, what: str, begin: int = 0, end: int = 0) -> float:
        """One figure: `seconds` for a slice of the papers, or the `peak` of memory in MB."""
        self._tell(what, begin, end)
        return float(self._line())

    def answers(self) -> Iterator[str]:
        """A hash of each paper's annotation and explanation."""
        self._tell("answers", 0, self.count)
        for _ in range(self.count):
            yield self._line().strip()

    def end(self) -> None:
        """Let it end."""
        self._process.communicate()

    def _tell(self, what: str, begin: int, end: int) -> None:
        print(what, begin, end, file=self._process.stdin, flush=True)

    def _line(self) -> str:
        assert self._process.stdout  # noqa: S101 -- made with a pipe
        line = self._process.stdout.readline()
        if not line:
            sys.exit("a process of the benchmark ended; its error stands above")
        return line


def checked_out(base: str, folder: Path) -> Path:
    """A commit's package in a folder of its own."""
    known = ["git", "cat-file", "-e", f"{base}^{{commit}}"]
    if subprocess.run(known, cwd=ROOT, check=False, stderr=subprocess.DEVNULL).returncode:
        needs.cannot(f"commit `{base}` is not in this clone")
    done = subprocess.run(
        ["git", "archive", base, "summarizer", "prompts"],  # noqa: S607 -- the user's git
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def papers(data: Path, folder: Path, count: int) -> Path:
    """So many real papers of arXiv, one a line."""
    path = folder / f"papers-{count}.jsonl"
    with gzip.open(data / "arxiv" / "arxiv_20k.jsonl.gz", "rt") as stream, path.open("w") as out:
        out.writelines(islice(stream, count))
    return path


def compare(trees: tuple[Path, Path], path: Path, home: Path) -> int:
    """Print how many answers differ, and the first that do; the exit code."""
    before, now = (Worker(tree, path, home) for tree in trees)
    pairs = zip(before.answers(), now.answers(), strict=True)
    differing = [number for number, (one, other) in enumerate(pairs) if one != other]
    before.end()
    now.end()
    said(f"The answers of both commits, {differing[:20] or 'all the same'}:")
    table = Table("papers", "answers that differ", "target", widths=(10, 20, 16))
    table.row(f"{before.count:,}", len(differing), at_most(0, len(differing)))
    return 1 if differing else 0


def measure(trees: tuple[Path, Path], path: Path, home: Path, rounds: int, size: int) -> None:
    """Print papers a second, the first paper and memory, for both and as a ratio."""
    one = papers_of_one(path)
    workers = [Worker(tree, path, home) for tree in trees]
    times = [
        [worker.ask("seconds", at, at + size) for worker in workers]
        for at in range(1, 1 + rounds * size, size)
    ]
    peaks = [worker.ask("peak") for worker in workers]
    for worker in workers:
        worker.end()
    firsts = []
    for _ in range(rounds):
        fresh = [Worker(tree, one, home) for tree in trees]
        firsts.append([worker.first for worker in fresh])
        for worker in fresh:
            worker.end()
    heads = (f"medians of {rounds}", "before", "now", "ratio", "target")
    table = Table(*heads, widths=(30, 9, 9, 7, 20))
    rates = [[size / each for each in row] for row in times]
    row(table, "papers/s of one core", rates, partial(at_least, 1.5))
    row(table, "first paper, CPU ms", [[each * 1000 for each in row] for row in firsts])
    row(table, "peak memory, MB", [peaks])


def papers_of_one(path: Path) -> Path:
    """The first paper alone, for a fresh process to read."""
    one = path.with_name("one.jsonl")
    with path.open() as lines:
        one.write_text(next(lines))
    return one


def row(
    table: Table,
    name: str,
    rounds: list[list[float]],
    target: Callable[[float], str] | None = None,
) -> None:
    """Print the medians of both, and of their ratio."""
    before, now = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(new / old for old, new in rounds)
    met = target(ratio) if target else None
    table.row(name, f"{before:.1f}", f"{now:.1f}", f"{ratio:.2f}", met)


def main() -> int:
    """Compare the working tree with a commit."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--base", required=True, help="the commit to compare with")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--papers", type=int, default=1000, help="papers a round")
    parser.add_argument("--answers", action="store_true", help="compare what is answered")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = ALL if chosen.answers else chosen.rounds * chosen.papers + 1
        path = papers(chosen.data, folder, count)
        trees = checked_out(chosen.base, folder / "base"), ROOT
        if chosen.answers:
            return compare(trees, path, folder / "home")
        measure(trees, path, folder / "home", chosen.rounds, chosen.papers)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Records a second and memory of the parsers, beside other ways to read the same bytes.

    python benchmarks/parse.py --data ../shared/data
    python benchmarks/parse.py --data ../shared/data --million     # 1,000,000 lines, nothing else

Each way in a process of its own, over and over for a second of its own time; memory is its peak, a
bare Python's 10 MB and all imports in it. The peers are measured where they are installed
(`pip install feedparser beautifulsoup4 lxml`). The floor is `json.loads` and a pydantic model
of the same fields. Every process keeps the memory it has freed: a small one otherwise gives it
back and fetches it again between repetitions, which a real run, reading a file once, does not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import needs
from tables import Table, at_most

SECONDS = 1.0
MILLION = 1_000_000
MALLOC = ("MALLOC_TRIM_THRESHOLD_", "MALLOC_TOP_PAD_", "MALLOC_MMAP_THRESHOLD_")
KEPT = 100_000_000
"""Bytes of freed memory that a process keeps."""
FLOOR = 1.5
"""The target: at most so many times the time of the floor."""
PEERS = {
    "soup": "BeautifulSoup with lxml",
    "feed": "feedparser",
    "floor": "floor",
    "floor_streamed": "floor, nothing kept",
}
HEADS = ("input", "records/s", "memory", "beside", "records/s", "memory", "time to its", "target")
Way = Callable[[Path], int]


def ours(path: Path) -> int:
    """Papers as the program reads a file: recognised, merged, counted."""
    from summarizer.sources.content import read_content
    from summarizer.sources.extraction import content_listing

    return len(content_listing(read_content(str(path))).papers)


def streamed(path: Path) -> int:
    """Papers one by one, as they stand."""
    from summarizer.sources.content import read_content
    from summarizer.sources.extraction import stream

    return sum(1 for _ in stream(read_content(str(path))))


@cache
def _model() -> Any:
    from pydantic import BaseModel

    class Author(BaseModel):
        name: str

    class Record(BaseModel):
        id: str
        title: str
        abstract: str | None = None
        summary: str | None = None
        authors: list[str] | list[Author] = []
        categories: list[str] = []
        upvotes: int | None = None
        publishedAt: str | None = None  # noqa: N815 - the site's name
        githubRepo: str | None = None  # noqa: N815 - the site's name
        ai_keywords: list[str] | None = None

    return Record


def floor(path: Path) -> int:
    """`json.loads`, and a pydantic model of each record, all kept."""
    record = _model()
    text = path.read_bytes()
    if path.suffix == ".json":
        return len([record.model_validate(item["paper"]) for item in json.loads(text)])
    return len([record.model_validate(json.loads(line)) for line in text.splitlines()])


def floor_streamed(path: Path) -> int:
    """The same, nothing kept."""
    record = _model()
    with path.open("rb") as lines:
        return sum(1 for line in lines if record.model_validate(json.loads(line)))


def soup(path: Path) -> int:
    """The page's data by BeautifulSoup with lxml."""
    from bs4 import BeautifulSoup

    tree = BeautifulSoup(path.read_text(), "lxml")
    node = tree.select_one('div[data-target="DailyPapers"]')
    if node is None:
        return 0
    papers = [item["paper"] for item in json.loads(str(node["data-props"]))["dailyPapers"]]
    return len([(paper["title"], paper["summary"], paper["authors"]) for paper in papers])


def feed(path: Path) -> int:
    """The entries of an Atom feed by feedparser."""
    import feedparser

    return len([(each.title, each.summary) for each in feedparser.parse(path.read_bytes()).entries])


WAYS: dict[str, Way] = {
    each.__name__: each for each in (ours, streamed, floor, floor_streamed, soup, feed)
}


def _memory() -> float:
    """The most memory this process has had, in MB."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def measured(name: str, path: Path) -> dict[str, float]:
    """One way in this process: records a second at its best, the peak in MB."""
    way = WAYS[name]
    count = way(path)
    peak = _memory()
    best = float("inf")
    end = time.process_time() + SECONDS
    while time.process_time() < end or best == float("inf"):
        start = time.process_time()
        way(path)
        best = min(best, time.process_time() - start)
    return {"records": count, "per_second": count / best, "peak": peak}


def apart(name: str, path: Path) -> dict[str, float] | None:
    """The same in a process of its own; None where its library is not installed."""
    command = [sys.executable, __file__, "--way", name, str(path), "--data", str(path)]
    environment = os.environ | {name: str(KEPT) for name in MALLOC}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if "ModuleNotFoundError" in done.stderr:
        return None
    if done.returncode:
        sys.exit(f"{name}: {done.stderr[-500:]}")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def compare(table: Table, title: str, path: Path, ours: str, peer: str) -> None:
    """Measure both ways on one input and print them beside one another."""
    found, other = apart(ours, path), apart(peer, path)
    if found is None:
        sys.exit(f"{ours}: a library of our own is not installed")
    rate, peak = f"{found['per_second']:,.0f}", f"{found['peak']:.0f} MB"
    if other is None:
        table.row(title, rate, peak, f"{PEERS[peer]}: not installed", *[None] * 4)
        return
    ratio = other["per_second"] / found["per_second"]
    theirs = (f"{other['per_second']:,.0f}", f"{other['peak']:.0f} MB", f"{ratio:.2f}")
    target = at_most(FLOOR, ratio) if peer.startswith("floor") else None
    table.row(title, rate, peak, PEERS[peer], *theirs, target)


def titled(what: str, path: Path) -> str:
    """An input and its size."""
    return f"{what} ({path.stat().st_size / 1e6:.2f} MB)"


def million(source: Path, folder: Path) -> Path:
    """A file of 1,000,000 lines: the records over and over under ids of their own."""
    records = [json.loads(line) for line in gzip.decompress(source.read_bytes()).splitlines()]
    path = folder / "million.jsonl"
    with path.open("w") as stream:
        for number in range(MILLION):
            record = records[number % len(records)] | {
                "id": f"{number // 100_000:04}.{number % 100_000:05}"
            }
            stream.write(json.dumps(record) + "\n")
    return path


def main() -> None:
    """Print a row for each input, ours and the peer's."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--way", nargs=2)
    arguments = parser.parse_args()
    if arguments.way:
        print(json.dumps(measured(arguments.way[0], Path(arguments.way[1]))))
        return
    data: Path = arguments.data
    table = Table(*HEADS, widths=(38, 9, 8, 23, 9, 8, 11, 20))
    with tempfile.TemporaryDirectory() as name:
        if arguments.million:
            path = million(data / "arxiv" / "arxiv_20k.jsonl.gz", Path(name))
            compare(table, titled("1,000,000 lines", path), path, "streamed", "floor_streamed")
            return
        page = data / "huggingface" / "hf_papers_page_2024-08-11.html"
        compare(table, titled("a page", page), page, "ours", "soup")
        atom = data / "arxiv" / "arxiv_atom_llm-paper-radar.xml"
        compare(table, titled("an Atom feed", atom), atom, "ours", "feed")
        for day in sorted((data / "huggingface").glob("hf_api_daily_*.json")):
            if "CORRUPT" not in day.name:
                title = titled(f"an API day, {day.stem[-10:]}", day)
                compare(table, title, day, "ours", "floor")
        lines = Path(name, "arxiv.jsonl")
        lines.write_bytes(gzip.decompress((data / "arxiv" / "arxiv_20k.jsonl.gz").read_bytes()))
        compare(table, titled("18,000 arXiv records", lines), lines, "ours", "floor")
        compare(table, "the same, one by one", lines, "streamed", "floor_streamed")


if __name__ == "__main__":
    main()

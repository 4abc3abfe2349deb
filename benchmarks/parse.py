"""Records a second and memory of the parsers, beside other ways to read the same bytes.

    python benchmarks/parse.py --data ../shared/data [--million]

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
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

SECONDS = 1.0
MILLION = 1_000_000
MALLOC = ("MALLOC_TRIM_THRESHOLD_", "MALLOC_TOP_PAD_", "MALLOC_MMAP_THRESHOLD_")
KEPT = 100_000_000
"""Bytes of freed memory that a process keeps."""
Way = Callable[[Path], int]


def ours(path: Path) -> int:
    """Papers as the program reads a file: recognised, merged, counted."""
    from summarizer.content import read
    from summarizer.sources import parse

    return len(parse(read(str(path))).papers)


def streamed(path: Path) -> int:
    """Papers one by one, as they stand."""
    from summarizer.content import read
    from summarizer.sources import stream

    return sum(1 for _ in stream(read(str(path))))


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
    command = [sys.executable, __file__, "--way", name, str(path)]
    environment = os.environ | {name: str(KEPT) for name in MALLOC}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if "ModuleNotFoundError" in done.stderr:
        return None
    if done.returncode:
        print(done.stderr[-500:])
        return None
    found: dict[str, float] = json.loads(done.stdout)
    return found


def table(title: str, path: Path, names: Iterable[str]) -> None:
    """Measure each way on one input and print them beside one another."""
    size = path.stat().st_size / 1e6
    print(f"\n{title} ({size:.2f} MB)")
    print(f"{'':16} {'records':>9} {'a second':>10} {'time':>6} {'peak MB':>8}")
    base = 0.0
    for name in names:
        found = apart(name, path)
        if found is None:
            print(f"{name:16} not installed")
            continue
        base = base or found["per_second"]
        ratio = base / found["per_second"]
        print(
            f"{name:16} {found['records']:9.0f} {found['per_second']:10.0f} {ratio:6.2f} "
            f"{found['peak']:8.0f}"
        )


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
    """Print a table for each input; the first way of each is the base of the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--way", nargs=2)
    arguments = parser.parse_args()
    if arguments.way:
        print(json.dumps(measured(arguments.way[0], Path(arguments.way[1]))))
        return
    data: Path = arguments.data
    with tempfile.TemporaryDirectory() as name:
        lines = Path(name, "arxiv.jsonl")
        lines.write_bytes(gzip.decompress((data / "arxiv" / "arxiv_20k.jsonl.gz").read_bytes()))
        page = data / "huggingface" / "hf_papers_page_2024-08-11.html"
        table("a page", page, ["soup", "ours"])
        for day in sorted((data / "huggingface").glob("hf_api_daily_*.json")):
            if "CORRUPT" not in day.name:
                table(f"an API day, {day.stem[-10:]}", day, ["floor", "ours"])
        table("an Atom feed", data / "arxiv" / "arxiv_atom_llm-paper-radar.xml", ["feed", "ours"])
        table("18,000 arXiv records", lines, ["floor", "ours"])
        table("the same, one by one", lines, ["floor_streamed", "streamed"])
        if arguments.million:
            path = million(data / "arxiv" / "arxiv_20k.jsonl.gz", Path(name))
            table("1,000,000 lines, one by one", path, ["floor_streamed", "streamed"])


if __name__ == "__main__":
    main()

"""How fast 100,000 stored papers are searched: `python benchmarks/search.py [--papers 100000]`.

The papers are real ones, listed ones and arXiv's, annotated by the embedded engine once and
stored under as many ids and days as are needed. Whole processes, medians; the index is
built first, then brought up to date after one day changed. `--home` keeps the library.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import needs
from tables import Table, at_most, said

from summarizer.annotate.entries import entry
from summarizer.engines import create
from summarizer.errors import NotAnnotated
from summarizer.papers.records import Paper
from summarizer.papers.wire import dumps
from summarizer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.papers.records import Entry

FILES = ("huggingface/daily_2024-05_2025-12.jsonl.gz", "arxiv/arxiv_20k.jsonl.gz")
A_DAY = 50
QUERIES = (
    "model",
    "the of and we",
    "large language models",
    "retrieval augmented generation",
    '"attention sink"',
    "quantization tag:inference-efficiency",
    "tag:rag since:2021",
    "diffusion -video since:2020 until:2022 source:hf",
    "title:benchmark -tag:benchmark",
    "since:2021-06",
    "-model tag:agents",
    "reviewed:yes",
    "zyzzyva",
)


def annotated(data: Path, most: int) -> Iterator[Entry]:
    """Annotate each real paper once."""
    engine = create(Settings())
    number = 0
    for name in FILES:
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                paper = Paper(
                    id=str(record["id"]),
                    title=record["title"],
                    abstract=record["abstract"],
                    author_count=record.get("n_authors"),
                    upvotes=record.get("upvotes"),
                )
                try:
                    yield entry(paper, engine.annotate(paper))
                except NotAnnotated:
                    continue
                number += 1
                if number == most:
                    return


def store(home: Path, entries: list[Entry], papers: int) -> int:
    """Write days of papers as the library keeps them; how many days."""
    folder = home / "data" / "library" / "hf"
    folder.mkdir(parents=True)
    day, days = date(2019, 1, 1), 0
    head = {"source": ["hf"], "generated_at": "2026-01-01T00:00:00Z", "skipped": []}
    for start in range(0, papers, A_DAY):
        name = day.isoformat()
        batch = [
            replace(
                entries[number % len(entries)],
                id=f"{day:%y%m}.{number:06}",
                listed=name,
                source=f"hf:{name}",
            )
            for number in range(start, min(start + A_DAY, papers))
        ]
        text = dumps({**head, "date": name, "papers": batch})
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        day, days = day + timedelta(days=1), days + 1
    return days


def seconds(query: str, home: Path) -> tuple[float, float, str]:
    """Wall and processor time of one whole process, and the first line it printed."""
    command = [str(Path(sys.executable).with_name("summarize")), "search", "--quiet", "--", query]
    environment = os.environ | {"SUMMARIZER_HOME": str(home)}
    start, before = time.perf_counter(), os.times()
    done = subprocess.run(command, check=True, env=environment, capture_output=True, text=True)
    wall, after = time.perf_counter() - start, os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    return wall, used, done.stdout.partition("\n")[0]


def main() -> None:
    """Build the library and its index, then time each query."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        if not (home / "data").is_dir():
            entries = list(annotated(given.data, given.papers))
            days = store(home, entries, given.papers)
            said(f"{given.papers:,} papers of {len(entries):,} real ones on {days:,} days.")
        index = home / "cache" / "search.sqlite"
        index.unlink(missing_ok=True)
        table = Table("index", "figure")
        table.row("built", f"{seconds('model', home)[0]:.2f} s")
        table.row("size", f"{index.stat().st_size / 1e6:.0f} MB")
        changed = min((home / "data" / "library" / "hf").glob("*.json"))
        changed.write_text(changed.read_text(encoding="utf-8") + " ", encoding="utf-8")
        table.row("a search after one day changed", f"{seconds('model', home)[0]:.2f} s")
        said(f"Whole processes, medians of {given.runs}, and the slowest:")
        heads = ("query", "median", "slowest", "processor", "target", "found")
        table = Table(*heads, widths=(52, 7, 7, 9, 20, 7))
        for query in QUERIES:
            results = [seconds(query, home) for _ in range(given.runs)]
            wall = 1000 * statistics.median(each[0] for each in results)
            used = 1000 * statistics.median(each[1] for each in results)
            slowest = 1000 * max(each[0] for each in results)
            times = (f"{each:.0f} ms" for each in (wall, slowest, used))
            found = results[0][2].partition(" paper")[0]
            table.row(f"`{query}`", *times, at_most(200, wall, " ms"), found)


if __name__ == "__main__":
    main()

"""The embedded engine's quality and speed in one report.

    python benchmarks/quality.py [--data ../shared/data] [--part tags|tldr|engine]

Tags against `topics_dev.jsonl`, TL;DRs against SciTLDR dev and OpenReview dev, both with
bootstrap 95 % intervals, then the whole engine: from record to annotation, cold start, memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
from pathlib import Path

import needs
from tables import Table, at_least, at_most, said

HERE = Path(__file__).parent
SIZES = (100, 1000, 6141)
PARTS = ("tags", "tldr", "engine")
MEASURE = """
import json, resource, sys, time
start = time.perf_counter()
from summarizer.engines import create
from summarizer.papers.records import Paper
from summarizer.settings import Settings
engine = create(Settings())
papers = [Paper(id="x", **json.loads(line)) for line in sys.stdin]
engine.annotate(papers[0])
first = time.perf_counter() - start
start = time.process_time()
for paper in papers:
    engine.annotate(paper)
rate = len(papers) / (time.process_time() - start)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([rate, first, peak]))
"""


def engine_speed(data: Path) -> None:
    """Time the engine over listed papers, each size in a process of its own."""
    with gzip.open(data / "huggingface" / "daily_2024-05_2025-12.jsonl.gz", "rt") as stream:
        rows = [json.loads(line) for line in stream]
    lines = [json.dumps({"title": row["title"], "abstract": row["abstract"]}) for row in rows]
    found = []
    for size in SIZES:
        text, command = "\n".join(lines[:size]), [sys.executable, "-c", MEASURE]
        done = subprocess.run(command, input=text, text=True, check=True, stdout=subprocess.PIPE)
        found.append(json.loads(done.stdout))
    rates, firsts, peaks = zip(*found, strict=True)
    said("The whole engine on one core, from record to annotation; each size in its own process.")
    table = Table("papers", *(f"{size:,}" for size in SIZES), "target", widths=(24, 8, 8, 8, 22))
    table.row("papers/s", *(f"{each:.0f}" for each in rates), at_least(300, min(rates)))
    shown = (f"{each:.2f} s" for each in firsts)
    table.row("first paper after", *shown, at_most(0.5, max(firsts), " s"))
    shown = (f"{each:.0f} MB" for each in peaks)
    table.row("peak memory", *shown, at_most(200, max(peaks), " MB"))


def main() -> None:
    """Run both quality benchmarks, then time the engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--part", action="append", choices=PARTS, help="default: all")
    given = parser.parse_args()
    for part in given.part or PARTS:
        if part == "engine":
            engine_speed(given.data)
        else:
            command = [sys.executable, str(HERE / f"{part}.py"), "--data", str(given.data)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()

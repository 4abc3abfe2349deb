"""The embedded engine's quality and speed in one report.

    python benchmarks/quality.py [--data ../shared/data]

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

HERE = Path(__file__).parent
ROOT = HERE.parent
MEASURE = """
import json, resource, sys, time
start = time.perf_counter()
from summarizer.engines import create
from summarizer.records import Paper
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
said = f"{rate:5.0f} papers/s, first after {first:.2f} s, peak {peak:.0f} MB"
print(f"{len(papers):6} papers: {said}")
"""


def engine_speed(data: Path, sizes: tuple[int, ...]) -> None:
    """Time the engine over listed papers, each size in a process of its own."""
    with gzip.open(data / "huggingface" / "daily_2024-05_2025-12.jsonl.gz", "rt") as stream:
        rows = [json.loads(line) for line in stream]
    lines = [json.dumps({"title": row["title"], "abstract": row["abstract"]}) for row in rows]
    for size in sizes:
        text = "\n".join(lines[:size])
        subprocess.run([sys.executable, "-c", MEASURE], input=text, text=True, check=True)


def main() -> None:
    """Run both quality benchmarks, then time the engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data = parser.parse_args().data
    for script in ("tags.py", "tldr.py"):
        command = [sys.executable, str(HERE / script), "--data", str(data)]
        subprocess.run(command, check=True)
    print("\nWhole engine, one core:", flush=True)
    engine_speed(data, (100, 1000, 6141))


if __name__ == "__main__":
    main()

"""Measure the check of TL;DRs' claims: `python benchmarks/factuality.py --data ../shared/data`.

Balanced accuracy on SummEdits' rows (these chose the threshold), and how many lines that people
or the site wrote are flagged: SciTLDR dev and OpenReview dev, none of which was learned from.
Time for a line on one core. Offline.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import needs
from tables import Table, at_least, at_most, said

from summarizer.evaluation.factuality import measure
from summarizer.grounding.support import judged

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = "factuality/summedits_scitldr_dev.jsonl"
SETS = {"SciTLDR dev": "scitldr/dev.jsonl", "OpenReview dev": "tldr/openreview_dev.jsonl"}
ALARMS, BALANCED, MILLISECONDS = 0.15, 0.62, 3.0


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    given = parser.parse_args()
    edited(needs.present(str(given.data / ROWS)))
    for name, path in SETS.items():
        lines = (given.data / path).read_text(encoding="utf-8").splitlines()
        written(name, [json.loads(line) for line in lines])


def edited(path: Path) -> None:
    """The rows of SummEdits, of which a person said whether they are faithful."""
    found = measure(str(path))
    said(f"SummEdits, SciTLDR part: {found.rows} rows, {found.faithful} faithful.")
    table = Table("threshold", "balanced accuracy", "false alarms", "caught", "target")
    for name, rates in (("verdict", found.verdict), ("certain", found.certain)):
        values = (rates.balanced_accuracy, rates.false_alarms, rates.caught)
        target = at_least(BALANCED, values[0] or 0.0) if name == "verdict" else ""
        table.row(name, *(f"{value:.3f}" for value in values if value is not None), target)
    said("By the way a line was made false, at the verdict:")
    table = Table("kind", "rows", "caught")
    for kind in found.kinds:
        table.row(kind.kind, str(kind.rows), str(kind.caught))


def written(name: str, rows: Sequence[dict[str, Any]]) -> None:
    """Lines that authors wrote: each flagged one counts as a false alarm."""
    times, flagged, certain = [], 0, 0
    for row in rows:
        abstract = row.get("abstract") or " ".join(row["abstract_sentences"])
        line = row.get("tldr") or row["tldrs"][0]
        start = time.process_time()
        found = judged(line, row["title"], abstract)
        times.append(1000 * (time.process_time() - start))
        flagged += not found.faithful
        certain += found.certain
    said(f"{name}: {len(rows)} authors' lines, with title and abstract.")
    table = Table("flagged", "certainly", "median ms", "target")
    share, middle = flagged / len(rows), statistics.median(times)
    targets = f"{at_most(ALARMS, share)}, {at_most(MILLISECONDS, middle, ' ms')}"
    table.row(f"{share:.3f}", f"{certain / len(rows):.3f}", f"{middle:.2f}", targets)


if __name__ == "__main__":
    main()

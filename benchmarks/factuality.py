"""Measure the check of TL;DRs' claims: `python benchmarks/factuality.py --data ../shared/data`.

Balanced accuracy on SummEdits' rows (these chose the threshold), and how many lines that people
or the site wrote are flagged: SciTLDR dev and OpenReview dev, none of which was learned from.
Sentences whose "not" was taken out, and true lines that are said to have lost one.
Time for a line on one core. Last, which lines of the site `--tldr site` takes. Offline.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import needs
from tables import Table, at_least, at_most, said

from summarizer.annotate.sitelines import site_line
from summarizer.evaluation.factuality import measure
from summarizer.grounding.support import judged
from summarizer.papers.records import Paper
from summarizer.sources.mapping import papers

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = "factuality/summedits_scitldr_dev.jsonl"
SETS = {"SciTLDR dev": "scitldr/dev.jsonl", "OpenReview dev": "tldr/openreview_dev.jsonl"}
TRAIN = "scitldr/train.jsonl"
DENIED = re.compile(
    r"\b(can ?not|(?:do|does|did|is|are|was|were|will|would|should|could) not) (?=\w)"
)
SHORT = 30
"""Words of a sentence that could be a TL;DR."""
SITE = "huggingface/daily_2024-05_2025-12.jsonl.gz"
REASONS = {
    "it names ": "a name that the paper does not have",
    "it says ": "a number that the paper does not have",
    "it has ": "too long",
    "it is more than ": "more than one sentence",
}
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
    train = (given.data / TRAIN).read_text(encoding="utf-8").splitlines()
    undenied([json.loads(line) for line in train])
    with gzip.open(needs.present(str(given.data / SITE)), "rt", encoding="utf-8") as lines_of_site:
        by_the_site([json.loads(line) for line in lines_of_site])


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


def undenied(rows: Sequence[dict[str, Any]]) -> None:
    """Sentences of abstracts whose first denial is taken out, and authors' lines as they are."""
    lost, found, true, alarms = 0, 0, 0, 0
    for row in rows:
        abstract = " ".join(row["abstract_sentences"])
        for sentence in row["abstract_sentences"]:
            match = DENIED.search(sentence)
            if match and len(sentence.split()) <= SHORT:
                verb = match[1].split()[0].replace("cannot", "can")
                kept = "" if verb in {"do", "does", "did"} else f"{verb} "
                line = f"{sentence[: match.start()]}{kept}{sentence[match.end() :]}"
                lost, found = lost + 1, found + judged(line, row["title"], abstract).certain
        for line in row["tldrs"]:
            true, alarms = true + 1, alarms + bool(judged(line, row["title"], abstract).lost)
    said(f"SciTLDR train: {lost} sentences without their denial, {true} authors' lines.")
    table = Table("lost denials found", "authors' lines said to have lost one")
    table.row(f"{found / lost:.3f}", str(alarms))


def by_the_site(rows: Sequence[dict[str, Any]]) -> None:
    """The site's own lines, and why those that do not hold do not."""
    found = [each for each in papers(("", row) for row in rows) if isinstance(each, Paper)]
    lines = [line for each in found if (line := site_line(each))]
    refused = [line.problems[0] for line in lines if line.problems]
    said(f"Hugging Face: {len(lines)} lines of the site, {len(lines) - len(refused)} hold.")
    table = Table("why a line does not hold", "lines")
    for reason, count in Counter(map(_kind, refused)).most_common():
        table.row(reason, str(count))


def _kind(problem: str) -> str:
    kinds = (kind for begin, kind in REASONS.items() if problem.startswith(begin))
    return next(kinds, "a claim that is not faithful")


if __name__ == "__main__":
    main()

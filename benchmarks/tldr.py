"""Measure the one-line summaries: `python benchmarks/tldr.py --data ../shared/data`.

ROUGE F1 with stemming against human TL;DRs, beside baselines; papers a second on one core;
and how many lines over listed papers break the reading contract. Offline.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rouge_score.rouge_scorer import RougeScorer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import needs
from tables import Table, at_least, at_most, said

from summarizer.engines.embedded.tldr import Summarizer
from summarizer.readability.contract import inventions, violations
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SETS = {"SciTLDR dev": "scitldr/dev.jsonl", "OpenReview dev": "tldr/openreview_dev.jsonl"}
LISTED = "huggingface/daily_2024-05_2025-12.jsonl.gz"
KINDS = ("rouge1", "rouge2", "rougeL")
TARGETS = {"SciTLDR dev": (44.3, 21.3, 35.9)}
"""ROUGE-1, 2 and L."""
ABOVE = {"OpenReview dev": {"title": 3, "lead sentence": 8}}
"""ROUGE-1 points above a baseline."""
SCORER = RougeScorer(list(KINDS), use_stemmer=True)
CUE = re.compile(
    r"\b[Ww]e (?:\w+ )?(?:propose|present|introduce|show|develop|demonstrate|study|investigate|"
    r"describe)"
)
Paper = tuple[str, str, list[str]]
Scores = tuple[float, float, float]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--listed", type=int, default=2000, help="listed papers to check")
    parser.add_argument(
        "--lines", type=int, default=0, help="print so many TL;DRs of listed papers"
    )
    given = parser.parse_args()
    summarizer = Summarizer()
    for name, path in SETS.items():
        quality(name, [_paper(record) for record in read(given.data / path)], summarizer)
    listed = list(read(given.data / LISTED))
    random.Random(0).shuffle(listed)  # noqa: S311 -- a sample, no secret
    contract(listed[: given.listed], summarizer)
    speed(listed[: given.listed], summarizer)
    for record in listed[: given.lines]:
        print(f"\n{record['title']}\n  {summarizer.summarize(record['title'], record['abstract'])}")


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Read JSON lines, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _paper(record: dict[str, Any]) -> Paper:
    if "tldrs" in record:
        return record["title"], " ".join(record["abstract_sentences"]), record["tldrs"]
    return record["title"], record["abstract"], [record["tldr"]]


def rouge(line: str, references: Sequence[str]) -> Scores:
    """Score a line on the reference with the best ROUGE-1, in points."""
    scores = (SCORER.score(reference, line) for reference in references)
    best = max(scores, key=lambda score: score["rouge1"].fmeasure)
    return tuple(100 * best[kind].fmeasure for kind in KINDS)  # type: ignore[return-value]


def quality(name: str, papers: Sequence[Paper], summarizer: Summarizer) -> None:
    """Print ROUGE of the TL;DRs and of the baselines, with 95 % bootstrap intervals."""
    said(f"{name}, {len(papers)} papers: F1 of ROUGE, with 95 % intervals.")
    ways: dict[str, Callable[[Paper], Scores]] = {
        "lead sentence": lambda paper: rouge(_sentences(paper[1])[0], paper[2]),
        "title": lambda paper: rouge(paper[0], paper[2]),
        "first cue sentence": lambda paper: rouge(_cue(paper[1]), paper[2]),
        "TL;DR": lambda paper: rouge(summarizer.summarize(paper[0], paper[1]) or "", paper[2]),
        "best sentence (ceiling)": lambda paper: max(
            rouge(one, paper[2]) for one in _sentences(paper[1])
        ),
    }
    table = Table("", "ROUGE-1", "ROUGE-2", "ROUGE-L", widths=(24, 20, 20, 20))
    means = {}
    for way, score in ways.items():
        scores = np.array([score(paper) for paper in papers])
        means[way] = scores.mean(axis=0)
        table.row(way, *intervals(scores))
    targets(name, means)


def targets(name: str, means: dict[str, Any]) -> None:
    """Print the targets of a set, and whether they are met."""
    said(f"{name}, the targets:")
    table = Table("TL;DR", "points", "target", widths=(34, 7, 20))
    for kind, mean, target in zip(KINDS, means["TL;DR"], TARGETS.get(name, ()), strict=False):
        table.row(kind, f"{mean:.2f}", at_least(target, mean))
    for way, target in ABOVE.get(name, {}).items():
        gain = means["TL;DR"][0] - means[way][0]
        table.row(f"rouge1 above the {way}", f"{gain:.2f}", at_least(target, gain))


def intervals(scores: Any) -> list[str]:
    """Format means with their bootstrap interval over papers, a cell a kind."""
    picks = np.random.default_rng(0).integers(0, len(scores), (1000, len(scores)))
    low, high = np.percentile(scores[picks].mean(axis=1), (2.5, 97.5), axis=0)
    return [
        f"{mean:.2f} [{a:.2f}, {b:.2f}]"
        for mean, a, b in zip(scores.mean(axis=0), low, high, strict=True)
    ]


def _sentences(abstract: str) -> list[str]:
    return [abstract[start:end] for start, end in split(abstract)] or [""]


def _cue(abstract: str) -> str:
    sentences = _sentences(abstract)
    return next((sentence for sentence in sentences if CUE.search(sentence)), sentences[0])


def contract(records: Sequence[dict[str, Any]], summarizer: Summarizer) -> None:
    """Print how many lines break the reading contract, by kind, with an example of each."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    broken = 0
    for record in records:
        line = summarizer.summarize(record["title"], record["abstract"]) or ""
        kinds = violations(line, record["title"])
        kinds += inventions(line, f"{record['title']} {record['abstract']}")
        broken += bool(kinds)
        counts.update(kinds)
        examples.update(dict.fromkeys(kinds, line))
    share = 100 * broken / len(records)
    said(f"The reading contract, over {len(records):,} listed papers:")
    table = Table("broken", "lines", "share", "target", "an example", widths=(20, 6, 8, 18, 40))
    table.row("in any way", broken, f"{share:.2f} %", at_most(2, share, " %"), None)
    for kind, count in counts.most_common():
        table.row(kind, count, None, None, examples[kind])


def speed(records: Sequence[dict[str, Any]], summarizer: Summarizer) -> None:
    """Print papers a second, and how long a fresh process takes to its first TL;DR."""
    start = time.perf_counter()
    for record in records:
        summarizer.summarize(record["title"], record["abstract"])
    rate = len(records) / (time.perf_counter() - start)
    code = (
        "import time; start = time.perf_counter(); "
        "from summarizer.engines.embedded.tldr import load; load(); "
        "print(round(1000 * (time.perf_counter() - start)))"
    )
    took = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    said(f"TL;DRs alone: {rate:.0f} papers/s; import and model take {took.stdout.strip()} ms.")


if __name__ == "__main__":
    main()

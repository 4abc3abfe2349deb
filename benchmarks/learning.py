"""What reviews teach the embedded tagger: `python benchmarks/learning.py --data ../shared/data`.

Of the 159 labelled papers 80 are reviewed, at random, as a reader would with the report: given
topics and near-misses ticked or unticked, missing ones added, acceptable ones left as they
were. The other 79 are measured before and after; repeated over splits. Twice: as shipped, and
with all that was learned of single topics taken out, as for a vocabulary of one's own.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import needs
from tables import Table
from tags import compare, total

from summarizer.engines.embedded import tagmodel
from summarizer.engines.embedded.shifts import learn
from summarizer.engines.embedded.tagger import Tagger
from summarizer.review.doubt import LEAST_NEAR, MOST_NEAR
from summarizer.topics import vocabularyfile

REVIEWED = 80


def verdicts(paper: dict, given: list[str], near: list[str]) -> dict[str, bool]:
    """A reader's complete review of a paper."""
    acceptable = set(paper["also"])
    judged = {name: name in paper["tags"] or name in acceptable for name in given}
    judged |= {name: name in paper["tags"] for name in near}
    return judged | dict.fromkeys(paper["tags"], True)


def gains(papers: list[dict], splits: int, *, bare: bool) -> list[tuple[float, float]]:
    """The micro-F1 of the papers not reviewed, before and after, for each split."""
    model = tagmodel.load()
    if bare:
        model = replace(model, biases={}, lexicons={})
    with patch.object(tagmodel, "load", lambda _: model):
        vocabulary = vocabularyfile.load()
        plain = Tagger(vocabulary)
        shown, rows = [], []
        for paper in papers:
            text = paper["title"], paper["abstract"]
            given = [tag.tag for tag in plain.tag(*text)]
            likely = plain.candidates(*text)
            near = [t.tag for t in likely if t.tag not in given and t.score >= LEAST_NEAR]
            shown.append(set(given))
            rows.append(list(plain.judged(*text, verdicts(paper, given, near[:MOST_NEAR]))))
        known = frozenset(model.biases.keys() | model.lexicons.keys())
        draw = random.Random(0)  # noqa: S311 - splits need no secrecy
        result = []
        for _ in range(splits):
            order = draw.sample(range(len(papers)), len(papers))
            learned = learn([row for at in order[:REVIEWED] for row in rows[at]], known)
            taught = Tagger(vocabulary, learned)
            before, after = [], []
            for at in order[REVIEWED:]:
                paper = papers[at]
                gold, also = set(paper["tags"]), set(paper["also"])
                tags = {tag.tag for tag in taught.tag(paper["title"], paper["abstract"])}
                before.append(compare(shown[at], gold, also))
                after.append(compare(tags, gold, also))
            result.append((total(before).rates()[2], total(after).rates()[2]))
    return result


def main() -> None:
    """Print the gain and its interval for both models."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--splits", type=int, default=100)
    options = parser.parse_args()
    lines = (options.data / "topics_dev.jsonl").read_text(encoding="utf-8").splitlines()
    papers = [json.loads(line) for line in lines]
    heads = ("micro-F1", "before", "after", "gain", "95 % of the splits", "better in", "took")
    table = Table(*heads, widths=(34, 6, 6, 7, 18, 20, 6))
    for name, bare in (("as shipped", False), ("nothing known of single topics", True)):
        begin = time.perf_counter()
        pairs = gains(papers, options.splits, bare=bare)
        differences = sorted(after - before for before, after in pairs)
        cut = max(len(differences) // 40, 1)
        before, after = (statistics.mean(column) for column in zip(*pairs, strict=True))
        better = sum(each > 0 for each in differences) / len(differences)
        table.row(
            name,
            f"{before:.3f}",
            f"{after:.3f}",
            f"{after - before:+.3f}",
            f"[{differences[cut - 1]:+.3f}, {differences[-cut]:+.3f}]",
            f"{better:.0%} of {len(pairs)} splits",
            f"{time.perf_counter() - begin:.0f} s",
        )


if __name__ == "__main__":
    main()

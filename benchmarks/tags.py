"""How good and how fast the embedded tagger is: `python benchmarks/tags.py --data ../shared/data`.

Predicted tags that the labels call acceptable (`also`) count neither right nor wrong.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from summarizer import topics
from summarizer.embedded.tagging import Tagger

DRAWS = 2000


class Counts(NamedTuple):
    """Right, wrong and missed tags."""

    right: int
    wrong: int
    missed: int

    def rates(self) -> tuple[float, float, float]:
        """Give precision, recall and F1; 0 where there is nothing to divide by."""
        precision = self.right / max(self.right + self.wrong, 1)
        recall = self.right / max(self.right + self.missed, 1)
        return precision, recall, 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def compare(given: set[str], gold: set[str], also: set[str]) -> Counts:
    """Count one paper's tags."""
    return Counts(len(given & gold), len(given - gold - also), len(gold - given))


def total(counts: list[Counts]) -> Counts:
    """Add up counts."""
    return Counts(*(sum(column) for column in zip(*counts, strict=True)))


def interval(counts: list[Counts]) -> tuple[float, float]:
    """Give the 95 % interval of the micro F1, papers drawn with replacement."""
    draw = random.Random(0)  # noqa: S311 - a bootstrap needs no secrecy
    scores = sorted(total(draw.choices(counts, k=len(counts))).rates()[2] for _ in range(DRAWS))
    return scores[DRAWS // 40], scores[-DRAWS // 40]


def labelled(tagger: Tagger, path: Path) -> None:
    """Print precision, recall and F1 over labelled papers, and the errors of each topic."""
    papers = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    given = [{tag.tag for tag in tagger.tag(p["title"], p["abstract"])} for p in papers]
    counts = [
        compare(tags, set(paper["tags"]), set(paper["also"]))
        for tags, paper in zip(given, papers, strict=True)
    ]
    precision, recall, score = total(counts).rates()
    low, high = interval(counts)
    print(f"{path.name}: {len(papers)} papers, {sum(map(len, given)) / len(papers):.2f} tags each")
    print(
        f"micro precision {precision:.3f} recall {recall:.3f} F1 {score:.3f} [{low:.3f}-{high:.3f}]"
    )
    names = sorted({name for paper in papers for name in paper["tags"]}.union(*given))
    single = {
        name: total(
            [
                compare(tags & {name}, set(paper["tags"]) & {name}, set(paper["also"]) & {name})
                for tags, paper in zip(given, papers, strict=True)
            ]
        )
        for name in names
    }
    macro = sum(count.rates()[2] for count in single.values()) / len(single)
    print(f"macro F1 {macro:.3f} over {len(single)} topics; errors by topic:")
    for name, count in sorted(single.items(), key=lambda row: (-row[1].wrong - row[1].missed, row)):
        if count.wrong + count.missed:
            print(
                f"  {name:28} right {count.right:3} wrong {count.wrong:3} missed {count.missed:3}"
            )


def listed(tagger: Tagger, path: Path) -> None:
    """Print how many tags listed papers get, which, and how fast."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        papers = [json.loads(line) for line in lines]
    begin = time.perf_counter()
    given = [tagger.tag(paper["title"], paper["abstract"]) for paper in papers]
    seconds = time.perf_counter() - begin
    sizes, names = Counter(map(len, given)), Counter(tag.tag for tags in given for tag in tags)
    print(f"{path.name}: {len(papers)} papers, {len(papers) / seconds:.0f} papers/s")
    print(
        f"tags each {sum(names.values()) / len(papers):.2f}, none {sizes[0] / len(papers):.1%}, ",
        f"by number {dict(sorted(sizes.items()))}",
    )
    print(", ".join(f"{name} {count}" for name, count in names.most_common(30)))


def main() -> None:
    """Measure the packaged vocabulary and weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data = parser.parse_args().data
    vocabulary = topics.load()
    begin = time.perf_counter()
    tagger = Tagger(vocabulary)
    print(f"construction {1000 * (time.perf_counter() - begin):.0f} ms")
    labelled(tagger, data / "topics_dev.jsonl")
    listed(tagger, data / "huggingface" / "daily_2024-05_2025-12.jsonl.gz")


if __name__ == "__main__":
    main()

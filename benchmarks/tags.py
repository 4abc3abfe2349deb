"""How good and how fast the embedded tagger is: `python benchmarks/tags.py --data ../shared/data`.

Predicted tags that the labels call acceptable (`also`) count neither right nor wrong. Of the
topics, those with most errors are shown, and those given most often; `--topics` says how many.
`--sheet 40 --seed 7` prints so many papers of each source to read, their tags with the quotes.
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
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import needs
from tables import Table, at_least, at_most, said

from summarizer.engines.embedded.tagger import Tagger
from summarizer.topics import vocabularyfile

if TYPE_CHECKING:
    from summarizer.papers.records import Tag

DRAWS = 2000
BANDS = (("below 0.5", 0.0, 0.5), ("0.5 to 0.9", 0.5, 0.905), ("above 0.9", 0.905, 1.1))
"""Scores have two digits; the upper bound is not in the band."""
FIELDS = ("cs", "eess", "stat")


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


def labelled(tagger: Tagger, path: Path, shown: int) -> None:
    """Print precision, recall and F1 over labelled papers, and the errors of each topic."""
    papers = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    tagged = [tagger.tag(paper["title"], paper["abstract"]) for paper in papers]
    given = [{tag.tag for tag in tags} for tags in tagged]
    counts = [
        compare(tags, set(paper["tags"]), set(paper["also"]))
        for tags, paper in zip(given, papers, strict=True)
    ]
    precision, recall, score = total(counts).rates()
    low, high = interval(counts)
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
    said(
        f"`{path.name}`: {len(papers)} papers, {sum(map(len, given)) / len(papers):.2f} tags each."
    )
    table = Table(
        "over", "precision", "recall", "F1", "95 %", "target", widths=(12, 9, 6, 5, 14, 18)
    )
    rates = (f"{precision:.3f}", f"{recall:.3f}", f"{score:.3f}")
    table.row("tags", *rates, f"[{low:.3f}, {high:.3f}]", at_least(0.7, score))
    table.row(f"{len(single)} topics", None, None, f"{macro:.3f}", None, None)
    by_score(papers, tagged)
    said("The topics with most errors:")
    table = Table("topic", "right", "wrong", "missed", widths=(28, 6, 6, 6))
    worst = sorted(single.items(), key=lambda row: (-row[1].wrong - row[1].missed, row))
    for name, count in worst[:shown]:
        table.row(name, *count)


def by_score(papers: list[dict[str, Any]], tagged: list[tuple[Tag, ...]]) -> None:
    """Print how many of the tags are right that were given with a score in each band."""
    said("By score; tags below 0.5 are shown as `maybe`:")
    columns = ("score", "tags", "right", "acceptable", "wrong", "right of all", "of the judged")
    table = Table(*columns, widths=(12, 6, 6, 10, 6, 12, 13))
    for name, low, high in BANDS:
        counts = total(
            [
                compare({tag.tag for tag in tags if low <= tag.score < high}, *gold(paper))
                for paper, tags in zip(papers, tagged, strict=True)
            ]
        )
        size = sum(low <= tag.score < high for tags in tagged for tag in tags)
        shares = f"{counts.right / max(size, 1):.3f}", f"{counts.rates()[0]:.3f}"
        table.row(
            name, size, counts.right, size - counts.right - counts.wrong, counts.wrong, *shares
        )
    without = sum(not tags for tags in tagged)
    said(f"Without a tag: {without} of {len(papers)} papers.")


def gold(paper: dict[str, Any]) -> tuple[set[str], set[str]]:
    """Give a paper's right topics and its acceptable ones."""
    return set(paper["tags"]), set(paper["also"])


def listed(tagger: Tagger, path: Path, shown: int) -> None:
    """Print how many tags listed papers get, which, and how fast."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        papers = [json.loads(line) for line in lines]
    begin = time.perf_counter()
    given = [tagger.tag(paper["title"], paper["abstract"]) for paper in papers]
    seconds = time.perf_counter() - begin
    sizes, names = Counter(map(len, given)), Counter(tag.tag for tags in given for tag in tags)
    mean, none = sum(names.values()) / len(papers), 100 * sizes[0] / len(papers)
    said(f"`{path.name}`: {len(papers):,} papers.")
    table = Table("listed papers", "figure", "target", widths=(24, 8, 24))
    table.row("papers/s, tags alone", f"{len(papers) / seconds:.0f}", None)
    table.row("tags each, mean", f"{mean:.2f}", f"{at_least(1.5, mean)}, {at_most(3, mean)}")
    table.row("tags each, most", max(sizes), at_most(6, max(sizes)))
    table.row("without a tag", f"{none:.2f} %", at_most(3, none, " %"))
    for number, count in sorted(sizes.items()):
        table.row(f"with {number}", f"{count:,}", None)
    most = (f"{name} {count}" for name, count in names.most_common(shown))
    said(f"Given most often: {', '.join(most)}.")


def of_arxiv(data: Path) -> list[dict[str, Any]]:
    """Give the papers of arXiv up to 2025, those of `topics_dev.jsonl` left out."""
    held_out = {json.loads(line)["id"] for line in (data / "topics_dev.jsonl").open("rb")}
    with gzip.open(data / "arxiv" / "arxiv_20k.jsonl.gz", "rt", encoding="utf-8") as lines:
        papers = [json.loads(line) for line in lines]
    return [each for each in papers if each["id"] < "26" and each["id"] not in held_out]


def elsewhere(tagger: Tagger, papers: list[dict[str, Any]]) -> None:
    """Print how many tags arXiv papers get, those of other fields by themselves."""
    strange = [each for each in papers if not each["categories"][0].startswith(FIELDS)]
    table = Table("arXiv papers", "papers", "tags each", "without a tag", widths=(36, 6, 9, 13))
    for name, group in (("all", papers), (f"first category not {', '.join(FIELDS)}", strange)):
        given = [len(tagger.tag(each["title"], each["abstract"])) for each in group]
        none = f"{100 * given.count(0) / len(given):.1f} %"
        table.row(name, len(group), f"{sum(given) / len(given):.2f}", none)


def sheet(tagger: Tagger, papers: list[dict[str, Any]], size: int, seed: int) -> None:
    """Print papers drawn at random, with each tag's score and its quote, to be read."""
    ordered = sorted(papers, key=lambda each: each["id"])
    drawn = random.Random(seed).sample(ordered, min(size, len(papers)))  # noqa: S311
    for paper in drawn:
        title, abstract = (" ".join(paper[name].split()) for name in ("title", "abstract"))
        said(f"{paper['id']} {title}\n  {abstract}")
        for tag in tagger.tag(title, abstract):
            text = title if tag.field == "title" else abstract
            quoted = f"{text[: tag.start][-40:]}[{tag.quote}]{text[tag.end :][:40]}"
            said(f"  {tag.tag} {tag.score:.2f} {tag.field}: {quoted}")


def main() -> None:
    """Measure the packaged vocabulary and weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--topics", type=int, default=10, help="so many of the topics")
    parser.add_argument("--sheet", type=int, default=0, help="papers of each source to read")
    parser.add_argument("--seed", type=int, default=0, help="which papers those are")
    given = parser.parse_args()
    vocabulary = vocabularyfile.load()
    begin = time.perf_counter()
    tagger = Tagger(vocabulary)
    said(f"The tagger is there after {1000 * (time.perf_counter() - begin):.0f} ms.")
    labelled(tagger, given.data / "topics_dev.jsonl", given.topics)
    path = given.data / "huggingface" / "daily_2024-05_2025-12.jsonl.gz"
    if given.sheet:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            sheet(tagger, [json.loads(line) for line in lines], given.sheet, given.seed)
        sheet(tagger, of_arxiv(given.data), given.sheet, given.seed)
        return
    listed(tagger, path, given.topics)
    elsewhere(tagger, of_arxiv(given.data))


if __name__ == "__main__":
    main()

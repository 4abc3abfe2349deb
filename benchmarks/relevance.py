"""How well papers are ranked for a reader: `python benchmarks/relevance.py --data ../shared/data`.

A reader's taste is stood in for by a topic that people or a model gave papers, by a keyword that
the papers' site gave them, and by an author. Examples are drawn from the wanted papers, the others
are ranked among all that are not examples; means over tastes and draws, with a fixed seed. The
weights of the ranker were learned from one half of the topics, keywords and authors, so figures of
the other half (`kept back`) are those to believe. Authors and dates are not shown to any ranking.

Beside it: any order, the newest first, the cosine of TF-IDF vectors, BM25, the way of arxiv-sanity
(a linear SVM on TF-IDF vectors, the examples against the papers to rank), and that of
zotero-arxiv-daily (the mean cosine of sentence embeddings), where its model is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.svm import LinearSVC

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

import embeddings
import needs
from interests import is_held_back, keyword_of, paper_of, read
from tables import Table, at_least, at_most, said

from summarizer.interests import features
from summarizer.interests.profile import Profile
from summarizer.interests.ranker import Taste, learn
from summarizer.papers.records import Entry, Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from summarizer.interests.features import Features

EXAMPLES = (1, 3, 5, 20)
KINDS = ("topics", "unseen", "keywords", "authors")
ONLY = {"embeddings (MiniLM)": ("topics", "unseen"), "ours, names shown": ("authors",)}
"""Rankings that are not for every kind: a vector takes a quarter of a second."""
TITLES = {
    "topics": "By topics, as labelled",
    "unseen": "By topics, the papers of `topics_dev.jsonl` alone, which nothing learned from",
    "keywords": "By keywords of the papers' site",
    "authors": "By authors, whose names are hidden",
}
LEAST = {"topics": 10, "unseen": 10, "keywords": 12, "authors": 9}
MOST = {"topics": 1000, "unseen": 1000, "keywords": 160, "authors": 30}
TO_FIND = 4
"""Papers that are left to be found, at least."""
GOAL = 0.65
FOUND = 0.8
"""The part of the wanted papers that a reader wants to have found."""
DAYS, A_DAY, ON_A_DAY = 2000, 30, (3, 4, 5, 6)
BANDS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


class Task(NamedTuple):
    """A taste's examples, the papers to rank, and which of them are wanted."""

    kind: str
    name: str
    examples: tuple[int, ...]
    papers: Any
    wanted: Any


class Corpus:
    """All papers of the benchmark, as each ranking wants them; a paper is known by its number."""

    def __init__(self, records: dict[str, dict[str, Any]]) -> None:
        """Annotate each paper as the embedded engine does, without its authors."""
        self.ids = sorted(records)
        self.number = {each: number for number, each in enumerate(self.ids)}
        self.records = [records[each] for each in self.ids]
        self.entries = [_entry(each) for each in self.records]
        self.named = [
            replace(each, authors=tuple(record.get("authors", ())))
            for each, record in zip(self.entries, self.records, strict=True)
        ]
        self.features: list[Features] = [features.features(each) for each in self.entries]
        self.texts = [f"{each.title}. {each.abstract}" for each in self.entries]
        self.days = np.array([_day(each) for each in self.ids])

    @cached_property
    def counts(self) -> Any:
        """How often each paper has each word."""
        words = CountVectorizer(stop_words="english", min_df=2)
        return sparse.csr_matrix(words.fit_transform(self.texts))

    @cached_property
    def tfidf(self) -> Any:
        """TF-IDF vectors of length 1."""
        return sparse.csr_matrix(TfidfTransformer(sublinear_tf=True).fit_transform(self.counts))

    @cached_property
    def bm25(self) -> Any:
        """What each word of a paper is worth where it is asked for, by Okapi BM25."""
        found = self.counts.tocoo()
        lengths = np.asarray(self.counts.sum(axis=1)).ravel()
        often = np.asarray((self.counts > 0).sum(axis=0)).ravel()
        rare = np.log(1 + (len(self.ids) - often + 0.5) / (often + 0.5))
        norm = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
        worth = rare[found.col] * found.data * 2.2 / (found.data + norm[found.row])
        return sparse.csr_matrix((worth, (found.row, found.col)), shape=found.shape)


def _entry(record: dict[str, Any]) -> Entry:
    paper = paper_of(record)
    tagged = features.tagger(None).tag(paper.title, paper.abstract)
    return Entry(
        id=paper.id,
        title=paper.title,
        abstract=paper.abstract,
        tldr=None,
        tldr_origin=None,
        tags=tuple(each.tag for each in tagged),
        evidence=tuple(Tag(*_fields(each)) for each in tagged),
        engine="embedded",
    )


def _fields(tag: Tag) -> tuple[Any, ...]:
    return tag.tag, tag.quote, tag.field, tag.start, tag.end, tag.score


def _day(identifier: str) -> float:
    """When a paper came, by its id."""
    return float(identifier) if identifier[:4].isdigit() else 0.0


def gathered(data: Path, most_tastes: int) -> tuple[Corpus, dict[str, dict[str, set[int]]], Any]:
    """The corpus, the tastes of each kind, and the papers that each kind is ranked among."""
    dev = {each["id"]: each for each in read(data / "topics_dev.jsonl")}
    labels = list(dev.values()) + list(read(ROOT / "training" / "tags.jsonl"))
    listed = {
        each["id"]: each for each in read(data / "huggingface/daily_2024-05_2025-12.jsonl.gz")
    }
    arxiv = {
        each["id"]: each
        for each in read(data / "arxiv/arxiv_20k.jsonl.gz")
        if each["id"] < "26" and each["announced"] < "2026"
    }
    labels = [each for each in labels if each["id"] in listed or each["id"] in dev]
    labelled = {each["id"]: each["tags"] for each in labels}
    also = {each["id"]: each["also"] for each in labels}
    keyed = {
        name: [keyword_of(keyword) for keyword in each["ai_keywords"]]
        for name, each in listed.items()
        if each.get("ai_keywords")
    }
    authors = {name: each["authors"] for name, each in arxiv.items()}
    chosen = set(random.Random(8).sample(sorted(arxiv), 2500))  # noqa: S311 - no secret
    tastes = {}
    for kind, names in (
        ("topics", labelled),
        ("unseen", labelled),
        ("keywords", keyed),
        ("authors", authors),
    ):
        groups = _tastes(kind, names, most_tastes)
        tastes[kind] = groups
        if kind == "authors":
            chosen |= set().union(*groups.values())
    among = {"topics": set(labelled), "unseen": set(dev), "keywords": set(keyed), "authors": chosen}
    used = set().union(*among.values())
    corpus = Corpus({each: dev.get(each) or listed.get(each) or arxiv[each] for each in used})
    number = corpus.number
    numbered = {
        kind: {name: {number[each] for each in ids} for name, ids in groups.items()}
        for kind, groups in tastes.items()
    }
    pools = {
        kind: (
            np.array(sorted(number[each] for each in those)),
            _numbers(_grouped(also), number) if kind in {"topics", "unseen"} else {},
        )
        for kind, those in among.items()
    }
    return corpus, numbered, pools


def _grouped(names: dict[str, Sequence[str]]) -> dict[str, set[str]]:
    found = defaultdict[str, set[str]](set)
    for paper, those in names.items():
        for name in those:
            found[name].add(paper)
    return found


def _numbers(groups: dict[str, set[str]], number: dict[str, int]) -> dict[str, set[int]]:
    return {name: {number[each] for each in ids} for name, ids in groups.items()}


def _tastes(kind: str, names: dict[str, Sequence[str]], most: int) -> dict[str, set[str]]:
    """The tastes of a kind with enough papers, as many of each half where there are more."""
    groups = {
        name: ids
        for name, ids in sorted(_grouped(names).items())
        if LEAST[kind] <= len(ids) <= MOST[kind] and name
    }
    if kind in {"topics", "unseen"}:
        return groups
    rng = random.Random(3)  # noqa: S311 - no secret
    chosen: list[str] = []
    for back in (False, True):
        half = [name for name in groups if is_held_back(name) == back]
        chosen += rng.sample(half, min(len(half), most // 2))
    return {name: groups[name] for name in sorted(chosen)}


def tasks(
    kind: str, tastes: dict[str, set[int]], pool: Any, count: int, draws: int
) -> Iterator[Task]:
    """Draw examples of each taste that leaves enough papers to find."""
    rng = random.Random(f"{kind} {count}")  # noqa: S311 - no secret
    papers, also = pool
    inside = set(papers)
    for name, wanted in tastes.items():
        drawn = wanted - inside if kind == "unseen" else wanted
        left = len(wanted & inside) - (0 if kind == "unseen" else count)
        if len(drawn) < count or left < TO_FIND:
            continue
        for _ in range(draws):
            examples = tuple(rng.sample(sorted(drawn), count))
            left_out = set(examples) | (also.get(name, set()) - wanted)
            ranked = np.array([each for each in papers if each not in left_out])
            flags = np.array([each in wanted for each in ranked])
            yield Task(kind, name, examples, ranked, flags)


def ours(corpus: Corpus, task: Task) -> Any:
    """The scores of `summarizer.interests.ranker`."""
    return _scores(corpus, corpus.entries, task)


def ours_with_names(corpus: Corpus, task: Task) -> Any:
    """The same where the papers' authors are shown."""
    return _scores(corpus, corpus.named, task)


def _scores(corpus: Corpus, entries: list[Entry], task: Task) -> Any:
    profile = Profile(name=task.name)
    scales = learn(Taste(profile, [entries[each] for each in task.examples])).scales
    found = corpus.features
    return np.array([scales.weigh(entries[each], found[each]).score for each in task.papers])


def at_random(corpus: Corpus, task: Task) -> Any:
    """Any order, the same in every run."""
    seed = abs(hash(task.examples)) % 2**32
    return np.random.default_rng(seed).random(len(task.papers)) + 0 * len(corpus.ids)


def newest(corpus: Corpus, task: Task) -> Any:
    """The newest first."""
    return corpus.days[task.papers]


def cosine(corpus: Corpus, task: Task) -> Any:
    """The cosine with the mean of the examples."""
    mean = np.asarray(corpus.tfidf[list(task.examples)].mean(axis=0)).ravel()
    return corpus.tfidf[task.papers] @ mean


def bm25(corpus: Corpus, task: Task) -> Any:
    """The examples' words as a question."""
    asked = np.asarray(corpus.counts[list(task.examples)].sum(axis=0)).ravel()
    return corpus.bm25[task.papers] @ np.minimum(asked, 3.0)


def sanity(corpus: Corpus, task: Task) -> Any:
    """A linear SVM of the examples against all others."""
    rows = np.concatenate([list(task.examples), task.papers])
    labels = [1] * len(task.examples) + [0] * len(task.papers)
    machine = LinearSVC(class_weight="balanced", C=0.1, max_iter=10_000)
    machine.fit(corpus.tfidf[rows], labels)
    return machine.decision_function(corpus.tfidf[task.papers])


def embedded(vectors: Any) -> Callable[[Corpus, Task], Any]:
    """The mean cosine of the examples' embeddings."""
    return lambda _, task: vectors[task.papers] @ vectors[list(task.examples)].mean(axis=0)


def measured(scores: Any, wanted: Any) -> tuple[float, float, float]:
    """Average precision, precision at 5, and the papers read to find 80 % of the wanted ones."""
    right = wanted[np.argsort(-scores, kind="stable")]
    places = np.flatnonzero(right) + 1
    precision = np.arange(1, len(places) + 1) / places
    enough = max(1, int(np.ceil(FOUND * len(places) - 1e-9)))
    return float(precision.mean()), float(right[:5].mean()), float(places[enough - 1])


def compared(
    corpus: Corpus, tastes: dict[str, dict[str, set[int]]], pools: Any, draws: int, kept: Path
) -> None:
    """Print each ranking's figures, by kind of taste and number of examples."""
    rankings: dict[str, Callable[[Corpus, Task], Any]] = {
        "any order": at_random,
        "newest first": newest,
        "TF-IDF cosine": cosine,
        "BM25": bm25,
        "arxiv-sanity (SVM)": sanity,
    }
    if lacking := embeddings.missing():
        said(f"Embeddings are left out: not installed ({lacking}).")
    else:
        wanted = {corpus.ids[each]: corpus.texts[each] for each in pools["topics"][0]}
        found = embeddings.vectors(wanted, kept)
        vectors = np.zeros((len(corpus.ids), 384), dtype=np.float32)
        for name, vector in found.items():
            vectors[corpus.number[name]] = vector
        rankings["embeddings (MiniLM)"] = embedded(vectors)
    rankings["ours"] = ours
    rankings["ours, names shown"] = ours_with_names
    for kind in KINDS:
        names = {each.name for each in tasks(kind, tastes[kind], pools[kind], 1, 1)}
        halves = [sum(is_held_back(name) == back for name in names) for back in (0, 1)]
        said(
            f"{TITLES[kind]}: {len(pools[kind][0]):,} papers, {sum(halves)} tastes, "
            f"{halves[1]} of them kept back; {draws} draws each."
        )
        heads = ("ranking", "examples", "MAP", "kept back", "precision at 5", "papers read")
        table = Table(*heads, "target", widths=(20, 8, 6, 9, 14, 11, 22))
        for count in EXAMPLES:
            drawn = list(tasks(kind, tastes[kind], pools[kind], count, draws))
            best = 0.0
            for name, ranking in rankings.items():
                if not drawn or kind not in ONLY.get(name, KINDS):
                    continue
                rows = np.array([measured(ranking(corpus, each), each.wanted) for each in drawn])
                back = np.array([is_held_back(each.name) for each in drawn])
                mean, precision, cost = rows.mean(axis=0)
                kept_back = float(rows[back, 0].mean()) if back.any() else 0.0
                goal = GOAL if kind in {"topics", "unseen"} and count == 5 else best
                target = at_least(round(goal, 3), kept_back) if name == "ours" else None
                best = max(best, kept_back)
                figures = f"{mean:.3f}", f"{kept_back:.3f}", f"{precision:.3f}", f"{cost:.0f}"
                table.row(name, count, *figures, target)


def calibrated(corpus: Corpus, tastes: dict[str, dict[str, set[int]]], pools: Any) -> None:
    """Print how many papers of each band of scores were wanted, on days of 30 papers."""
    said(
        f"Days of {A_DAY} papers with {ON_A_DAY[0]} to {ON_A_DAY[-1]} that are wanted, "
        "5 or 20 examples, tastes that are kept back, one or two together:"
    )
    rng = random.Random(30)  # noqa: S311 - no secret
    scores: list[float] = []
    flags: list[bool] = []
    shown: list[tuple[int, int]] = []
    for kind in ("topics", "keywords"):
        papers, also = pools[kind]
        half = {name: ids for name, ids in tastes[kind].items() if is_held_back(name)}
        for _ in range(100):
            names = rng.sample(sorted(half), min(rng.choice((1, 2)), len(half)))
            wanted = set().union(*(half[name] for name in names))
            count = rng.choice((5, 20))
            if len(wanted) < count + 6:
                continue
            examples = rng.sample(sorted(wanted), count)
            beside = set().union(*(also.get(name, set()) for name in names))
            others = [each for each in papers if each not in wanted | beside]
            left = sorted(wanted.difference(examples))
            drawn = np.array([*left, *others])
            task = Task(kind, names[0], tuple(examples), drawn, np.isin(drawn, left))
            found = dict(zip(drawn, ours(corpus, task), strict=True))
            for _ in range(DAYS // 200):
                number = min(rng.choice(ON_A_DAY), len(left))
                day = [*rng.sample(left, number), *rng.sample(others, A_DAY - number)]
                scores += [found[each] for each in day]
                flags += [each in wanted for each in day]
                chosen = [each for each in day if found[each] >= 0.5]
                shown.append((len(chosen), sum(each in wanted for each in chosen)))
    table = Table("score", "papers", "expected", "wanted", widths=(14, 8, 8, 8))
    values, right = np.array(scores), np.array(flags)
    for low, high in pairwise(BANDS):
        band = (values >= low) & (values < high)
        if band.any():
            name = f"{low:.2f} to {min(high, 1):.2f}"
            figures = f"{values[band].mean():.3f}", f"{right[band].mean():.3f}"
            table.row(name, int(band.sum()), *figures)
    given, hit = np.array(shown).sum(axis=0)
    said(
        f"With 0.5 or more: {given / len(shown):.1f} papers a day, {hit / max(given, 1):.2f} of "
        f"them wanted; they are {hit / max(right.sum(), 1):.2f} of the wanted ones."
    )


SPEED = """
import json, sys, time
sys.path[:0] = [{root!r}, {root!r} + "/benchmarks"]
from pathlib import Path
from relevance import _entry, read
records = list(read(Path({data!r}) / "huggingface/daily_2024-05_2025-12.jsonl.gz"))[:5000]
from summarizer.papers.records import Paper
from interests import paper_of
papers = [paper_of(each) for each in records]
entries = [_entry(each) for each in records[:2000]]
from summarizer.interests import background, features
features._TAGGERS.clear(); background.load.cache_clear()
from summarizer.interests.profile import Profile
from summarizer.interests.ranker import Ranker, Taste, learn
figures = {{}}
start, used = time.perf_counter(), time.process_time()
large = learn(Taste(Profile(name="large"), papers))
figures["learn"] = time.process_time() - used
text = json.dumps(large.packed())
used = time.process_time()
again = Ranker.unpacked(json.loads(text))
figures["load"], figures["size"] = time.process_time() - used, len(text)
small = learn(Taste(Profile(name="small"), entries[:5]))
for name, ranker in (("small", small), ("large", again)):
    ranker.relevances(entries[:50])
    used = time.process_time()
    ranker.relevances(entries)
    figures[name] = len(entries) / (time.process_time() - used)
print(json.dumps(figures))
"""


def fast(data: Path) -> None:
    """Print how fast it learns and ranks, in a process of its own."""
    script = SPEED.format(root=str(ROOT), data=str(data))
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, env=os.environ
    )
    figures = json.loads(done.stdout.splitlines()[-1])
    said("Seconds of the processor, in a process of its own that has learned nothing before:")
    table = Table("what", "figure", "target", widths=(44, 10, 22))
    learned, loaded = figures["learn"], 1000 * figures["load"]
    table.row("5,000 papers without topics learned", f"{learned:.2f} s", at_most(3, learned, " s"))
    table.row("what was learned, loaded", f"{loaded:.0f} ms", at_most(100, loaded, " ms"))
    table.row("its size", f"{figures['size'] / 1e6:.2f} MB", None)
    for name, what in (("small", "5 examples"), ("large", "5,000 examples")):
        speed = figures[name]
        table.row(f"papers/s ranked by {what}", f"{speed:,.0f}", at_least(700, speed))


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--draws", type=int, default=2, help="draws of examples for each taste")
    parser.add_argument("--tastes", type=int, default=40, help="keywords, and authors, at most")
    parser.add_argument(
        "--embeddings", type=Path, default=Path("build/minilm.npz"), help="where vectors are kept"
    )
    given = parser.parse_args()
    given.embeddings.parent.mkdir(parents=True, exist_ok=True)
    begin = time.perf_counter()
    corpus, tastes, pools = gathered(given.data, given.tastes)
    said(f"{len(corpus.ids):,} papers read after {time.perf_counter() - begin:.0f} s.")
    compared(corpus, tastes, pools, given.draws, given.embeddings)
    calibrated(corpus, tastes, pools)
    fast(given.data)


if __name__ == "__main__":
    main()

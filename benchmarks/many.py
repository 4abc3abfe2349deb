"""The embedded engine for many papers at once, beside calling it one by one.

    python benchmarks/many.py --data ../shared/data [--rounds 40] [--papers 64]

One process, the processor's time. Each round takes as many new papers for each way, the ways in
another order, so that none finds its words in a cache that another filled. First the whole engine:
paper by paper, and one step for all papers before the next, as a run does it for up to 64 papers.
Then the part that has the most arithmetic, the chances of words (features of every word, times
weights, to a probability): paper by paper as the engine does it, and all papers' words as one
matrix of numpy.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from itertools import filterfalse, islice
from typing import TYPE_CHECKING, cast

import needs
from tables import Table, said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from summarizer.engines.embedded.engine import Embedded
    from summarizer.engines.embedded.positions import Places
    from summarizer.engines.embedded.wordmodel import WordModel
    from summarizer.papers.records import Paper

    Way = Callable[[Sequence[Paper]], object]


def engine() -> Embedded:
    """The engine as a user without a key has it, loaded."""
    from summarizer import engines, settings

    return cast("Embedded", engines.create(settings.load()))


def one_by_one(papers: Sequence[Paper], made: Embedded) -> None:
    """As `annotate` does."""
    for paper in papers:
        made.annotate(paper)


def together(papers: Sequence[Paper], made: Embedded) -> None:
    """As a run does."""
    made.annotate_all(papers)


def placed(papers: Sequence[Paper]) -> list[Places]:
    """Where each paper's words stand: what their chances are made of."""
    from summarizer.engines.embedded.positions import places
    from summarizer.engines.embedded.tldr import title_and_sentences
    from summarizer.readability.stems import cue_of, stems

    found = []
    for paper in papers:
        title, sentences = title_and_sentences(paper.title, paper.abstract)
        texts = [stems(sentence) for sentence in sentences]
        found.append(places(stems(title), texts, title, sentences, cue_of(sentences)))
    return found


def paper_by_paper(all_places: Sequence[Places], words: WordModel) -> list[dict[str, float]]:
    """As the engine does it."""
    return [words.chances(at) for at in all_places]


def one_matrix(all_places: Sequence[Places], words: WordModel) -> list[dict[str, float]]:
    """The same chances, of all papers' words in one go."""
    import numpy as np

    stems = [[*at.counts, *filterfalse(at.counts.__contains__, at.titled)] for at in all_places]
    rows = [at.row(word) for at, own in zip(all_places, stems, strict=True) for word in own]
    known = [words.stems.get(word, 0.0) for own in stems for word in own]
    sums = np.array(rows, dtype=float) @ np.array(words.weights) + np.array(known) + words.bias
    chances = iter((1.0 / (1.0 + np.exp(-sums))).tolist())
    return [dict(zip(own, chances, strict=False)) for own in stems]


def measured(ways: dict[str, Way], papers: Sequence[Paper], rounds: int, size: int) -> None:
    """Print papers a second for each way, and its ratio to the first."""
    table = Table("way", "papers/s", "beside one by one", widths=(44, 10, 18))
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        slices = [
            papers[(number * len(ways) + place) * size :][:size] for place in range(len(ways))
        ]
        names = list(ways)
        for place, name in enumerate(names[number % len(names) :] + names[: number % len(names)]):
            start = time.process_time()
            ways[name](slices[place])
            times[name].append(time.process_time() - start)
    base = next(iter(times.values()))
    for name, each in times.items():
        ratio = statistics.median(old / new for old, new in zip(base, each, strict=True))
        table.row(name, f"{size / statistics.median(each):.0f}", f"{ratio:.2f}")


def chances(papers: Sequence[Paper], words: WordModel, rounds: int) -> None:
    """Print the time of the chances alone, in turn, both ways over the same places."""
    at = placed(papers)
    assert all(  # noqa: S101 - not the same, not a comparison
        abs(one[word] - other[word]) < 1e-9
        for one, other in zip(paper_by_paper(at, words), one_matrix(at, words), strict=True)
        for word in one
    )
    ways = {"paper by paper": paper_by_paper, "one matrix of all papers' words": one_matrix}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.process_time()
            way(at, words)
            times[name].append(time.process_time() - start)
    table = Table("chances of words alone", "papers/s", "beside one by one", widths=(44, 10, 18))
    base = next(iter(times.values()))
    for name, each in times.items():
        ratio = statistics.median(old / new for old, new in zip(base, each, strict=True))
        table.row(name, f"{len(papers) / statistics.median(each):.0f}", f"{ratio:.2f}")


def sample(data: Path, count: int) -> list[Paper]:
    """So many real papers of arXiv."""
    from summarizer.papers.records import Paper
    from summarizer.sources.mapping import papers

    with gzip.open(data / "arxiv" / "arxiv_20k.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    return [each for each in papers(("", row) for row in rows) if isinstance(each, Paper)]


def main() -> None:
    """Measure both and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--papers", type=int, default=64, help="papers a round and way")
    chosen = parser.parse_args()
    made = engine()
    ways: dict[str, Way] = {
        "one by one": lambda papers: one_by_one(papers, made),
        "together, a step for all before the next": lambda papers: together(papers, made),
    }
    papers = sample(chosen.data, chosen.rounds * chosen.papers * len(ways) + chosen.papers)
    one_by_one(papers[-chosen.papers :], made)  # loads everything
    said(
        f"Papers a second of one core, {chosen.papers} at once, medians of {chosen.rounds} rounds."
    )
    measured(ways, papers, chosen.rounds, chosen.papers)
    print()
    chances(papers[:500], made.summarizer.words, chosen.rounds)


if __name__ == "__main__":
    main()

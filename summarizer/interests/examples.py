"""The examples one by one: which is nearest to a paper, and which people wrote several."""

from __future__ import annotations

from collections import defaultdict
from math import log2, sqrt
from typing import TYPE_CHECKING, NamedTuple

from summarizer.interests import authorship, background

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.interests.features import Features
    from summarizer.papers.records import Paper

MOST = 300
"""Examples that papers are compared with one by one; of more, so many are taken evenly."""
STRONGEST, TELLING = 60, 1.8
"""Words kept of an example, and how rare a word must be to tell anything."""
NEAR, SHARED = 0.12, 2
"""How near an example must be, and telling words it must share, to be called like a paper."""
MOST_AUTHORS, MOST_BONUS, FEW = 500, 5.0, 3
OF_MANY, OF_ALL = 0.8, 3.0
"""What a doubled number of examples by one person adds, and what their share of all does."""
Example = tuple[str, dict[str, float]]


class Nearest(NamedTuple):
    """The example most like a paper, how near it is, and the words both have."""

    name: str
    near: float
    words: tuple[str, ...]


def called(paper: Paper) -> str:
    """What an example is called in a reason: its id, or its title where it has none."""
    if not paper.id.startswith("sha256:"):
        return paper.id
    return " ".join(paper.title.split()) or paper.id


def evenly(papers: Sequence[Paper], most: int) -> Sequence[Paper]:
    """At most so many papers, taken evenly, the last one always among them."""
    if len(papers) <= most:
        return papers
    step = len(papers) / most
    return [papers[len(papers) - 1 - int(number * step)] for number in range(most)][::-1]


def example(paper: Paper, found: Features) -> Example:
    """An example's most telling words."""
    known = background.load()
    told = {
        term: weight
        for term, weight in found.words.items()
        if known.weights.get(term, known.unseen()) >= TELLING and known.telling(term)
    }
    strongest = sorted(told, key=lambda term: (-told[term], term))[:STRONGEST]
    length = sqrt(sum(told[term] ** 2 for term in strongest)) or 1.0
    return called(paper), {term: round(told[term] / length, 4) for term in strongest}


class Examples:
    """Examples, ready to be compared with many papers."""

    def __init__(self, examples: Sequence[Example]) -> None:
        """Index them by their words."""
        self._names = [name for name, _ in examples]
        self._index = defaultdict[str, list[tuple[int, float]]](list)
        for number, (_, words) in enumerate(examples):
            for term, weight in words.items():
                self._index[term].append((number, weight))
        self._examples = examples

    def nearest(self, paper: Features) -> Nearest | None:
        """The example most like a paper, where one is near enough to say so."""
        totals = defaultdict[int, float](float)
        for term, weight in paper.words.items():
            if term in self._index:
                for number, other in self._index[term]:
                    totals[number] += weight * other
        if not totals:
            return None
        best = max(totals, key=lambda number: (totals[number], -number))
        words = self._examples[best][1]
        single = [term for term in words if term in paper.words and " " not in term]
        if totals[best] < NEAR or len(single) < SHARED:
            return None
        shared = sorted(single, key=lambda term: (-words[term] * paper.words[term], term))
        return Nearest(self._names[best], totals[best], tuple(shared))


def writers(papers: Iterable[tuple[Paper, float]]) -> dict[str, float]:
    """People who wrote several of the examples, with what that adds to a score, in logits."""
    counts = defaultdict[str, float](float)
    names: dict[str, str] = {}
    papers = list(papers)
    for paper, count in papers:
        for author in dict.fromkeys(paper.authors):
            key = author.casefold()
            names.setdefault(key, author)
            counts[key] += count
    few = len(papers) <= FEW
    total = sum(count for _, count in papers)
    bonus = {
        names[key]: _worth(count, total)
        for key, count in counts.items()
        if (count > 1 or (few and count == 1)) and authorship.name(key).given
    }
    strongest = sorted(bonus, key=lambda name: (-bonus[name], name))[:MOST_AUTHORS]
    return {name: bonus[name] for name in strongest}


def _worth(count: float, total: float) -> float:
    """What one who wrote so many of so many examples adds; who wrote all of several, most."""
    share = max(0.0, count / total - 0.2) * min(1.0, count / 4)
    return round(min(MOST_BONUS, 0.4 + OF_MANY * log2(count) + OF_ALL * share), 3)


def written_by(paper: Paper, bonus: Mapping[str, float]) -> list[tuple[str, float]]:
    """The authors of a paper who wrote examples too, by the very name they have there."""
    found = [(author, bonus[author]) for author in paper.authors if author in bonus]
    return sorted(found, key=lambda row: (-row[1], row[0]))

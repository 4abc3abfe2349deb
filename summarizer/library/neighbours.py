"""The stored papers that are most like others, and why: of any paper, or of very many at once."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from summarizer.annotate.sitelines import chosen
from summarizer.interests import similarity
from summarizer.interests.vicinity import Neighbour, Vicinity
from summarizer.library.search import everything, likest, on_index, stored
from summarizer.papers.textkeys import beginning, letters
from summarizer.reviews.corrections import marked

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from summarizer.library.index import Index
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry, Paper

_WORDS, _WORDS_OF_MANY = 32, 48
"""The most telling words of a paper, and of several, by which the index is asked."""
_TIMES = 3
"""How often at most a word is asked for that says more than others."""
CANDIDATES, FEW_CANDIDATES, _NEAREST = 500, 80, 120
"""Stored papers with such words, or fewer where somebody waits for a page: of five papers that are
the likest of many, four and a half are the likest of these. And how many are compared in all."""
_READ_IN_A_SEARCH = 800
"""As many papers are read in the time that a search for neighbours takes."""
_SPARE = 4
"""Neighbours looked for, for each that is wanted, where some may not count."""
_HOW_MANY = "SELECT count(*) FROM paper"
_MANY_EXAMPLES = 500
"""Of more papers than that, so many stand for all."""


class Near(NamedTuple):
    """A stored paper, how near it is (0 to 1), and why."""

    entry: Entry
    score: float
    why: tuple[str, ...]


def similar(
    papers: Sequence[Paper], run: Run, most: int = 10, candidates: int = CANDIDATES
) -> list[Near]:
    """The stored papers that are most like some others taken together, which are left out.

    `candidates` of them, which share the most telling words, are compared.
    Raises SummarizerError where SQLite cannot search.
    """
    papers = papers[:: -(-len(papers) // _MANY_EXAMPLES) or 1]
    centre = _centre([similarity.vector(each) for each in papers])
    found = likest(
        list(_asked(centre, _WORDS if len(papers) == 1 else _WORDS_OF_MANY)),
        run,
        candidates + len(papers),
    )
    known = {each.id for each in papers} | set(map(_text, papers))
    others = [each for each in found if each.id not in known and _text(each) not in known]
    if len(others) > _NEAREST:
        others.sort(key=lambda each: -nearness(centre, similarity.vector(each)))
    rated = _rated(papers, others[:_NEAREST], most)
    entries = chosen(marked([each.entry for each in rated], run.marks), run.settings)
    return [each._replace(entry=entry) for each, entry in zip(rated, entries, strict=True)]


def neighbours(
    wanted: Collection[str], run: Run, most: int = 5, among: Container[str] | None = None
) -> dict[str, list[Neighbour]]:
    """To each of these papers, by id, the nearest that are stored; `among` says which count.

    Of few papers the index is asked; of many, all that is stored is read once.
    """
    total = len(wanted) and on_index(run, lambda index: index.rows(_HOW_MANY))[0][0]
    if len(wanted) * _READ_IN_A_SEARCH < total:
        found = {each: stored(each, run) for each in wanted}
        return {
            identity: list(_few(paper, run, most, among)) if paper else []
            for identity, paper in found.items()
        }

    def read(index: Index) -> Vicinity:
        return Vicinity(each for each in everything(index) if among is None or each.id in among)

    vicinity = on_index(run, read)
    return {identity: vicinity.nearest(identity, most) for identity in wanted}


def _few(paper: Entry, run: Run, most: int, among: Container[str] | None) -> Iterator[Neighbour]:
    found = similar([paper], run, most if among is None else most * _SPARE)
    fitting = (each for each in found if among is None or each.entry.id in among)
    for entry, score, why in islice(fitting, most):
        yield Neighbour(entry.id, entry.title, score, why)


def _rated(papers: Sequence[Paper], others: Sequence[Entry], most: int) -> list[Near]:
    """The nearest, by all that is compared: of several papers as a reader's examples are."""
    if len(papers) == 1:
        known = {each.id: each for each in others}
        rows = similarity.similar(papers[0], others, most)
        return [Near(known[paper.id], score, why) for paper, score, why in rows]
    from summarizer.interests.profile import Profile
    from summarizer.interests.ranker import Taste, learn

    ranker = learn(Taste(Profile(name="these papers"), papers))
    found = zip(others, ranker.relevances(others), strict=True)
    rated = [Near(entry, each.score, each.why) for entry, each in found if each.why]
    rated.sort(key=lambda each: (-each.score, each.entry.id))
    return rated[:most]


def nearness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two vectors of length 1."""
    if len(other) < len(one):
        one, other = other, one
    return sum([weight * other[term] for term, weight in one.items() if term in other])


def _centre(vectors: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The sum of vectors."""
    if len(vectors) == 1:
        return dict(vectors[0])
    total = defaultdict[str, float](float)
    for each in vectors:
        for term, weight in each.items():
            total[term] += weight
    return total


def _asked(centre: Mapping[str, float], most: int) -> Iterable[str]:
    """The most telling words, those that tell more several times."""
    ordered = sorted(centre, key=lambda term: (-centre[term], term))[:most]
    least = centre[ordered[-1]] if ordered else 1.0
    for term in ordered:
        yield from [term] * min(_TIMES, round(centre[term] / least))


def _text(paper: Paper) -> str:
    """What two readings of one paper have in common that came under different ids."""
    return f"{letters(paper.title)} {beginning(paper.abstract)}"

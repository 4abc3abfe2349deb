"""The papers whose full texts are most like that of another, and why: of those that are kept."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from summarizer.annotate.entries import unannotated
from summarizer.annotate.sitelines import chosen
from summarizer.interests import reasons, similarity, terms
from summarizer.library.fulltexts import copied_as
from summarizer.library.neighbours import Near, nearness
from summarizer.library.query import Words
from summarizer.library.search import match
from summarizer.library.textindex import on_texts
from summarizer.library.textparts import ABSTRACT
from summarizer.library.textsearch import Names
from summarizer.library.textwords import of_length_1
from summarizer.papers.records import Paper
from summarizer.papers.textkeys import letters
from summarizer.reviews.corrections import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summarizer.library.run import Run
    from summarizer.library.textindex import TextIndex

_LEAST = 0.07
"""Texts that are less alike than this are no neighbours."""
_SEVERAL, _COMMON = 8, 0.5
"""Of so many texts, a word that a larger share of them has tells none from another."""
_TOLD, _QUOTES, _PASSAGES = 12, 3, 6
"""Shared words by which passages are looked up, words that are reasons, and passages read."""
_STRONGEST = 0.05
"""What the strongest shared word counts when reasons are chosen, as between two abstracts."""
_EACH = "SELECT id, paper, title, words FROM copy WHERE paper IS NOT NULL ORDER BY id"
_HAVING = (
    "SELECT passage.text FROM words JOIN passage ON passage.id = words.rowid "
    "WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? AND kind != 'title' "
    "ORDER BY rank LIMIT ?"
)
_EXTENT = "SELECT min(id), max(id) FROM passage WHERE copy = ?"
"""A copy's passages are put in together: others than these need not be looked at."""
_ABSTRACT = "SELECT text FROM passage WHERE copy = ? AND kind = ? ORDER BY id"


@dataclass(frozen=True, slots=True)
class FoundNear:
    """The nearest papers, of how many texts that are kept; `stored` are the ids of those stored.

    `own` is of how many of the papers asked for the text was compared; of others, the abstract.
    """

    papers: tuple[Near, ...]
    kept: int
    own: int
    stored: frozenset[str]


class _Kept(NamedTuple):
    number: int
    paper: str
    title: str
    words: dict[str, float]


def similar_texts(papers: Sequence[Paper], run: Run, most: int = 10) -> FoundNear:
    """The papers whose texts are most like those of others taken together, which are left out.

    Raises SummarizerError where SQLite cannot search.
    """
    return on_texts(run, lambda index: _found(index, papers, run, most))


def known_by_text(identity: str, run: Run) -> Paper | None:
    """The paper of a copy that is kept under an id, as its text tells of it."""

    def ask(index: TextIndex) -> Paper | None:
        rows = index.rows("SELECT id, title FROM copy WHERE paper = ?", (identity,))
        return _told(index, rows[0][0], rows[0][1], identity) if rows else None

    return on_texts(run, ask) if run.texts.stamp(identity) else None


def _found(index: TextIndex, papers: Sequence[Paper], run: Run, most: int) -> FoundNear:
    rows = index.each(_EACH)
    texts = _distinct([_Kept(row[0], row[1], row[2], json.loads(row[3])) for row in rows])
    by_paper = {each.paper: each.words for each in texts}
    asked = {copied_as(each) for each in papers}
    titles = {letters(each.title) for each in papers if each.title}
    own = [by_paper[each] for each in asked if each in by_paper]
    centre = _sum(
        by_paper.get(copied_as(each)) or of_length_1(similarity.vector(each)) for each in papers
    )
    others = [
        each for each in texts if each.paper not in asked and letters(each.title) not in titles
    ]
    near = [(nearness(centre, each.words), each) for each in others]
    near = sorted(
        (row for row in near if row[0] >= _LEAST), key=lambda row: (-row[0], row[1].paper)
    )
    named = _named(index, near, centre, most)
    names = Names(run)
    entries = names.entries([each.paper for each, *_ in named])
    shown = [entries.get(each.paper) or unannotated(told) for each, told, *_ in named]
    final = chosen(marked(shown, run.marks), run.settings)
    nearest = zip(final, named, strict=True)
    rated = tuple(Near(entry, score, why) for entry, (_, _, score, why) in nearest)
    stored = frozenset(entry.id for entry in entries.values())
    return FoundNear(rated, len(texts), len(own), stored)


def _distinct(texts: list[_Kept]) -> list[_Kept]:
    """The texts without the words that most of them have, where there are several."""
    if len(texts) < _SEVERAL:
        return texts
    having = Counter(term for each in texts for term in each.words)
    common = {term for term, count in having.items() if count > _COMMON * len(texts)}
    return [
        each._replace(words=of_length_1({k: v for k, v in each.words.items() if k not in common}))
        for each in texts
    ]


def _sum(vectors: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total = defaultdict[str, float](float)
    for each in vectors:
        for term, weight in each.items():
            total[term] += weight
    return of_length_1(total)


def _named(
    index: TextIndex, near: Iterable[tuple[float, _Kept]], centre: Mapping[str, float], most: int
) -> list[tuple[_Kept, Paper, float, tuple[str, ...]]]:
    """The nearest that share words which can be named, with these, as they stand in the text."""
    found: list[tuple[_Kept, Paper, float, tuple[str, ...]]] = []
    for score, each in near:
        if len(found) >= most:
            break
        told = _told(index, each.number, each.title, each.paper)
        if why := tuple(_why(index, each, centre)):
            found.append((each, told, round(min(score, 1.0), 4), why))
    return found


def _why(index: TextIndex, kept: _Kept, centre: Mapping[str, float]) -> Iterator[str]:
    shares = {term: weight * centre[term] for term, weight in kept.words.items() if term in centre}
    strongest = sorted(shares, key=lambda term: (-shares[term], term))[:_TOLD]
    if not strongest:
        return
    scale = _STRONGEST / shares[strongest[0]]
    scaled = {term: scale * shares[term] for term in strongest}
    wanted = " OR ".join(match(Words(term)) for term in strongest)
    (extent,) = index.rows(_EXTENT, (kept.number,))
    passages = index.rows(_HAVING, (wanted, *extent, _PASSAGES))
    text = "\n".join(text for (text,) in passages)[: terms.LONGEST]
    shown = Paper(id=kept.paper, title=kept.title, abstract=text)
    read = terms.read(shown.title, shown.abstract)
    for quote, _ in reasons.quotes(shown, read, scaled, _QUOTES):
        yield f"words “{quote}”"


def _told(index: TextIndex, number: int, title: str, identity: str) -> Paper:
    """A paper as its text tells of it."""
    abstract = "\n".join(text for (text,) in index.rows(_ABSTRACT, (number, ABSTRACT)))
    return Paper(id=identity, title=title, abstract=abstract)

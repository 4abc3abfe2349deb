"""Whether a TL;DR is faithful to its paper: a score, a verdict, and what is doubted and why.

Each word that can be right or wrong is aligned with the paper; small trees, learned from true
lines and lines made false (`training/support.py`), say how likely it is wrong. No model is asked.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from summarizer.grounding import wording as lexicon
from summarizer.grounding.alignment import Alignment
from summarizer.grounding.denials import Lost, lost_denial
from summarizer.grounding.reasons import Clause, clauses
from summarizer.grounding.turns import turns
from summarizer.grounding.words import Source, is_acronym, source, words
from summarizer.text.folding import find
from summarizer.text.languages import is_english, is_english_name
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.papers.records import Paper


_LOST = 6.0
"""The score of a line that has lost a denial: well above that of any certain one."""
MOST = 3
"""Reasons a model is told at once."""
LONGEST, LONGEST_LINE = 20_000, 1_000
"""Characters of a text and of a line that are read."""


@dataclass(frozen=True, slots=True)
class Support:
    """How a paper supports a TL;DR.

    `doubt` is 0 to 1, only to be compared; `faithful` is the verdict; `certain` says that a line
    is not faithful and that hardly any true line looks like it. `lost` says which denial of the
    paper the line has lost, "" where none.
    """

    doubt: float
    faithful: bool
    certain: bool
    clauses: tuple[Clause, ...]
    lost: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the line is doubted, the strongest reason first; none where it is faithful."""
        if self.faithful:
            return ()
        doubted = sorted(self.clauses, key=lambda clause: -clause.doubt)
        lost = (self.lost,) if self.lost else ()
        reasons = (reason for each in doubted for reason in each.reasons)
        return tuple(dict.fromkeys((*lost, *reasons)))


def support(tldr: str, paper: Paper) -> Support:
    """Hold a TL;DR in English against title and abstract in English."""
    return judged(tldr, paper.title, paper.abstract)


def judged(tldr: str, title: str, abstract: str) -> Support:
    """The same for texts, of which no more is read than any abstract and any one line have."""
    title, abstract = title.strip()[:LONGEST], abstract[:LONGEST]
    line = words(one_line(tldr)[:LONGEST_LINE], lexicon.wording())
    paper = source(f"{title}\n\n{abstract}" if title else abstract)
    if not paper.words:
        return Support(0.0, True, False, ())
    aligned = Alignment(line, paper, lexicon.wording()).aligned()
    weights = judge()
    doubts = [weights.doubt(each.features) for each in aligned]
    score = weights.score(doubts)
    offset = len(title) + 2 if title else 0
    lost = lost_denial(line, paper, offset)
    if lost:
        score = max(score, _LOST)
    return Support(
        round(1.0 / (1.0 + math.exp(-score)), 4),
        score <= weights.threshold,
        score > weights.certain,
        tuple(clauses(line, paper, aligned, doubts, offset)),
        _told(lost, paper) if lost else "",
    )


def _told(lost: Lost, paper: Source) -> str:
    words = " ".join(each.text for each in paper.words[lost.from_ : lost.to + 1])
    return f"the paper says `{words}`, the TL;DR `{lost.word.text}`"


def contradictions(tldr: str, paper: Paper, language: str | None) -> list[str]:
    """Why a model's TL;DR is certainly not faithful; none where it may be.

    Only English is judged: a line asked for in another language, or of an abstract in one, is not.
    """
    if not (is_english_name(language) and is_english(paper.abstract)):
        return []
    if _is_said(tldr, paper.abstract):
        return []
    found = support(tldr, paper)
    return list(found.reasons[:MOST]) if found.certain else []


def unsupported_names(tldr: str, paper: Paper) -> list[str]:
    """The names of several capitals in a line, such as `ImageNet`, that its paper does not have."""
    line = words(one_line(tldr)[:LONGEST_LINE], lexicon.wording())
    text = f"{paper.title.strip()[:LONGEST]}\n\n{paper.abstract[:LONGEST]}"
    found = Alignment(line, source(text), lexicon.wording()).found
    missing = (line[place].text for place, (support, _) in found.items() if support == "none")
    return [each for each in dict.fromkeys(missing) if is_acronym(each) and not find(each, text)]


def _is_said(tldr: str, abstract: str) -> bool:
    """Whether a line stands in the abstract as it is, after nothing that turns it round.

    Such a line need not be taken apart, which takes 2 ms.
    """
    text, line = one_line(abstract).lower(), one_line(tldr).rstrip(".").lower()
    place = text.find(line)
    before = text[:place].rpartition(". ")[2]
    return place >= 0 and bool(line) and not turns(before)


@dataclass(frozen=True, slots=True)
class Judge:
    """The learned weights: trees over a word's features, and a line's sum over its words.

    `threshold` and `certain` are scores; above the first a line is not faithful.
    """

    trees: Sequence[Any]
    top: float
    any: float
    bias: float
    threshold: float
    certain: float

    def doubt(self, features: Sequence[float]) -> float:
        """How likely one word is wrong, as a logarithm of odds."""
        total = 0.0
        for tree in self.trees:
            node = tree
            while type(node) is list:
                node = node[2] if features[node[0]] <= node[1] else node[3]
            total += node
        return total

    def score(self, doubts: Iterable[float]) -> float:
        """How doubtful a line is by its most doubtful word and by all of them."""
        top, every = -6.0, 0.0
        for doubt in doubts:
            top = max(top, doubt)
            every += math.log1p(math.exp(doubt))
        return self.top * top + self.any * every + self.bias


@cache
def judge() -> Judge:
    """The weights that come with the package."""
    return Judge(**lexicon.table()["judge"])

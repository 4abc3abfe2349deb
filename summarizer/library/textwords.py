"""What a full text is about: its telling words, by how rare they are and how often it has them.

The words are weighed as those of abstracts are. But a full text has many words that are rare in
abstracts and tell nothing: verbs of the running text, names in citations, symbols. So a word
counts only where the title, the abstract or a heading has it, or it is written as acronyms and
names of data sets are; and a pair of words where abstracts have it too.
"""

from __future__ import annotations

import re
from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING

from summarizer.interests import background, features, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summarizer.library.textparts import Part

MOST = 400
"""Words and pairs that are kept of a text."""
_NAMING = ("title", "abstract")
_NAME = re.compile(r"\b[A-Za-z]*[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*\b")
"""ImageNet, BERT, GSM8K."""
_OFTEN = 2
"""How often such a name must be there: an initial or a symbol is not."""
_OF_PAPERS = frozenset(
    "ablation al algorithm appendix arxiv author baseline bold cf chapter column com conclusion "
    "corollary doi org url "
    "definition denote denoted denotes eq eqn equation et etc experiment fig figure footnote hence "
    "http https ie eg introduction lemma listing notation preliminary proof proposition reference "
    "remark respectively row section shown subsection supplementary tab table theorem thus "
    "www".split()
)
"""Words of how papers are written, which nearly every one has."""


def telling(parts: Iterable[Part]) -> dict[str, float]:
    """The most telling words and pairs of words of a text, with their weights, of length 1."""
    counts, names, named = Counter[str](), Counter[str](), set[str]()
    for part in parts:
        found = terms.terms(terms.words(part.text))
        counts.update(found)
        names.update(terms.terms(terms.words(" . ".join(_NAME.findall(part.text)))))
        if part.kind in _NAMING:
            named.update(found)
        if part.kind == "title":
            counts.update(found)
        if part.heading:
            named.update(terms.terms(terms.words(part.heading)))
    known = background.load().weights
    told = {
        term: count
        for term, count in counts.items()
        if (term in named or names[term] >= _OFTEN or (" " in term and term in known))
        and _OF_PAPERS.isdisjoint(term.split())
    }
    return of_length_1(features.vector(Counter(told))[0])


def of_length_1(words: Mapping[str, float]) -> dict[str, float]:
    """The strongest words of a vector, as one of length 1."""
    strongest = sorted(words, key=lambda term: (-words[term], term))[:MOST]
    length = sqrt(sum(words[term] ** 2 for term in strongest)) or 1.0
    return {term: round(words[term] / length, 5) for term in strongest}

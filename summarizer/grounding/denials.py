"""A denial that the paper has and a line has lost: "X cannot plan", told as "X can plan".

The trees of `support` were learned from lines that hardly ever lose one; this is a rule, chosen on
true lines of SciTLDR and of the site and on sentences whose denial was taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.grounding import wording as lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.grounding.words import Source, Word

_DIRECT = frozenset("not never cannot unable".split())
"""What earlier work failed at, a paper often does: `fail` denies too little."""
_NOT_ONLY = frozenset("only just merely solely necessarily".split())
_BETWEEN = frozenset("be yet to so have been able".split())
_HARDLY = (
    "fail struggle limit limitation limited insufficient difficult hard little few poor poorly "
    "challenge hardly rarely barely missing"
)
_DENYING = _DIRECT.union(lexicon.NEGATIONS, lexicon.UNDOING, lexicon.LIMITS, _HARDLY.split())
"""What may say in the line, in other words, what the paper denies."""
_BETWEEN_MOST, _NEAR = 3, 6
"""Words between a denial and what it denies, and around a word of the line."""
_ABOUT, _SAME = 0.4, 0.7
"""The part of a line's words that a sentence has: to be about it, and to be what it retells."""


class Lost(NamedTuple):
    """A word of a line, and where the paper denies it: from the denial to the word."""

    word: Word
    from_: int
    to: int


def lost_denial(line: Sequence[Word], paper: Source, abstract: int = 0) -> Lost | None:
    """The first word that the abstract denies wherever it says it of the same, and the line not.

    `abstract` is where it begins in the paper's text. A line that denies, limits or doubts anything
    near the word is left alone.
    """
    denying = [place for place, word in enumerate(line) if _denies(word)]
    for place, word in enumerate(line):
        places = paper.lemmas.get(word.lemma) if _claims(word) else None
        if not places or any(abs(place - other) <= _NEAR for other in denying):
            continue
        share, sentence = _retold(line, word, places, paper)
        if share < _ABOUT:
            continue
        if share >= _SAME:  # what other sentences say is another matter
            places = [each for each in places if paper.sentence[each] == sentence]
        denials = [_denial(paper.words, each) for each in places]
        if all(each is not None for each in denials) and paper.words[places[0]].start >= abstract:
            return Lost(word, denials[0] or 0, places[0])
    return None


def _claims(word: Word) -> bool:
    """Whether a word says something by itself; adverbs say how."""
    return word.speaks and word.kind == "content" and not word.text.endswith("ly")


def _denies(word: Word) -> bool:
    return word.kind in {"negation", "undoing"} or word.lemma in _DENYING


def _retold(
    line: Sequence[Word], word: Word, places: Sequence[int], paper: Source
) -> tuple[float, int]:
    """Of the sentences with a word the one that has most of the line's others: their part, it."""
    others = [each for each in line if each.speaks and each is not word]
    shares = {}
    for sentence in {paper.sentence[place] for place in places}:
        held = sum(
            any(paper.sentence[place] == sentence for place in paper.lemmas.get(each.lemma, ()))
            for each in others
        )
        shares[sentence] = held / max(1, len(others))
    best = max(shares, key=lambda each: (shares[each], -each))
    return shares[best], best


def _denial(words: Sequence[Word], place: int) -> int | None:
    """Where the denial of a word stands, right before it or over adverbs; None where none does."""
    for at in range(place - 1, max(-1, place - 2 - _BETWEEN_MOST), -1):
        word = words[at]
        if word.lemma in _DIRECT:
            return None if words[at + 1].lemma in _NOT_ONLY else at
        if word.kind == "mark" or not (word.text.endswith("ly") or word.lemma in _BETWEEN):
            return None
    return None

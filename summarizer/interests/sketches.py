"""Papers by their few most telling words: enough to tell which of very many are alike, fast."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice, pairwise
from math import log, sqrt
from typing import TYPE_CHECKING

from summarizer.interests import background, terms
from summarizer.readability.stems import STOP, Remembered

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 20
"""Words and pairs of words of a sketch."""
ONE = 255
"""What a word would weigh that is all of its paper."""
_ONE_OR_TWO = re.compile(r"([^\W_]+)(?:[\s/–-]+([^\W_]+))?")  # noqa: RUF001 - a dash as it is
_plain = Remembered(terms.plain, 50_000)
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


def sketch(title: str, abstract: str) -> dict[str, int]:
    """The most telling words and pairs of a paper, each with its part of it, the largest first.

    Whole numbers, so that their sums are the same in any order.
    """
    known = background.load()
    weights, unseen = known.weights, known.unseen()
    own, others = _words(title), _words(abstract)
    counts = Counter(own * terms.TITLE + others)
    counts.update(_pairs(own, weights) * terms.TITLE)
    counts.update(_pairs(others, weights))
    found = [(weights.get(term, unseen) * _OFTEN[count], term) for term, count in counts.items()]
    length = sqrt(sum([weight * weight for weight, _ in found])) or 1.0
    found.sort(reverse=True)
    telling = islice((each for each in found if _tells[each[1]]), MOST)
    return {term: part for weight, term in telling if (part := round(ONE * weight / length))}


class _Tells(dict[str, bool]):
    """Whether a word or a pair names a subject; a table is quicker than the function."""

    def __missing__(self, term: str) -> bool:
        if len(self) >= 50_000:  # noqa: PLR2004 - memory stays flat
            self.clear()
        word = len(term) > 1 and not term.isdigit() and term not in STOP
        value = self[term] = word and background.load().telling(term)
        return value


_tells = _Tells()


class _Often(dict[int, float]):
    """What a word counts that occurs so often."""

    def __missing__(self, count: int) -> float:
        value = self[count] = 1 + log(count)
        return value


_OFTEN = _Often()


def _words(text: str) -> list[str]:
    """Those that `terms.words` gives; of ASCII, as most texts are, in half of its time."""
    text = text[: terms.LONGEST]
    if text.isascii():
        return list(map(_plain.__getitem__, text.translate(_ASCII).split()))
    return terms.words(text)


def _pairs(words: list[str], weights: Mapping[str, float]) -> list[str]:
    """The pairs of neighbours that are known."""
    stop = STOP
    pairs = [f"{a} {b}" for a, b in pairwise(words) if a not in stop and b not in stop]
    return [pair for pair in pairs if pair in weights]


def quoted(text: str, term: str) -> str | None:
    """A word or a pair of a sketch as it stands in a text; None where it is not found.

    Faster than to take the text apart: what begins like it is looked for.
    """
    first, _, second = term.partition(" ")
    lowered = text.lower()
    if len(lowered) != len(text):
        return None  # places in one would not be places in the other
    beginning = first.removesuffix("y")
    at = lowered.find(beginning)
    while at >= 0:
        match = _ONE_OR_TWO.match(lowered, at)
        if match and (not at or not lowered[at - 1].isalnum()) and _plain[match[1]] == first:
            if not second:
                return text[at : match.end(1)]
            if match[2] and _plain[match[2]] == second:
                return text[at : match.end(2)]
        at = lowered.find(beginning, at + 1)
    return None

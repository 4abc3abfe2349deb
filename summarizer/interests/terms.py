"""A paper's words and pairs of words, as they are counted, and where they stand in it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from summarizer.readability.stems import STOP, Remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 10_000
"""Characters of a title or an abstract that are read; no real one is longer."""
LONGEST_WORD = 40
TITLE = 2
"""A word of the title counts as often as so many of the abstract."""
_WORD = re.compile(r"[^\W_]+")
_SHORT = 3
_ES = ("sses", "xes", "ches", "shes", "zzes")
_PLURALS = frozenset("gpus cpus llms vlms gnns cnns rnns".split())


def plain(word: str) -> str:
    """A lower-case word in the singular and without accents: `networks` and `network` are one."""
    if not word.isascii():
        word = unaccented(word)
    word = word[:LONGEST_WORD]
    if word[-1:] != "s" or len(word) <= _SHORT or word[-2] in "sui" or word.isdigit():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > _SHORT + 1 else word[:-1]
    return word[:-2] if word.endswith(_ES) else word[:-1]


def unaccented(text: str) -> str:
    """A text in lower case, its letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join([each for each in parts if not unicodedata.combining(each)])


_plain = Remembered(plain, 50_000)


def _counts(word: str) -> bool:
    return len(word) > 1 and word not in STOP and not word.isdigit()


class _Counted(dict[str, bool]):
    """Whether a word says anything of a paper; a table is quicker than the function."""

    def __missing__(self, word: str) -> bool:
        if len(self) >= 50_000:  # noqa: PLR2004 - memory stays flat
            self.clear()
        value = self[word] = _counts(word)
        return value


_counted = _Counted()


def words(text: str) -> list[str]:
    """The words of a text as they are counted, in their order."""
    return list(map(_plain.__getitem__, _WORD.findall(text[:LONGEST].lower())))


class Text(NamedTuple):
    """The words of a paper's title and of its abstract."""

    title: list[str]
    abstract: list[str]

    def lines(self) -> tuple[str, str]:
        """Both texts with a blank around every word: a phrase stands in one, or it does not."""
        return f" {' '.join(self.title)} ", f" {' '.join(self.abstract)} "

    def counts(self) -> Counter[str]:
        """How often each word and each pair of neighbours occurs; common words are left out."""
        counted = Counter(terms(self.abstract))
        for term in terms(self.title):
            counted[term] += TITLE
        return counted


def terms(found: list[str]) -> list[str]:
    """The words that say something, and the pairs of them that stand side by side."""
    flags = list(map(_counted.__getitem__, found))
    single = [word for word, flag in zip(found, flags, strict=True) if flag]
    single += [
        f"{one} {two}"
        for (one, two), (a, b) in zip(pairwise(found), pairwise(flags), strict=True)
        if a and b
    ]
    return single


def read(title: str, abstract: str) -> Text:
    """Take a paper's texts apart."""
    return Text(words(title), words(abstract))


def spans(text: str) -> list[tuple[int, int]]:
    """Where each of the words of a text begins and ends."""
    return [match.span() for match in _WORD.finditer(text[:LONGEST])]


def places(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word as it is counted, and where it stands."""
    for match in _WORD.finditer(text[:LONGEST]):
        yield _plain[match[0].lower()], match.start(), match.end()

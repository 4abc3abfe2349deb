"""A paper's words, as they are counted, and where they stand in it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.readability.stems import Remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 20_000
"""Characters of a title or an abstract that are read; no real one is longer."""
LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+")
_SHORT = 3
_ES = ("sses", "xes", "ches", "shes", "zzes")


def plain(word: str) -> str:
    """A lower-case word in the singular and without accents: `networks` and `network` are one."""
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(each for each in parts if not unicodedata.combining(each))
    word = word[:LONGEST_WORD]
    if len(word) <= _SHORT or word[-1] != "s" or word[-2] in "sui" or word.isdigit():
        return word[:-1] if len(word) == _SHORT and word[-1] == "s" and word in _PLURALS else word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > _SHORT + 1 else word[:-1]
    return word[:-2] if word.endswith(_ES) else word[:-1]


_PLURALS = frozenset("gpus cpus llms vlms gnns cnns rnns".split())
_plain = Remembered(plain, 50_000)


def words(text: str) -> list[str]:
    """The words of a text as they are counted."""
    return list(map(_plain.__getitem__, _WORD.findall(text[:LONGEST].lower())))


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a paper's title and abstract, and each of the two as one searchable line."""

    title: list[str]
    abstract: list[str]

    def lines(self) -> tuple[str, str]:
        """Both texts with a blank around every word: a phrase stands in one, or it does not."""
        return f" {' '.join(self.title)} ", f" {' '.join(self.abstract)} "


def read(title: str, abstract: str) -> Text:
    """Take a paper's texts apart."""
    return Text(words(title), words(abstract))


def places(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word as it is counted, and where it stands."""
    text = text[:LONGEST]
    for match in _WORD.finditer(text):
        yield _plain[match[0].lower()], match.start(), match.end()

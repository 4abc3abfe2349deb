"""Words as stems, and which sentences say what a paper does."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Value = TypeVar("Value")

_DIVIDED = bytes(
    code if chr(code) in "abcdefghijklmnopqrstuvwxyz0123456789" else 32 for code in range(256)
)
_SUFFIXES = (
    "ational",
    "ations",
    "ation",
    "ingly",
    "ings",
    "ing",
    "edly",
    "ies",
    "ied",
    "ers",
    "es",
    "ed",
    "ly",
    "er",
    "s",
    "e",
)
_SHORTEST = 4
STOP = frozenset(
    "a an the of in on at by for with from to and or but that which who whose as than into via "
    "is are was were be been being such its it their our we can this these those has have had "
    "not also both more most i s t they there when while where how what all no if between "
    "through over under".split(),
)
CUE = re.compile(
    r"\b(?:[Ww]e|[Tt]his (?:paper|work|article|study)|authors)(?: \w+)? (?:propose|present|"
    r"introduce|develop|describe|"
    r"study|investigate|explore|design|show|demonstrate|provide|analyz|examine|address|devise|"
    r"find|prove|"
    r"evaluate|argue|consider|build|release|formulate|extend|offer|identify|use|apply|create|train|"
    r"establish|derive|report|suggest|conduct|tackle|focus|adopt|leverage)",
)

_OWN = re.compile(
    r"\b(?:[Ww]e|[Oo]ur)\b|\b[Tt]his (?:paper|work|article|study|survey|review|report|research|"
    r"technical report|position paper|dissertation|thesis)\b"
)


class Remembered(dict[str, Value]):
    """What a function gives for a word, kept from paper to paper.

    Quicker than `lru_cache`, which moves every word that is asked for to the front; once it is
    full it begins anew, so that memory stays flat.
    """

    def __init__(self, function: Callable[[str], Value], most: int) -> None:
        """Keep the function's values for at most so many words."""
        super().__init__()
        self._function, self._most = function, most

    def __missing__(self, word: str) -> Value:
        """Ask the function."""
        if len(self) >= self._most:
            self.clear()
        value = self[word] = self._function(word)
        return value


def stem(word: str) -> str:
    """Cut a lower-case word to what its forms share; crude, and only for comparing."""
    if len(word) < _SHORTEST:
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) > _SHORTEST - 2:
            return word[: -len(suffix)]
    return word


_stems = Remembered(stem, 20_000)


def runs(text: str) -> list[str]:
    """The runs of a to z and 0 to 9 in a text, in lower case; quicker than a regex finds them."""
    plain = text.lower().encode("utf-8", "replace")
    return plain.translate(_DIVIDED).decode("ascii").split()


@lru_cache(maxsize=512)  # a candidate is compared with others, and then scored
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text in order."""
    return tuple(map(_stems.__getitem__, runs(text)))


def cue_of(sentences: Sequence[str]) -> int:
    """Give the index of the first sentence that says what the paper does, else 0.

    Where none says so in plain words it is the first that speaks of the paper's own work at all.
    """
    for index, sentence in enumerate(sentences):
        if has_subject(sentence) and CUE.search(sentence):
            return index
    own = (index for index, sentence in enumerate(sentences) if _OWN.search(sentence))
    return next(own, 0)


def has_subject(sentence: str) -> bool:
    """Whether a sentence may say what the paper does; quicker than the regexes that tell."""
    return (
        "We " in sentence
        or "we " in sentence
        or "his paper " in sentence
        or "his work " in sentence
        or "his study " in sentence
        or "his article " in sentence
        or "authors " in sentence
    )

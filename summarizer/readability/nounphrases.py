"""The noun phrase behind "this", "the" and the like: its words, its head, what follows it."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.readability.lexicon import ALSO_NOUNS, CLAIMING, VERBS, third_person

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_WORDS = 5
_ROOT = 5  # letters that the forms of a word share: "propose", "proposal"
_BEHIND = frozenset(  # words that no noun phrase goes beyond
    "a an the this these those such our its their his her your my of in on at by for with from to "
    "and or but nor than as into via onto over under within without through between among across "
    "during against along after before behind beyond upon toward towards per that which who whom "
    "whose what when where while whether why how if because since although though unless until so "
    "is are was were be been being has have had do does did can could may might must shall should "
    "will would cannot we it they he she i you not also both either neither only all each any some "
    "then thus hence thereby therefore even itself using based alone there here used "
    "e.g i.e vs underlying".split()
)
_VERBS = frozenset(map(third_person, {*CLAIMING, *VERBS} - ALSO_NOUNS)).union(
    "works runs scales matches reaches performs benefits".split()
)
_NOT_PLURAL = ("ss", "us", "is", "ics", "as", "os")
_PLURALS = frozenset(
    "data people criteria phenomena media indices axes biases analyses".split(),
)
_WORD = re.compile(r"[^\W_]+")


class Phrase(NamedTuple):
    """The words behind a determiner, in lower case, and the word after them ("" at a comma)."""

    words: Sequence[str]
    following: str


def phrase_at(tokens: Sequence[str], at: int) -> Phrase:
    """Read the noun phrase that begins with the token at an index; tokens are in lower case."""
    words: list[str] = []
    for token in tokens[at : at + MOST_WORDS + 1]:
        word = token.rstrip(',;:.)(]"')
        if word in _BEHIND or (words and _is_verb(word)):
            return Phrase(words, word)
        if token[0] in '("[':
            return Phrase(words, "")
        if len(words) == MOST_WORDS:
            break
        ends_here = word != token
        own = word.removesuffix("'s").removesuffix("’s").rstrip("'’")
        words.append(own)
        if ends_here or own != word:
            return Phrase(words, "" if ends_here else "'s")
    return Phrase(words, "")


def _is_verb(word: str) -> bool:
    return word in _VERBS or (word.endswith("ly") and len(word) > len("early"))


def head_of(words: Sequence[str], *, plural: bool) -> str:
    """The noun of a phrase that may run into a verb ("these models excel", "this loss helps")."""
    if plural:
        return next(filter(is_plural, words), words[-1])
    for at, word in enumerate(words[1:], 1):
        if is_plural(word) or (word.endswith("ed") and word[-3:] != "eed"):
            return words[at - 1]
    return words[-1]


def is_plural(word: str) -> bool:
    """Whether a noun looks like more than one."""
    return word in _PLURALS or (word.endswith("s") and not word.endswith(_NOT_PLURAL))


def roots(text: str) -> set[str]:
    """The roots of the words of a lower-case text."""
    return set(map(root, _WORD.findall(text)))


@lru_cache(maxsize=4096)
def root(word: str) -> str:
    """The beginning of a lower-case word, which its forms share."""
    return singular(word)[:_ROOT]


def singular(noun: str) -> str:
    """The form for one thing, by its ending."""
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    if noun.endswith("yses"):
        return f"{noun[:-2]}is"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if is_plural(noun) else noun

"""How likely each word of a paper is to stand in its TL;DR: a logistic model over its places."""

from __future__ import annotations

import itertools
import math
import operator
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class WordModel:
    """How likely a stem of the paper is to stand in its TL;DR."""

    bias: float
    weights: Sequence[float]
    stems: Mapping[str, float]

    def chances(self, rows: Mapping[str, Sequence[float]]) -> dict[str, float]:
        """Give each word's probability from its features."""
        known, weights, times, exp = self.stems.get, self.weights, operator.mul, math.exp
        return {
            word: 1.0 / (1.0 + exp(-(self.bias + known(word, 0.0) + sum(map(times, weights, row)))))
            for word, row in rows.items()
        }


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


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Cut a lower-case word to what its forms share; crude, and only for comparing."""
    if len(word) < _SHORTEST:
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) > _SHORTEST - 2:
            return word[: -len(suffix)]
    return word


def runs(text: str) -> list[str]:
    """The runs of a to z and 0 to 9 in a text, in lower case; quicker than a regex finds them."""
    plain = text.lower().encode("utf-8", "replace")
    return plain.translate(_DIVIDED).decode("ascii").split()


def stems(text: str) -> list[str]:
    """The stems of a text in order."""
    return list(map(stem, runs(text)))


WORD_FEATURES = (
    "in title", "in title, content", "in the title's name", "in the first cue", "in title and cue",
    "in the first sentence", "in the last sentence", "function word", "number", "log count",
    "count", "share of sentences", "first seen", "letters", "only in title",
    "our sentences", "just proposed", "then proposed", "later proposed", "proposed in title",
    "beside the title's words", "nearest to the title", "share after the cue",
    "only before the cue", "in a title of some length", "in an abstract of some length",
)  # fmt: skip


def word_rows(title: str, sentences: Sequence[str]) -> dict[str, list[float]]:
    """Describe each stem of a paper for the word model, in the order of `WORD_FEATURES`."""
    texts = [stems(sentence) for sentence in sentences]
    return rows_of(stems(title), texts, title, sentences, cue_of(sentences))


def cue_of(sentences: Sequence[str]) -> int:
    """Give the index of the first sentence that says what the paper does, else 0."""
    for index, sentence in enumerate(sentences):
        if _has_subject(sentence) and CUE.search(sentence):
            return index
    return 0


def rows_of(
    words: list[str], texts: list[list[str]], title: str, sentences: Sequence[str], cue: int
) -> dict[str, list[float]]:
    """Give `word_rows` of a paper whose title (`words`) and sentences (`texts`) are stems."""
    sets = list(map(set, texts))
    counts = Counter(itertools.chain.from_iterable(texts))
    spread = Counter(itertools.chain.from_iterable(sets))
    late = Counter(itertools.chain.from_iterable(sets[cue:]))
    spoken = map(_is_ours, sentences)
    ours = Counter(itertools.chain.from_iterable(itertools.compress(sets, spoken)))
    first: dict[str, int] = {}
    for index in range(len(sets) - 1, -1, -1):
        first.update(dict.fromkeys(sets[index], index))
    titled, name = set(words), set(stems(title.split(":", 1)[0])) if ":" in title else set()
    content = titled - STOP
    cued, lead, last = (sets[index] if sets else set() for index in (cue, 0, -1))
    nearest: set[str] = max(sets, key=lambda one: len(content & one), default=set())
    beside = _beside(texts, content)
    total, rest = max(1, len(texts)), max(1, len(texts) - cue)
    early, soon, later = _proposed(sentences)
    long_title, long_abstract = math.log1p(len(words)), math.log1p(len(texts))
    rows: dict[str, list[float]] = {}
    for word in dict.fromkeys([*counts, *words]):
        stop, head, count = word in STOP, word in titled, counts[word]
        called = word in early or word in soon or word in later
        rows[word] = [
            head,
            head and not stop,
            word in name,
            word in cued,
            head and word in cued,
            word in lead,
            word in last,
            stop,
            word.isdigit(),
            _LOGS[count] if count < len(_LOGS) else math.log1p(count),
            0 if stop else min(count, 6),
            spread[word] / total,
            first.get(word, total) / total,
            len(word),
            head and not count,
            ours[word],
            word in early,
            word in soon,
            word in later,
            head and called,
            0 if stop or head else min(beside.get(word, 0), 4),
            word in nearest,
            late[word] / rest,
            not (late[word] or stop or head),
            long_title if head else 0,
            0 if stop else long_abstract,
        ]
    return rows


_LOGS = list(map(math.log1p, range(20)))
_JUST, _THEN = 4, 10  # words behind "we propose"
_OURS = re.compile(r"\b[Ww]e ")
_PROPOSES = re.compile(
    r"(?:\b[Ww]e|[Tt]his (?:paper|work)) (?:\w+ )?(?:propose|present|introduce|develop|"
    r"describe|design|build)s? "
)


def _is_ours(sentence: str) -> bool:
    if "our " in sentence or "Our " in sentence:
        return True
    return ("we " in sentence or "We " in sentence) and bool(_OURS.search(sentence))


def _has_subject(sentence: str) -> bool:
    """Whether a sentence may match `CUE` or `_PROPOSES`: looked for first, for it is quick."""
    return (
        "We " in sentence
        or "we " in sentence
        or "his paper " in sentence
        or "his work " in sentence
        or "his study " in sentence
        or "his article " in sentence
        or "authors " in sentence
    )


def _proposed(sentences: Sequence[str]) -> tuple[set[str], set[str], set[str]]:
    """Give the words just behind the first "we propose", those that follow, and the rest."""
    match = next(filter(None, map(_PROPOSES.search, filter(_has_subject, sentences))), None)
    found = stems(match.string[match.end() :]) if match else []
    early, soon = set(found[:_JUST]), set(found[_JUST:_THEN])
    return early, soon - early, set(found[_THEN:]) - soon - early


def _beside(texts: Sequence[list[str]], content: set[str]) -> dict[str, int]:
    """Count how often each word stands next to one of the title's."""
    found: dict[str, int] = {}
    for text in texts:
        if content.isdisjoint(text):
            continue
        for before, word in itertools.pairwise(text):
            if before in content:
                found[word] = found.get(word, 0) + 1
            if word in content:
                found[before] = found.get(before, 0) + 1
    return found

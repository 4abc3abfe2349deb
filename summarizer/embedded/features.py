"""Numbers that describe a candidate TL;DR to the model that scores it."""

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

    from summarizer.embedded.rewriting import Candidate


@dataclass(frozen=True, slots=True)
class WordModel:
    """How likely a stem of the paper is to stand in its TL;DR."""

    bias: float
    weights: Sequence[float]
    stems: Mapping[str, float]

    def chance(self, word: str, row: Sequence[float]) -> float:
        """Give the probability from the word's features."""
        score = self.bias + self.stems.get(word, 0.0) + sum(map(operator.mul, self.weights, row))
        return 1.0 / (1.0 + math.exp(-score))


_WORD = re.compile(r"[a-z0-9]+")
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
UNSEEN = 0.02
_SHORTEST = 4
TYPICAL_LENGTH = 20.0
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


def stems(text: str) -> list[str]:
    """The stems of a text in order."""
    return [stem(word) for word in _WORD.findall(text.lower())]


@dataclass(frozen=True, slots=True)
class Context:
    """What is computed once a paper: its words, and how likely each is in a TL;DR."""

    title_content: frozenset[str]
    title_pairs: frozenset[str]
    repeated: frozenset[str]
    chance: Mapping[str, float]
    mass: float
    first_cue: int
    count: int
    promise: Sequence[float]


WORD_FEATURES = (
    "in title", "in title, content", "in the title's name", "in the first cue", "in title and cue",
    "in the first sentence", "in the last sentence", "function word", "number", "log count",
    "count", "share of sentences", "first seen", "letters", "only in title",
)  # fmt: skip


def word_rows(title: str, sentences: Sequence[str]) -> dict[str, list[float]]:
    """Describe each stem of a paper for the word model, in the order of `WORD_FEATURES`."""
    return _word_rows(
        stems(title), [stems(sentence) for sentence in sentences], title, cue_of(sentences)
    )


def cue_of(sentences: Sequence[str]) -> int:
    """Give the index of the first sentence that says what the paper does, else 0."""
    return next((index for index, sentence in enumerate(sentences) if CUE.search(sentence)), 0)


def _word_rows(
    words: list[str], texts: list[list[str]], title: str, cue: int
) -> dict[str, list[float]]:
    counts = Counter(itertools.chain.from_iterable(texts))
    spread = Counter(itertools.chain.from_iterable(map(set, texts)))
    first: dict[str, int] = {}
    for index, text in enumerate(texts):
        for word in text:
            first.setdefault(word, index)
    titled, name = set(words), set(stems(title.split(":", 1)[0])) if ":" in title else set()
    cued, lead, last = (set(texts[index]) if texts else set() for index in (cue, 0, -1))
    total = max(1, len(texts))
    return {
        word: [
            word in titled,
            word in titled and word not in STOP,
            word in name,
            word in cued,
            word in cued and word in titled,
            word in lead,
            word in last,
            word in STOP,
            word.isdigit(),
            math.log1p(counts[word]),
            min(counts[word], 6) if word not in STOP else 0,
            spread[word] / total,
            first.get(word, total) / total,
            len(word),
            word in titled and not counts[word],
        ]
        for word in sorted(counts.keys() | titled)
    }


def context(title: str, sentences: Sequence[str], words: WordModel) -> Context:
    """Read a paper's title and plain sentences."""
    title_stems = stems(title)
    texts = [stems(sentence) for sentence in sentences]
    cue = cue_of(sentences)
    rows = _word_rows(title_stems, texts, title, cue)
    chance = {word: words.chance(word, row) for word, row in rows.items()}
    pairs = Counter(itertools.chain.from_iterable(map(pairs_of, texts)))
    return Context(
        title_content=frozenset(title_stems) - STOP,
        title_pairs=frozenset(pairs_of(title_stems)),
        repeated=frozenset(pair for pair, count in pairs.items() if count > 1),
        chance=chance,
        mass=sum(chance.values()) or 1.0,
        first_cue=cue,
        count=len(texts),
        promise=[_promise(text, chance) for text in texts],
    )


def _promise(words: Sequence[str], chance: Mapping[str, float]) -> float:
    return sum([chance[word] for word in set(words)]) / (len(words) + TYPICAL_LENGTH)


OPENINGS = (
    "we propose", "we present", "we introduce", "we show", "we develop", "we study",
    "we demonstrate", "we find", "we investigate", "we provide", "we prove", "we describe",
    "our", "we", "for", "with", "",
)  # fmt: skip
_STEPS = ("title", "cut", "join", "introduction", "brackets", "connective", "for", "tail", "which")
FEATURES = (
    "words", "words squared", "expected overlap", "chance per word", "chance", "chance covered",
    "expected pairs", "pair chance", "title covered", "from the title", "title pairs",
    "title pairs per word", "repeated pairs", "position", "relative position", "after the cue",
    "background", "sentences used", *_STEPS, "commas", "has brackets", "digits", "function words",
)  # fmt: skip


_OPENING = {words: index for index, words in enumerate(OPENINGS)}


def opening(text: str) -> int:
    """Which of `OPENINGS` a candidate begins with."""
    first, second, *_ = (*text[:24].lower().split(" ", 2), "", "")
    return _OPENING.get(f"{first} {second}", _OPENING.get(first, _OPENING[""]))


def pairs_of(words: Sequence[str]) -> list[str]:
    """Join each stem and its right neighbour with a blank."""
    return list(map(" ".join, itertools.pairwise(words)))


def describe(
    candidate: Candidate, words: Sequence[str], pairs: Sequence[str], paper: Context
) -> list[float]:
    """Describe a candidate in the order of `FEATURES`; `words` are its stems, `pairs` theirs."""
    length = len(words) or 1
    position = candidate.sentences[0] if candidate.sentences else -1
    steps = candidate.steps
    return [
        length,
        length * length / 100,
        *_expected(words, length, paper),
        *_shared(words, pairs, length, paper),
        position,
        position / max(1, paper.count),
        position - paper.first_cue,
        is_background(candidate, paper),
        len(candidate.sentences),
        *[step in steps for step in _STEPS],
        candidate.text.count(","),
        "(" in candidate.text,
        any(map(str.isdigit, words)),
        sum(map(STOP.__contains__, words)) / length,
    ]


def is_background(candidate: Candidate, paper: Context) -> bool:
    """Whether a candidate only says what stands before the paper speaks of itself."""
    return "title" not in candidate.steps and max(candidate.sentences, default=99) < paper.first_cue


def _expected(words: Sequence[str], length: int, paper: Context) -> tuple[float, ...]:
    """What the word model expects the candidate to share with a TL;DR, as words and as pairs."""
    chances = [paper.chance.get(word, UNSEEN) for word in words]
    total = sum(dict(zip(words, chances, strict=True)).values())
    linked = sum(map(min, chances, chances[1:]))
    return (
        2 * total / (length + TYPICAL_LENGTH),
        total / length,
        total,
        total / paper.mass,
        2 * linked / (length + TYPICAL_LENGTH),
        linked / length,
    )


def _shared(
    words: Sequence[str], pairs: Sequence[str], length: int, paper: Context
) -> tuple[float, ...]:
    """What the candidate repeats of the title and of the abstract."""
    content = set(words) - STOP
    shared = len(content & paper.title_content)
    titled = sum(map(paper.title_pairs.__contains__, pairs))
    repeated = sum(map(paper.repeated.__contains__, pairs))
    return (
        shared / max(1, len(paper.title_content)),
        shared / max(1, len(content)),
        titled,
        titled / length,
        repeated / length,
    )

"""Numbers that describe a candidate TL;DR to the model that scores it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.engines.embedded.positions import places
from summarizer.readability.stems import STOP, cue_of, stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.engines.embedded.rewrites import Candidate
    from summarizer.engines.embedded.wordmodel import WordModel

UNSEEN = 0.02
TYPICAL_LENGTH = 20.0
LONGEST_NAME = 2  # words
MANY_NEW, HARDLY_NEW = 12, 6  # words that say something, beyond the title's


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
    name: str | None


def context(title: str, sentences: Sequence[str], words: WordModel) -> Context:
    """Read a paper's title and plain sentences."""
    title_stems = stems(title)
    texts = [stems(sentence) for sentence in sentences]
    cue = cue_of(sentences)
    chance = words.chances(places(title_stems, texts, title, sentences, cue))
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
        name=_name(title),
    )


def _name(title: str) -> str | None:
    """What a title calls the paper's own thing: "X" in "X: a method for y"."""
    head, colon, _ = title.partition(": ")
    return head if colon and head.count(" ") < LONGEST_NAME else None


def _promise(words: Sequence[str], chance: Mapping[str, float]) -> float:
    return sum([chance[word] for word in set(words)]) / (len(words) + TYPICAL_LENGTH)


OPENINGS = (
    "we propose", "we present", "we introduce", "we show", "we develop", "we study",
    "we demonstrate", "we find", "we investigate", "we provide", "we prove", "we describe",
    "our", "we", "for", "with", "",
)  # fmt: skip
_STEPS = (
    "title", "cut", "join", "introduction", "brackets", "connective", "tail", "goal", "with",
    "later predicate", "apposition",
)  # fmt: skip
FEATURES = (
    "words", "words squared", "expected overlap", "chance per word", "chance", "chance covered",
    "expected pairs", "pair chance", "title covered", "from the title", "title pairs",
    "title pairs per word", "repeated pairs", "new words", "hardly new", "position",
    "relative position", "after the cue", "background", "sentences used", *_STEPS, "commas",
    "has brackets", "digits", "function words",
    "ends in a mere thing", "has the name", "begins with the name", "title joined", "semicolon",
    "title, no name", "join, no name", "ours, no name",
)  # fmt: skip


_MERE = re.compile(
    r" (?:an?|the|two|three|four|several) (?:[\w-]+ ){0,3}(?:framework|method|approach|mechanism|"
    r"strategy|strategies|model|system|pipeline|paradigm|algorithm|architecture|module|dataset|"
    r"benchmark|designs?|components|stages|contributions|tasks?|solution|technique)$"
)
_FAR = 120  # letters of a line's end in which a mere thing stands
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
        *_stepped(candidate.steps),
        candidate.text.count(","),
        "(" in candidate.text,
        any(map(str.isdigit, words)),
        sum(map(STOP.__contains__, words)) / length,
        bool(_MERE.search(candidate.text, max(0, len(candidate.text) - _FAR))),
        *_named(candidate, paper.name),
    ]


def _named(candidate: Candidate, name: str | None) -> tuple[bool, ...]:
    """How the name stands in a candidate; and what of its form tells where there is no name."""
    text, steps = candidate.text, candidate.steps
    titled, joined, nameless = "title" in steps, "join" in steps, name is None
    return (
        name is not None and name in text,
        name is not None and text.startswith(name),
        titled and joined,
        ";" in text,
        nameless and titled,
        nameless and joined,
        nameless and text.startswith("We "),
    )


@lru_cache(maxsize=256)
def _stepped(steps: tuple[str, ...]) -> tuple[bool, ...]:
    return tuple(map(steps.__contains__, _STEPS))


def is_background(candidate: Candidate, paper: Context) -> bool:
    """Whether a candidate only says what stands before the paper speaks of itself."""
    return "title" not in candidate.steps and max(candidate.sentences, default=99) < paper.first_cue


def _expected(words: Sequence[str], length: int, paper: Context) -> tuple[float, ...]:
    """What the word model expects the candidate to share with a TL;DR, as words and as pairs."""
    chances = list(map(paper.chance.get, words, itertools.repeat(UNSEEN)))
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
    titled = _count(pairs, paper.title_pairs)
    repeated = _count(pairs, paper.repeated)
    return (
        shared / max(1, len(paper.title_content)),
        shared / max(1, len(content)),
        titled,
        titled / length,
        repeated / length,
        min(len(content) - shared, MANY_NEW),
        len(content) - shared < HARDLY_NEW,
    )


def _count(pairs: Sequence[str], known: frozenset[str]) -> int:
    return 0 if known.isdisjoint(pairs) else sum(map(known.__contains__, pairs))

"""How likely each word of a paper is to stand in its TL;DR: a logistic model over its places."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.readability.stems import STOP, cue_of, has_subject, stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WORD_FEATURES = (
    "in title", "in title, content", "in the title's name", "in the first cue", "in title and cue",
    "in the first sentence", "in the last sentence", "function word", "number", "log count",
    "count", "share of sentences", "first seen", "letters", "only in title",
    "our sentences", "just proposed", "then proposed", "later proposed", "proposed in title",
    "beside the title's words", "nearest to the title", "share after the cue",
    "only before the cue", "in a title of some length", "in an abstract of some length",
)  # fmt: skip


MANY, BESIDE = 6, 4  # times that count, of a word and beside the title's words
_JUST, _THEN = 4, 10  # words behind "we propose"
_OURS = re.compile(r"\b[Ww]e ")
_PROPOSES = re.compile(
    r"(?:\b[Ww]e|[Tt]his (?:paper|work)) (?:\w+ )?(?:propose|present|introduce|develop|"
    r"describe|design|build)s? "
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the stems of a paper stand: sets of them, counts, and the sentence seen first."""

    counts: Counter[str]
    spread: Counter[str]
    late: Counter[str]
    ours: Counter[str]
    first: Mapping[str, int]
    titled: Mapping[str, None]
    name: frozenset[str]
    cued: frozenset[str]
    lead: frozenset[str]
    last: frozenset[str]
    nearest: frozenset[str]
    beside: Mapping[str, int]
    proposed: tuple[frozenset[str], frozenset[str], frozenset[str]]
    sentences: int
    cue: int
    long_title: float

    def row(self, word: str) -> list[float]:
        """Describe a stem for the word model, in the order of `WORD_FEATURES`."""
        total, rest = max(1, self.sentences), max(1, self.sentences - self.cue)
        early, soon, later = self.proposed
        stop, head, count = word in STOP, word in self.titled, self.counts[word]
        called = word in early or word in soon or word in later
        return [
            head,
            head and not stop,
            word in self.name,
            word in self.cued,
            head and word in self.cued,
            word in self.lead,
            word in self.last,
            stop,
            word.isdigit(),
            math.log1p(count),
            0 if stop else min(count, MANY),
            self.spread[word] / total,
            self.first.get(word, total) / total,
            len(word),
            head and not count,
            self.ours[word],
            word in early,
            word in soon,
            word in later,
            head and called,
            0 if stop or head else min(self.beside.get(word, 0), BESIDE),
            word in self.nearest,
            self.late[word] / rest,
            not (self.late[word] or stop or head),
            self.long_title if head else 0,
            0 if stop else math.log1p(self.sentences),
        ]


def places(
    words: Sequence[str],
    texts: Sequence[Sequence[str]],
    title: str,
    sentences: Sequence[str],
    cue: int,
) -> Places:
    """Find the places in a paper whose title (`words`) and sentences (`texts`) are stems."""
    chained = itertools.chain.from_iterable
    sets = list(map(frozenset, texts))
    first: dict[str, int] = {}
    for index in range(len(sets) - 1, -1, -1):
        first.update(dict.fromkeys(sets[index], index))
    content = frozenset(words) - STOP
    nobody: frozenset[str] = frozenset()
    return Places(
        counts=Counter(chained(texts)),
        spread=Counter(chained(sets)),
        late=Counter(chained(sets[cue:])),
        ours=Counter(chained(itertools.compress(sets, map(_is_ours, sentences)))),
        first=first,
        titled=dict.fromkeys(words),
        name=frozenset(stems(title.split(":", 1)[0])) if ":" in title else nobody,
        cued=sets[cue] if sets else nobody,
        lead=sets[0] if sets else nobody,
        last=sets[-1] if sets else nobody,
        nearest=max(sets, key=lambda one: len(content & one), default=nobody),
        beside=_beside(texts, content),
        proposed=_proposed(sentences),
        sentences=len(texts),
        cue=cue,
        long_title=math.log1p(len(words)),
    )


def word_rows(title: str, sentences: Sequence[str]) -> dict[str, list[float]]:
    """Describe each stem of a paper for the word model, in the order of `WORD_FEATURES`."""
    texts = [stems(sentence) for sentence in sentences]
    at = places(stems(title), texts, title, sentences, cue_of(sentences))
    return {word: at.row(word) for word in dict.fromkeys([*at.counts, *at.titled])}


def _is_ours(sentence: str) -> bool:
    if "our " in sentence or "Our " in sentence:
        return True
    return ("we " in sentence or "We " in sentence) and bool(_OURS.search(sentence))


def _proposed(sentences: Sequence[str]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Give the words just behind the first "we propose", those that follow, and the rest."""
    match = next(filter(None, map(_PROPOSES.search, filter(has_subject, sentences))), None)
    found = stems(match.string[match.end() :]) if match else ()
    early, soon = frozenset(found[:_JUST]), frozenset(found[_JUST:_THEN])
    return early, soon - early, frozenset(found[_THEN:]) - soon - early


def _beside(texts: Sequence[Sequence[str]], content: frozenset[str]) -> dict[str, int]:
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

"""What is doubted in a TL;DR, clause by clause, in words a model can act on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.grounding.alignment import FEATURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.grounding.alignment import Aligned
    from summarizer.grounding.words import Source, Word
    from summarizer.papers.records import Field

_BREAKS = frozenset("but while whereas although though".split())
_LEAST = -1.2
"""The doubt, as a logarithm of odds, from which on a word is worth a reason."""
_AT = {name: place for place, name in enumerate(FEATURES)}
_DENIALS = frozenset("not no never without cannot neither nor".split())
_CLOSE, _NEAR, _AROUND = 2, 4, 9
"""Words between a place and where something was expected."""
_SURE, _MOST = 0.8, 3
"""The votes for a place that is named, and the reasons of a clause."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a TL;DR, its best passage in the paper, and why it is doubted.

    `start` and `end` are places in the TL;DR on one line, `from_` and `to` in the paper's
    `field`, which is None where the paper has nothing of the clause. `doubt` is the highest
    of its words, a logarithm of odds.
    """

    start: int
    end: int
    field: Field | None
    from_: int
    to: int
    doubt: float
    reasons: tuple[str, ...]


def clauses(
    line: tuple[Word, ...],
    paper: Source,
    aligned: Sequence[Aligned],
    doubts: Sequence[float],
    offset: int,
) -> Iterator[Clause]:
    """All clauses in order; `offset` is where the abstract begins in the paper's text."""
    judged = list(zip(aligned, doubts, strict=True))
    for start, end in _spans(line):
        mine = [each for each in judged if start <= each[0].word.start < end]
        if not mine:
            continue
        sentence, first, last = _passage(paper, [each for each, _ in mine])
        field: Field | None = None
        if sentence >= 0:
            field = "title" if paper.words[first].start < offset else "abstract"
        shift = offset if field == "abstract" else 0
        worst = sorted(mine, key=lambda each: -each[1])[:_MOST]
        yield Clause(
            start,
            end,
            field,
            paper.words[first].start - shift if field else 0,
            paper.words[last].end - shift if field else 0,
            max(doubt for _, doubt in mine),
            tuple(
                dict.fromkeys(_reason(each, line, paper) for each, doubt in worst if doubt > _LEAST)
            ),
        )


def _spans(line: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """Where clauses begin and end: at marks, and before words that set against."""
    start, end = 0, 0
    for word in line:
        if word.kind == "mark" or word.lemma in _BREAKS:
            if end > start:
                yield start, end
            start = word.start if word.lemma in _BREAKS else word.end
        end = word.end
    if end > start:
        yield start, end


def _passage(paper: Source, clause: Sequence[Aligned]) -> tuple[int, int, int]:
    """The sentence with most words of a clause, and its first and last such word; -1 for none."""
    votes: Counter[int] = Counter()
    for each in clause:
        votes.update({paper.sentence[place]: 2 for place in each.places})
        if each.at >= 0:
            votes[paper.sentence[each.at]] += 1
    if not votes:
        return -1, 0, 0
    sentence = max(votes, key=lambda number: (votes[number], -number))
    inside = []
    for each in clause:
        here = [place for place in (*each.places, each.at) if _in(paper, place, sentence)]
        if here:
            inside.append(min(here, key=lambda place: abs(place - each.at)))
    return sentence, min(inside), max(inside)


def _in(paper: Source, place: int, sentence: int) -> bool:
    return place >= 0 and paper.sentence[place] == sentence


def _reason(each: Aligned, line: tuple[Word, ...], paper: Source) -> str:
    """Why a word is doubted."""
    word, held = shown(line, line.index(each.word)), each.features
    new = each.support in {"none", "meaning"}
    if each.opposed >= 0 and held[_AT["opposed near"]] <= (_AROUND if new else _CLOSE):
        return f"`{word}` stands where the paper says `{shown(paper.words, each.opposed)}`"
    elsewhere = each.support == "none" or held[_AT["right"]] > _NEAR
    said = _of_kind(each.word, _next(each.word, line), new=elsewhere)
    if said:
        return said
    if each.support == "none":
        if held[_AT["vote"]] >= _SURE and held[_AT["slot ending"]] and each.instead >= 0:
            return f"`{word}` stands where the paper says `{shown(paper.words, each.instead)}`"
        return f"the paper does not say `{word}`"
    return _otherwise(each, word) or _apart(each, line)


def shown(line: Sequence[Word], at: int) -> str:
    """A word with all that hyphens join to it."""
    first = last = at
    while first and line[first].joined:
        first -= 1
    while last + 1 < len(line) and line[last + 1].joined:
        last += 1
    return "-".join(word.text for word in line[first : last + 1])


def _next(word: Word, line: tuple[Word, ...]) -> str:
    """The next word that says something."""
    at = line.index(word)
    after = range(at + 1, min(len(line), at + _NEAR))
    return next((shown(line, place) for place in after if line[place].speaks), "")


def _of_kind(word: Word, after: str, *, new: bool) -> str:
    """Why a word that denies, limits or widens is doubted; nothing of other words."""
    if not after:
        return ""
    if word.lemma in _DENIALS and new:
        return f"`{word.lemma}` denies `{after}`, which the paper does not"
    if word.kind == "limit":
        return f"`{word.text}` limits it to `{after}`, which the paper does not"
    return f"`{word.text} {after}` is more than the paper says" if word.kind == "whole" else ""


def _otherwise(each: Aligned, word: str) -> str:
    """What the paper says of a word with another polarity or less certainty."""
    held = each.features
    if held[_AT["denied"]] and not held[_AT["denied there"]]:
        return f"`{word}` is denied, but not in the paper"
    if held[_AT["denied there"]] and not held[_AT["denied"]]:
        return f"the paper denies `{word}`"
    if held[_AT["hedged there"]] > held[_AT["hedged"]]:
        return f"the paper says `{word}` only with a reservation"
    return ""


def _apart(each: Aligned, line: tuple[Word, ...]) -> str:
    """A word of the paper that it does not put beside the same words."""
    held, at = each.features, line.index(each.word)
    for name, step in (("right", 1), ("left", -1)):
        other = at + step
        while 0 <= other < len(line) and not line[other].speaks:
            other += step
        if held[_AT[name]] > _NEAR and 0 <= other < len(line):
            first, second = sorted((at, other))
            pair = shown(line, first), shown(line, second)
            if pair[0] != pair[1]:
                return f"the paper does not say `{pair[0]}` with `{pair[1]}`"
    return f"the paper says `{shown(line, at)}` of something else"

"""What a reader's marks suggest for a profile: what the papers that she wants have in common.

A suggestion is more than chance: so many of the marked papers would have it only rarely if they
were taken at random from all that are stored.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from math import exp, inf, lgamma
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.interests.traits import as_written, counted, features
from summarizer.interests.wishes import alike, as_wish, each
from summarizer.text.counting import counted as numbered
from summarizer.text.plain import one_line
from summarizer.topics.vocabulary import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.interests.profile import Profile
    from summarizer.papers.records import Entry
    from summarizer.topics.vocabulary import Vocabulary

LEAST, LEAST_OTHERS = 3, 20
"""Marked papers, and others to compare them with, below which nothing is suggested."""
MOST = 5
"""Suggestions of one kind and side."""
_SHORT = 4
_WHOLE = 0.8
"""The part of the papers with a phrase that must have a longer one, to take that instead."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of wish is looked for.

    At least `shared` papers, and this `part` of those that are marked, must have it; they must be
    this `share` of all papers that have it; and `chance` is how likely that may be at the most if
    they were taken at random.
    """

    name: str
    shared: int
    part: float
    share: float
    chance: float


KINDS = (
    Kind("topics", 3, 0.1, 0.0, 0.005),
    Kind("words", 3, 0.2, 0.2, 0.00003),
    Kind("authors", 3, 0.0, 0.0, 0.001),
    Kind("organizations", 3, 0.0, 0.0, 0.001),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A wish for one side of a profile, and its evidence.

    `have` of the `marked` papers have it, and `others_have` of the `others`.
    """

    kind: str
    value: str
    is_wanted: bool
    have: int
    marked: int
    others_have: int
    others: int


@dataclass(frozen=True)
class Marked:
    """Papers that are wanted, papers that are not, and the others that were stored beside them."""

    wanted: Sequence[Entry]
    unwanted: Sequence[Entry]
    others: Sequence[Entry]

    @property
    def lacking(self) -> str:
        """What is missing to learn anything; empty where nothing is."""
        found = len(self.wanted), len(self.unwanted)
        if max(found) < LEAST:
            return (
                f"{_are(found[0], 'paper')} starred or kept for later, and {found[1]} hidden: at "
                f"least {LEAST} of one of them are needed"
            )
        if len(self.others) < LEAST_OTHERS:
            return (
                f"{_are(len(self.others), 'other paper')} stored: at least {LEAST_OTHERS} are "
                "needed to compare with"
            )
        return ""


def _are(count: int, noun: str) -> str:
    return f"{numbered(count, noun)} {'is' if count == 1 else 'are'}"


def suggestions(
    marked: Marked, profile: Profile, vocabulary: Vocabulary | None = None
) -> list[Suggestion]:
    """What a profile could say that it does not say yet, the surest of each kind first."""
    if marked.lacking:
        return []
    known = {(kind, alike(kind, wish)) for kind, wish in each(profile.wanted)}
    known |= {(kind, alike(kind, wish)) for kind, wish in each(profile.unwanted)}
    found: list[Suggestion] = []
    shown: set[tuple[str, str]] = set()
    for is_wanted in (True, False):
        own = marked.wanted if is_wanted else marked.unwanted
        if len(own) < LEAST:
            continue
        spoken = {wish for kind, wish in known if kind == "words"}
        for kind in KINDS:
            likely = _likely(kind, marked, is_wanted=is_wanted)
            if kind.name == "words":
                likely = _telling(likely, own, spoken)
            new: dict[tuple[str, str], Suggestion] = {}
            for one in _fit(likely, vocabulary):
                new.setdefault((kind.name, alike(kind.name, one.value)), one)
            chosen = [one for one in new if one not in known | shown][:MOST]
            shown.update(chosen)
            found += (new[one] for one in chosen)
            if kind.name == "topics":
                spoken |= _named([new[one] for one in chosen], profile, vocabulary)
    return found


def _fit(likely: Iterable[Suggestion], vocabulary: Vocabulary | None) -> Iterator[Suggestion]:
    """Those that a profile can have, without the signs in them that no reader sees."""
    for one in likely:
        with suppress(ValueError):
            value = as_wish(one.kind, one_line(one.value), Path(), vocabulary)
            if value:
                yield replace(one, value=value)


def _named(
    topics: Iterable[Suggestion], profile: Profile, vocabulary: Vocabulary | None
) -> set[str]:
    """What the topics of a profile, and those suggested for it, are called."""
    names = [*profile.wanted.topics, *profile.unwanted.topics, *(each.value for each in topics)]
    found = [vocabulary.resolve(name) for name in names] if vocabulary else []
    phrases = [
        phrase for topic in found if topic for phrase in (topic.label, *topic.aliases, *topic.weak)
    ]
    return {key(phrase) for phrase in (*names, *phrases)}


def _likely(kind: Kind, marked: Marked, *, is_wanted: bool) -> list[Suggestion]:
    """What more of one side's papers have than chance would have it, the least likely first.

    What the papers of the other side have half as often is left out.
    """
    sides = (marked.wanted, marked.unwanted)
    own, against = sides if is_wanted else sides[::-1]
    have = features(kind.name, own)
    least = max(kind.shared, kind.part * len(own))
    candidates = {one for one, count in have.items() if count >= least}
    contrary = counted(kind.name, against, candidates)
    others = counted(kind.name, marked.others, candidates) + contrary
    rest = len(marked.others) + len(against)
    found = []
    for one in candidates:
        is_contrary = 2 * contrary[one] * len(own) > have[one] * len(against)
        if is_contrary or have[one] < kind.share * (have[one] + others[one]):
            continue
        chance = _chance(have[one], len(own), have[one] + others[one], len(own) + rest)
        if chance <= kind.chance:
            found.append((chance, one))
    return [
        Suggestion(kind.name, one, is_wanted, have[one], len(own), others[one], rest)
        for _, one in sorted(found)
    ]


def _chance(have: int, own: int, all_have: int, count: int) -> float:
    """How likely at least `have` of `own` papers have what `all_have` of `count` do, by chance."""
    ways = (
        exp(_choices(all_have, hit) + _choices(count - all_have, own - hit) - _choices(count, own))
        for hit in range(have, min(own, all_have) + 1)
    )
    return sum(ways)


def _choices(count: int, taken: int) -> float:
    """The logarithm of how many ways there are to take some of many; there are always some."""
    if taken > count:
        return -inf
    return lgamma(count + 1) - lgamma(taken + 1) - lgamma(count - taken + 1)


def _telling(
    likely: Sequence[Suggestion], own: Sequence[Entry], spoken: set[str]
) -> list[Suggestion]:
    """Phrases as papers write them: of those within one another, the longest that fits as many."""
    counts = {one.value: one.have for one in likely}
    whole = {f" {phrase} ": count for phrase, count in counts.items()}
    kept: list[Suggestion] = []
    for one in likely:
        inner = f" {one.value} "
        is_part = any(
            inner in longer and inner != longer and count >= _WHOLE * one.have
            for longer, count in whole.items()
        )
        taken = any(
            inner.strip() in key(other.value) or f" {other.value} " in inner for other in kept
        )
        if not (is_part or taken):
            kept.append(one)
    shown = [replace(one, value=as_written(one.value, own)) for one in kept]
    return [one for one in shown if not _is_spoken(one.value, spoken)]


def _is_spoken(phrase: str, spoken: set[str]) -> bool:
    """Whether a phrase is part of what is said already, or that is part of it."""
    whole, parts = key(phrase), {key(word) for word in phrase.split()}
    return bool(parts & spoken) or any(
        whole in said or (len(said) > _SHORT and said in whole) for said in spoken
    )

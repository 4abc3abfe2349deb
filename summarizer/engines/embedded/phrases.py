"""Phrases of the vocabulary found in a text, whatever its line breaks, hyphens and plurals."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

from summarizer.readability.stems import Remembered
from summarizer.topics.vocabulary import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.topics.vocabulary import Topic, Vocabulary

Kind = Literal["alias", "named", "weak", "exclusion"]
"""`named` is an alias known by its ending alone, as `*Bench` knows MathBench."""

_SPLIT = re.compile(r"(\W+)")
_WORD = re.compile(r"\w+")
_GAP = re.compile(r"[\s~\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]*")
_HYPHENS = frozenset("-\u2010\u2011\u2013")
_HISSED = ("ss", "x", "ch", "sh")  # what a plural ends in -es after
_ACRONYM = 6  # letters of the longest word matched as written
_REMEMBERED = 16_384  # words whose roles are kept from paper to paper


class Hit(NamedTuple):
    """A phrase of a topic at `text[start:end]`; `phrase` is its reduced form.

    `own` tells the topic's name and label from its other phrases.
    """

    start: int
    end: int
    kind: Kind
    phrase: str
    own: bool = False


_Entry = tuple[int, Kind, str, bool]  # number of the topic, kind, reduced phrase, own
_Entries = tuple[_Entry, ...]


class _Roles(NamedTuple):
    """What a word may be: a phrase or the beginning of some, one as written, one by its ending.

    An ending may need that a hyphen joins the word before: those are `joined`, others `ended`.
    """

    is_phrase: bool
    begins: bool
    exact: _Entries
    ended: _Entries
    joined: _Entries


class Matcher:
    """Finds the aliases, cues and exclusions of all topics in one walk over the words.

    A phrase is looked up as its letters without what divides them, so `fine-tuning`,
    `fine tuning` and `finetuning` are one; a match begins and ends at word bounds.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Index the phrases of the vocabulary."""
        self._phrases: dict[str, _Entries] = {}
        self._exact: dict[str, _Entries] = {}
        self._endings: dict[str, _Entries] = {}
        self._begun: set[str] = set()
        for number, topic in enumerate(vocabulary.topics):
            own = {key(topic.name), key(topic.label)}
            for phrase, letters, kind in _phrases(topic):
                self._add(phrase, (number, kind, letters, letters in own))
        self._tails = {ending[-2:] for ending in self._endings}
        self._roles = Remembered(self._roles_of, _REMEMBERED)
        self._sizes = sorted({len(ending) for ending in self._endings}, reverse=True)

    def _add(self, phrase: str, entry: _Entry) -> None:
        table, forms = self._exact, {phrase, phrase + "s"}
        if phrase.startswith("*"):
            table, forms = self._endings, {"".join(_WORD.findall(phrase))}
            if entry[1] == "alias":
                entry = (entry[0], "named", *entry[2:])
        elif not _is_acronym(phrase):
            table, forms = self._phrases, _forms(entry[2])
            singular = (form for form in forms if form[:-1] not in forms)
            self._begun.update(*(accumulate(form[:-1]) for form in singular))
        for form in forms:
            table[form] = (*table.get(form, ()), entry)

    def find(self, text: str) -> dict[int, list[Hit]]:
        """Find the hits of each topic, by its number; a longer hit hides those it overlaps.

        Exclusions are hits too. Linear in the length of the text.
        """
        found: dict[int, list[Hit]] = {}
        tokens = _Tokens(text)
        begun, phrases, lowered = self._begun, self._phrases, [*tokens.lowered, ""]
        for at, roles in enumerate(map(self._roles.__getitem__, tokens.words)):
            if roles is None:
                continue
            is_phrase, begins, exact, ended, joined = roles
            if is_phrase:
                self._walk(found, tokens, at)
            elif begins:  # most phrases that a word may begin end with the next word
                both = lowered[at] + lowered[at + 1]
                if both in begun or both in phrases:
                    self._walk(found, tokens, at)
            if exact:
                tokens.note(found, exact, at, at)
            if joined and at and tokens.gaps[at - 1] in _HYPHENS:
                tokens.note(found, joined, at - 1, at)  # `VSI-Bench` as a whole
            elif ended:
                tokens.note(found, ended, at, at)
        return {number: kept for number, hits in found.items() if (kept := _longest(hits))}

    def _walk(self, found: dict[int, list[Hit]], tokens: _Tokens, first: int) -> None:
        """Note the phrases that begin with a word, adding word after word while one may fit."""
        lowered, gaps = tokens.lowered, tokens.gaps
        begun, phrases = self._begun, self._phrases
        letters, last, end = lowered[first], first, len(lowered)
        while letters:
            if letters in phrases:
                tokens.note(found, phrases[letters], first, last)
            last += 1
            if letters not in begun or last == end:
                return
            gap = gaps[last - 1]
            if gap != " " and not _GAP.fullmatch(gap):
                return
            letters += lowered[last]

    def _roles_of(self, word: str) -> _Roles | None:
        """What a word may be; None for most words, which are nothing."""
        lowered = word.lower()
        is_phrase, begins = lowered in self._phrases, bool(lowered) and lowered in self._begun
        roles = _Roles(
            is_phrase=is_phrase,
            begins=begins,
            exact=self._exact.get(word, ()),
            ended=self._ending(word, len(word) - 1) if word[-2:] in self._tails else (),
            joined=self._ending(word, len(word)) if word[-2:] in self._tails else (),
        )
        return roles if any(roles) else None

    def _ending(self, word: str, longest: int) -> _Entries:
        """The topics of a word's longest ending that has at most so many letters."""
        sizes = (size for size in self._sizes if size <= longest)
        return next(filter(None, (self._endings.get(word[-size:]) for size in sizes)), ())


class _Tokens:
    """The words of a text, as written and in lower case, and the gaps after them."""

    def __init__(self, text: str) -> None:
        parts = _SPLIT.split(text)
        self.words, self.gaps = parts[::2], parts[1::2]
        self.lowered = list(map(str.lower, self.words))
        self._ends = list(accumulate(map(len, parts)))

    def note(
        self, found: dict[int, list[Hit]], entries: Iterable[_Entry], first: int, last: int
    ) -> None:
        start, end = self._ends[2 * first - 1] if first else 0, self._ends[2 * last]
        for number, kind, phrase, own in entries:
            hit = Hit(start, end, kind, phrase, own)
            if number in found:
                found[number].append(hit)
            else:
                found[number] = [hit]


def _phrases(topic: Topic) -> Iterator[tuple[str, str, Kind]]:
    """Yield the phrases of a topic as written, reduced, and of which kind.

    Its name and label are among the aliases, unless they are listed as weak cues.
    """
    seen: set[str] = set()
    kinds: tuple[tuple[tuple[str, ...], Kind], ...] = (
        (topic.weak, "weak"),
        (topic.aliases, "alias"),
        ((topic.label, topic.name), "alias"),
        (topic.exclusions, "exclusion"),
    )
    for phrases, kind in kinds:
        for phrase in phrases:
            if (letters := key(phrase)) not in seen:
                seen.add(letters)
                yield phrase, letters, kind


def _is_acronym(phrase: str) -> bool:
    """Whether a phrase is one short word with capitals, to be matched as written."""
    if len(phrase.removesuffix("s")) > _ACRONYM or not _WORD.fullmatch(phrase):
        return False
    capitals = sum(map(str.isupper, phrase))
    return capitals > 1 or (capitals == 1 and phrase.upper() == phrase)


def _forms(letters: str) -> set[str]:
    """Add the plural and the British spelling to a reduced phrase."""
    forms = {letters, letters + "s"}
    if letters.endswith("y"):
        forms.add(letters[:-1] + "ies")
    elif letters.endswith(_HISSED):
        forms.add(letters + "es")
    for american, british in (("iza", "isa"), ("ize", "ise"), ("izi", "isi")):
        if american in letters:
            forms.update([form.replace(american, british) for form in forms])
    return forms


def _longest(hits: list[Hit]) -> list[Hit]:
    """Keep the longest of hits that overlap, the first of equals, in the order of the text."""
    if len(hits) == 1:
        return hits
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return kept

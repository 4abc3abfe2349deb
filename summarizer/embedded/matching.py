"""Phrases of the vocabulary found in a text, whatever its line breaks, hyphens and plurals."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

from summarizer.topics import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.topics import Topic, Vocabulary

Kind = Literal["alias", "weak", "exclusion"]

_SPLIT = re.compile(r"(\W+)")
_WORD = re.compile(r"\w+")
_GAP = re.compile(r"[\s~\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]*")
_HYPHENS = frozenset("-\u2010\u2011\u2013")
_ACRONYM = 6  # letters of the longest word matched as written


class Hit(NamedTuple):
    """A phrase of a topic at `text[start:end]`; `phrase` is its reduced form."""

    start: int
    end: int
    kind: Kind
    phrase: str


_Entry = tuple[int, Kind, str]  # number of the topic, kind, reduced phrase


class Matcher:
    """Finds the aliases, cues and exclusions of all topics in one walk over the words.

    A phrase is looked up as its letters without what divides them, so `fine-tuning`,
    `fine tuning` and `finetuning` are one; a match begins and ends at word bounds.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Index the phrases of the vocabulary."""
        self._phrases: dict[str, tuple[_Entry, ...]] = {}
        self._exact: dict[str, tuple[_Entry, ...]] = {}
        self._endings: dict[str, tuple[_Entry, ...]] = {}
        self._begun: set[str] = set()
        for number, topic in enumerate(vocabulary.topics):
            for phrase, letters, kind in _phrases(topic):
                self._add(phrase, (number, kind, letters))
        self._tails = {ending[-2:] for ending in self._endings}
        self._sizes = sorted({len(ending) for ending in self._endings}, reverse=True)

    def _add(self, phrase: str, entry: _Entry) -> None:
        table, forms = self._exact, {phrase, phrase + "s"}
        if phrase.startswith("*"):
            table, forms = self._endings, {"".join(_WORD.findall(phrase))}
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
        begun, phrases, exact, tails = self._begun, self._phrases, self._exact, self._tails
        for at, word in enumerate(tokens.words):
            lowered = tokens.lowered[at]
            if lowered in begun or lowered in phrases:
                self._walk(found, tokens, at)
            if word in exact:
                tokens.note(found, exact[word], at, at)
            if word[-2:] in tails:
                self._ending(found, tokens, at)
        return {number: kept for number, hits in found.items() if (kept := _longest(hits))}

    def _walk(self, found: dict[int, list[Hit]], tokens: _Tokens, first: int) -> None:
        """Note the phrases that begin with a word, adding word after word while one may fit."""
        letters, last = tokens.lowered[first], first
        while letters:
            if letters in self._phrases:
                tokens.note(found, self._phrases[letters], first, last)
            last += 1
            if letters not in self._begun or last == len(tokens.words):
                return
            gap = tokens.gaps[last - 1]
            if gap != " " and not _GAP.fullmatch(gap):
                return
            letters += tokens.lowered[last]

    def _ending(self, found: dict[int, list[Hit]], tokens: _Tokens, at: int) -> None:
        """Note an ending; in `VSI-Bench` the word before the hyphen belongs to it."""
        word = tokens.words[at]
        joined = at > 0 and tokens.gaps[at - 1] in _HYPHENS
        for size in self._sizes:
            entries = self._endings.get(word[-size:])
            if entries and (len(word) > size or joined):
                tokens.note(found, entries, at - joined, at)
                return


class _Tokens:
    """The words of a text, as written and in lower case, and the gaps after them."""

    def __init__(self, text: str) -> None:
        parts = _SPLIT.split(text)
        self.words, self.gaps = parts[::2], parts[1::2]
        self.lowered = [word.lower() for word in self.words]
        self._ends = list(accumulate(map(len, parts)))

    def note(
        self, found: dict[int, list[Hit]], entries: Iterable[_Entry], first: int, last: int
    ) -> None:
        start = self._ends[2 * first - 1] if first else 0
        for number, kind, phrase in entries:
            found.setdefault(number, []).append(Hit(start, self._ends[2 * last], kind, phrase))


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
    for american, british in (("iza", "isa"), ("ize", "ise"), ("izi", "isi")):
        if american in letters:
            forms.update([form.replace(american, british) for form in forms])
    return forms


def _longest(hits: list[Hit]) -> list[Hit]:
    """Keep the longest of hits that overlap, the first of equals, in the order of the text."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return kept

"""What a paper calls its own: the names of its title and first words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.keypoints import cues
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.fulltext.records import FullText
    from summarizer.keypoints.roles import Role

_LIKE = 6
_FEW, _TOP = 8, 4000
"""Paragraphs and characters in which a paper names what is its own."""
_MOST, _LONGEST = 12, 60
"""Names that may be a paper's own, and letters of one; papers have four at most."""
_PACKAGE = deferred(r"\bthe ([A-Za-z][\w.]{2,}) package\b|\bpackage ([A-Za-z]\w{2,})\b(?! is)")
_OFTEN = 3
"""How many times a text calls a word a package that is its own."""
_IS_A = deferred(r"\bis an? ")
_LITTLE = 1
"""Words beside the title's that still say nothing new."""
_WORD = deferred(r"[^\W\d_]{4,}")
_EMPTY = frozenset(
    "with from that this using based towards toward into over their which when what between "
    "through under your about more than does have been some novel approach method methods".split()
)
_PROGRAM = frozenset(
    "packag librar python julia toolbo toolki softwa framew module open-s open source written tool "
    "progra comput allow modern flexib".split()
)
"""The beginnings of words that any program is called by."""


@dataclass(frozen=True)
class Paper:
    """What its title and abstract call the paper's own, and what the title speaks of."""

    names: tuple[str, ...]
    title: frozenset[str]
    called: str

    @cached_property
    def opens(self) -> re.Pattern[str] | None:
        """Where a sentence ends before one that begins with a name in small letters."""
        small = "|".join(re.escape(each) for each in self.names if each[:1].islower())
        return re.compile(rf"[.!?] (?=(?:{small}) [a-z])") if small else None

    def has(self, sentence: str) -> bool:
        """Whether a sentence names what is the paper's own."""
        return bool(self.names) and self._name.search(sentence) is not None

    @cached_property
    def _name(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, self.names))
        return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])")

    def is_subject(self, sentence: str) -> bool:
        """Whether a sentence begins with what is the paper's own."""
        head = sentence[: 60 + max(map(len, self.names), default=0)]
        return any(cues.subject(name).match(head) for name in self.names if name in head)

    def titled(self, sentence: str) -> float:
        """The share of the title's words that a sentence has."""
        return len(self.title & _likes(sentence)) / len(self.title) if self.title else 0.0

    def is_all(self, sentence: str) -> bool:
        """Whether a sentence says that the paper's own is a program, and nothing but its title."""
        rest = _likes(sentence) - self.title - _PROGRAM
        return bool(self.title) and _IS_A.search(sentence) is not None and len(rest) <= _LITTLE


def paper_of(text: FullText, what_for: Sequence[Role]) -> Paper:
    """What a text calls its own, by the roles of its sections."""
    tops = [place for place, role in enumerate(what_for) if role == "abstract"]
    place = tops[-1] if tops else 0
    paragraphs = text.sections[place].paragraphs[:_FEW] if text.sections else ()
    top = " ".join(text.of(each) for each in paragraphs)[:_TOP]
    title = text.title[:_TOP]
    found = list(dict.fromkeys((*_packaged(text.text, top), *_names(title, top))))[:_MOST]
    return Paper(
        tuple(each for each in found if _is_name(each, text, top)), _likes(text.title), text.title
    )


def _is_name(name: str, text: FullText, top: str) -> bool:
    """Whether a word in small letters is called a package elsewhere too, or stands in the title."""
    if not (name.isalpha() and name.islower()) or name in text.title:
        return True
    if re.match(rf"\W?{name}\W? is an? ", top):
        return True
    called = rf"package \W?{name}\b|\b{name}\W? (?:R )?package|library\(\W?{name}\b"
    return len(re.findall(called, text.text)) > 1


def _names(title: str, top: str) -> Iterator[str]:
    """The name before the title's colon, and what the abstract says that it presents."""
    name, colon, _ = title.replace(" \u2013 ", ":").partition(":")
    if colon and 0 < len(name.split()) <= 2 and len(name) <= _LONGEST:  # noqa: PLR2004 - words
        yield name.strip()
        yield name.strip().removesuffix(".py").removesuffix(".jl").removesuffix(".js")
    begins = cues.IS_A.match(top)
    if begins and begins[1].casefold() in title.casefold():
        yield begins[1]
    for words in (title, top):
        for match in cues.NAMED.finditer(words):
            found = next(filter(None, match.groups()))
            if len(found) > 2 and found.casefold() not in cues.NO_NAME:  # noqa: PLR2004 - letters
                yield found.rstrip(".,;:")


def _packaged(words: str, top: str) -> Iterator[str]:
    """The package of which a text speaks most, if its first words name it too."""
    found = Counter(match[1] or match[2] for match in _PACKAGE.finditer(words))
    for name, times in found.most_common(1):
        if times >= _OFTEN and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", top):
            yield name


def _likes(words: str) -> frozenset[str]:
    """The beginnings of words, so that those of one stem are alike."""
    found = (
        each.rstrip("s")[:_LIKE] for each in _WORD.findall(words.casefold()) if each not in _EMPTY
    )
    return frozenset(found)

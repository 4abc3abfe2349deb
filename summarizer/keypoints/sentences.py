"""The sentences of a text that can stand as a line, and what of the paper each speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.grounding.injections import instructions
from summarizer.keypoints import cues
from summarizer.keypoints.lines import label_of, line_of, shape_of
from summarizer.keypoints.roles import label_role, roles, run_in
from summarizer.text.patterns import deferred
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.fulltext.records import FullText, Section
    from summarizer.keypoints.roles import Role

_FEWEST, _MOST = 6, 60
"""Words of a sentence that says enough, and not too much for a line."""
_LIKE = 6
_WIDEST = 1200
"""Characters of what may still be a sentence."""
_LONGEST = 20
"""Sentences that can be an abstract."""
_FEW, _TOP = 8, 4000
"""Paragraphs and characters in which a paper names what is its own."""
_WORD = deferred(r"[^\W\d_]{4,}")
_NUMBERS = deferred(r"(?:[-+]?[\d.,]+%? ){3}[-+]?[\d.,]+")
"""A row of a table, or a program's output."""
_LETTERS = deferred(r"[^\W\d_]{2,}")
_EMPTY = frozenset(
    "with from that this using based towards toward into over their which when what between "
    "through under your about more than does have been some novel approach method methods".split()
)


@dataclass(frozen=True)
class Sentence:
    """A sentence, where it stands, and how far into its section.

    It is `before` where its abstract or introduction has not yet come to the authors' own work;
    `since` counts the sentences after it has. `titled` is the share of the title's words in it.
    """

    text: str
    start: int
    end: int
    section: Section
    role: Role
    place: int
    is_own: bool
    before: bool = False
    since: int = 0
    label: Role | None = None
    titled: float = 0.0
    subject: bool = False
    is_named: bool = False

    @cached_property
    def low(self) -> str:
        """It in small letters: cues are found in them several times as fast."""
        return self.text.lower()

    @cached_property
    def line(self) -> str:
        """It as a line, without what leads back and away."""
        return line_of(self.text)

    @cached_property
    def loss(self) -> float:
        """What any line loses: by its length, by words that point elsewhere, by formulas."""
        return shape_of(self.line)


@dataclass(frozen=True)
class Paper:
    """What its title and abstract call the paper's own, and what the title speaks of."""

    names: tuple[str, ...]
    title: frozenset[str]

    @cached_property
    def small(self) -> tuple[str, ...]:
        """The names in small letters."""
        return tuple(each for each in self.names if each[:1].islower())

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


def sentences(text: FullText) -> list[Sentence]:
    """Those of the body, in their order."""
    what_for = roles(text.sections)
    paper = _paper(text, what_for)
    found: list[Sentence] = []
    for section, role in zip(text.sections, what_for, strict=True):
        if section.kind != "appendix" or role in {"limits", "code"}:
            found += _of_section(text, section, role, paper)
    return found


def _of_section(text: FullText, section: Section, role: Role, paper: Paper) -> Iterator[Sentence]:
    place, since, before = 0, 0, role in {"abstract", "introduction"}
    label: Role | None = None
    for paragraph in section.paragraphs:
        words = text.of(paragraph)
        of_paragraph = run_in(words) or role
        told, until = dict(instructions(words)), 0
        for start, end in _parted(words, paper):
            until = max(until, told.get(start, 0))
            if start < until:
                continue  # it speaks to whoever reads for a reader
            if role == "abstract" and place >= _LONGEST:
                of_paragraph = role = "other"
            if end - start > _WIDEST:
                place += 1
                continue
            each = words[start:end]
            is_own = paper.has(each) or cues.OWN.search(each.lower()) is not None
            if role == "abstract":
                label = label_role(label_of(each)) or label
            before = before and label not in {"method", "results"} and not _begins(each, paper)
            if can_stand(each, paper):
                yield Sentence(
                    each, paragraph.start + start, paragraph.start + end, section, of_paragraph,
                    place, is_own, before, since, label,
                    paper.titled(each) if role in _TITLED else 0.0, paper.is_subject(each),
                    paper.has(each),
                )  # fmt: skip
            place, since = place + 1, since + (not before)


def _parted(words: str, paper: Paper) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph, also those that begin with a name in small letters."""
    for start, end in split(words):
        for name in paper.small:
            match = re.search(rf"[.!?] (?={re.escape(name)} [a-z])", words[start:end])
            if match:
                yield start, start + match.end() - 1
                start += match.end()  # noqa: PLW2901 - the rest
        yield start, end


_TITLED = frozenset({"abstract", "introduction", "conclusion"})


def can_stand(sentence: str, paper: Paper) -> bool:
    """Whether a sentence is whole, and neither too short nor too long for a line."""
    bare = sentence.strip().lstrip("• ")
    words = bare.split()
    if not _FEWEST <= len(words) <= _MOST or cues.is_no_line(bare):
        return False
    if bare[-1] not in ".!?)”]" and not cues.ENDS_WITH_ADDRESS.search(bare):
        return False
    torn = words[0].islower() and words[0].isalpha() and not cues.SPELT_SMALL.match(bare)
    if torn and words[0] not in paper.names:
        return False  # the rest of a sentence
    if _NUMBERS.search(bare):
        return False
    return len(_LETTERS.findall(bare)) >= 0.6 * len(words)  # a formula or a row has fewer


def _begins(sentence: str, paper: Paper) -> bool:
    if cues.is_no_line(sentence):
        return False
    said = cues.BEGINS.search(sentence) or cues.OWN_ACT.search(sentence)
    return bool(said or paper.has(sentence) or cues.FOUND.search(sentence.lower()))


def _paper(text: FullText, what_for: Sequence[Role]) -> Paper:
    tops = [place for place, role in enumerate(what_for) if role == "abstract"]
    place = tops[-1] if tops else 0
    paragraphs = text.sections[place].paragraphs[:_FEW] if text.sections else ()
    top = " ".join(text.of(each) for each in paragraphs)[:_TOP]
    found = dict.fromkeys(_names(text.title, top))
    return Paper(tuple(each for each in found if _is_name(each, text, top)), _likes(text.title))


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
    if colon and len(name.split()) <= 2:  # noqa: PLR2004 - words
        yield name.strip()
    begins = cues.IS_A.match(top)
    if begins and begins[1].casefold() in title.casefold():
        yield begins[1]
    for words in (title, top):
        for match in cues.NAMED.finditer(words):
            found = next(filter(None, match.groups()))
            if len(found) > 2 and found.casefold() not in cues.NO_NAME:  # noqa: PLR2004 - letters
                yield found.rstrip(".,;:")


def _likes(words: str) -> frozenset[str]:
    """The beginnings of words, so that those of one stem are alike."""
    found = (
        each.rstrip("s")[:_LIKE] for each in _WORD.findall(words.casefold()) if each not in _EMPTY
    )
    return frozenset(found)

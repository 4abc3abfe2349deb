"""The sentences of a text that can stand as a line, and what of the paper each speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.grounding.injections import instructions
from summarizer.keypoints import cues
from summarizer.keypoints.lines import label_of, line_of, shape_of
from summarizer.keypoints.naming import paper_of
from summarizer.keypoints.roles import is_abstract, label_role, role_of, roles, run_in, turns
from summarizer.text.patterns import deferred
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.fulltext.records import FullText, Section
    from summarizer.keypoints.naming import Paper
    from summarizer.keypoints.roles import Role

_FEWEST, _MOST = 6, 60
"""Words of a sentence that says enough, and not too much for a line."""
_WIDEST = 1200
"""Characters of what may still be a sentence."""
LONGEST = 20
"""Sentences that can be an abstract."""
_TITLE = 12
"""Characters of a title that no sentence begins with."""
_AUTHORS = deferred(
    r"[:.,;]? (?:(?:[A-Z][\w.'\u2019-]*|and|de|von|van|der),? ){0,24}?"
    r"(?=(?:The|This|We|In|A|An|Our|Here) [\w-]+ [a-z])"
)
_NUMBERS = deferred(r"(?<![\d.,])(?:[-+]?[\d.,]+%? ){3}[-+]?[\d.,]+")
"""A row of a table, or a program's output."""
_LETTERS = deferred(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Sentence:
    """A sentence, where it stands, and how far into its section.

    It is `before` where its abstract or introduction has not yet come to the authors' own work;
    `since` counts the sentences after it has. `titled` is the share of the title's words in it;
    it `restates` the title where it says nothing else.
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
    restates: bool = False

    @cached_property
    def low(self) -> str:
        """It in small letters: cues are found in them several times as fast."""
        return self.text.lower()

    @property
    def introduces(self) -> bool:
        """Whether it stands in an introduction, be it one that serves as the abstract."""
        return self.role == "introduction" or (
            self.role == "abstract" and bool(self.section.heading) and not is_abstract(self.section)
        )

    @cached_property
    def line(self) -> str:
        """It as a line, without what leads back and away."""
        return line_of(self.text)

    @cached_property
    def loss(self) -> float:
        """What any line loses: by its length, by words that point elsewhere, by formulas."""
        return shape_of(self.line)


def sentences(text: FullText) -> list[Sentence]:
    """Those of the body, in their order."""
    what_for = roles(text.sections)
    paper = paper_of(text, what_for)
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
        if of_paragraph == "conclusion" and turns(words):
            of_paragraph = "limits"
        told, until = dict(instructions(words)), 0
        for start, end in _parted(words, paper):
            until = max(until, told.get(start, 0))
            if start < until:
                continue  # it speaks to whoever reads for a reader
            if role == "abstract" and place >= LONGEST:
                of_paragraph = role = "introduction" if _introduces(section) else "other"
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
                    paper.has(each), paper.is_all(each),
                )  # fmt: skip
            place, since = place + 1, since + (not before)


def _introduces(section: Section) -> bool:
    return role_of(section) == "introduction"


def _parted(words: str, paper: Paper) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph, also those that begin with a name in small letters."""
    for start, end in split(words):
        start += _glued(words[start:end], paper)  # noqa: PLW2901 - behind title and authors
        for match in paper.opens.finditer(words, start, end) if paper.opens else ():
            yield start, match.end() - 1
            start = match.end()  # noqa: PLW2901 - the rest
        yield start, end


def _glued(sentence: str, paper: Paper) -> int:
    """How many characters of a sentence are the title, with the authors behind it."""
    size = len(paper.called)
    if size < _TITLE or not sentence.startswith(paper.called):
        return 0
    behind = _AUTHORS.match(sentence, size)
    return behind.end() if behind else 0


_TITLED = frozenset({"abstract", "introduction", "conclusion"})


def can_stand(sentence: str, paper: Paper) -> bool:
    """Whether a sentence is whole, and neither too short nor too long for a line."""
    bare = sentence.strip().lstrip("• ")
    words = bare.split()
    if not _FEWEST <= len(words) <= _MOST or cues.is_no_line(bare):
        return False
    if (
        bare[-1] not in ".!?)”]"
        and not cues.OPENS_LIST.search(bare)
        and not cues.ENDS_WITH_ADDRESS.search(bare)
    ):
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

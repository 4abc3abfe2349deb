"""What stands in for the abstract of a paper that came without one: its full text's own.

Where the text has none either, it is that part of the introduction in which the authors say what
they do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.engines.embedded.salience import CLAIM
from summarizer.engines.embedded.tagger import CERTAIN
from summarizer.grounding.injections import quiet
from summarizer.papers.certainty import SURE
from summarizer.papers.quotes import LONGEST as MOST_QUOTED
from summarizer.papers.records import Passage, Tag
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.papers.papertext import PaperText, Paragraph

LONGEST = 3_000
"""Characters of the longest abstracts."""
_MOST = 2
"""Paragraphs of an introduction."""
_ABSTRACT = re.compile(r"abstract|summary", re.IGNORECASE)
_OUTLINE = re.compile(
    r"\b[Ss]ections? \d|§|\b(?:paper|article|rest|remainder|manuscript)\b.{0,40}\borgani[sz]ed\b"
    r"|\b(?:next|following|last) section"
)
_BETWEEN = "\n\n"


@dataclass(frozen=True)
class Opening:
    """Some paragraphs of a text, one after the other; `is_abstract` where it calls them so."""

    text: PaperText
    paragraphs: tuple[Paragraph, ...]
    is_abstract: bool

    @property
    def words(self) -> str:
        """What they say, blanks for instructions to whoever reads them and for what comes where."""
        return _BETWEEN.join(
            _without_outline(quiet(self.text.of(each))) for each in self.paragraphs
        )

    def place(self, start: int, end: int) -> Passage | None:
        """Where characters of `words` stand in the text; None where they are of two paragraphs.

        Of a long sentence it is the beginning: more is not to be quoted.
        """
        if end - start > MOST_QUOTED:
            end = max(start, self.words.rfind(" ", start, start + MOST_QUOTED))
        begin = 0
        for each in self.paragraphs:
            size = each.end - each.start
            if begin <= start and end <= begin + size:
                at = each.start - begin
                quote = self.text.text[start + at : end + at]
                return Passage(quote, "text", start + at, end + at, each.section)
            begin += size + len(_BETWEEN)
        return None

    def passages(self, found: Iterable[Passage]) -> tuple[Passage, ...]:
        """Passages of `words` as passages of the text; those of the title stay."""
        placed = (
            each if each.field == "title" else self.place(each.start, each.end) for each in found
        )
        return tuple(filter(None, placed))

    def tags(self, found: Iterable[Tag]) -> tuple[Tag, ...]:
        """Topics by quotes of `words` as topics by quotes of the text; those of the title stay.

        An introduction names more topics than the paper is about: of its topics only those stay
        that are sure.
        """
        return tuple(filter(None, (self._tag(each) for each in found if self._holds(each))))

    def _holds(self, tag: Tag) -> bool:
        return self.is_abstract or tag.score >= (SURE if tag.field == "title" else CERTAIN)

    def _tag(self, tag: Tag) -> Tag | None:
        if tag.field == "title":
            return tag
        at = self.place(tag.start, tag.end)
        if at is None:
            return None
        return Tag(tag.tag, at.quote, "text", at.start, at.end, tag.score, at.section)


def opening(text: PaperText) -> Opening | None:
    """What stands in for an abstract; None where nothing does."""
    own = _fitting(each for each in text.within(["abstract"]) if _is_abstract(each, text))
    if own:
        return Opening(text, own, is_abstract=True)
    first = _fitting(_claiming(list(text.within(["introduction"])), text))
    return Opening(text, first, is_abstract=False) if first else None


def _without_outline(text: str) -> str:
    """The text with blanks for sentences that say in which section something comes."""
    for start, end in split(text) if _OUTLINE.search(text) else ():
        if _OUTLINE.search(text, start, end):
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _is_abstract(paragraph: Paragraph, text: PaperText) -> bool:
    """Whether it is headed so, or else says what its authors do."""
    if paragraph.section:
        return bool(_ABSTRACT.search(paragraph.section))
    return bool(CLAIM.search(text.of(paragraph)))


def _claiming(paragraphs: Sequence[Paragraph], text: PaperText) -> Sequence[Paragraph]:
    """The first paragraph that says what its authors do, and the next."""
    words = (_without_outline(text.of(each)) for each in paragraphs)
    places = (place for place, said in enumerate(words) if CLAIM.search(said))
    first = next(places, len(paragraphs))
    return paragraphs[first : first + _MOST]


def _fitting(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The first of them, as many as an abstract may have."""
    fitting: list[Paragraph] = []
    room = LONGEST
    for each in paragraphs:
        room -= each.end - each.start
        if room < 0:
            break
        fitting.append(each)
    return tuple(fitting)

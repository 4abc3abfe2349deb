"""A full text in the making: parts are added in the order of reading, spans are counted at the end.

The text is the title, the lines below it, the sections, and behind these all captions, footnotes
and references; every part stands on a line of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.fulltext.affiliations import affiliations
from summarizer.fulltext.extent import check_extent
from summarizer.fulltext.footmarks import marks, sign_of
from summarizer.fulltext.headings import depth, kind_of, numbered
from summarizer.fulltext.links import links
from summarizer.fulltext.records import Caption, FullText, Lost, Noted, Reading, Section, Span
from summarizer.fulltext.tidying import tidy
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from summarizer.fulltext.records import Kind, Source

_ABSTRACT = deferred(r"(?i)\Aabstract\s*[:.\u2014\u2013-]+\s*(?=\S)")
_NO_PAPER = "neither an abstract nor references were found: this may be no paper"
_LEAST = 200
"""Characters that a paper's text has at the least: a page that has fewer only tells of one."""
_RAISED = deferred(
    r"(\d[\d,]*)?(?:\$\s*(?:\{\s*\})?\s*\^\s*(?:\{([^${}]{1,40}(?:\{[^${}]{0,9}\})?)\}|([^\s${}]{1,9}))"
    r"\s*\$|\{\}\^\{([^{}]{1,40})\})"
)
_MARKS = {"dagger": "\u2020", "ddagger": "\u2021", "ast": "\u2217", "star": "\u22c6", "S": "\u00a7",
          "P": "\u00b6", "diamond": "\u22c4", "ddag": "\u2021", "dag": "\u2020"}  # fmt: skip
_COMMAND = deferred(r"\\([A-Za-z]+)\s?")
_CONTEXT, _FEW, _LONG = 80, 12, 5000
"""Characters by which the place of a footnote's mark is found, and how many at the least; and of a
line below the title, in which no marks are looked for."""


@dataclass
class _Part:
    """A section in the making."""

    heading: str
    number: str | None
    level: int
    kind: Kind
    paragraphs: list[str] = field(default_factory=list)
    unnumbered: tuple[str, int] | None = None
    """Heading and level if the letter before it turns out to be an article: "A Larger Example"."""


@dataclass
class Draft:
    """What was read so far."""

    title: str = ""
    front: list[str] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    captions: list[tuple[str, str | None, str]] = field(default_factory=list)
    footnotes: list[tuple[str | None, str]] = field(default_factory=list)
    references: list[tuple[str | None, str]] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    """Marks of footnotes in paragraphs: the label, and the words before it."""
    signs: dict[str, tuple[_Part, int, int]] = field(default_factory=dict)
    """By the sign of a footnote its section, and its paragraph there, and the place in it."""
    lost: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    institutions: set[str] = field(default_factory=set)
    """What the form itself tells to be an institution, or a note of one."""

    def section(self, heading: str, level: int = 1, number: str | None = None) -> None:
        """Begin a section; a number is taken off the heading unless it is given, "" for none."""
        heading = tidy(heading)
        raw = heading
        if number is None:
            number, heading = numbered(heading)
        number = number or None
        kind = kind_of(heading, number, after_references=bool(self.references))
        plain = level
        level = 1 if kind == "abstract" else depth(number) or level
        part = _Part(heading.rstrip(" :."), number, level, kind)
        if raw.startswith("A ") and number == "A" and kind == "body":
            part.unnumbered = (raw.rstrip(" :."), plain)
        self.parts.append(part)

    def paragraph(self, text: str) -> None:
        """Add a paragraph to the section that was begun last."""
        raw, text = text, tidy(text)
        if not any(map(str.isalnum, text)):
            return
        if not self.parts:
            self.parts.append(_Part("", None, 1, "body"))
        part, length = self.parts[-1], len(text)
        if part.kind == "abstract" and not part.paragraphs:
            text = _ABSTRACT.sub("", text)
        for sign, place in marks(raw):
            within = max(place - (length - len(text)), 0)
            self.signs.setdefault(sign, (part, len(part.paragraphs), within))
        part.paragraphs.append(text)

    def caption(self, kind: str, label: str | None, text: str) -> None:
        """Add the caption of a figure or table, label and all."""
        if text := tidy(text):
            self.captions.append((kind, label, text))

    def footnote(self, label: str | None, text: str) -> None:
        """Add a footnote, without its mark."""
        if text := tidy(text):
            self.footnotes.append((label, text))

    def called_footnote(self, label: str | None, text: str) -> str:
        """Add a footnote; the sign for its mark is to stand in a paragraph, which loses it."""
        self.footnote(label, text)
        number = len(self.footnotes) - 1
        return sign_of(number) if tidy(text) else ""

    def reference(self, label: str | None, text: str) -> None:
        """Add a reference, without its label."""
        if text := tidy(text):
            self.references.append((label, text))

    def lines(self, texts: Sequence[str]) -> None:
        """Add lines that stand below the title: who wrote it, and where they are."""
        marked = (_RAISED.sub(_mark, text) if len(text) < _LONG else text for text in texts)
        self.front += filter(None, map(tidy, marked))

    def finish(self, source: Source, name: str, report: Reading | None = None) -> FullText:
        """The full text. Raises InputError where there is next to none."""
        check_extent(self._texts(), name)
        length = sum(len(each) for part in self.parts for each in part.paragraphs)
        if length < _LEAST:
            message = f"`{name}` holds no text of a paper: {length} characters of prose were found"
            raise InputError(message)
        self._give_back_articles()
        if self._is_doubtful(source):
            self.notes.append(_NO_PAPER)
        text = _Text()
        title = text.add(tidy(self.title)) if self.title else None
        front = tuple(map(text.add, self.front))
        sections = tuple(map(text.section, (part for part in self.parts if _is_said(part))))
        captions = tuple(
            Caption(kind, label, *text.ends(words)) for kind, label, words in self.captions
        )
        body = text.whole
        places = self._places(body, sections)
        footnotes = tuple(
            Noted(label, *text.ends(words), called=place)
            for (label, words), place in zip(self.footnotes, places, strict=True)
        )
        references = tuple(Noted(label, *text.ends(words)) for label, words in self.references)
        told = report or Reading()
        lost = tuple(Lost(what, count) for what, count in self.lost.items() if count)
        return FullText(
            source=source,
            title=text.said(title) if title else "",
            text=text.whole,
            front=front,
            sections=sections,
            captions=captions,
            footnotes=footnotes,
            references=references,
            affiliations=affiliations(
                text.whole,
                front,
                footnotes,
                self.institutions,
                apart=source.form != "markdown",
            ),
            links=links(text.whole, front, sections, footnotes),
            report=Reading(
                told.pages,
                told.pages_read,
                told.blank,
                (*told.lost, *lost),
                (*told.notes, *self.notes),
            ),
        )

    def _texts(self) -> Iterator[str]:
        """All that stands in it, apart from the title."""
        yield from self.front
        for part in self.parts:
            yield part.heading
            yield from part.paragraphs
        yield from (words for _, _, words in self.captions)
        yield from (words for _, words in (*self.footnotes, *self.references))

    def _give_back_articles(self) -> None:
        """Make "A" an article again where it does not count: no "B" or "A.1", and no 1 before."""
        numbers = [part.number for part in self.parts if part.number]
        if any(each.startswith(("B", "A.", "A-")) for each in numbers):
            return
        digits = [at for at, part in enumerate(self.parts) if (part.number or "")[:1].isdigit()]
        for at, part in enumerate(self.parts):
            if part.unnumbered and (not digits or at < digits[-1]):
                part.number, (part.heading, part.level) = None, part.unnumbered

    def _is_doubtful(self, source: Source) -> bool:
        """Whether a page or Markdown has none of what tells a paper from other texts."""
        kinds = {part.kind for part in self.parts}  # arXiv has papers only
        return (
            source.form != "pdf"
            and not source.id
            and not self.references
            and "abstract" not in kinds
        )

    def _places(self, body: str, sections: Sequence[Section]) -> list[int | None]:
        """Where each footnote is called; None where it may be in two places, or none."""
        said = {id(part): at for at, part in enumerate(filter(_is_said, self.parts))}
        labels = Counter(label for label, _ in self.footnotes)
        calls = Counter(label for label, _ in self.calls)
        before = dict(self.calls)
        found: list[int | None] = []
        for number, (label, _) in enumerate(self.footnotes):
            sign = self.signs.get(sign_of(number))
            if sign:
                part, paragraph, place = sign
                found.append(sections[said[id(part)]].paragraphs[paragraph].start + place)
            elif label in before and labels[label] == calls[label] == 1 and sections:
                found.append(_after(tidy(before[label])[-_CONTEXT:], body, sections[0].start))
            else:
                found.append(None)
        return found


def _after(words: str, body: str, start: int) -> int | None:
    """The place behind words that stand once in the body."""
    place = body.find(words, start)
    once = len(words) >= _FEW and place >= 0 and body.find(words, place + 1) < 0
    return place + len(words) if once else None


def _mark(match: re.Match[str]) -> str:
    """A raised formula as the mark of an author; what a converter put twice stands once."""
    inner = next(filter(None, match.groups()[1:]))
    said = _COMMAND.sub(lambda found: _MARKS.get(found[1], ""), inner).strip("{} ")
    twice = match[1] and match[1] != said
    return f"{match[1] if twice else ''} {said} "


def _is_said(part: _Part) -> bool:
    return bool(part.heading or part.paragraphs)


class _Text:
    """The one text, as it grows."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    @property
    def whole(self) -> str:
        return "\n".join(self._pieces)

    def add(self, words: str) -> Span:
        start = self._length
        self._pieces.append(words)
        self._length += len(words) + 1
        return Span(start, start + len(words))

    def ends(self, words: str) -> tuple[int, int]:
        span = self.add(words)
        return span.start, span.end

    def said(self, span: Span) -> str:
        return self.whole[span.start : span.end]

    def section(self, part: _Part) -> Section:
        start = self._length
        shown = " ".join(filter(None, (part.number, part.heading)))
        end = self.add(shown).end if shown else start
        paragraphs = tuple(map(self.add, part.paragraphs))
        end = paragraphs[-1].end if paragraphs else end
        return Section(part.heading, part.number, part.level, part.kind, start, end, paragraphs)

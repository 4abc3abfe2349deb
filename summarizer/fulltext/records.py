"""What a full text is: one text, and where in it each part stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

Kind = Literal["abstract", "body", "appendix"]
LinkKind = Literal["code", "data", "model", "demo", "project"]


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` of the text."""

    start: int
    end: int


@dataclass(frozen=True)
class Section:
    """A heading as it stands, without its number; `level` is 1 for the highest.

    `start` is where the heading begins, `end` where its last paragraph ends.
    """

    heading: str
    number: str | None
    level: int
    kind: Kind
    start: int
    end: int
    paragraphs: tuple[Span, ...]


@dataclass(frozen=True)
class Caption:
    """The caption of a figure or table; `label` is "Figure 1", None where it has none."""

    kind: str
    label: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Noted:
    """A footnote or a reference; `label` is its mark, such as "1" or "[12]", where it has one.

    `called` is where the mark of a footnote stood in a paragraph, None where that is not known.
    """

    label: str | None
    start: int
    end: int
    called: int | None = None


@dataclass(frozen=True)
class Affiliation:
    """Where an author is, as it stands; `name` is the organisation, None rather than a guess."""

    name: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Link:
    """An address in the text, without references; `section` is the heading above it.

    `kind` is what the authors call their own there; None for what is others' or not said. The span
    of a link that stands in a footnote is in the footnote.
    """

    url: str
    kind: LinkKind | None
    start: int
    end: int
    section: str | None = None


@dataclass(frozen=True)
class Source:
    """Where the text is from: the form that was read, its place, and the paper as far as known.

    `version` is arXiv's, such as "v2"; `fetched` the day on which it was had, `YYYY-MM-DD`.
    """

    form: str
    place: str
    id: str | None = None
    version: str | None = None
    license: str | None = None
    fetched: str | None = None


@dataclass(frozen=True)
class Lost:
    """So many parts of a kind that the text does not have, or has in another form."""

    what: str
    count: int


@dataclass(frozen=True)
class Reading:
    """How the reading went: what was left out, what could not be read, and notes in words.

    `pages` is None for a form without any; `blank` are the numbers of pages without text.
    """

    pages: int | None = None
    pages_read: int | None = None
    blank: tuple[int, ...] = ()
    lost: tuple[Lost, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FullText:
    """A paper's full text. All spans are of `text`; `front` are the lines below the title."""

    source: Source
    title: str
    text: str
    front: tuple[Span, ...] = ()
    sections: tuple[Section, ...] = ()
    captions: tuple[Caption, ...] = ()
    footnotes: tuple[Noted, ...] = ()
    references: tuple[Noted, ...] = ()
    report: Reading = field(default_factory=Reading)
    affiliations: tuple[Affiliation, ...] = ()
    links: tuple[Link, ...] = ()

    def of(self, span: Span | Section | Caption | Noted | Affiliation | Link) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]

    @property
    def own_links(self) -> tuple[Link, ...]:
        """The links that the authors call their own, each address where it stands first."""
        found: dict[str, Link] = {}
        for each in self.links:
            if each.kind:
                found.setdefault(each.url.rstrip("/"), each)
        return tuple(found.values())

    def section_at(self, offset: int) -> Section | None:
        """The innermost section in which a character stands."""
        inside = [each for each in self.sections if each.start <= offset < each.end]
        return inside[-1] if inside else None

    def sourced(self, **known: str | None) -> FullText:
        """The same, with what is known of its source where it does not say so itself."""
        given = {
            name: value for name, value in known.items() if value and not getattr(self.source, name)
        }
        return replace(self, source=replace(self.source, **given)) if given else self

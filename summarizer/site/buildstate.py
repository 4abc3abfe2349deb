"""What a site knows of every stored day from one build to the next, without any abstract."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from summarizer.annotate.entries import unannotated
from summarizer.interests.sketches import sketch
from summarizer.library.store import UNDATED, is_collection
from summarizer.papers.records import Relevance
from summarizer.papers.wire import dumps, fields
from summarizer.renderers.html.cards import Card, Link, card
from summarizer.renderers.html.filenames import safe_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.library.store import StoredDay
    from summarizer.papers.records import Entry


@dataclass(frozen=True, slots=True)
class Mine:
    """What a paper is to the site's reader: how likely she wants it, why, and how that is said."""

    score: float
    why: str | None = None
    sure: str | None = None

    @property
    def relevance(self) -> Relevance:
        """The same as records have it."""
        return Relevance(self.score, (self.why,) if self.why else (), "")


@dataclass(frozen=True, slots=True)
class Known:
    """A paper as one stored day has it; `mark` changes whenever anything of it does.

    `terms` are its sketch, and `kin` changes whenever what it is compared by does. `mine` is there
    where the site is for a reader; the mark says nothing of it, as it changes with her interests.
    """

    card: Card
    mark: str
    annotated: bool
    terms: dict[str, int]
    kin: str
    mine: Mine | None = None

    @property
    def id(self) -> str:
        """The paper's id."""
        return self.card.id

    @property
    def topics(self) -> tuple[str, ...]:
        """Those of its topics that are likely right."""
        return tuple(name for name in self.card.tags if name not in self.card.maybe)

    @property
    def score(self) -> float:
        """How likely the reader wants it; 0 where nobody asked."""
        return self.mine.score if self.mine else 0.0

    @property
    def hidden(self) -> bool:
        """Whether the reader hid it."""
        return self.mine is not None and "hide" in self.card.given

    def with_reasons(self) -> Card:
        """Its card, which says why it is for the reader."""
        mine = self.mine
        return replace(self.card, why=mine.why, sure=mine.sure) if mine else self.card


@dataclass(frozen=True, slots=True)
class Shelf:
    """One stored day of one source. `stamp` is its file's, `made` when its digest was."""

    label: str
    day: str
    stamp: str
    mark: str
    made: str
    papers: tuple[Known, ...]

    @property
    def dated(self) -> bool:
        """Whether it is of a day at all, and no collection."""
        return self.day != UNDATED and not is_collection(self.label)

    @property
    def place(self) -> str:
        """What its page is called: the day, or the name of the collection."""
        return self.day if self.dated else safe_name(self.label)


def shelf(
    key: tuple[str, str],
    stamp: str,
    stored: StoredDay,
    listed: Iterable[Entry],
    *,
    site_lines: bool = False,
) -> Shelf:
    """What is to be known of a stored day, by its label and day, and of its papers as listed."""
    papers = tuple(known(entry, site_lines=site_lines) for entry in listed)
    content = dumps([stored.head, [each.mark for each in papers], stored.skipped])
    made = str(stored.head.get("generated_at") or "")
    return Shelf(*key, stamp, mark(content), made, papers)


def known(entry: Entry, *, site_lines: bool = False) -> Known:
    """What is to be known of an entry."""
    page = f"papers/{safe_name(entry.id)}.html"
    shown = card(entry, page, site_lines=site_lines)
    relevance, mine = entry.relevance, None
    if relevance:
        mine = Mine(relevance.score, shown.why, shown.sure)
        shown, entry = replace(shown, why=None, sure=None), replace(entry, relevance=None)
    terms = sketch(entry.title, entry.abstract)
    kin = mark(f"{terms} {shown.tags} {shown.maybe}")
    return Known(shown, mark(dumps(entry)), bool(entry.engine), terms, kin, mine)


def entries(stored: StoredDay) -> Iterable[Entry]:
    """All papers of a stored day as entries, those without an annotation last."""
    yield from stored.entries
    yield from map(unannotated, stored.unannotated)


def mark(content: str) -> str:
    """A short hash."""
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def packed(each: Shelf) -> list[Any]:
    """A shelf as JSON holds it."""
    papers = [
        [
            *(
                one.mark,
                one.annotated,
                one.terms,
                one.kin,
                one.card.id,
                one.card.title,
                one.card.tldr,
            ),
            one.card.site_line,
            *(one.card.tags, one.card.facts, one.card.marks),
            [(each.url, each.name) for each in one.card.places],
            *(one.card.maybe, one.card.untagged, one.card.given, one.card.bib),
            [*fields(one.mine).values()] if one.mine else None,
            *((one.card.link.url, one.card.link.name) if one.card.link else ()),
        ]
        for one in each.papers
    ]
    head = fields(each)
    del head["papers"]
    return [*head.values(), papers]


def unpacked(data: list[Any]) -> Shelf:
    """A shelf that `packed` made. Raises ValueError, TypeError where it is none."""
    label, day, stamp, content, made, papers = data
    return Shelf(label, day, stamp, content, made, tuple(map(_paper, papers)))


def _paper(data: list[Any]) -> Known:
    made, annotated, terms, kin, *rest = data
    identity, title, tldr, site_line, tags, facts, warnings, places, *rest = rest
    maybe, untagged, given, bib, mine, *link = rest
    slug = safe_name(identity)
    shown = Card(
        id=identity,
        slug=slug,
        title=title,
        tldr=tldr,
        site_line=site_line,
        tags=tuple(tags),
        facts=tuple(facts),
        marks=tuple(warnings),
        link=Link(*link) if link else None,
        page=f"papers/{slug}.html",
        places=tuple(Link(*each) for each in places),
        maybe=tuple(maybe),
        untagged=untagged,
        given=tuple(given),
        bib=bib,
    )
    return Known(shown, made, annotated, terms, kin, Mine(*mine) if mine else None)


def hashed(*inputs: object) -> str:
    """A hash of values that look the same in every run: texts, numbers, records, lists of them."""
    return mark(repr(inputs))

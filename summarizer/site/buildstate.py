"""What a site knows of every stored day from one build to the next, without any abstract."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from summarizer.annotate.entries import unannotated
from summarizer.library.store import UNDATED, is_collection
from summarizer.papers.wire import dumps, fields
from summarizer.renderers.html.cards import Card, Link, card
from summarizer.renderers.html.filenames import safe_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.library.store import StoredDay
    from summarizer.papers.records import Entry


@dataclass(frozen=True, slots=True)
class Known:
    """A paper as one stored day has it; `mark` changes whenever anything of it does."""

    card: Card
    mark: str
    annotated: bool

    @property
    def id(self) -> str:
        """The paper's id."""
        return self.card.id


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
    label: str, day: str, stamp: str, stored: StoredDay, *, site_lines: bool = False
) -> Shelf:
    """What is to be known of a stored day."""
    papers = tuple(known(entry, site_lines=site_lines) for entry in entries(stored))
    content = dumps([stored.head, [each.mark for each in papers], stored.skipped])
    made = str(stored.head.get("generated_at") or "")
    return Shelf(label, day, stamp, mark(content), made, papers)


def known(entry: Entry, *, site_lines: bool = False) -> Known:
    """What is to be known of an entry."""
    page = f"papers/{safe_name(entry.id)}.html"
    shown = card(entry, page, site_lines=site_lines)
    return Known(shown, mark(dumps(entry)), bool(entry.engine))


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
            *(one.mark, one.annotated, one.card.id, one.card.title, one.card.tldr),
            one.card.site_line,
            *(one.card.tags, one.card.facts, one.card.marks),
            [(each.url, each.name) for each in one.card.places],
            *(one.card.maybe, one.card.untagged),
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
    made, annotated, identity, title, tldr, site_line, tags, facts, warnings, places, *rest = data
    maybe, untagged, *link = rest
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
    )
    return Known(shown, made, annotated)


def hashed(*inputs: object) -> str:
    """A hash of values that look the same in every run: texts, numbers, records, lists of them."""
    return mark(repr(inputs))

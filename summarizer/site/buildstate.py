"""What a site knows of every stored day from one build to the next, without any abstract."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from summarizer.annotate.entries import unannotated
from summarizer.interests.sketches import sketch
from summarizer.library.store import UNDATED, is_collection
from summarizer.papers.certainty import NO_TOPIC, NOT_ANNOTATED
from summarizer.papers.records import Relevance
from summarizer.papers.relevance import labelled
from summarizer.papers.wire import dumps, fields
from summarizer.renderers.html.cards import Card, Link, card
from summarizer.renderers.html.filenames import safe_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summarizer.library.store import StoredDay
    from summarizer.papers.records import Entry
    from summarizer.renderers.html.cards import Picture
    from summarizer.topics.labels import Labels


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

    `rank` is smaller for what a week or month names first: reviewed papers, then the most upvoted.
    `terms` are its sketch, and `kin` changes whenever what it is compared by does. `mine` is there
    where the site is for a reader; the mark says nothing of it, as it changes with her interests.
    """

    card: Card
    mark: str
    annotated: bool
    terms: dict[str, int]
    kin: str
    rank: tuple[bool, int]
    mine: Mine | None = None
    version: int | None = None
    thumbnail: str | None = None

    @property
    def id(self) -> str:
        """The paper's id."""
        return self.card.id

    @property
    def upvotes(self) -> int:
        """How many it has; 0 where that is not known."""
        return -self.rank[1]

    @property
    def heading(self) -> str:
        """The topic that it stands under where papers are grouped by topic."""
        return next(iter(self.card.tags), NO_TOPIC if self.card.untagged else NOT_ANNOTATED)

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

    @property
    def state(self) -> str:
        """What changes with anything that is shown of it: its mark, and what its topics are called.

        The vocabulary may call them otherwise without a change of the stored day.
        """
        return self.mark + self.said

    @property
    def said(self) -> str:
        """A short hash of what its topics are called, and of its picture."""
        return _hash((*self.card.labels, self.card.picture.path if self.card.picture else ""))

    def with_reasons(self, labels: Labels) -> Card:
        """Its card, which says why it is for the reader."""
        mine = self.mine
        if mine is None:
            return self.card
        why = labelled(mine.why, labels.names) if mine.why else None
        return replace(self.card, why=why, sure=mine.sure)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One stored day of one source. `stamp` is its file's, `made` when its digest was."""

    label: str
    day: str
    stamp: str
    mark: str
    made: str
    papers: tuple[Known, ...]

    def illustrated(self, pictures: Mapping[str, Picture]) -> Shelf:
        """The same with the pictures of its papers."""
        papers = tuple(
            replace(each, card=replace(each.card, picture=pictures[each.id]))
            if each.id in pictures
            else each
            for each in self.papers
        )
        return replace(self, papers=papers)

    @property
    def dated(self) -> bool:
        """Whether it is of a day at all, and no collection."""
        return self.day != UNDATED and not is_collection(self.label)

    @property
    def state(self) -> tuple[str, list[str]]:
        """The same as of a paper, of all of it."""
        return self.mark, list(dict.fromkeys(each.said for each in self.papers))

    @property
    def place(self) -> str:
        """What its page is called: the day, or the name of the collection."""
        return self.day if self.dated else safe_name(self.label)


def shelf(
    key: tuple[str, str],
    stamp: str,
    stored: StoredDay,
    papers: tuple[Known, ...],
) -> Shelf:
    """What is to be known of a stored day, by its label and day."""
    content = dumps([stored.head, [each.mark for each in papers], stored.skipped])
    made = str(stored.head.get("generated_at") or "")
    return Shelf(*key, stamp, mark(content), made, papers)


def known_of(
    entry: Entry, labels: Labels, *, site_lines: bool = False, compared: bool = True
) -> Known:
    """What is to be known of an entry; without its sketch where it is `compared` with none."""
    page = f"papers/{safe_name(entry.id)}.html"
    shown = card(entry, page, site_lines=site_lines)
    relevance, mine = entry.relevance, None
    if relevance:
        mine = Mine(relevance.score, shown.why, shown.sure)
        shown, entry = replace(shown, why=None, sure=None), replace(entry, relevance=None)
    shown = replace(shown, labels=labels.all(shown.tags))
    terms = sketch(entry.title, entry.abstract) if compared else {}
    kin = mark(f"{terms} {shown.tags} {shown.maybe}")
    own, rank = mark(dumps(entry)), (not entry.reviewed, -(entry.upvotes or 0))
    return Known(
        shown, own, bool(entry.engine), terms, kin, rank, mine, entry.version, entry.thumbnail
    )


def entries(stored: StoredDay) -> Iterable[Entry]:
    """All papers of a stored day as entries, those without an annotation last."""
    yield from stored.entries
    yield from map(unannotated, stored.unannotated)


@lru_cache(maxsize=65536)  # papers share their topics, and each is asked for on several pages
def _hash(labels: tuple[str, ...]) -> str:
    """A short hash of what topics are called."""
    return mark("|".join(labels))[:8]


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
                one.version,
                one.thumbnail,
                one.terms,
                one.kin,
                one.rank,
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


def unpacked(data: list[Any], labels: Labels) -> Shelf:
    """A shelf that `packed` made. Raises ValueError, TypeError where it is none."""
    label, day, stamp, content, made, papers = data
    return Shelf(label, day, stamp, content, made, tuple(_paper(each, labels) for each in papers))


def _paper(data: list[Any], labels: Labels) -> Known:
    made, annotated, version, thumbnail, terms, kin, (new, upvotes), *rest = data
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
        labels=labels.all(tags),
    )
    whose = Mine(*mine) if mine else None
    return Known(shown, made, annotated, terms, kin, (new, upvotes), whose, version, thumbnail)


def hashed(*inputs: object) -> str:
    """A hash of values that look the same in every run: texts, numbers, records, lists of them."""
    return mark(repr(inputs))

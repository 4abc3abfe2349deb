"""A page a paper: its texts with the evidence marked, its citation, history and facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.library.store import shown_name
from summarizer.papers.relevance import labelled
from summarizer.renderers.html.cards import Background, background
from summarizer.renderers.html.citation import citations
from summarizer.renderers.html.passages import Reading, Stretch, reading
from summarizer.site import sharedfiles
from summarizer.site.frame import COPY
from summarizer.site.nearest import why
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summarizer.papers.records import Entry
    from summarizer.renderers.html.cards import Card
    from summarizer.site.contents import Listed, Sighting
    from summarizer.site.dayreader import Reader
    from summarizer.site.folder import File
    from summarizer.site.frame import Look
    from summarizer.site.keypoints import KeyPoints
    from summarizer.topics.labels import Labels

_ARXIV = "arxiv-"


@dataclass(frozen=True, slots=True)
class Row:
    """A listing of a paper: the page of its day, whose it is, and the version listed."""

    place: str
    source: str
    version: int | None


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a paper's versions and reviews, and where it was listed, newest first."""

    facts: tuple[tuple[str, str], ...]
    seen: tuple[Row, ...]

    @property
    def versions(self) -> bool:
        """Whether a listing says which version it is of."""
        return any(each.version for each in self.seen)


def files(
    papers: Iterable[Listed],
    near: Mapping[str, Sequence[Listed]],
    look: Look,
    reader: Reader,
    points: KeyPoints | None = None,
) -> Iterator[File]:
    """Each paper's page; `near` are the papers that are most like each."""
    for listed in papers:
        alike = [each for each in near[listed.known.id] if not each.known.hidden]
        yield _paper(look, reader, listed, alike, points)


def _paper(
    look: Look,
    reader: Reader,
    listed: Listed,
    near: Sequence[Listed],
    points: KeyPoints | None,
) -> File:
    card = listed.known.card
    stamp = points.stamp(card) if points else ""

    def values() -> dict[str, Any]:
        home = listed.home
        entry = reader.entry(home.label, home.day, card.id)
        shown = {
            "it": card,
            "similar": list(_similar(reader, listed, near)),
            "annotated": listed.known.annotated,
            "text": points.of(entry) if points and stamp else None,
        }
        return shown | of_entry(entry, card, listed.seen, look.labels, site_lines=reader.site_lines)

    alike = [
        (each.known.id, each.known.card.title, each.known.kin, each.known.said) for each in near
    ]
    inputs = [listed.known.state, listed.days, listed.seen, alike, *filter(None, [stamp])]
    guard = sharedfiles.guard(COPY, pictures=look.pictures)
    return look.page(card.page or "", "paperpage.html", inputs, values, guard)


def of_entry(
    entry: Entry | None, card: Card, seen: Sequence[Sighting], labels: Labels, *, site_lines: bool
) -> dict[str, Any]:
    """What a paper's page shows of its texts, citation and history; None where it is lost."""
    if entry is None:
        title = Stretch(((card.title, False),))
        lost = Reading((title,), (), ())
        none = {"more": Background(), "abstract": "", "citations": ()}
        return {"reading": lost, "told": _told(None, seen), **none}
    return {
        "abstract": "" if entry.tldr else readable(entry.abstract),
        "more": background(entry, site_lines=site_lines),
        "reading": reading(entry, labels),
        "citations": citations(entry, labels),
        "told": _told(entry, seen),
    }


def _told(entry: Entry | None, seen: Sequence[Sighting]) -> History:
    facts = []
    if entry:
        version = f"v{entry.version}" if entry.version else None
        named = (
            ("Published", entry.published),
            ("Updated", entry.updated),
            ("Version", version),
            ("Reviewed", "by a reader" if entry.reviewed else "not yet"),
        )
        facts = [(name, value) for name, value in named if value]
    rows = tuple(Row(each.place, _source(each.label), each.version) for each in seen)
    return History(tuple(facts), rows)


def _source(label: str) -> str:
    """What people call the source whose days are kept under a name."""
    if label == "hf":
        return "Hugging Face Daily Papers"
    name = shown_name(label)
    return f"arXiv {name.removeprefix(_ARXIV)}" if name.startswith(_ARXIV) else name


def _similar(reader: Reader, listed: Listed, near: Sequence[Listed]) -> Iterator[tuple[Card, str]]:
    """The papers that are most like one, and why; without what has no reason to name."""
    home = listed.home
    entry = reader.entry(home.label, home.day, listed.known.id) if near else None
    for other in near if entry else ():
        if entry and (said := labelled(why(entry, listed, other), reader.labels.names)):
            yield other.known.card, said

"""A page a paper: its abstract with the evidence marked, its facts, its days and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.papers.relevance import labelled
from summarizer.renderers.html.cards import Detail
from summarizer.renderers.html.highlight import marked
from summarizer.site.nearest import why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summarizer.renderers.html.cards import Card
    from summarizer.site.contents import Listed
    from summarizer.site.dayreader import Reader
    from summarizer.site.folder import File
    from summarizer.site.frame import Look


def files(
    papers: Iterable[Listed], near: Mapping[str, Sequence[Listed]], look: Look, reader: Reader
) -> Iterator[File]:
    """Each paper's page; `near` are the papers that are most like each."""
    for listed in papers:
        alike = [each for each in near[listed.known.id] if not each.known.hidden]
        yield _paper(look, reader, listed, alike)


def _paper(look: Look, reader: Reader, listed: Listed, near: Sequence[Listed]) -> File:
    card = listed.known.card

    def values() -> dict[str, Any]:
        home = listed.home
        more = reader.detail(home.label, home.day, card.id) or Detail(
            marked(card.title, card.title, ()), marked("", "", ()), (), ()
        )
        similar = list(_similar(reader, listed, near))
        shown = {"it": card, "more": more, "similar": similar, "days": listed.days}
        return shown | {"annotated": listed.known.annotated}

    alike = [
        (each.known.id, each.known.card.title, each.known.kin, each.known.card.labels)
        for each in near
    ]
    inputs = [listed.known.state, listed.days, alike]
    return look.page(card.page or "", "paperpage.html", inputs, values)


def _similar(reader: Reader, listed: Listed, near: Sequence[Listed]) -> Iterator[tuple[Card, str]]:
    """The papers that are most like one, and why; without what has no reason to name."""
    home = listed.home
    entry = reader.entry(home.label, home.day, listed.known.id) if near else None
    for other in near if entry else ():
        if entry and (said := labelled(why(entry, listed, other), reader.labels.names)):
            yield other.known.card, said

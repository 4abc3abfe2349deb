"""A page a paper: its abstract with the evidence marked, its facts, its days and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.renderers.html.cards import Detail
from summarizer.renderers.html.highlight import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.site.contents import Listed
    from summarizer.site.dayreader import Reader
    from summarizer.site.folder import File
    from summarizer.site.frame import Look


def files(papers: Iterable[Listed], look: Look, reader: Reader) -> Iterator[File]:
    """Each paper's page."""
    for listed in papers:
        yield _paper(look, reader, listed)


def _paper(look: Look, reader: Reader, listed: Listed) -> File:
    card = listed.known.card

    def values() -> dict[str, Any]:
        home = listed.home
        more = reader.detail(home.label, home.day, card.id) or Detail(
            marked(card.title, card.title, ()), marked("", "", ()), (), ()
        )
        return {"it": card, "more": more, "days": listed.days, "annotated": listed.known.annotated}

    return look.page(card.page or "", "paperpage.html", [listed.known.mark, listed.days], values)

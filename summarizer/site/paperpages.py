"""A page a paper: its abstract with the evidence marked, its facts, its days and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.html.cards import Detail, detail
from summarizer.html.highlight import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.site.contents import Contents, Listed
    from summarizer.site.folder import File
    from summarizer.site.look import Look
    from summarizer.site.reading import Reader


def files(contents: Contents, look: Look, reader: Reader) -> Iterator[File]:
    """Each paper's page, those of one stored day one after another."""
    for listed in contents.papers.values():
        yield _paper(look, reader, listed)


def _paper(look: Look, reader: Reader, listed: Listed) -> File:
    card = listed.known.card

    def values() -> dict[str, Any]:
        home = listed.home
        entry = reader.entry(home.label, home.day, card.id)
        more = (
            detail(entry)
            if entry
            else Detail(marked(card.title, card.title, ()), marked("", "", ()), (), ())
        )
        return {"it": card, "more": more, "days": listed.days, "annotated": listed.known.annotated}

    return look.page(card.page or "", "paperpage.html", [listed.known.mark, listed.days], values)

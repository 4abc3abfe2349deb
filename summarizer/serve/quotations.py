"""A search in the full texts that are kept: passages, for the page of results and for programs.

Texts are for whoever may read this server's pages; a site has none of these passages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.library.passages import as_fields, place_of, stretches
from summarizer.library.textsearch import search_texts
from summarizer.papers import arxivids
from summarizer.renderers.html.filenames import safe_name
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from summarizer.library.query import Query
    from summarizer.library.run import Run
    from summarizer.library.textsearch import FoundTexts, Text


class Quotation(NamedTuple):
    """A passage: its section, and its words, each stretch with whether it was looked for."""

    section: str
    stretches: tuple[tuple[str, bool], ...]


class Quoted(NamedTuple):
    """A paper with passages; `page` is its own here, and `elsewhere` at arXiv, or neither.

    `name` is its id at arXiv, with its version; "" where it has none.
    """

    title: str
    name: str
    page: str | None
    elsewhere: str | None
    had: str
    quotations: tuple[Quotation, ...]


def copies_state(run: Run) -> str:
    """What changes whenever a copy of any text does."""
    return "\n".join(f"{name} {stamp}" for name, stamp in run.texts.stamps().items())


def results(asked: Query, run: Run, number: int, size: int) -> dict[str, Any]:
    """A page of papers with passages, or the last one: what its template is told."""
    found = _part(asked, run, number * size, size)
    last = max(1, -(-found.total // size))
    if number > last:
        number, found = last, _part(asked, run, last * size, size)
    return {
        "quoted": list(map(_quoted, found.papers)),
        "texts": found.kept,
        "total": found.total,
        "page": number,
        "last": last,
        "notes": asked.notes,
    }


def _part(asked: Query, run: Run, end: int, size: int) -> FoundTexts:
    return search_texts(asked, run, end, run.settings.min_score, end - size)


def part(asked: Query, run: Run, limit: int, offset: int) -> dict[str, Any]:
    """Some of what is found, as programs are given it."""
    found = _part(asked, run, offset + limit, limit)
    papers = list(map(as_fields, found.papers))
    return {"total": found.total, "read": found.kept, "offset": offset, "papers": papers}


def _quoted(paper: Text) -> Quoted:
    title = readable(paper.entry.title if paper.entry else paper.title)
    of_arxiv = arxivids.bare_id(paper.id)
    return Quoted(
        title=title or "Untitled",
        name=f"{paper.id}{paper.version or ''}" if of_arxiv else "",
        page=f"papers/{safe_name(paper.entry.id)}.html" if paper.entry else None,
        elsewhere=f"https://arxiv.org/abs/{paper.id}" if of_arxiv and not paper.entry else None,
        had=paper.had,
        quotations=tuple(Quotation(place_of(each), stretches(each)) for each in paper.passages),
    )

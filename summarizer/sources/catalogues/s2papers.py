"""Papers as Semantic Scholar's Academic Graph gives them: an answer of its API, saved or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.sources.catalogues.venues import (
    identity,
    is_taken_back,
    no_paper,
    published_in,
    secure,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = "https://www.semanticscholar.org/paper/"
_ID = "paperId"


def entries(document: Any) -> list[Any] | None:
    """The entries of an answer: of a search, a batch, or one paper; None where it is none."""
    if isinstance(document, dict) and isinstance(document.get("data"), list):
        found = document["data"]
        counted = "total" in document or "token" in document or "offset" in document
        return found if (any(map(_is_paper, found)) or (not found and counted)) else None
    if isinstance(document, list):
        return document if any(map(_is_paper, document)) else None
    return [document] if _is_paper(document) else None


def _is_paper(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get(_ID), str) and "title" in entry


def bare(found: list[Any]) -> int:
    """How many of the entries have no abstract."""
    return sum(isinstance(each, dict) and not each.get("abstract") for each in found)


def fields(found: list[Any]) -> Iterator[tuple[str, object]]:
    """`(place, entry)` of each, under the names that `mapping` knows."""
    for number, entry in enumerate(found, start=1):
        where = f"item {number}"
        if isinstance(entry, dict):
            yield where, _kept(entry) or _fields(entry)
        else:
            yield where, ValueError("no such paper") if entry is None else entry


def _kept(entry: dict[str, Any]) -> ValueError | None:
    """Why an entry is no paper: what is nothing but a data set."""
    kinds = entry.get("publicationTypes")
    return no_paper(kinds[0]) if isinstance(kinds, list) and len(kinds) == 1 else None


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    ids = entry.get("externalIds")
    ids = ids if isinstance(ids, dict) else {}
    name, doi = identity([ids.get("ArXiv")], ids.get("DOI"))
    tldr, pdf, journal = (entry.get(key) for key in ("tldr", "openAccessPdf", "journal"))
    known = journal if isinstance(journal, dict) else {}
    file = secure(pdf.get("url")) if isinstance(pdf, dict) else None
    venue = known.get("name") or entry.get("venue")
    return {
        "id": name,
        "title": entry.get("title"),
        "abstract": entry.get("abstract"),
        "authors": entry.get("authors"),
        "published": entry.get("publicationDate"),
        "url": secure(entry.get("url"), f"{_PAGE}{entry.get(_ID)}"),
        "links": [file] if file else [],
        "source": "s2",
        "doi": doi,
        "journal_ref": published_in(
            venue, known.get("volume"), None, known.get("pages"), entry.get("year")
        ),
        "ai_summary": tldr.get("text") if isinstance(tldr, dict) else None,
        "withdrawn": True if is_taken_back(entry.get("title")) else None,
    }

"""Works as OpenAlex gives them: an answer of its API, or lines of its snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.papers import dois
from summarizer.sources.catalogues.venues import (
    identity,
    is_taken_back,
    no_paper,
    published_in,
    secure,
)
from summarizer.sources.wordindex import running

if TYPE_CHECKING:
    from collections.abc import Iterator

_SITE = "https://openalex.org/"
_YEAR_ONLY = "-01-01"
"""What OpenAlex makes of a year: the first of January is nearly always no day."""


def entries(document: Any) -> list[Any] | None:
    """The works of an answer, or a single one; None where it is none."""
    if isinstance(document, dict) and isinstance(document.get("results"), list):
        found = document["results"]
        return found if any(map(_is_work, found)) or (not found and "meta" in document) else None
    if isinstance(document, list):
        return document if any(map(_is_work, document)) else None
    return [document] if _is_work(document) else None


def _is_work(entry: object) -> bool:
    name = entry.get("id") if isinstance(entry, dict) else None
    return isinstance(name, str) and name.startswith(f"{_SITE}W")


def bare(found: list[Any]) -> int:
    """How many of the works have no abstract."""
    return sum(isinstance(each, dict) and not each.get("abstract_inverted_index") for each in found)


def fields(found: list[Any]) -> Iterator[tuple[str, object]]:
    """`(place, entry)` of each, under the names that `mapping` knows."""
    for number, entry in enumerate(found, start=1):
        if isinstance(entry, dict):
            yield f"item {number}", no_paper(entry.get("type")) or _fields(entry)
        else:
            yield f"item {number}", entry


def _fields(work: dict[str, Any]) -> dict[str, Any]:
    name, doi = identity(_arxiv_addresses(work), work.get("doi"))
    day, title = work.get("publication_date"), work.get("title") or work.get("display_name")
    primary, best = _part(work, "primary_location"), _part(work, "best_oa_location")
    numbers = _part(work, "biblio")
    file = secure(best.get("pdf_url"))
    taken_back = work.get("is_retracted") is True or is_taken_back(title)
    return {
        "id": name,
        "title": title,
        "abstract": running(work.get("abstract_inverted_index")) or work.get("abstract"),
        "authors": work.get("authorships"),
        "published": None if isinstance(day, str) and day.endswith(_YEAR_ONLY) else day,
        "url": secure(
            primary.get("landing_page_url"), dois.page(doi) if doi else None, work.get("id")
        ),
        "links": [file] if file else [],
        "source": "openalex",
        "doi": doi,
        "journal_ref": published_in(
            _part(primary, "source").get("display_name"),
            numbers.get("volume"),
            numbers.get("issue"),
            _pages(numbers),
            work.get("publication_year"),
        ),
        "withdrawn": True if taken_back else None,
    }


def _part(holder: dict[str, Any], name: str) -> dict[str, Any]:
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


def _arxiv_addresses(work: dict[str, Any]) -> list[object]:
    """The addresses at arXiv among the places where a work is."""
    places = work.get("locations")
    known = [each for each in places if isinstance(each, dict)] if isinstance(places, list) else []
    return [
        address
        for place in (_part(work, "primary_location"), *known)
        for address in (place.get("landing_page_url"), place.get("pdf_url"))
        if isinstance(address, str) and "arxiv" in address.casefold()
    ]


def _pages(numbers: dict[str, Any]) -> str | None:
    ends = (numbers.get("first_page"), numbers.get("last_page"))
    return "-".join(dict.fromkeys(each for each in ends if isinstance(each, str))) or None

"""The site's BibTeX: papers with their abstracts, and what its pages leave out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.sources.anthology.ids import SITE, is_front_matter, named_in
from summarizer.sources.bibentries import entries

if TYPE_CHECKING:
    from collections.abc import Iterator


class Facts(NamedTuple):
    """What BibTeX says of a paper, beside title, authors and abstract."""

    doi: str | None
    journal: str | None


def papers_in(text: str) -> Iterator[tuple[str, object]]:
    """`(place, fields)` of each paper, by the names that are read here; front matter is none.

    A ValueError stands for a broken entry.
    """
    for place, found in entries(text):
        if not isinstance(found, dict):
            yield place, found
            continue
        identity = named_in(str(found.get("url") or ""))
        if not (identity and is_front_matter(identity)):
            address = str(found.get("url") or "")
            own = address if address.startswith("https://") else None
            page = f"{SITE}/{identity}/" if identity else own
            yield identity or place, found | {"url": page, "journal": journal_of(found)}


def facts_in(text: str) -> dict[str, Facts]:
    """DOI and place of each paper of a volume, by its id."""
    found: dict[str, Facts] = {}
    for place, fields in papers_in(text):
        if isinstance(fields, dict) and named_in(place):
            doi, journal = fields.get("doi"), fields.get("journal")
            found[place] = Facts(doi if isinstance(doi, str) else None, journal)
    return found


def journal_of(fields: dict[str, Any]) -> str | None:
    """Where a paper stands: the journal or the proceedings, the volume and the pages."""
    name = fields.get("journal") or fields.get("booktitle")
    if not isinstance(name, str) or not name.strip():
        return None
    volume, pages = fields.get("volume"), fields.get("pages")
    parts = [name.strip()]
    parts += [str(volume)] if volume and fields.get("journal") else []
    parts += [f"pages {str(pages).replace('--', '–')}"] if pages else []  # noqa: RUF001 - a range
    return in_year(", ".join(parts), fields.get("year"))


def in_year(place: str, year: object) -> str:
    """Where a paper stands, with its year behind it where that is known."""
    known = isinstance(year, (str, int)) and re.fullmatch(r"\d{4}", str(year), re.ASCII)
    return f"{place} ({year})" if known else place

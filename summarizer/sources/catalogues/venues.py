"""Where a paper was published, and under which id it is known, as catalogues say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.papers import dois
from summarizer.papers.arxivids import begins_address, named
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterable

_SERVER = deferred(
    r"\b(?:arxiv|biorxiv|medrxiv|chemrxiv|psyarxiv|techrxiv|preprints?|ssrn|research square"
    r"|repository|zenodo)\b",
    re.IGNORECASE,
)
_WITHDRAWN = deferred(
    r"\W*(?:retracted|withdrawn)(?:\s+(?:article|paper))?\s*[^\w\s]", re.IGNORECASE
)
_PAGES = deferred(r"\s*[-–—]+\s*")  # noqa: RUF001 - dashes
NO_PAPERS = {
    "component": "a part of a paper",
    "database": "a database",
    "dataset": "a data set",
    "grant": "a grant",
    "journal": "a journal",
    "journal-issue": "an issue of a journal",
    "libguides": "a guide of a library",
    "paratext": "a cover, a list of contents or the like",
    "peer-review": "a review of a paper",
    "software": "a program",
    "supplementary-materials": "a supplement to a paper",
}
"""Types of what catalogues list beside papers, and what that is."""


def no_paper(kind: object) -> ValueError | None:
    """Why an entry of a type is no paper; None where it may be one."""
    what = NO_PAPERS.get(kind.casefold()) if isinstance(kind, str) else None
    return ValueError(f"{what}, not a paper") if what else None


def published_in(
    name: object,
    volume: object = None,
    issue: object = None,
    pages: object = None,
    year: object = None,
) -> str | None:
    """A reference such as `Nature 618 (7965), 616-624 (2023)`; None for a preprint server."""
    if not isinstance(name, str) or not name.strip() or _SERVER.search(name):
        return None
    texts = (each.strip() if isinstance(each, str) else "" for each in (volume, issue, pages))
    number, part, place = texts
    line = " ".join(filter(None, (name.strip(), number, f"({part})" if part else "")))
    line += f", {_PAGES.sub('-', place)}" if place else ""
    return f"{line} ({year})" if year else line


def identity(arxiv: Iterable[object], doi: object) -> tuple[str | None, str | None]:
    """The id of a paper, and its DOI, of what a catalogue says; None where it says neither.

    arXiv's stands first; where several are named, none is believed.
    """
    name = dois.bare(doi) if isinstance(doi, str) else None
    given = [each for each in arxiv if isinstance(each, str)]
    matches = [named(each) or begins_address(each) for each in given]
    ids = {match[1] for match in matches if match}
    of_doi = begins_address(name or "")
    if of_doi:
        return of_doi[1], name
    if len(ids) == 1:
        return ids.pop(), name
    return (dois.identity(name) if name else None), name


def is_taken_back(title: object) -> bool:
    """Whether a title says that its paper was retracted or withdrawn."""
    return isinstance(title, str) and bool(_WITHDRAWN.match(title))


def secure(*addresses: object) -> str | None:
    """The first of these that is an address of the web over TLS."""
    found = (each for each in addresses if isinstance(each, str) and each.startswith("https://"))
    return next(found, None)

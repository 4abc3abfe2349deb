"""Where a paper can be read: arXiv's abstract and PDF, what its DOI leads to, its other links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.papers import arxivids
from summarizer.papers.wire import fields
from summarizer.text.counting import counted
from summarizer.text.plain import web_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.papers.records import Paper

_ARXIV = "https://arxiv.org"
_HOSTS = ("https://", "http://", "https://www.", "http://www.")
_DOI = r"(?i:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)"
_PDF = r"(?i)[^?#]*(?:\.pdf|/pdf(?:/[^?#]*)?)(?:[?#].*)?"
"""An address whose path ends as a PDF's does, or is in a folder of them."""
_BESIDE = (
    r"(?i)[^?#]*(?:[-_./](?:supp(?:l\w*)?(?:[-_]materials?)?|slides?|posters?|appendix)[-_]?\d*\.pdf"
    r"|/attachments?/[^?#]*)(?:[?#].*)?"
)
"""What stands beside a paper."""
_PAGES = (
    (
        r"https?://(?:www\.)?aclanthology\.org/([A-Za-z0-9][\w.-]*?)/?",
        "https://aclanthology.org/{}.pdf",
    ),
    (
        r"(?i)(?:https?://(?:dx\.)?doi\.org/)?10\.(?:18653/v1|3115/v1)/([A-Z0-9][\w.-]*)",
        "https://aclanthology.org/{}.pdf",
    ),
    (r"https?://openreview\.net/forum\?id=([\w-]+)(?:[&#].*)?", "https://openreview.net/pdf?id={}"),
    (r"(https?://(?:www\.)?(?:bio|med)rxiv\.org/content/10\.[^?#]+v\d+)", "{}.full.pdf"),
)
"""Pages of sites that have each paper's PDF at an address of the same name."""
# Compiled when they are first used, and kept by `re`: most papers have none.


class Place(NamedTuple):
    """An address and what is there; `name` is None for a link that only its site names."""

    name: str | None
    url: str


def places(paper: Paper) -> list[Place]:
    """The addresses of a paper beside its own, each once and safe to be shown."""
    seen = {web_link(paper.url)}
    found: list[Place] = []
    for name, address in _given(paper):
        url = web_link(address)
        if url and url not in seen:
            seen.add(url)
            found.append(Place(name, url))
    return found


def addresses(paper: Paper) -> tuple[str, ...]:
    """The same, the addresses alone."""
    return tuple(each.url for each in places(paper))


def _given(paper: Paper) -> Iterator[tuple[str | None, str]]:
    known = (paper.url or "", *paper.links)
    number = arxiv_id(paper)
    if number:
        for name, folder in (("arXiv", "abs"), ("PDF", "pdf")):
            page = f"arxiv.org/{folder}/{number}"
            there = next((each for each in known if _leads_to(page, each)), None)
            yield name, there or f"{_ARXIV}/{folder}/{number}"
    doi = doi_page(paper.doi)
    if doi:
        yield "DOI", doi
    for each in paper.links:
        is_file = each.lower().partition("?")[0].endswith(".pdf")
        yield ("PDF" if is_file else "DOI" if doi_page(each) == each else None), each


def _leads_to(page: str, address: str) -> bool:
    """Whether an address is that page, in whatever version."""
    before, found, after = address.partition(page)
    return bool(found) and before in _HOSTS and not after[:1].isdigit()


def arxiv_id(paper: Paper) -> str | None:
    """The arXiv id of a paper; None where it has another or none."""
    if match := arxivids.bare_id(paper.id):
        return match[1]
    found = arxivids.begins_address(paper.doi or "") or arxivids.begins_address(paper.url or "")
    return found[1] if found else None


def pdfs(paper: Paper) -> tuple[str, ...]:
    """Where the PDF of a paper is by its source: as a link, or as its site has it for each page."""
    known = (paper.url or "", *paper.links, paper.doi or "")
    files = [each for each in known if re.fullmatch(_PDF, each) and not re.fullmatch(_BESIDE, each)]
    files += filter(None, map(_site_pdf, known))
    return tuple(dict.fromkeys(filter(None, map(web_link, files))))


def _site_pdf(page: str) -> str | None:
    for pattern, address in _PAGES:
        if match := re.fullmatch(pattern, page.strip()):
            return None if match[1].lower().endswith(".pdf") else address.format(match[1])
    return None


def doi_page(doi: str | None) -> str | None:
    """The address that a DOI leads to, however it is written; None for arXiv's own and for none."""
    match = re.fullmatch(_DOI, doi.strip()) if doi else None
    if match is None or match[1].lower().startswith("10.48550/arxiv"):
        return None
    return f"https://doi.org/{match[1]}"


def linked(paper: Paper) -> dict[str, Any]:
    """A paper's fields, and where it can be read, as other programs are given it."""
    return {**fields(paper), "places": known(paper)}


def known(paper: Paper) -> dict[str, str | None]:
    """The addresses of abstract and PDF at arXiv, or wherever a PDF is, and that of the DOI."""
    found: dict[str, str] = {}
    for name, address in _given(paper):
        url = web_link(address)
        if name and url:
            found.setdefault(name, url)
    return {"abstract": found.get("arXiv"), "pdf": found.get("PDF"), "doi": found.get("DOI")}


def made_with(paper: Paper) -> Iterator[str]:
    """How many models, datasets and spaces were made with a paper, as far as that is known."""
    for kind in ("model", "dataset", "space"):
        if found := getattr(paper, f"{kind}s"):
            yield counted(len(found), kind)

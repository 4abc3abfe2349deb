"""The page of one paper as HTML: what it tells search engines of itself, and the abstract it shows.

Journals, OpenReview, the ACL Anthology, bioRxiv and others put `citation_title`, `citation_author`
and so on into the page's head, as Google Scholar asks for; the abstract often stands in the page
only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.sources import Parsed, Profile
from summarizer.sources.recognition import NO_FIT, Fit, strong, weak
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from summarizer.sources.content import Content

PROFILE = Profile(
    name="citationpage",
    reads="the page of a paper as HTML with `citation_title` in it (OpenReview, ACL, journals)",
    example=(
        '<html><head><meta name="citation_title" content="A title">'
        '<meta name="citation_abstract" content="An abstract."></head></html>'
    ),
    label="pages",
    endings=(".html", ".htm"),
    catch_all=True,
)

_META = deferred(r"""<meta\b[^<>]{0,300}\bname=["']?citation_title\b""", re.IGNORECASE)
_ABSTRACT = deferred(r"abstract", re.IGNORECASE)
_IN_HEAD = ("citation_abstract", "dc.description", "dcterms.abstract", "eprints.abstract")
_IN_PAGE = (
    ".acl-abstract span",
    "blockquote.abstract",
    "section#abstract p",
    "#abstract p",
    "div.abstract p",
    "section.abstract p",
    ".note-content-value.markdown-rendered",
    ".abstract",
    "#abstract",
)
_DAY = deferred(r"(\d{4})(?:[/-](\d{1,2})(?:[/-](\d{1,2}))?)?")
_LABEL = deferred(r"\s*Abstract\b[\s:.]*")


def recognises(content: Content) -> Fit:
    """HTML that names a paper's title for reference managers, and holds an abstract."""
    if content.form != "markup" or "citation_title" not in content.text:
        return NO_FIT
    if not _META.search(content.text):
        return NO_FIT
    signs = "`citation_title` in the page's head"
    return strong(signs) if _ABSTRACT.search(content.text) else weak(signs)


def parse(content: Content) -> Parsed:
    """Read the page's paper. Raises InputError where it is nested as no page is."""
    from summarizer.sources.mapping import papers
    from summarizer.text.htmltree import tree_of

    tree = tree_of(content.text)
    if tree is None:
        message = f"`{content.name}`: its elements lie inside each other as on no page"
        raise InputError(message)
    return Parsed(papers([("the page", _fields(tree.root))] if tree.root else []))


def _fields(root: LexborNode) -> dict[str, Any]:
    """The fields of the paper, by the names that other readers give them too."""
    meta: dict[str, list[str]] = {}
    for each in root.css("meta[name]"):
        name, value = each.attributes.get("name"), each.attributes.get("content")
        if name and value and value.strip():
            meta.setdefault(name.lower(), []).append(value.strip())
    first = {name: values[0] for name, values in meta.items()}
    day = first.get("citation_publication_date") or first.get("citation_online_date")
    arxiv = first.get("citation_arxiv_id")
    return {
        "title": first.get("citation_title"),
        "abstract": next(filter(None, map(first.get, _IN_HEAD)), None) or _shown(root),
        "authors": [_name(each) for each in meta.get("citation_author", ())],
        "published": _day(day or first.get("citation_date", "")),
        "doi": first.get("citation_doi"),
        "journal": first.get("citation_journal_title") or first.get("citation_conference_title"),
        "url": _address(root) or first.get("citation_abstract_html_url"),
        "pdf": first.get("citation_pdf_url"),
        "arxiv_id": arxiv,
    }


def _shown(root: LexborNode) -> str | None:
    """The abstract as the page shows it."""
    for selector in _IN_PAGE:
        parts = [str(each.text()).strip() for each in root.css(selector)]
        text = _LABEL.sub("", "\n\n".join(filter(None, parts)), count=1).strip()
        if text:
            return text
    return None


def _name(written: str) -> str:
    """A name in its usual order: `Lindqvist, Mara` is `Mara Lindqvist`."""
    family, comma, given = written.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and "," not in given else written


def _day(written: str) -> str | None:
    match = _DAY.match(written)
    if match is None or not match[3]:
        return None
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"


def _address(root: LexborNode) -> str | None:
    link = root.css_first('link[rel="canonical"]')
    return link.attributes.get("href") if link is not None else None

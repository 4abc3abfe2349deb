"""arXiv's pages saved as HTML: its listings, the results of a search, and the page of a paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.papers.arxivids import addressed_in, found_in
from summarizer.papers.records import Dropped
from summarizer.sources import Parsed
from summarizer.sources.arxiv.pagefields import (
    LISTED_FOR,
    day_of,
    fields_of,
    first_submitted,
    subjects,
)
from summarizer.sources.mapping import papers
from summarizer.sources.recognition import NO_FIT, Fit, strong
from summarizer.text.htmltree import tree_of
from summarizer.text.patterns import deferred
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from summarizer.sources.content import Content

_RESULT = deferred(r"""class=["']?[^"'<>]{0,40}\barxiv-result\b""")
_PAGE = deferred(r"""name=["']?citation_arxiv_id\b|<blockquote\b[^<>]{0,100}\babstract\b""")
_DAY = deferred(r"(\d{4})/(\d{2})/(\d{2})")


def fit(html: str) -> Fit:
    """Whether a page is one of arXiv's."""
    if "arxiv-result" in html and _RESULT.search(html):
        return strong("results of arXiv's search")
    if "list-title" in html and "/abs/" in html:
        return strong("a listing of arXiv's")
    if "citation_arxiv_id" not in html and "<blockquote" not in html:
        return NO_FIT
    return strong("the page of a paper at arXiv") if _PAGE.search(html) else NO_FIT


def parsed(content: Content) -> Parsed:
    """The papers of a page; an entry without its abstract is dropped.

    Raises InputError where the page is nested as none is.
    """
    tree = tree_of(content.text)
    if tree is None:
        message = f"`{content.name}`: its elements lie inside each other as on no page"
        raise InputError(message)
    body = tree.body
    listed = LISTED_FOR.search(one_line(body.text())) if body else None
    day = day_of(*listed.groups()) if listed else None
    if tree.css_first("li.arxiv-result"):
        return Parsed(papers(_results(tree.css("li.arxiv-result"))))
    if tree.css_first(".list-title"):
        items = list(papers(_listed(tree.css("dt, dd, h3"), day)))
        notes = []
        if items and all(isinstance(item, Dropped) for item in items):
            notes = ["arXiv's `/recent` shows no abstracts: give `/new`, or the ids"]
        return Parsed(items, day, notes)
    return Parsed(papers([("the page", _page(tree.root))] if tree.root else []))


def _listed(nodes: list[LexborNode], day: str | None) -> Iterator[tuple[str, object]]:
    """The entries of a listing: `dt` with the id, `dd` with the rest."""
    identity, kind, number = "", "", 0
    for node in nodes:
        if node.tag == "dt":
            link = node.css_first('a[href*="/abs/"]')
            match = found_in(str(link.attributes.get("href"))) if link else None
            identity, kind = match[0] if match else "", one_line(node.text())
        elif node.tag == "dd" and node.css_first(".list-title"):
            number += 1
            entry = {
                "title": _text(node, ".list-title"),
                "authors": _people(node, ".list-authors a") or _text(node, ".list-authors"),
                "comment": _text(node, ".list-comments"),
                "journal": _text(node, ".list-journal-ref"),
                "categories": subjects(_text(node, ".list-subjects")),
                "abstract": _text(node, "p.mathjax") or _text(node, "p"),
                "listed": day,
            }
            if day:
                types = {"cross": "cross", "replace": "replace"}
                entry["announce_type"] = next((types[t] for t in types if t in kind), "new")
            yield f"entry {number}", entry | (fields_of(identity) if identity else {})


def _results(nodes: list[LexborNode]) -> Iterator[tuple[str, object]]:
    for number, node in enumerate(nodes, start=1):
        link = node.css_first('p.list-title a[href*="/abs/"]')
        match = found_in(str(link.attributes.get("href"))) if link else None
        submitted = (one_line(each.text()) for each in node.css("p.is-size-7, p"))
        days = filter(None, map(first_submitted, submitted))
        abstract = _text(node, "span.abstract-full") or _text(node, "p.abstract")
        entry = {
            "title": _text(node, "p.title"),
            "authors": _people(node, "p.authors a"),
            "categories": [one_line(each.text()) for each in node.css("div.tags span.tag")
                           if "is-small" in str(each.attributes.get("class"))],
            "abstract": re.sub(r"\s*(?:△ Less|▽ More)\s*$", "", abstract),
            "published": next(days, None),
        }  # fmt: skip
        yield f"entry {number}", entry | (fields_of(match[0]) if match else {})


def _page(root: LexborNode) -> dict[str, Any]:
    """A paper's own page: what it says to reference managers, and else what it shows."""
    identity = _meta(root, "citation_arxiv_id")
    link = root.css_first('link[rel="canonical"], meta[property="og:url"]')
    if not identity and link:
        address = link.attributes.get("href") or link.attributes.get("content") or ""
        match = addressed_in(address)
        identity = match[1] if match else ""
    people = [
        each.attributes.get("content") or "" for each in root.css("meta[name=citation_author]")
    ]
    day = _DAY.match(_meta(root, "citation_date"))
    entry = {
        "title": _meta(root, "citation_title") or _text(root, "h1.title"),
        "authors": [
            " ".join(reversed([part.strip() for part in each.split(",", 1)])) for each in people
        ]
        or _people(root, "div.authors a"),
        "abstract": _text(root, "blockquote.abstract") or _meta(root, "citation_abstract"),
        "categories": subjects(_text(root, "td.subjects")),
        "comment": _text(root, "td.comments"),
        "journal": _text(root, "td.jref"),
        "doi": _meta(root, "citation_doi") or None,
        "published": "-".join(day.groups()) if day else None,
    }
    return entry | (fields_of(identity) if identity else {})


def _text(node: LexborNode, selector: str) -> str:
    """The text of the first node that fits, without the label in front of it."""
    found = node.css_first(selector)
    if found is None:
        return ""
    label = found.css_first(".descriptor, span.search-hit-label")
    text = str(found.text())
    if label is not None:
        text = text.replace(str(label.text()), "", 1)
    return text.strip()


def _people(node: LexborNode, selector: str) -> list[str]:
    return [one_line(each.text()) for each in node.css(selector)]


def _meta(root: LexborNode, name: str) -> str:
    found = root.css_first(f'meta[name="{name}"]')
    return (found.attributes.get("content") or "").strip() if found is not None else ""

"""HTML: a paper's page as arXiv makes it with LaTeXML, or another page with a paper's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.fulltext import Profile, latexml, webpage
from summarizer.fulltext.draft import Draft
from summarizer.fulltext.headings import is_references
from summarizer.fulltext.htmlblocks import blocks
from summarizer.fulltext.records import Source
from summarizer.fulltext.written import written
from summarizer.text.encodings import opening
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from summarizer.fulltext import Content
    from summarizer.fulltext.records import FullText

PROFILE = Profile("html", "HTML", (".html", ".htm", ".xhtml"))
MOST_BYTES = 32 << 20
_BEGIN = deferred(
    rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b"
)
_MUCH = 0.15
"""The share of a page's text that may stand between its paragraphs, as numbers of items do."""
_WATERMARK = deferred(r"arXiv:(\S+?)(v\d+)\b")
_ADDRESS = deferred(
    r"(?:^|arxiv\.org|ar5iv(?:\.labs\.arxiv)?\.org|ar5iv\.org)/html/"
    r"((?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5}))(v\d+)?"
)
_DOCUMENT = "article.ltx_document, div.ltx_document:not(.package-alerts)"


def recognises(content: Content) -> bool:
    """Whether it begins as a page does."""
    return bool(_BEGIN.match(opening(content.data, 4096)))


def parse(content: Content) -> FullText:
    """Read the page. Raises InputError."""
    from summarizer.text.htmltree import tree_of

    draft = Draft()
    tree = tree_of(written(content, MOST_BYTES, "a page", draft))
    if tree is None or tree.body is None:
        message = f"`{content.name}` is HTML that is nested without end: it was not read"
        raise InputError(message)
    source = _source(tree, content)
    root = tree.css_first(_DOCUMENT)
    is_latexml = root is not None
    root = root or _article(tree.body)
    if not is_latexml:
        webpage.strip_hidden(root, draft)
        webpage.spell_formulas(root)
    latexml.strip_page(root, draft)
    latexml.spell_formulas(root, draft)
    latexml.take_notes(root, draft)
    latexml.take_front(root, draft)
    if not is_latexml:
        _take_apart(root, tree.head, draft)
    latexml.take_captions(root, draft)
    latexml.take_listings(root, draft)
    latexml.take_references(root, draft)
    latexml.set_equations_apart(root)
    if not draft.title:
        draft.title = _title(root, tree.css_first("title"))
    length = len(latexml.words(root))
    _read(root, draft)
    _note_rest(length, draft)
    return draft.finish(source, content.name)


def _take_apart(root: LexborNode, head: LexborNode | None, draft: Draft) -> None:
    """What a page of another maker has in places of its own."""
    webpage.strip_menus(root)
    webpage.take_notes(root, draft)
    webpage.take_front(root, head, draft)
    webpage.take_references(root, draft)
    draft.title = webpage.named(head, "citation_title") or ""


def _source(tree: LexborHTMLParser, content: Content) -> Source:
    """What the page says of itself: arXiv puts id, version and license above the paper."""
    mark, right = tree.css_first("#watermark-tr"), tree.css_first("#license-tr")
    match = _WATERMARK.search(latexml.words(mark)) if mark else None
    match = match or _of_head(tree)
    license_line = latexml.words(right).removeprefix("License:").strip() if right else ""
    return Source(
        form=PROFILE.name,
        place=content.address or content.name,
        id=match[1] if match else None,
        version=match[2] if match else None,
        license=license_line or (webpage.license_of(tree.root) if tree.root else None),
    )


def _of_head(tree: LexborHTMLParser) -> re.Match[str] | None:
    """The paper at arXiv or ar5iv whose page it is, as the head says."""
    for node in tree.css("base[href], link[rel=canonical][href], meta[content]"):
        if node.tag == "meta" and node.attributes.get("property") != "og:url":
            continue
        address = node.attributes.get("href") or node.attributes.get("content") or ""
        if match := _ADDRESS.search(address):
            return match
    return None


def _article(body: LexborNode) -> LexborNode:
    """Where a page of another maker has its text."""
    for selector in ("article", "main", "[role=main]"):
        found = body.css(selector)
        if len(found) == 1:
            return found[0]
    return body


def _title(root: LexborNode, named: LexborNode | None) -> str:
    heading = root.css_first("h1")
    if heading:
        text = latexml.words(heading)
        heading.decompose()
        return text
    return latexml.words(named) if named else ""


def _read(root: LexborNode, draft: Draft) -> None:
    """Add headings and paragraphs in their order."""
    in_references = False
    for kind, level, text, number in blocks(root):
        if kind == "heading":
            in_references = is_references(text)
            if not in_references:
                draft.section(text, level, number)
        elif not in_references:
            draft.paragraph(text)
        elif kind == "code":
            draft.lost["listings of code"] += 1
        else:
            draft.reference(None, text)


def _note_rest(length: int, draft: Draft) -> None:
    """Note how much of a page stands outside of headings and paragraphs, where it is a lot."""
    read = sum(len(part.heading) + sum(map(len, part.paragraphs)) for part in draft.parts)
    read += sum(len(words) for _, words in draft.references)
    share = 1 - read / max(length, 1)
    if share > _MUCH:
        draft.notes.append(f"{share:.0%} of the page's text stands in no paragraph: left out")

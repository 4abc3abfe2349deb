"""Markdown: Hugging Face's of a paper, and what people write or other tools make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.fulltext import Profile
from summarizer.fulltext.draft import Draft
from summarizer.fulltext.listings import listed
from summarizer.fulltext.markdownblocks import without_comments
from summarizer.fulltext.markdownpage import Page, page_of
from summarizer.fulltext.records import Source
from summarizer.fulltext.wording import shown
from summarizer.fulltext.written import written
from summarizer.text.encodings import opening
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from summarizer.fulltext import Content
    from summarizer.fulltext.records import FullText

PROFILE = Profile("markdown", "Markdown", (".md", ".markdown", ".txt"))
MOST_BYTES = 8 << 20
_SIGNS = deferred(rb"(?m)\A(?:Title: .*\n|---\n)|^#{1,6} \S|^[^\n]{3,100}\n(?:=|-){3,}\s*$")
_OF_ARXIV = deferred(r"https?://(?:www\.)?arxiv\.org/html/([^\s/#)v]+)(v\d+)?")
_VERSIONED = deferred(r"arxiv\.org/html/[^\s/#)]*?\d(v\d+)\b|arXiv:\S+?(v\d+)\b")
_OF_DOCLING = {"image": "pictures", "formula-not-decoded": "formulas that were not read"}
"""Comments by which a converter says that something stood there."""


def recognises(content: Content) -> bool:
    """Whether it has headings as Markdown writes them."""
    start = opening(content.data, 1 << 18)
    return b"\0" not in start[:4096] and bool(_SIGNS.search(start))


def parse(content: Content) -> FullText:
    """Read it. Raises InputError, also for the page of Hugging Face that only tells of a paper."""
    draft = Draft()
    text, comments = without_comments(written(content, MOST_BYTES, PROFILE.called, draft))
    page = page_of(text)
    if page.address and "/papers/" in page.address:
        message = f"`{content.name}` holds no text of a paper, only the page that tells of it"
        raise InputError(message)
    draft.title = shown(page.title)
    if page.front:
        draft.lines(page.front.lines)
    if page.front and page.front.abstract:
        draft.section("Abstract")
        for paragraph in page.front.abstract:
            draft.paragraph(shown(paragraph))
        draft.section("")
    draft.lost.update(_OF_DOCLING[each] for each in comments if each in _OF_DOCLING)
    listed(page, draft, begun=bool(draft.front or draft.parts))
    return draft.finish(_source(page, text, content), content.name)


def _source(page: Page, text: str, content: Content) -> Source:
    match = _OF_ARXIV.match(page.address or "")
    version = _VERSIONED.search(text) if match else None
    return Source(
        form=PROFILE.name,
        place=content.address or content.name,
        id=match[1] if match else None,
        version=(match[2] or (version and (version[1] or version[2])) or None) if match else None,
        license=page.license,
    )

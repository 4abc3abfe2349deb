"""A paper in Zotero's terms: an item by its schema, a note with the TL;DR, a link to the PDF.

A paper of arXiv is a `preprint`, in whatever journal it appeared later: that is what was read.
Another one with a journal is a `journalArticle`. Topics are tags of type 1, as Zotero has those
that nobody typed: it can show them apart, and take all away at once.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from summarizer.papers import places
from summarizer.papers.days import parse_day, year_of
from summarizer.text.plain import one_line, web_link
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.papers.records import Entry, Paper

AUTOMATIC = 1
"""The type of a tag that nobody typed."""
_LONGEST_TAG = 255
_ARXIV_DOI = "10.48550/arXiv."
_SITES = {
    "biorxiv.org": "bioRxiv",
    "medrxiv.org": "medRxiv",
    "openreview.net": "OpenReview",
    "chemrxiv.org": "ChemRxiv",
    "ssrn.com": "SSRN",
}
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)")
_SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}
_TAGS = re.compile(r"<[^<>]*>")


def item(paper: Paper, tags: Sequence[str], collection: str | None) -> dict[str, Any]:
    """The item of a paper, with the fields that are known."""
    arxiv = places.arxiv_id(paper)
    fields = {
        "title": _line(paper.title),
        "abstractNote": readable(paper.abstract).strip(),
        "date": _date(paper),
        "url": f"https://arxiv.org/abs/{arxiv}" if arxiv else web_link(paper.url) or "",
        "DOI": _line(paper.doi) or (f"{_ARXIV_DOI}{arxiv}" if arxiv else ""),
        "extra": "\n".join(_extra(paper, arxiv)),
    }
    if arxiv or not paper.journal_ref:
        fields |= {"itemType": "preprint", "repository": "arXiv" if arxiv else _site(paper)}
        fields["archiveID"] = f"arXiv:{arxiv}" if arxiv else ""
        fields["libraryCatalog"] = "arXiv.org" if arxiv else _site(paper)
    else:
        fields |= {"itemType": "journalArticle", "publicationTitle": _line(paper.journal_ref)}
    return {
        **{name: value for name, value in fields.items() if value},
        "creators": list(map(creator, filter(None, map(_line, paper.authors)))),
        "tags": [{"tag": tag, "type": AUTOMATIC} for tag in tags],
        "collections": [collection] if collection else [],
    }


def _date(paper: Paper) -> str:
    """The day of a paper, or its year; nothing where neither is known."""
    if paper.published and parse_day(paper.published):
        return paper.published
    return year_of(None, paper.journal_ref) or ""


def tags(labels: Iterable[str]) -> list[str]:
    """Topics as tags: each once, as long as Zotero takes them."""
    return list(dict.fromkeys(_line(each)[:_LONGEST_TAG] for each in labels if _line(each)))


def _extra(paper: Paper, arxiv: str | None) -> Iterator[str]:
    """Lines that Zotero has no fields for."""
    if arxiv:
        yield f"arXiv:{arxiv}" + (f" [{paper.categories[0]}]" if paper.categories else "")
        if paper.journal_ref:
            yield f"Journal reference: {_line(paper.journal_ref)}"


def _site(paper: Paper) -> str:
    match = _HOST.match(paper.url or "")
    return _SITES.get(match[1].lower(), "") if match else ""


def creator(name: str) -> dict[str, str]:
    """An author in two parts where the name has them: `First van Last`, `van Last, First`."""
    first, last = _parts(name)
    if not first:
        return {"creatorType": "author", "name": name}
    return {"creatorType": "author", "firstName": first, "lastName": last}


def _parts(name: str) -> tuple[str, str]:
    """First names and last name; no first name where the name is one word, or an organization's."""
    last, comma, first = name.partition(",")
    if comma and first.strip() and "," not in first:
        return first.strip(), last.strip()
    words = name.split()
    suffix = words.pop() if len(words) > 2 and words[-1].lower() in _SUFFIXES else ""  # noqa: PLR2004 - first and last
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    if start < 1 or comma or words[0].lower() == "the":
        return "", name
    return " ".join(words[:start]), " ".join(filter(None, (*words[start:], suffix)))


def note(entry: Entry) -> str | None:
    """The note of a paper's TL;DR, as HTML; None where there is none."""
    if not entry.tldr:
        return None
    by = {"site": "the paper's site", "review": "your review"}.get(entry.tldr_origin or "")
    by = by or (entry.model if entry.tldr_origin == "model" else "") or "its abstract"
    told = html.escape(_line(entry.tldr))
    return (
        f"<p><strong>TL;DR:</strong> {told}</p>\n<p><em>summarizer, from {html.escape(by)}</em></p>"
    )


def words(note: str) -> str:
    """What a note says, whatever HTML an editor has made of it."""
    return " ".join(html.unescape(_TAGS.sub(" ", note)).split())


def pdf(paper: Paper) -> dict[str, Any] | None:
    """The attachment that leads to a paper's PDF; None where no address is known."""
    address = places.known(paper)["pdf"]
    if not address:
        return None
    title = "arXiv PDF" if "//arxiv.org/" in address else "PDF"
    return {
        "itemType": "attachment",
        "linkMode": "linked_url",
        "title": title,
        "url": address,
        "contentType": "application/pdf",
        "tags": [],
    }


def _line(value: str | None) -> str:
    return one_line(readable(value)) if value else ""

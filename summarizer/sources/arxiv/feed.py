"""arXiv's Atom and RSS, of its API and of its feeds of the day, as papers.

Seen in real answers: a paper titled "0"; ids with a slash; errors that come as
an entry; summaries that begin with the announcement. White space around a
title or an abstract is the markup's, not the text's, and goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.papers.arxivids import found_in, is_withdrawn
from summarizer.papers.days import parse_day
from summarizer.papers.records import Dropped, Paper
from summarizer.text import xml
from summarizer.text.patterns import deferred
from summarizer.text.plain import whole_number
from summarizer.text.xml import text_at

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
TYPES = ("new", "cross", "replace", "replace-cross")
PAPER_URL = "https://arxiv.org/abs/"

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_ERROR = deferred(r"https?://(?:export\.)?arxiv\.org/api/errors")
_ANNOUNCED = deferred(r"\s*arXiv:\S+\s+Announce Type:\s*(\S+)\s*\n\s*Abstract:\s*")


@dataclass(frozen=True)
class Feed:
    """An answer: its entries, or the error arXiv put in their place.

    A feed of the day has its newest day, and where it is empty why it says it is; an answer of
    the API has how many there are in all.
    """

    items: tuple[Paper | Dropped, ...]
    day: str | None = None
    total: int | None = None
    error: str | None = None
    why_empty: str = ""


def read_feed(name: str, text: str) -> Feed:
    """Read an answer. Raises InputError where it is no feed."""
    root = _root(name, text)
    if root.tag not in {f"{_ATOM}feed", "rss"}:
        message = f"`{name}`: XML, but neither Atom nor RSS"
        raise InputError(message)
    if text_at(root, f"{_ATOM}generator") == "summarizer":
        message = f"`{name}` is a feed made by summarizer: give the digest's JSON instead"
        raise InputError(message)
    entries = root.findall(f"{_ATOM}entry") or root.findall("channel/item")
    for entry in entries:
        if text_at(entry, f"{_ATOM}title") == "Error" and _ERROR.match(
            text_at(entry, f"{_ATOM}id")
        ):
            return Feed((), error=text_at(entry, f"{_ATOM}summary") or "an error")
    given = _feed_day(root)
    days = [_announced_on(entry) or given for entry in entries] if given else [None] * len(entries)
    day = max(filter(None, days), default=given)
    numbered = enumerate(zip(entries, days, strict=True), start=1)
    items = tuple(_item(number, *each) for number, each in numbered)
    total = text_at(root, _TOTAL)
    return Feed(items, day, whole_number(total), why_empty="" if items else _why_empty(root, day))


def _why_empty(root: Element, day: str | None) -> str:
    """Why a feed of the day has no entries, by its own words and its day."""
    given = day or _day(text_at(root, f"{_ATOM}updated"))
    parsed = parse_day(given) if given else None
    of = f"it is of {_WEEKDAYS[parsed.weekday()]}, {parsed}" if parsed else ""
    skipped = [(each.text or "").strip() for each in root.findall("channel/skipDays/day")]
    names = [each for each in _WEEKDAYS if each in skipped]
    said = f"its `skipDays` name {' and '.join(names)}" if names else ""
    return ", and ".join(filter(None, (of, said)))


def _root(name: str, text: str) -> Element:
    try:
        return xml.root_of(text)
    except ValueError as error:
        message = f"`{name}`: cannot be read as Atom or RSS: {error}"
        raise InputError(message) from error


def _feed_day(root: Element) -> str | None:
    """The day a feed of the day is of: only those have announcements; the API's have none."""
    if root.tag == "rss":
        return _rss_day(text_at(root, "channel/pubDate") or text_at(root, "channel/lastBuildDate"))
    is_listing = "rss.arxiv.org" in text_at(root, f"{_ATOM}id")
    announced = root.find(f"{_ATOM}entry/{_ARXIV}announce_type") is not None
    if not is_listing and not announced:
        return None
    published = root.find(f"{_ATOM}entry/{_ATOM}published")
    return _day(published.text if published is not None else text_at(root, f"{_ATOM}updated"))


def _announced_on(entry: Element) -> str | None:
    """The day on which an entry of a feed of the day was announced: a feed may hold two days."""
    if entry.tag == "item":
        return _rss_day(text_at(entry, "pubDate"))
    return _day(text_at(entry, f"{_ATOM}published"))


def _item(number: int, entry: Element, day: str | None) -> Paper | Dropped:
    rss = entry.tag == "item"
    given = text_at(entry, "guid" if rss else f"{_ATOM}id") or text_at(entry, "link")
    match = found_in(given)
    title = text_at(entry, "title" if rss else f"{_ATOM}title")
    kind, abstract = _abstract(text_at(entry, "description" if rss else f"{_ATOM}summary"))
    texts = {"arXiv id": match, "title": title, "abstract": abstract}
    missing = [name for name, value in texts.items() if not value]
    if missing or match is None:
        return Dropped(f"entry {number}", f"no {' and no '.join(missing)}")
    kind = text_at(entry, f"{_ARXIV}announce_type") or kind
    return _paper(entry, match, (title, abstract), kind if kind in TYPES else None, day)


def _paper(
    entry: Element, match: re.Match[str], texts: tuple[str, str], kind: str | None, day: str | None
) -> Paper:
    authors = tuple(_authors(entry))
    comment, doi = text_at(entry, f"{_ARXIV}comment"), text_at(entry, f"{_ARXIV}doi")
    listed = day if kind or day else None
    return Paper(
        id=match[1],
        title=texts[0],
        abstract=texts[1],
        authors=authors,
        author_count=len(authors) or None,
        # A feed of the day gives the day of the announcement as that of publication.
        published=None if listed else _day(text_at(entry, f"{_ATOM}published")),
        listed=listed,
        url=PAPER_URL + match[1],
        links=(f"https://doi.org/{doi}",) if doi else (),
        source="arxiv",
        version=int(match[2]) if match[2] else None,
        updated=None if listed else _day(text_at(entry, f"{_ATOM}updated")),
        withdrawn=is_withdrawn(comment, texts[1]) or None,
        categories=tuple(dict.fromkeys(_categories(entry))),
        announce_type=kind,
        comment=comment or None,
        journal_ref=text_at(entry, f"{_ARXIV}journal_ref") or None,
        doi=doi or None,
    )


def _abstract(summary: str) -> tuple[str | None, str]:
    """The kind of announcement that a feed's summary begins with, and the abstract."""
    match = _ANNOUNCED.match(summary)
    return (match[1], summary[match.end() :]) if match else (None, summary)


def _authors(entry: Element) -> Iterator[str]:
    """Names one by one, or joined by commas in a feed of the day."""
    names = [text_at(author, f"{_ATOM}name") for author in entry.findall(f"{_ATOM}author")]
    creators = [(each.text or "") for each in entry.findall(f"{_DC}creator")]
    joined = (name.strip() for creator in creators for name in creator.split(","))
    yield from filter(None, names or joined)


def _categories(entry: Element) -> Iterator[str]:
    """The primary category, then the others."""
    primary = entry.find(f"{_ARXIV}primary_category")
    elements = [] if primary is None else [primary]
    for element in (*elements, *entry.findall(f"{_ATOM}category"), *entry.findall("category")):
        term = (element.get("term") or element.text or "").strip()
        if term:
            yield term


def _day(text: str | None) -> str | None:
    day = (text or "").strip()[:10]
    return day if parse_day(day) else None


def _rss_day(text: str) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None

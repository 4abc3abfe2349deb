"""EndNote's XML export: `<record>`s with titles, contributors and an abstract, styled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.sources import Parsed, Profile
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from summarizer.sources.content import Content

PROFILE = Profile(
    name="endnotexml",
    reads="EndNote's XML with abstracts",
    example="<xml><records><record><titles><title>A title</title></titles>"
    "<abstract>An abstract.</abstract></record></records></xml>",
    endings=(".xml",),
)

_SIGN = deferred(r"<records>\s*<record>")


def recognises(content: Content) -> bool:
    """Markup whose `<records>` begin with a `<record>`."""
    return content.form == "markup" and bool(_SIGN.search(content.head))


def parse(content: Content) -> Parsed:
    """Read records; one without title or abstract is dropped. Raises InputError."""
    from summarizer.sources.mapping import papers

    found = enumerate(content.xml.iter("record"), start=1)
    return Parsed(papers((f"record {number}", _entry(record)) for number, record in found))


def _entry(record: Element) -> dict[str, object]:
    """The fields as other objects call them; `<style>` says nothing."""
    from summarizer.sources.dates import day, of_parts
    from summarizer.sources.people import names
    from summarizer.text.xml import text_at

    year, date = text_at(record, "dates/year"), text_at(record, "dates/pub-dates/date")
    return {
        "title": " ".join(text_at(record, "titles/title").split()),
        "abstract": text_at(record, "abstract"),
        "authors": names(list(_texts(record, "contributors/authors/author"))),
        "published": day(date) or of_parts(year, date, None),
        "journal_ref": text_at(record, "periodical/full-title")
        or text_at(record, "titles/secondary-title"),
        "doi": text_at(record, "electronic-resource-num"),
        "url": next(_texts(record, "urls/related-urls/url"), None),
        "pdf": next(_texts(record, "urls/pdf-urls/url"), None),
        "note": text_at(record, "accession-num") or text_at(record, "notes"),
        "number": text_at(record, "custom7") or text_at(record, "number"),
    }


def _texts(record: Element, path: str) -> Iterator[str]:
    texts = (" ".join("".join(found.itertext()).split()) for found in record.findall(path))
    return filter(None, texts)

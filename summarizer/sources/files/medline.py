"""MEDLINE, which PubMed exports as .nbib: `TI  - `, `AB  - ` with lines indented behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.papers.arxivids import labelled
from summarizer.sources import Parsed, Profile
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.content import Content
    from summarizer.sources.files.taggedlines import Record

PROFILE = Profile(
    name="medline",
    reads="PubMed's MEDLINE (.nbib) with abstracts",
    example="PMID- 1\nTI  - A title\nAB  - An abstract.\n",
    endings=(".nbib",),
)

_SIGN = deferred(r"(?:^|[\n\r])PMID ?- ?\d+\s*[\n\r]")
_LINE = deferred(r"([A-Z][A-Z0-9]{1,3}) {0,2}-(?: (.*)|$)")
_IDENTIFIER = deferred(r"(.*?)\s*\[doi\]", re.IGNORECASE)


def recognises(content: Content) -> bool:
    """Text with a line that begins a record: `PMID- 12345678`."""
    return content.form == "text" and "PMID" in content.head and bool(_SIGN.search(content.head))


def parse(content: Content) -> Parsed:
    """Read records; one without title or abstract is dropped with its line."""
    from summarizer.sources.files.taggedlines import Form, records, text_lines
    from summarizer.sources.mapping import papers

    form = Form(_LINE, frozenset({"PMID"}))
    return Parsed(papers(_entries(records(text_lines(content.text), form))))


def _entries(found: Iterator[Record]) -> Iterator[tuple[str, object]]:
    for record in found:
        yield f"line {record.line}", _entry(record)


def _entry(record: Record) -> dict[str, object]:
    """The fields as other objects call them; full names stand before those with initials."""
    from summarizer.sources.dates import day
    from summarizer.sources.files.taggedlines import one_line
    from summarizer.sources.people import names

    identifiers = map(_IDENTIFIER.fullmatch, record.all("LID", "AID", "SO"))
    return {
        "title": one_line(record.first("TI", "BTI", "TT")),
        "abstract": record.first("AB"),
        "authors": names(record.all("FAU")) or names(record.all("AU")),
        "published": next(filter(None, map(day, record.all("DEP", "DP"))), None),
        "journal_ref": one_line(record.first("JT", "TA")),
        "doi": next((match[1] for match in identifiers if match), None),
        "note": next(filter(labelled, record.all("SO", "JT", "AID", "LID")), None),
    }

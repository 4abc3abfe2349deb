"""EndNote's tagged export (.enw): `%0 Journal Article`, `%T title`, `%X abstract`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.papers.arxivids import labelled
from summarizer.sources import Parsed, Profile
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.content import Content
    from summarizer.sources.files.taggedlines import Record

PROFILE = Profile(
    name="endnote",
    reads="EndNote's tagged export (.enw) with abstracts",
    example="%0 Journal Article\n%T A title\n%X An abstract.\n",
    endings=(".enw",),
)

_SIGN = deferred(r"(?:^|[\n\r\ufeff])%0 [A-Z][A-Za-z ]{2,40}[ \t]*[\n\r]")
_LINE = deferred(r"%([0-9A-Za-z!@#$^&*()\[\]+~?<>=|])(?: (.*)|$)")


def recognises(content: Content) -> bool:
    """Text with a line that begins a record and names its type: `%0 Journal Article`."""
    return content.form == "text" and "%0 " in content.head and bool(_SIGN.search(content.head))


def parse(content: Content) -> Parsed:
    """Read records; one without title or abstract is dropped with its line."""
    from summarizer.sources.files.taggedlines import Form, records, text_lines
    from summarizer.sources.mapping import papers

    form = Form(_LINE, frozenset({"0"}))
    return Parsed(papers(_entries(records(text_lines(content.text), form))))


def _entries(found: Iterator[Record]) -> Iterator[tuple[str, object]]:
    for record in found:
        yield f"line {record.line}", _entry(record)


def _entry(record: Record) -> dict[str, object]:
    """The fields as other objects call them; `%8` is the day or the month, `%D` the year."""
    from summarizer.sources.dates import day, of_parts
    from summarizer.sources.files.taggedlines import first_address, one_line
    from summarizer.sources.people import names

    date = record.first("8")
    return {
        "title": one_line(record.first("T")),
        "abstract": record.first("X"),
        "authors": names(record.all("A")),
        "published": day(date) or of_parts(record.first("D"), date, None),
        "journal_ref": one_line(record.first("J", "B")),
        "doi": record.first("R"),
        "url": first_address(record.all("U")),
        "note": next(filter(labelled, record.all("M", "Z", "J", "N", "@")), None),
    }

"""Web of Science's plain text: `PT J`, `TI`, `AB` with lines indented behind them, `ER`.

Its tables, tab-separated or for Excel, have columns of the same names and are read as tables.
"""

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
    name="wos",
    reads="Web of Science's plain text with abstracts",
    example="FN Clarivate Web of Science\nVR 1.0\nPT J\nTI A title\nAB An abstract.\nER\n",
    endings=(".txt", ".ciw"),
)

_SIGN = deferred(r"(?:^|[\n\r\ufeff])PT [A-Z]{1,2}[ \t]*[\n\r]+(?:[A-Z][A-Z0-9] |   )")
_LINE = deferred(r"([A-Z][A-Z0-9])(?: (.*)|$)")
_LISTS = frozenset({"AU", "AF", "BA", "BF", "CA", "C1", "CR"})


def recognises(content: Content) -> bool:
    """Text with a line that begins a record, `PT J`, and a tag or its authors behind it."""
    return content.form == "text" and "PT " in content.head and bool(_SIGN.search(content.head))


def parse(content: Content) -> Parsed:
    """Read records; one without title or abstract is dropped with its line."""
    from summarizer.sources.files.taggedlines import Form, records, text_lines
    from summarizer.sources.mapping import papers

    form = Form(_LINE, frozenset({"PT"}), frozenset({"ER", "EF", "FN", "VR"}), repeated=_LISTS)
    return Parsed(papers(_entries(records(text_lines(content.text), form))))


def _entries(found: Iterator[Record]) -> Iterator[tuple[str, object]]:
    for record in found:
        yield f"line {record.line}", _entry(record)


def _entry(record: Record) -> dict[str, object]:
    """The fields as other objects call them; full names stand before those with initials."""
    from summarizer.sources.dates import day, of_parts
    from summarizer.sources.files.taggedlines import one_line
    from summarizer.sources.people import names

    year, date = record.first("PY"), record.first("PD", "EA")
    return {
        "title": one_line(record.first("TI")),
        "abstract": record.first("AB"),
        "authors": names(record.all("AF")) or names(record.all("AU")),
        "published": day(date) or of_parts(year, date, None),
        "journal_ref": one_line(record.first("SO")),
        "doi": record.first("DI"),
        "note": next(filter(labelled, record.all("AR", "SO", "BN")), None),
    }

"""RIS: records of `TY  -` to `ER  -`, as nearly all reference managers and publishers export."""

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
    name="ris",
    reads="RIS with abstracts",
    example="TY  - JOUR\nTI  - A title\nAB  - An abstract.\nER  - \n",
    endings=(".ris",),
)

_TYPE = deferred(r"[Tt][Yy][ \t]{1,3}-")
"""What such a line holds: this is looked for in a tenth of the time."""
_SIGN = deferred(
    r"(?:^|[\n\r])[ \t]*TY([ \t]{1,3})-[ \t]*[A-Z]{3,7}[ \t]*(?:[\n\r]|$)", re.IGNORECASE
)
_OURS = deferred(r"arXiv:|sha256:[0-9a-f]{16}$")
_DAYS = ("DA", "Y1", "PY", "Y2")


def recognises(content: Content) -> bool:
    """Text with a line that begins a record and names its type: `TY  - JOUR`."""
    return content.form == "text" and bool(
        _TYPE.search(content.head) and _SIGN.search(content.head)
    )


def parse(content: Content) -> Parsed:
    """Read records; one without title or abstract is dropped with its line."""
    from summarizer.sources.files.taggedlines import Form, records, text_lines
    from summarizer.sources.mapping import papers

    sign = _SIGN.search(content.text)
    blanks = sign[1] if sign else "  "
    # The lines of an abstract may look like tags written otherwise: `We - and others - do`.
    line = re.compile(
        rf"[ \t]*((?:[A-Z][A-Z0-9]|[a-z][a-z0-9])(?={blanks}-)|ER(?=\s*-))\s*-(?:[ \t](.*)|$)"
    )
    form = Form(line, frozenset({"TY"}), frozenset({"ER"}))
    return Parsed(papers(_entries(records(text_lines(content.text), form))))


def _entries(found: Iterator[Record]) -> Iterator[tuple[str, object]]:
    for record in found:
        yield f"line {record.line}", _entry(record)


def _entry(record: Record) -> dict[str, object]:
    """The fields as other objects call them. Notes are no abstracts; ours hold the TL;DR."""
    from summarizer.sources.dates import day
    from summarizer.sources.files.taggedlines import first_address, one_line
    from summarizer.sources.people import names

    ours = record.first("ID") if _OURS.match(record.first("ID") or "") else None
    return {
        "title": one_line(record.first("TI", "T1", "CT", "BT")),
        "abstract": record.first("AB", "N2"),
        "authors": names(record.all("AU", "A1")),
        "published": next(filter(None, map(day, record.all(*_DAYS[:3]))), None),
        "journal_ref": one_line(record.first("JO", "JF", "T2", "JA", "J2")),
        "doi": record.first("DO", "DI"),
        "url": first_address(record.all("UR", "LK")),
        "organization": record.first("AD") if ours else None,
        "pdf": first_address(record.all("L1", "L2")),
        "id": ours or record.first("C7"),
        "note": next(filter(labelled, record.all("AN", "N1", "M1", "ID", "IS", "JO", "T2")), None),
    }

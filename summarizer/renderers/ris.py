"""The papers as RIS, which reference managers import: a record a paper, a tag a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.papers.days import parse_day, year_of
from summarizer.papers.places import places
from summarizer.renderers import Format, origin
from summarizer.text.plain import one_line, web_link
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.papers.records import Digest, Entry
    from summarizer.renderers import View
    from summarizer.topics.labels import Labels

FORMAT = Format("ris", "for reference managers", (".ris",))

_LINE_END = "\r\n"
"""What the format asks for."""
_SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}


def render(digest: Digest, view: View) -> Iterator[str]:
    """A record a paper, an empty line after each."""
    for entry in digest.papers:
        yield record(entry, view.labels)
    if not digest.papers:
        yield _LINE_END


def record(entry: Entry, labels: Labels) -> str:
    """The record of one paper, with the empty line after it."""
    lines = [f"{tag}  - {line}" for tag, value in _fields(entry, labels) if (line := _line(value))]
    return _LINE_END.join((*lines, "ER  - ", "", ""))


def _fields(entry: Entry, labels: Labels) -> Iterator[tuple[str, str | None]]:
    yield "TY", "JOUR" if _line(entry.journal_ref) else "UNPB"
    by_text = entry.id.startswith("sha256:")
    yield "ID", entry.id if by_text else f"arXiv:{entry.id}"
    yield "TI", entry.title
    for name in entry.authors:
        yield "AU", _sorted_name(_line(name))
    yield "PY", year_of(entry.published, entry.journal_ref)
    if entry.published and parse_day(entry.published):
        yield "DA", entry.published.replace("-", "/")
    yield "JO", entry.journal_ref
    yield "AD", entry.organization
    yield "AB", entry.abstract
    for label in labels.all(entry.tags):
        yield "KW", label
    yield "DO", entry.doi
    yield "UR", web_link(entry.url)
    for place in places(entry):
        if place.name:
            yield "L1" if place.name == "PDF" else "UR", place.url
    yield "AN", None if by_text else f"arXiv:{entry.id}"
    yield "N1", f"{next(origin(entry), 'TL;DR')}: {entry.tldr}" if entry.tldr else None


def _line(value: str | None) -> str:
    """A value as people read it, on one line: a record ends only where we end it."""
    return one_line(readable(value)) if value else ""


def _sorted_name(name: str) -> str:
    """`First van Last` as `van Last, First`; a name of one word, or with a comma, as it is."""
    words = name.split()
    if "," in name or len(words) < 2:  # noqa: PLR2004 - a first and a last name
        return name
    suffix = words.pop() if words[-1].lower() in _SUFFIXES and len(words) > 2 else ""  # noqa: PLR2004 - the same
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    parts = [" ".join(words[start:]), " ".join(words[:start]), suffix]
    return ", ".join(filter(None, parts))

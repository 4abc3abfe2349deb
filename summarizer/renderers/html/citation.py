"""A paper's citation for its page: as BibTeX, as RIS, and as people write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.papers.days import parse_day
from summarizer.renderers import bibtex, ris
from summarizer.text.plain import one_line, printable, web_link
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from markupsafe import Markup

    from summarizer.papers.records import Entry
    from summarizer.topics.labels import Labels

_MOST_AUTHORS = 20
"""Names in a citation that people read; of more papers have had thousands."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in one form; `text` keeps its lines."""

    form: str
    text: Markup


def citations(entry: Entry, labels: Labels) -> tuple[Citation, ...]:
    """The forms, those that files have first."""
    return (
        Citation("BibTeX", _lines(bibtex.written(*bibtex.citation(entry)))),
        Citation("RIS", _lines(ris.record(entry, labels))),
        Citation("Plain text", _lines(plain(entry))),
    )


def plain(entry: Entry) -> str:
    """Authors, title, year, identifier and address, as far as they are known."""
    day = parse_day(entry.published or "")
    parts = (
        _authors(entry),
        one_line(entry.readable_title or readable(entry.title)),
        f"{day.year:04}" if day else "",
        one_line(entry.journal_ref or ""),
        "" if entry.id.startswith("sha256:") else f"arXiv:{one_line(entry.id)}",
        f"doi:{one_line(entry.doi)}" if entry.doi else "",
    )
    sentences = [each if each[-1] in ".?!" else f"{each}." for each in parts if each]
    return " ".join(filter(None, (*sentences, web_link(entry.url))))


def _authors(entry: Entry) -> str:
    names = [name for name in map(one_line, entry.authors) if name]
    shown = names[:_MOST_AUTHORS]
    more = max(len(names), entry.author_count or 0) > len(shown)
    return ", ".join([*shown, *(["et al."] if more and shown else [])])


def _lines(text: str) -> Markup:
    """The text escaped; its lines stay."""
    from markupsafe import escape

    return escape(printable(text.strip().replace("\r\n", "\n")))

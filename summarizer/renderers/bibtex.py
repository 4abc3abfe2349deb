"""The papers as BibTeX: an entry a paper, under a key that is the same in every digest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.papers.days import parse_day, year_of
from summarizer.papers.places import places
from summarizer.renderers import Format
from summarizer.text.bibfields import escaped
from summarizer.text.plain import one_line, web_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Digest, Entry
    from summarizer.renderers import View
    from summarizer.topics.labels import Labels

FORMAT = Format("bibtex", "for reference managers and LaTeX", (".bib",))

_BY_TEXT = "sha256:"
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DOI = re.compile(r"10\.\d{4,9}/[\w.();/:-]+")


def render(digest: Digest, view: View) -> Iterator[str]:
    """An entry a paper, an empty line after each but the last."""
    used: set[str] = set()
    for entry in digest.papers:
        yield "\n" if used else ""
        yield _entry(entry, _unused(key(entry), used), view.labels)
    if not digest.papers:
        yield "\n"


def citation(entry: Entry) -> tuple[str, str, list[tuple[str, str]]]:
    """Kind, key and fields of what a reader cites: no topics, abstract or TL;DR."""
    return _kind(entry), key(entry), [each for each in _cited(entry) if each[1] != "{}"]


def written(kind: str, name: str, fields: Iterable[tuple[str, str]]) -> str:
    """An entry as a file has it."""
    lines = [f"  {field} = {value},\n" for field, value in fields]
    return f"@{kind}{{{name},\n{''.join(lines)}}}\n"


def key(entry: Entry) -> str:
    """The key: the first author's last name and the paper's id, which no other paper has."""
    import unicodedata

    first = entry.authors[0] if entry.authors else ""
    name = unicodedata.normalize("NFKD", first.partition(",")[0])
    letters = [re.sub(r"[^a-z]", "", word) for word in name.lower().split()]
    last = next(filter(None, reversed(letters)), "paper")
    number = re.sub(r"[^A-Za-z0-9.]+", "-", entry.id.removeprefix(_BY_TEXT)).strip("-")
    return f"{last[:40]}-{number[:60]}"


def _unused(wanted: str, used: set[str]) -> str:
    """The key, numbered where the digest has it already."""
    found, number = wanted, 1
    while found.lower() in used:
        number += 1
        found = f"{wanted}-{number}"
    used.add(found.lower())
    return found


def _entry(entry: Entry, name: str, labels: Labels) -> str:
    fields = [each for each in _fields(entry, labels) if each[1] != "{}"]
    return written(_kind(entry), name, fields)


def _kind(entry: Entry) -> str:
    return "article" if entry.journal_ref and one_line(entry.journal_ref) else "misc"


def _fields(entry: Entry, labels: Labels) -> Iterator[tuple[str, str]]:
    yield from _cited(entry)
    yield "keywords", f"{{{', '.join(map(escaped, _keywords(entry, labels)))}}}"
    yield "abstract", f"{{{escaped(entry.abstract)}}}"
    yield "annote", f"{{{escaped(entry.tldr or '')}}}"


def _cited(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{escaped(entry.title, title=True)}}}"
    yield "author", f"{{{' and '.join(_authors(entry))}}}"
    if entry.published and (day := parse_day(entry.published)):
        yield "year", f"{{{day.year:04}}}"
        yield "month", _MONTHS[day.month - 1]
        yield "day", f"{{{day.day}}}"
    elif year := year_of(None, entry.journal_ref):
        yield "year", f"{{{year}}}"
    yield "journal", f"{{{escaped(entry.journal_ref or '')}}}"
    if not entry.id.startswith(_BY_TEXT):
        yield "eprint", f"{{{re.sub(r'[^A-Za-z0-9./-]+', '-', entry.id)}}}"
        yield "archivePrefix", "{arXiv}"
        yield "primaryClass", f"{{{escaped(entry.categories[0]) if entry.categories else ''}}}"
    if entry.doi and _DOI.fullmatch(entry.doi):
        yield "doi", f"{{{entry.doi}}}"
    yield "url", f"{{{web_link(entry.url) or ''}}}"
    pdf = next((place.url for place in places(entry) if place.name == "PDF"), "")
    yield "pdf", f"{{{pdf}}}"
    yield "organization", f"{{{escaped(entry.organization or '')}}}"


def _keywords(entry: Entry, labels: Labels) -> Iterator[str]:
    """What people read for its topics; a name where a label would be taken for several."""
    for name in entry.tags:
        label = labels.of(name)
        yield name if re.search("[,;]", label) else label


def _authors(entry: Entry) -> Iterator[str]:
    """The names; one that BibTeX would take apart wrongly stands in braces."""
    names = list(filter(None, map(escaped, entry.authors)))
    for name in names:
        apart = "," in name or re.search(r"(?i)(?:^|\s)(?:and|others)(?:\s|$)", name)
        yield f"{{{name}}}" if apart else name
    if names and (entry.author_count or 0) > len(names):
        yield "others"

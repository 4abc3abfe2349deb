"""arXiv's pages pasted as text: its listings, the results of a search, and the page of a paper.

Seen: `/list/cs.CL/new` with labelled lines and an indented abstract; `/list/.../recent`, which
shows no abstracts; results whose abstracts end in `▽ More`, cut off by the page, or in `△ Less`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.papers.arxivids import NEW, OLD
from summarizer.papers.records import Dropped
from summarizer.sources import Parsed
from summarizer.sources.arxiv.categories import canonical
from summarizer.sources.arxiv.pagefields import (
    LISTED_FOR,
    day_of,
    fields_of,
    first_submitted,
    subjects,
)
from summarizer.sources.mapping import papers
from summarizer.sources.recognition import NO_FIT, Fit, strong
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.content import Content

_ID = rf"arXiv:((?:{NEW}|{OLD})(?:v\d{{1,3}})?)"
_ENTRY = deferred(
    rf"^[^\S\n]*(?:\[\d{{1,6}}\]|\d{{1,6}}\.|[-*•])?[^\S\n]*{_ID}[^\S\n]*(\([^()\n]{{1,80}}\))?"
    r"[^\S\n]*\[(?:pdf|ps|html|other|abs)[^\]\n]{0,60}\](?P<after>[^\n]*)$",
    re.MULTILINE,
)
"""The line that begins an entry of a listing or of results: `[1] arXiv:2503.11111 [pdf, other]`."""
_PAGE = deferred(r"^\[(?:Submitted|Last revised)[^\n]{0,200}\]?[^\S\n]*$", re.MULTILINE)
_PAGE_ID = deferred(rf"{_ID}(?= \[| \(|\s*$)", re.MULTILINE)
_SECTION = deferred(
    r"(?:New|Cross|Replacement) submissions \(showing.*|Cross-lists|Replacements|About|Help"
    r"|Total of \d+ entries.*|Showing up to \d.*|\w{3}, \d{1,2} \w{3} \d{4} \(showing.*"
)
_LABEL = deferred(
    r"(Title|Authors?|Comments|Journal-ref|Journal ref(?:erence)?|DOI|Related DOI|Report[ -]n\w+"
    r"|MSC[ -]class\w*|ACM[ -]class\w*|Subjects|Cite as|Abstract|Submitted):[^\S\n]*(.*)"
)
_NAMES = {
    "Title": "title",
    "Author": "authors",
    "Authors": "authors",
    "Comments": "comment",
    "Subjects": "subjects",
    "DOI": "doi",
    "Related DOI": "doi",
}
_MORE = deferred(r"\s*(?:▽ More|△ Less)\s*$")
_CUT = deferred(r"…\s*▽ More\s*$")
_BUTTONS = deferred(
    r"View PDF.*|HTML \(experimental\).*|TeX Source.*|Other Formats.*|Download PDF.*|PDF"
    r"|View a PDF .*|Download:?.*|Access Paper:?.*|View license.*|license icon.*"
)


def fit(head: str) -> Fit:
    """Whether a text is one of arXiv's pages."""
    if "arXiv:" not in head:
        return NO_FIT
    if _ENTRY.search(head):
        return strong("entries of arXiv's listings: `arXiv:ID [pdf, other]`")
    if _PAGE.search(head) and _PAGE_ID.search(head):
        return strong("the page of a paper at arXiv: `[Submitted on ...]`")
    return NO_FIT


def parsed(content: Content) -> Parsed:
    """The papers of a page; an entry without its abstract is dropped."""
    text = content.text.replace("\r\n", "\n")
    listed = LISTED_FOR.search(text)
    day = day_of(*listed.groups()) if listed else None
    entries = list(_entries(text, day) if _ENTRY.search(text) else _pages(text))
    cut = sum(bool(entry.pop("cut", False)) for _, entry in entries)
    items = list(papers(entries))
    notes = [f"{cut} abstracts are cut off by the page, behind `▽ More`"] if cut else []
    if items and all(isinstance(item, Dropped) for item in items):
        notes.append("arXiv's `/recent` shows no abstracts: give `/new`, or the ids")
    return Parsed(items, day, notes)


def _entries(text: str, day: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    starts = list(_ENTRY.finditer(text))
    line, place = 1, 0
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        line += text.count("\n", place, start.start())
        place = start.start()
        block = text[start.end() : following.start() if following else len(text)]
        entry = _entry(start["after"], block.split("\n"))
        kind = start[2] or ""
        crossed, replaced = "cross" in kind, "replace" in kind
        entry |= fields_of(start[1]) | {"listed": day}
        if day:
            entry["announce_type"] = "replace" if replaced else "cross" if crossed else "new"
        yield f"line {line}", entry


def _entry(after: str, lines: list[str]) -> dict[str, Any]:
    """The fields of an entry: labelled lines, authors without a label, then the abstract."""
    reading = _Reading()
    if _are_categories(after):
        reading.found["categories"] = after.split()
    for line in lines:
        text = line.strip()
        if _SECTION.fullmatch(text):
            break
        reading.take(text)
    return reading.fields()


def _are_categories(text: str) -> bool:
    return bool(text.strip()) and all(map(canonical, text.split()))


def _pages(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The papers of pages of one paper each, one below the other."""
    starts = [match.start() for match in _PAGE.finditer(text)]
    heads = [0, *starts[1:]]
    for start, head, end in zip(starts, heads, [*starts[1:], len(text)], strict=True):
        line, _, below = text[start:end].partition("\n")
        ids = _PAGE_ID.findall(text[head:start])
        named = ids[-1:] or _PAGE_ID.findall(below)[:1]
        entry = _page(below.split("\n"))
        if match := re.search(r"(?:Submitted on )?(\d{1,2}) (\w{3,9}) (\d{4})", line):
            entry["published"] = day_of(*match.groups())
        if named:
            entry |= fields_of(named[0])
        yield f"line {text.count(chr(10), 0, start) + 1}", entry


def _page(lines: list[str]) -> dict[str, Any]:
    """The fields of a paper's page, below the line that says when it came in."""
    reading = _Reading(page=True)
    for line in lines:
        text = line.strip()
        if text.startswith(("Cite as:", "Submission history", "(or arXiv:")):
            break
        if not _BUTTONS.fullmatch(text):
            reading.take(text)
    return reading.fields()


@dataclass
class _Reading:
    """An entry while its lines are read; once `ended`, what follows is no abstract."""

    page: bool = False
    found: dict[str, Any] = field(default_factory=dict)
    abstract: list[str] = field(default_factory=list)
    ended: bool = False

    def take(self, text: str) -> None:
        """Take a line."""
        label = _LABEL.fullmatch(text)
        if text.startswith("Submitted ") and (day := first_submitted(text)):
            self.found["published"], self.ended = day, True
        elif label and label[1] == "Abstract":
            self.abstract = [label[2]]
        elif label:
            self._labelled(label[1], label[2].strip())
        elif not text:
            self.abstract += [""] if self.abstract else []
        else:
            name = self._next(text)
            if name == "abstract":
                self.abstract.append(text)
            elif name:
                self.found[name] = text.split() if name == "categories" else text

    def fields(self) -> dict[str, Any]:
        """What was found."""
        text = "\n".join(self.abstract)
        found = {**self.found, "abstract": _MORE.sub("", text).strip()}
        if _CUT.search(text):
            found["cut"] = True
        if "subjects" in found:
            found["categories"] = subjects(found.pop("subjects"))
        return found

    def _labelled(self, label: str, value: str) -> None:
        name = _NAMES.get(label, "journal" if label.startswith("Journal") else "")
        if name and value:
            self.found.setdefault(name, value)
        self.ended |= self.page and name not in {"title", "authors"}

    def _next(self, text: str) -> str:
        """The field that a line without a label is."""
        if "title" not in self.found:
            first = not self.page and "categories" not in self.found
            return "categories" if first and _are_categories(text) else "title"
        if not self.found.keys() & {"authors", "subjects"} and not self.abstract:
            return "authors"
        return "" if self.ended else "abstract"

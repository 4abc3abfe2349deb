"""Notes on papers in Markdown or YAML: front matter, headings as titles, sections of abstracts.

Seen: Obsidian's notes with front matter, `## Abstract` or a callout `> [!abstract]`; lists in which
each heading is a linked title with `**Authors:**` and `**Abstract:**` below; papis' `info.yaml`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.papers.arxivids import addressed_in, named
from summarizer.sources import Parsed, Profile
from summarizer.sources.recognition import NO_FIT, Fit, strong, weak
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from summarizer.sources.content import Content
    from summarizer.sources.files.headings import Section

PROFILE = Profile(
    name="notes",
    reads="notes in Markdown with a heading and an abstract, or YAML with a title and an abstract",
    example="# A title\n\n**Authors:** Ann One\n\n## Abstract\n\nAn abstract.\n",
    label="notes",
    beside=(".md", ".markdown"),
)

_FRONT = deferred(
    r"\s*---[ \t]*\r?\n(.{0,100000}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_SIGN = deferred(r"^(?:#{1,6} |---\s*$|(?:- )?['\"]?[Tt]itle['\"]?:)", re.MULTILINE)
"""Without a heading, front matter or a key there is nothing to look into."""
_KEY = deferred(r"^(?:- )?['\"]?title['\"]?:", re.MULTILINE | re.IGNORECASE)
_ABSTRACT_KEY = deferred(r"^[ \t]*['\"]?abstract['\"]?:", re.MULTILINE | re.IGNORECASE)
_LONGEST_YAML = 1_000_000
_HEAD = 20_000
_PAPER_KEYS = {"arxiv", "arxiv_id", "arxivid", "eprint", "doi", "authors", "author"}
_WIKI = deferred(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_WRITTEN = {"id", "title", "source"}
"""Properties of every note that `summarize notes` wrote: its text has backslashes before signs."""
_ESCAPE = deferred(r"\\([!-/:-@\[-`{-~])|\u2060")
_BARE = deferred(r"\d{4}\.\d{4,5}(?:v\d+)?")


def recognises(content: Content) -> Fit:
    """A title and an abstract in front matter, in YAML, or below a heading."""
    if content.form != "text" or not _SIGN.search(content.head):
        return NO_FIT
    found = [fields for _, fields in _entries(content.head) if isinstance(fields, dict)]
    whole = [each for each in found if each.get("title") and each.get("abstract")]
    if not whole:
        return NO_FIT
    sure = any(each.keys() & (_PAPER_KEYS | {"url", "link", "tldr"}) for each in whole)
    return strong("titles and abstracts") if sure else weak("a heading and an abstract")


def parse(content: Content) -> Parsed:
    """Read notes; one without an abstract is dropped with its line."""
    from summarizer.sources.mapping import papers

    return Parsed(papers(_entries(content.text)))


def _entries(text: str) -> list[tuple[str, object]]:
    """`(place, fields)` of each paper: of a note one, of YAML those in it, else one a heading."""
    front = _FRONT.match(text)
    if front and (given := _mapping(front[1])) is not None:
        first = text.count("\n", 0, front.end()) + 1
        below = _sections(text[front.end() :], first, titled="title" in given)
        if given.keys() & {"title", "abstract"} or len(below) == 1:
            return [("line 1", _note(given, below))]
        return [(f"line {each.line}", each.fields) for each in below]
    if _KEY.search(text[:_HEAD]) and _ABSTRACT_KEY.search(text):
        documents = _documents(text)
        if documents:
            return [(f"entry {number}", _plain(each)) for number, each in enumerate(documents, 1)]
    return [(f"line {each.line}", each.fields) for each in _sections(text, 1)]


def _sections(text: str, first: int, *, titled: bool = False) -> list[Section]:
    """What stands below headings; their reader is loaded where there is one."""
    if not titled and "#" not in text:
        return []
    from summarizer.sources.files.headings import sections

    return sections(text, first, titled=titled)


def _note(given: dict[str, Any], below: list[Section]) -> dict[str, Any]:
    """The fields of a note's front matter, and those of its first section that it lacks."""
    fields = _plain(given)
    body = next((each.fields for each in below if each.fields.get("abstract")), {})
    if given.keys() >= _WRITTEN and isinstance(body.get("abstract"), str):
        body = {**body, "abstract": _ESCAPE.sub(r"\1", body["abstract"])}
    heading = below[0].fields if below else {}
    return {"title": heading.get("title"), **body, **fields}


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    """Fields as other readers give them: names in small letters, ids named, links resolved."""
    fields = {
        re.sub("[ -]", "_", key.lower()): _unlinked(value)
        for key, value in given.items()
        if value not in ("", None)
    }
    if "summary" in fields and not fields.keys() & _PAPER_KEYS:
        del fields["summary"]  # a post of a blog has one too
    for key in ("arxiv", "arxivid"):
        value = fields.get(key)
        if isinstance(value, str) and (match := named(value.strip()) or addressed_in(value)):
            fields["arxiv_id"] = match[0] if _BARE.fullmatch(match[0]) else value
    if isinstance(people := fields.get("author"), str | list):
        fields.setdefault("authors", people)
    return fields


def _unlinked(value: object) -> object:
    """A value without the brackets of Obsidian's links."""
    if isinstance(value, list):
        return [_unlinked(each) for each in value]
    return _WIKI.sub(r"\1", value) if isinstance(value, str) and "[[" in value else value


def _mapping(text: str) -> dict[str, Any] | None:
    documents = _documents(text)
    return documents[0] if documents else None


def _documents(text: str) -> list[dict[str, Any]]:
    """The mappings in YAML, all their values texts; nothing where it is not YAML."""
    from summarizer.text.yamldocuments import documents

    if len(text) > _LONGEST_YAML:
        return []
    try:
        found = documents(text)
    except ValueError:
        return []
    listed = [item for each in found for item in (each if isinstance(each, list) else [each])]
    return [each for each in listed if isinstance(each, dict)]

"""Zotero's items as papers: which are some, and what each field of theirs is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.sources import mapping
from summarizer.text.plain import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Dropped, Paper

PAPERS = frozenset(
    "journalArticle conferencePaper preprint report thesis manuscript bookSection document".split()
)
"""The types of items that are papers."""
_EXAMPLES = PAPERS | {"book"}
"""Those that say what their reader likes."""
_WORDS = {
    "attachment": "a file, not a paper",
    "note": "a note, not a paper",
    "annotation": "an annotation, not a paper",
    "book": "a book, not a paper",
    "webpage": "a web page, not a paper",
}
_PLACES = ("publicationTitle", "proceedingsTitle", "conferenceName", "bookTitle", "institution")
"""Where an item says in what it was published, the best one first."""
_OWN_FIELDS = ("archiveID", "extra", "archiveLocation", "url")
_LONGEST = 60
"""The most characters of a title in a message."""
_STYLE = re.compile(r"</?(?:i|b|sub|sup|sc|span)(?:\s[^<>]*)?>")
"""What Zotero's titles may hold of HTML."""


def papers(items: Iterable[dict[str, Any]]) -> Iterator[Paper | Dropped]:
    """A paper for each item that is one, or its place and why it is none.

    Where examples of a taste are wanted, books and items without an abstract are some too.
    """
    return mapping.papers((_where(each), _fields(each)) for each in items)


def _where(item: dict[str, Any]) -> str:
    """Where an item is found: by its title in Zotero's window, by its key everywhere else."""
    title = _STYLE.sub("", _text(item["data"].get("title")))
    return f"item {item.get('key')}" + (f" ({shortened(title, _LONGEST)})" if title else "")


def _fields(item: dict[str, Any]) -> dict[str, Any] | ValueError:
    data = item["data"]
    kind = data["itemType"]
    if kind not in (_EXAMPLES if mapping.takes_bare() else PAPERS):
        return ValueError(_WORDS.get(kind) or f"of the type {kind}, not a paper")
    meta = item.get("meta")
    parsed = meta.get("parsedDate") if isinstance(meta, dict) else None
    found = {
        "title": _STYLE.sub("", _text(data.get("title"))),
        "abstract": data.get("abstractNote"),
        "authors": tuple(_people(data.get("creators"))),
        "published": parsed or data.get("date"),
        "doi": data.get("DOI"),
        "journal_ref": next((data[name] for name in _PLACES if _text(data.get(name))), None),
        "archive_location": data.get("archiveLocation"),
        "source": "zotero",
    }
    return found | {name: data.get(name) for name in _OWN_FIELDS}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _people(creators: object) -> Iterator[str]:
    """The authors, or else all who made it, in reading order."""
    people = (
        [each for each in creators if isinstance(each, dict)] if isinstance(creators, list) else []
    )
    authors = [each for each in people if each.get("creatorType") == "author"]
    for each in authors or people:
        parts = (_text(each.get(name)) for name in ("firstName", "lastName", "name"))
        if name := " ".join(filter(None, parts)):
            yield name

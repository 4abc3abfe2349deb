"""Records as JSON: this project's own digests and papers, and lists from elsewhere.

Any list of objects with a title and an abstract (or summary) is read; so is
JSON Lines, such as arXiv's metadata snapshot, a line at a time. What a digest's
papers say of themselves (source, day) is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.papers.days import parse_day
from summarizer.sources import Parsed, Profile

if TYPE_CHECKING:
    from summarizer.sources.content import Content

PROFILE = Profile(
    name="json",
    reads="JSON or JSON Lines of objects with a title and an abstract (or summary)",
    example='[{"title": "A title", "abstract": "An abstract."}]',
    label="records",
    endings=(".json", ".jsonl", ".ndjson"),
    catch_all=True,
)

_LISTS = ("papers", "data", "results", "items", "entries")


def recognises(content: Content) -> bool:
    """Any JSON may hold records; whether it does, parsing shows."""
    return content.form in {"json", "lines"}


def parse(content: Content) -> Parsed:
    """Read records. Raises InputError where the JSON is no list of them."""
    from summarizer.sources.mapping import papers

    if content.form == "lines":
        return Parsed(papers(content.json_lines()))
    document = content.json
    entries = _entries(content, document)
    items = papers((f"item {number}", entry) for number, entry in enumerate(entries, 1))
    day = document.get("date") if isinstance(document, dict) else None
    return Parsed(items, day if isinstance(day, str) and parse_day(day) else None, dated=False)


def _entries(content: Content, document: Any) -> list[Any]:
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        if "_summarizer" in document:
            message = (
                f"`{content.name}` is a feed made by summarizer: give the digest's JSON instead"
            )
            raise InputError(message)
        for key in _LISTS:
            if isinstance(document.get(key), list):
                return list(document[key])
        if "title" in document:
            return [document]
    message = f"`{content.name}`: JSON without a list of papers (each with a title and an abstract)"
    raise InputError(message)

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
    from collections.abc import Iterator

    from summarizer.sources.content import Content

PROFILE = Profile(
    name="json",
    reads="JSON or JSON Lines of objects with a title and an abstract (or summary)",
    example='[{"title": "A title", "abstract": "An abstract."}]',
    label="records",
    endings=(".json", ".jsonl", ".ndjson"),
    catch_all=True,
)


def recognises(content: Content) -> bool:
    """Any JSON may hold records; whether it does, parsing shows."""
    return content.form in {"json", "lines"}


def parse(content: Content) -> Parsed:
    """Read records. Raises InputError where the JSON is no list of them."""
    from summarizer.sources.files.jsonrecords import record
    from summarizer.sources.mapping import papers

    if content.form == "lines":
        return Parsed(papers((place, record(entry)) for place, entry in content.json_lines()))
    document = content.json
    items = papers((place, record(entry)) for place, entry in _entries(content, document))
    day = document.get("date") if isinstance(document, dict) else None
    return Parsed(items, day if isinstance(day, str) and parse_day(day) else None, dated=False)


def _entries(content: Content, document: Any) -> Iterator[tuple[str, object]]:
    from summarizer.sources.files.jsonlists import entries_of

    if isinstance(document, dict) and "_summarizer" in document:
        message = f"`{content.name}` is a feed made by summarizer: give the digest's JSON instead"
        raise InputError(message)
    entries = entries_of(document)
    if entries is None:
        what = "JSON without a list of papers (each with a title and an abstract)"
        message = f"`{content.name}`: {what}"
        raise InputError(message)
    return entries

"""Feeds whose XML is broken, by feedparser, where it is installed.

Seen: signs that are not escaped, a document type (RSS 0.91), entities of HTML, a feed that breaks
off in the middle.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.content import Content

_EXTRA = "`pip install 'summarize-papers[feeds]'` to read broken feeds"
_TEXTS = ("title", "link", "id", "dc_identifier", "prism_doi", "published", "updated", "created")
_CALLED = {"dc_identifier": "identifier", "prism_doi": "doi"}


def items(content: Content, error: InputError) -> Iterator[dict[str, Any]]:
    """The texts of each entry, and its people. Raises InputError where there is none either."""
    try:
        import feedparser
    except ImportError:
        message = f"{error}: {_EXTRA}"
        raise InputError(message) from error
    try:  # bytes in a stream: a text that looks like an address would be fetched
        found = feedparser.parse(BytesIO(content.data), resolve_relative_uris=False)
    except Exception:  # noqa: BLE001 - it meets what it does not expect, such as an odd encoding
        raise error from None
    if not found.entries and not found.get("version"):
        raise error
    yield from map(_texts, found.entries)


def _texts(entry: Any) -> dict[str, Any]:
    texts = {_CALLED.get(name, name): entry.get(name) for name in _TEXTS}
    bodies = [each.get("value") or "" for each in entry.get("content", ())]
    names = [each.get("name") or "" for each in entry.get("authors", ())]
    return {
        **{name: value for name, value in texts.items() if isinstance(value, str) and value},
        "summary": entry.get("summary") or "",
        "content": max(bodies, key=len, default=""),
        "people": names or [entry.get("author") or ""],
    }

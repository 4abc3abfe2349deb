"""Records as JSON: this project's own digests and papers, and lists from elsewhere.

Any list of objects with a title and an abstract (or summary) is read; so is
JSON Lines. What a digest's papers say of themselves (source, day) is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.days import parse as parse_day
from summarizer.errors import InputError
from summarizer.records import Dropped, Paper
from summarizer.sources import Parsed
from summarizer.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.content import Content

NAME = "records"

_ARXIV = re.compile(r"(?i:arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_OWN_ID = re.compile(r"sha256:[0-9a-f]{16}")
_LISTS = ("papers", "data", "results", "items", "entries")


def recognises(content: Content) -> bool:
    """Any JSON may hold records; whether it does, parsing shows."""
    return content.form in {"json", "lines"}


def parse(content: Content) -> Parsed:
    """Read records. Raises InputError where no entry has a title and an abstract."""
    if content.form == "lines":
        items = list(_papers(content.json_lines()))
        day = None
    else:
        document = content.json
        entries = _entries(content, document)
        items = list(_papers((f"item {number}", entry) for number, entry in enumerate(entries, 1)))
        day = document.get("date") if isinstance(document, dict) else None
    if items and not any(isinstance(item, Paper) for item in items):
        first = next(item for item in items if isinstance(item, Dropped))
        what = f"none of {len(items)} entries is a paper; {first.where}: {first.why}"
        message = f"`{content.name}`: {what}"
        raise InputError(message)
    return Parsed(items, day if isinstance(day, str) and parse_day(day) else _common_day(items))


def _entries(content: Content, document: Any) -> list[Any]:
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        for key in _LISTS:
            if isinstance(document.get(key), list):
                return list(document[key])
        if "title" in document:
            return [document]
    message = f"`{content.name}`: JSON without a list of papers (title and abstract each)"
    raise InputError(message)


def _common_day(items: list[Paper | Dropped]) -> str | None:
    days = {item.listed for item in items if isinstance(item, Paper)}
    return days.pop() if len(days) == 1 else None


def _papers(entries: Iterable[tuple[str, object]]) -> Iterator[Paper | Dropped]:
    for where, entry in entries:
        if isinstance(entry, ValueError):
            yield Dropped(where, f"not valid JSON: {entry}")
        elif not isinstance(entry, dict):
            yield Dropped(where, f"{type(entry).__name__}, not an object")
        else:
            missing = [name for name in ("title", "abstract") if not _text(entry, name)]
            yield Dropped(where, f"no {' and no '.join(missing)}") if missing else _paper(entry)


def _paper(entry: dict[str, Any]) -> Paper:
    title, abstract = str(_text(entry, "title")), str(_text(entry, "abstract"))
    authors = _names(entry.get("authors"))
    return Paper(
        id=_id(entry) or content_id(title, abstract),
        title=title,
        abstract=abstract,
        authors=authors,
        author_count=_number(entry, "author_count", "n_authors") or len(authors) or None,
        organization=_string(entry, "organization"),
        published=_day(entry, "published", "publishedAt", "published_at", "date"),
        listed=_day(entry, "listed", "day"),
        upvotes=_number(entry, "upvotes"),
        comments=_number(entry, "comments", "numComments"),
        url=_string(entry, "url", "link"),
        links=_names(entry.get("links")),
        source=_string(entry, "source"),
    )


def _text(entry: dict[str, Any], name: str) -> str | None:
    """Title or abstract exactly as given; None where it is blank."""
    keys = ("abstract", "summary") if name == "abstract" else (name,)
    texts = (entry.get(key) for key in keys)
    return next((text for text in texts if isinstance(text, str) and text.strip()), None)


def _id(entry: dict[str, Any]) -> str | None:
    """The arXiv id without its version, or an id this project gave."""
    given = _string(entry, "id", "arxiv_id", "paper_id") or ""
    given = re.sub(r"^https?://(?:arxiv\.org/abs|huggingface\.co/papers)/", "", given)
    if _OWN_ID.fullmatch(given):
        return given
    match = _ARXIV.fullmatch(given)
    return match[1] if match else None


def _string(entry: dict[str, Any], *keys: str) -> str | None:
    values = (entry.get(key) for key in keys)
    return next((value for value in values if isinstance(value, str) and value.strip()), None)


def _number(entry: dict[str, Any], *keys: str) -> int | None:
    values = (entry.get(key) for key in keys)
    return next((value for value in values if type(value) is int and value >= 0), None)


def _day(entry: dict[str, Any], *keys: str) -> str | None:
    text = (_string(entry, *keys) or "")[:10]
    return text if parse_day(text) else None


def _names(value: object) -> tuple[str, ...]:
    """Names from a list of strings or of objects with a name, or one string with commas."""
    if isinstance(value, str):
        value = re.split(r",\s*|\s+and\s+", value)
    if not isinstance(value, list):
        return ()
    names = (item.get("name") if isinstance(item, dict) else item for item in value)
    return tuple(name for name in names if isinstance(name, str) and name.strip())

"""Papers from objects whose fields others have named: JSON, tables, BibTeX, tagged text.

A field in a form that is not known stays unknown. Title and abstract are kept exactly as
they are; what stands where there is none (`[No abstract available]`, `nan`) is none.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from summarizer.papers.arxivids import addressed_in, begins_address, is_withdrawn, labelled
from summarizer.papers.arxivids import named as named_id
from summarizer.papers.records import Dropped, Paper, paper_of
from summarizer.sources import dates
from summarizer.sources.fieldnames import field_of
from summarizer.sources.people import listed, names
from summarizer.text.patterns import deferred
from summarizer.text.plain import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_OWN_ID = deferred(r"sha256:[0-9a-f]{16}")
_DOI = deferred(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{1,9}/\S+)", re.IGNORECASE)
_SEPARATORS = deferred(r"\s*;\s*|,?\s+and\s+|,\s*")
_DIGITS = 9
_LARGEST = 2**63 - 1
"""The largest number that a table or an index can hold: nothing is counted beyond it."""
_LONGEST = 1_000_000
"""Characters of the longest abstract: one that has more is a file in an abstract's place."""
_MOST_KEYS = 10_000
"""Keys kept: a file whose every object has others must not fill the memory."""
_OURS = frozenset(("tldr_origin", "proposed_tags"))
"""What stands beside a TL;DR that this program made, which is no site's."""
_LONGEST_PLACEHOLDER = 60
_PLACEHOLDERS = frozenset(
    "nan|none|null|n/a|na|n.a|nil|undefined|tbd|tba|unknown|missing|-|--|---|–|—|empty"  # noqa: RUF001 - as it is written
    "|abstract|no abstract|no abstract available|abstract not available|abstract unavailable"
    "|no abstract provided|no abstract found|no abstract is available|not available|#n/a|<na>|nat"
    "|there is no abstract available|abstract is not available|no summary|no summary available"
    "|no abstract is available for this article|abstract missing|without abstract|not applicable"
    "|no description|no description available|not provided|no title|no title available".split("|")
)
"""What stands where nothing does, in small letters, without the brackets around it."""
_STARTS = frozenset("[](){}<>*\"' \t\r\n").union(
    *({each[:1], each[:1].upper()} for each in _PLACEHOLDERS)
)
"""What such a text begins with: most texts need no further look."""


_BARE: ContextVar[bool] = ContextVar("bare", default=False)
"""Whether an entry that lacks nothing but its abstract is a paper too."""


@contextmanager
def bare_kept() -> Iterator[None]:
    """Take entries without an abstract meanwhile: they are no reading, but examples of a taste."""
    token = _BARE.set(True)
    try:
        yield
    finally:
        _BARE.reset(token)


def takes_bare() -> bool:
    """Whether entries are taken as examples of a taste."""
    return _BARE.get()


def papers(entries: Iterable[tuple[str, object]]) -> Iterator[Paper | Dropped]:
    """A paper for each `(place, object)`, or the place dropped with the reason.

    A ValueError in the place of an object stands for one that could not be read.
    """
    for where, entry in entries:
        if isinstance(entry, dict):
            known = _fields_of(entry)
            if _BARE.get() and "title" in known:
                known.setdefault("abstract", "")
            if "title" in known and "abstract" in known:
                if len(known["title"]) + len(known["abstract"]) > _LONGEST:
                    why = f"title and abstract have more than {_LONGEST:,} characters"
                    yield Dropped(where, why)
                else:
                    yield _paper(entry, known)
            else:
                missing = (name for name in ("title", "abstract") if name not in known)
                yield Dropped(where, f"no {' and no '.join(missing)}")
        elif isinstance(entry, ValueError):
            yield Dropped(where, str(entry))
        else:
            yield Dropped(where, f"{type(entry).__name__}, not an object")


def _paper(entry: dict[str, Any], known: dict[str, Any]) -> Paper:
    abstract = known["abstract"]
    identity, version = arxiv_id(entry)
    known["id"] = identity or _own_id(entry) or content_id(known["title"], abstract)
    if version:
        known.setdefault("version", version)
    _of_snapshot(entry, known)
    if "published" not in known and (day := _day_in_parts(entry)):
        known["published"] = day
    if "authors" in known:
        known.setdefault("author_count", len(known["authors"]))
    given = entry.get("withdrawn")
    said = is_withdrawn(known.get("comment"), abstract) or None
    known["withdrawn"] = given if isinstance(given, bool) else said
    return paper_of(known)


def _fields_of(entry: dict[str, Any]) -> dict[str, Any]:
    """A paper's fields, each by the best of the names that it goes by here."""
    known: dict[str, Any] = {}
    ranks: dict[str, int] = {}
    parsed = "authors_parsed" in entry
    for key, value in entry.items():
        if value is None or (found := _KEYS[key]) is None or (parsed and key == "authors"):
            continue
        name, rank, read = found
        if rank <= ranks.get(name, rank) and ((given := read(value)) or given == 0):
            known[name], ranks[name] = given, rank
    if ranks.get("ai_summary") and not _OURS.isdisjoint(entry):
        del known["ai_summary"]
    if parsed and "authors" in entry and "authors" not in known and not _people(entry):
        known |= {"authors": people} if (people := names(entry["authors"])) else {}
    return known


def _of_snapshot(entry: dict[str, Any], known: dict[str, Any]) -> None:
    """What arXiv's metadata snapshot calls otherwise, or has in a form of its own."""
    if "comments" in entry and not known.keys() & {"comment", "comments"}:
        known["comment"] = _text(entry["comments"])
    if "authors_parsed" in entry and (people := _people(entry)):
        known["authors"] = people
    if "versions" in entry and isinstance(entry["versions"], list):
        known.setdefault("version", len(entry["versions"]) or None)
        known.setdefault("published", _first_version(entry["versions"]))


_DAYS_IN_PARTS = (("year", "month", "day"), ("PY", "PD", ""), ("Year", "Month", "Day"))


def _day_in_parts(entry: dict[str, Any]) -> str | None:
    """The day of a year, a month and a day, as BibTeX and Web of Science give it."""
    for year, month, day in _DAYS_IN_PARTS:
        if year in entry and month in entry:
            return dates.of_parts(entry[year], entry[month], entry.get(day))
    return None


def arxiv_id(entry: dict[str, Any]) -> tuple[str | None, int | None]:
    """The arXiv id an object gives, and its version where the id holds one.

    A note or a number gives one where it begins with it: it may name other papers further on.
    """
    given = entry.get("id")
    if isinstance(given, str) and (match := named_id(given)):
        return match[1], int(match[2]) if match[2] else None
    for keys, find in _PLACES_OF_IDS:
        for key in keys:
            given = entry.get(key)
            if isinstance(given, str) and given and (match := find(given)):
                return match[1], int(match[2]) if match[2] else None
    return None, None


def _id_or_address(text: str) -> re.Match[str] | None:
    """The id a text is, perhaps with its category behind it, or whose address it begins with."""
    if " [" in text:
        text = text.partition(" [")[0]
    return named_id(text) or begins_address(text)


_PLACES_OF_IDS: tuple[tuple[tuple[str, ...], Callable[[str], re.Match[str] | None]], ...] = (
    (
        (
            *("id", "arxiv_id", "paper_id", "eprint", "arxivId", "arxivid", "arxiv", "arXiv ID"),
            *("arXiv", "ArXiv", "ArXiv ID", "arXiv id"),
        ),
        _id_or_address,
    ),
    (
        (
            *("url", "link", "pdf", "doi", "journal", "arxiv", "URL", "DOI", "Url", "Link", "UR"),
            *("DO", "DI", "url_abs", "journal_ref", "journaltitle", "container-title"),
            *("Publication Title", "T2", "JO"),
        ),
        addressed_in,
    ),
    (
        (
            *("eprint", "note", "number", "extra", "Extra", "archiveID", "Archive Location"),
            *("archive_location", "N1", "AN", "report", "M1", "ID"),
        ),
        labelled,
    ),
)


def _own_id(entry: dict[str, Any]) -> str | None:
    given = entry.get("id")
    return given if isinstance(given, str) and _OWN_ID.fullmatch(given) else None


def _strings(value: object) -> tuple[str, ...]:
    """Texts from a list of them, or from one string with semicolons or commas."""
    if isinstance(value, str):
        value = (listed(value) if value[:1] == "[" else None) or _SEPARATORS.split(value)
    if not isinstance(value, list):
        return ()
    if dict in map(type, value):
        value = [item.get("name") if isinstance(item, dict) else item for item in value]
    texts = (item for item in value if isinstance(item, str) and item and not item.isspace())
    return tuple(dict.fromkeys(texts))


def _address(value: object) -> str | None:
    """A web address; other files have other things by that name."""
    found = _addresses([value])
    return found[0] if found else None


def _addresses(value: object) -> tuple[str, ...]:
    """The web addresses in a list."""
    return tuple(each for each in _strings(value) if re.match(r"https?://\S+\Z", each))


def _people(entry: dict[str, Any]) -> tuple[str, ...]:
    """Names from arXiv's `authors_parsed`: `[["Last", "First", "Jr"], ...]`."""
    value = entry["authors_parsed"]
    if not isinstance(value, list):
        return ()
    parts = (
        [str(part).strip() for part in (*person[1:2], *person[:1], *person[2:3])]
        for person in value
        if isinstance(person, list)
    )
    return tuple(filter(None, (" ".join(filter(None, part)) for part in parts)))


def categories(value: object) -> tuple[str, ...]:
    """Categories from a list, or from one string with blanks, commas or semicolons."""
    if isinstance(value, str):
        value = (listed(value) if value[:1] == "[" else None) or re.split(r"[\s,;]+", value)
    items = value if isinstance(value, list) else []
    return tuple([item for item in items if isinstance(item, str) and item and not item.isspace()])


def _origins(value: object) -> dict[str, str]:
    pairs = value.items() if isinstance(value, dict) else ()
    return {name: place for name, place in pairs if isinstance(place, str)}


def _text(value: object) -> str | None:
    """A text that says something; of a list its first, of an object its value or name."""
    if isinstance(value, str):
        if len(value) > _LONGEST_PLACEHOLDER or value[:1] not in _STARTS:
            return None if value.isspace() else value
        return None if value.isspace() or _is_placeholder(value) else value
    if isinstance(value, list):
        return next(filter(None, map(_text, value[:1])), None)
    if isinstance(value, dict):
        return next(
            (text for key in ("value", "name", "title") if (text := _plain(value.get(key)))), None
        )
    return None


def _line(value: object) -> str | None:
    """A line about a paper, or an object that says which model wrote it."""
    return _text(value.get("text", value) if isinstance(value, dict) else value)


def _plain(value: object) -> str | None:
    return _text(value) if isinstance(value, str) else None


def _is_placeholder(value: str) -> bool:
    bare = value.strip().strip("[](){}<>*\"'").rstrip(".").strip()
    return " ".join(bare.split()).lower() in _PLACEHOLDERS


def _doi(value: object) -> str | None:
    """A DOI without the address before it; what is none stays as it is given."""
    text = _text(value)
    if text is None or not (match := _DOI.match(text.strip())):
        return text
    from urllib.parse import unquote

    return unquote(match[1]) if "%2" in match[1] else match[1]


def _count(value: object) -> int | None:
    if type(value) is int and 0 <= value <= _LARGEST:
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        return int(value)
    return None


def _first_version(value: object) -> str | None:
    """The day of the first version in arXiv's `[{"version": "v1", "created": "..."}]`."""
    first = value[0] if isinstance(value, list) and value else None
    return dates.day(first.get("created")) if isinstance(first, dict) else None


_READERS: dict[str, Callable[[Any], object]] = {
    **dict.fromkeys(("title", "abstract", "organization", "url", "source", "announce_type"), _text),
    **dict.fromkeys(
        ("comment", "journal_ref", "code", "project_page", "submitter", "thumbnail"), _text
    ),
    **dict.fromkeys(("author_count", "upvotes", "comments", "version", "stars"), _count),
    **dict.fromkeys(("published", "listed", "updated"), dates.day),
    **dict.fromkeys(("links", "ai_keywords"), _strings),
    "markdown_url": _address,
    **dict.fromkeys(("models", "datasets", "spaces"), _addresses),
    "authors": names,
    "categories": categories,
    "doi": _doi,
    "ai_summary": _line,
    "origins": _origins,
}
"""How each field of a paper is read."""


class _Keys(dict[str, tuple[str, int, "Callable[[Any], object]"] | None]):
    """The field of each key that was met, with its rank and reader: a look-up is all of reading."""

    def __missing__(self, key: str) -> tuple[str, int, Callable[[Any], object]] | None:
        field = field_of(key) if isinstance(key, str) else None
        found = (*field, _READERS[field[0]]) if field else None
        if len(self) < _MOST_KEYS:
            self[key] = found
        return found


_KEYS = _Keys()

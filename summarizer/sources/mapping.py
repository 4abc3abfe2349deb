"""Papers from objects whose fields others have named: JSON, CSV, BibTeX, labelled text.

What such objects call a field is known here and nowhere else; a field in a form that is
not known stays unknown. Title and abstract are kept exactly as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.papers.arxivids import addressed_in, begins_address, is_withdrawn
from summarizer.papers.arxivids import named as named_id
from summarizer.papers.days import parse_day
from summarizer.papers.records import Dropped, Paper, paper_of
from summarizer.text.plain import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_OWN_ID = re.compile(r"sha256:[0-9a-f]{16}")
_NAMES = re.compile(r",?\s+and\s+|,\s*")
_LISTED = re.compile(r"\s*;\s*")
_MAIL_DATE = re.compile(r"(?:\w{3}, )?(\d{1,2}) (\w{3}) (\d{4})\b")
_DIGITS = 9
_LARGEST = 2**63 - 1
"""The largest number that a table or an index can hold: nothing is counted beyond it."""
_LONGEST = 1_000_000
"""Characters of the longest abstract: one that has more is a file in an abstract's place."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def papers(entries: Iterable[tuple[str, object]]) -> Iterator[Paper | Dropped]:
    """A paper for each `(place, object)`, or the place dropped with the reason.

    A ValueError in the place of an object stands for one that could not be read.
    """
    for where, entry in entries:
        if isinstance(entry, dict):
            title = _text(entry.get("title"))
            abstract = _text(entry.get("abstract")) or _text(entry.get("summary"))
            if title and abstract and len(title) + len(abstract) > _LONGEST:
                yield Dropped(where, f"title and abstract have more than {_LONGEST:,} characters")
            elif title and abstract:
                yield _paper(entry, title, abstract)
            else:
                missing = [name for name, text in (("title", title), ("abstract", abstract))
                           if not text]  # fmt: skip
                yield Dropped(where, f"no {' and no '.join(missing)}")
        elif isinstance(entry, ValueError):
            yield Dropped(where, str(entry))
        else:
            yield Dropped(where, f"{type(entry).__name__}, not an object")


def _paper(entry: dict[str, Any], title: str, abstract: str) -> Paper:
    known = _fields_of(entry)
    known |= {"title": title, "abstract": abstract}
    identity, version = arxiv_id(entry)
    known["id"] = identity or _own_id(entry) or content_id(title, abstract)
    if version:
        known.setdefault("version", version)
    _of_snapshot(entry, known)
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
    for key, value in entry.items():
        if value is None or key not in _FIELDS:
            continue
        name, rank, read = _FIELDS[key]
        if rank <= ranks.get(name, rank) and ((found := read(value)) or found == 0):
            known[name], ranks[name] = found, rank
    return known


def _of_snapshot(entry: dict[str, Any], known: dict[str, Any]) -> None:
    """What arXiv's metadata snapshot calls otherwise, or has in a form of its own."""
    if "comments" in entry and not known.keys() & {"comment", "comments"}:
        known["comment"] = _text(entry["comments"])
    if "authors_parsed" in entry and (people := _people(entry["authors_parsed"])):
        known["authors"] = people
    if "versions" in entry and isinstance(entry["versions"], list):
        known.setdefault("version", len(entry["versions"]) or None)
        known.setdefault("published", _first_version(entry["versions"]))


def arxiv_id(entry: dict[str, Any]) -> tuple[str | None, int | None]:
    """The arXiv id an object gives, and its version where the id holds one."""
    for key in ("id", "arxiv_id", "paper_id", "eprint"):
        given = entry.get(key)
        if isinstance(given, str) and (match := named_id(given) or begins_address(given)):
            return match[1], int(match[2]) if match[2] else None
    for key in ("url", "link", "pdf", "doi", "journal", "arxiv"):
        given = entry.get(key)
        if isinstance(given, str) and (match := addressed_in(given)):
            return match[1], int(match[2]) if match[2] else None
    return None, None


def _own_id(entry: dict[str, Any]) -> str | None:
    given = entry.get("id")
    return given if isinstance(given, str) and _OWN_ID.fullmatch(given) else None


def names(value: object) -> tuple[str, ...]:
    """Names from a list of strings or of objects with a name, or from one string of names."""
    if isinstance(value, str):
        listed = _listed(value) if value[:1] == "[" else None
        value = listed or (_LISTED if ";" in value else _NAMES).split(value)
    if not isinstance(value, list):
        return ()
    if dict in map(type, value):
        value = [item.get("name") if isinstance(item, dict) else item for item in value]
    return tuple([name for name in value if isinstance(name, str) and name and not name.isspace()])


def _listed(text: str) -> list[object] | None:
    """A list that stands in a text as JSON or as Python writes it."""
    from ast import literal_eval

    try:
        value = literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    return value if isinstance(value, list) else None


def _people(value: object) -> tuple[str, ...]:
    """Names from arXiv's `[["Last", "First", "Jr"], ...]`."""
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
        value = (_listed(value) if value[:1] == "[" else None) or re.split(r"[\s,;]+", value)
    items = value if isinstance(value, list) else []
    return tuple([item for item in items if isinstance(item, str) and item and not item.isspace()])


def _origins(value: object) -> dict[str, str]:
    pairs = value.items() if isinstance(value, dict) else ()
    return {name: place for name, place in pairs if isinstance(place, str)}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value and not value.isspace() else None


def _count(value: object) -> int | None:
    if type(value) is int and 0 <= value <= _LARGEST:
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        return int(value)
    return None


def _day(value: object) -> str | None:
    """A day as `YYYY-MM-DD`, also from the date of a mail."""
    if not isinstance(value, str):
        return None
    if parse_day(value[:10]):
        return value[:10]
    if (match := _MAIL_DATE.match(value)) and match[2].title() in _MONTHS:
        written = f"{match[3]}-{_MONTHS.index(match[2].title()) + 1:02}-{int(match[1]):02}"
        return written if parse_day(written) else None
    return None


def _first_version(value: object) -> str | None:
    """The day of the first version in arXiv's `[{"version": "v1", "created": "..."}]`."""
    first = value[0] if isinstance(value, list) and value else None
    return _day(first.get("created")) if isinstance(first, dict) else None


_NAMED_FIELDS: dict[str, tuple[Callable[[object], object], str]] = {
    "authors": (names, "authors"),
    "author_count": (_count, "author_count n_authors"),
    "organization": (_text, "organization"),
    "published": (_day, "published publishedAt published_at date"),
    "listed": (_day, "listed day announced"),
    "upvotes": (_count, "upvotes"),
    "comments": (_count, "comments numComments"),
    "url": (_text, "url link"),
    "links": (names, "links"),
    "source": (_text, "source"),
    "version": (_count, "version"),
    "updated": (_day, "updated update_date"),
    "categories": (categories, "categories"),
    "announce_type": (_text, "announce_type"),
    "comment": (_text, "comment"),
    "journal_ref": (_text, "journal_ref journal-ref journal"),
    "doi": (_text, "doi"),
    "code": (_text, "code githubRepo"),
    "stars": (_count, "stars githubStars"),
    "project_page": (_text, "project_page projectPage"),
    "submitter": (_text, "submitter"),
    "ai_keywords": (names, "ai_keywords"),
    "ai_summary": (_text, "ai_summary"),
    "origins": (_origins, "origins"),
}
"""How each field of a paper is read, and the names it goes by, the best one first."""
_FIELDS = {
    key: (name, rank, read)
    for name, (read, keys) in _NAMED_FIELDS.items()
    for rank, key in enumerate(keys.split())
}

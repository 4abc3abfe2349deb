"""Answers of the API of bioRxiv and medRxiv as papers; saved ones too.

Seen in real answers: numbers as text; `NA` for what there is not; every version a record of its
own, each with its day; marks of the publisher's XML in abstracts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.papers.arxivids import is_withdrawn
from summarizer.papers.days import parse_day
from summarizer.sources import Parsed, dates
from summarizer.sources.mapping import papers
from summarizer.sources.recognition import NO_FIT, Fit, certain
from summarizer.text.jatsmarks import without_marks
from summarizer.text.plain import content_id, one_line, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.content import Content
    from summarizer.sources.preprints import Server

_NONE = "no posts found"
_SITES = {
    "biorxiv": "https://www.biorxiv.org/content",
    "medrxiv": "https://www.medrxiv.org/content",
}
_ABSENT = {"", "NA", "na", "N/A"}
_SAID = ("confirmatory results", "contradictory results")
"""Types of papers that tell a reader something: most are "new results"."""
_LONGEST_STATUS = 200


def fit(server: Server, content: Content) -> Fit:
    """Whether a content is an answer of the API that holds the server's papers."""
    if (
        content.form != "json"
        or '"collection"' not in content.text
        or "messages" not in content.text
    ):
        return NO_FIT
    document = content.json
    if not isinstance(document, dict) or not status_of(document):
        return NO_FIT
    first = next(iter(records_of(document)), None)
    if first is None:
        mine = server.prefix == "biorxiv" and status_of(document).startswith("no ")
    else:
        mine = str(first.get("server", "")).casefold() == server.prefix
    return certain(f"an answer of {server.name}'s API") if mine else NO_FIT


def status_of(document: Any) -> str:
    """What an answer says of itself: `ok`, `no posts found`; empty where it is none."""
    said = message_of(document).get("status")
    known = isinstance(said, str) and isinstance(document.get("collection"), list)
    return one_line(said)[:_LONGEST_STATUS] if known and isinstance(said, str) else ""


def message_of(document: Any) -> dict[str, Any]:
    """The message of an answer, which counts its records; empty where there is none."""
    messages = document.get("messages") if isinstance(document, dict) else None
    first = messages[0] if isinstance(messages, list) and messages else None
    return first if isinstance(first, dict) else {}


def records_of(document: Any) -> list[dict[str, Any]]:
    """The records of an answer; what is no object is none."""
    found = document.get("collection") if isinstance(document, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def parsed(server: Server, content: Content) -> Parsed:
    """The papers of an answer, a version each: those of one DOI have one id, so they are merged.

    Raises InputError where it is no such answer.
    """
    document = content.json
    status = status_of(document)
    if not status or (status != "ok" and document["collection"]):
        message = f"`{content.name}`: no answer of {server.name}'s API"
        raise InputError(message)
    records = records_of(document)
    days = str(message_of(document).get("interval", "")).split(":")
    listing = len(days) == 2  # noqa: PLR2004 - the first and the last
    first = first_days(records)
    entries = (
        (f"record {n}", _fields(server, each, first, listing) if isinstance(each, dict) else each)
        for n, each in enumerate(document["collection"], start=1)
    )
    one_day = days[0] if listing and days[0] == days[1] and parse_day(days[0]) else None
    day = content.day.isoformat() if content.day else one_day
    notes = [] if status == "ok" else [f"{server.name} says: {status}"]
    return Parsed(papers(entries), day, notes)


def first_days(records: list[dict[str, Any]]) -> dict[str, str]:
    """By the DOIs of which the first version is among the records, the day it was posted on."""
    return {
        doi: posted
        for each in records
        if version_of(each) == 1
        and (doi := doi_of(each))
        and (posted := dates.day(each.get("date")))
    }


def doi_of(record: dict[str, Any]) -> str:
    """The DOI of a record, in small letters; empty where it has none."""
    name = _given(record, "doi").casefold()
    return name if name.startswith("10.") else ""


def version_of(record: dict[str, Any]) -> int | None:
    """The number of a record's version, which is given as text."""
    return whole_number(str(record.get("version", "")))


def _given(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    text = value.strip() if isinstance(value, str) else ""
    return "" if text in _ABSENT else text


def _fields(
    server: Server, record: dict[str, Any], first: dict[str, str], listing: bool
) -> dict[str, Any]:
    """A record under the names that `mapping` knows."""
    doi, version, day = doi_of(record), version_of(record), _given(record, "date")
    title, abstract = _given(record, "title"), without_marks(_given(record, "abstract"))
    category = _given(record, "category")
    new = version == 1 or doi in first
    found: dict[str, Any] = {
        "id": content_id("doi", doi) if doi else None,
        "title": title or None,
        "abstract": abstract or None,
        "authors": _given(record, "authors") or None,
        "published": first.get(doi) or (day if version in {None, 1} else None),
        "updated": day if version and version > 1 else None,
        "listed": day if listing else None,
        "source": server.prefix,
        "version": version,
        "withdrawn": _withdrawn(record, title, abstract),
        "categories": [category.casefold()] if category else None,
        "announce_type": ("new" if new else "replace") if listing and version else None,
        "comment": "; ".join(_remarks(record)) or None,
        "doi": doi or None,
    }
    return found | (_addresses(server, record, doi, version) if doi else {})


def _withdrawn(record: dict[str, Any], title: str, abstract: str) -> bool | None:
    said = _given(record, "type").casefold().startswith("withdrawn")
    said = said or title.casefold().startswith("withdrawn:")
    return True if said or is_withdrawn(None, abstract) else None


def _remarks(record: dict[str, Any]) -> Iterator[str]:
    """What a reader may want to know and no field of a paper holds."""
    kind = _given(record, "type").casefold()
    if kind in _SAID:
        yield kind
    if published := _given(record, "published"):
        yield f"published in a journal as doi:{published}"


def _addresses(
    server: Server, record: dict[str, Any], doi: str, version: int | None
) -> dict[str, Any]:
    """The page of the version, its PDF, and where it was published since."""
    page = f"{_SITES[server.prefix]}/{doi}" + (f"v{version}" if version else "")
    published = _given(record, "published")
    links = [f"{page}.full.pdf"] if version else []
    links += [f"https://doi.org/{published}"] if published.startswith("10.") else []
    return {"url": page, "links": links}

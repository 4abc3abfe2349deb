"""OpenReview: its pages and its API's answers, and a venue's papers or single ones live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from summarizer.errors import UsageError
from summarizer.sources import Ask, Fetched, Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.forumnotes import SITE as PLACE
from summarizer.sources.forumnotes import is_note
from summarizer.sources.recognition import Fit, certain
from summarizer.text.patterns import deferred
from summarizer.text.plain import labelled

if TYPE_CHECKING:
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources.content import Content

PROFILE = Profile(
    name="openreview",
    reads="OpenReview's pages, pasted or as HTML, and its API's JSON",
    example=(
        "A title\nAnn One, Bo Two\nPublished: 16 Jan 2024, Last Modified: 5 Mar 2024\n"
        "Keywords: lists\nAbstract: An abstract.\nSubmission Number: 1\n"
    ),
    endings=(".txt", ".text", ".html", ".htm", ".json"),
)
NAME = "openreview"
SITE = Site(
    prefix=NAME,
    name="OpenReview",
    forms=(
        Form("openreview:VENUE", "the accepted papers of a venue: `ICLR.cc/2024/Conference`"),
        Form("openreview:VENUE?status=STATUS", "those rejected, withdrawn, submitted, or all"),
        Form("openreview:ID", "one paper, by its forum's id; separate several with commas"),
    ),
    hosts=("openreview.net", "www.openreview.net", "api2.openreview.net", "api.openreview.net"),
    probes=(Probe("openreview_endpoint", "OpenReview", "/groups?id=active_venues"),),
)
STATUSES = ("accepted", "rejected", "withdrawn", "desk-rejected", "submitted", "all")

_VENUE = deferred(r"(?:[\w-]+(?:\.[\w-]+)+(?=/)|[A-Z]{3,7})(?:/[\w.&+-]{1,80}){0,8}")
"""A site's name and what is below it, or a journal: nothing that a file could be called."""
_FORUM = deferred(r"[\w-]{8,16}")
_HELP = (
    "give `openreview:VENUE`, such as `openreview:ICLR.cc/2024/Conference`, with "
    f"`?status=` one of {', '.join(STATUSES)}, or `openreview:ID` with the id of a paper's forum"
)


def recognises(content: Content) -> Fit:
    """The API's notes, or one of the site's pages."""
    from summarizer.sources.openreview import pages

    if content.form == "lines":
        if is_note(next(content.json_lines())[1]):
            return certain("notes of OpenReview's API, a line each")
    elif content.form == "json" and any(map(is_note, _notes_of(content.json))):
        return certain("notes of OpenReview's API")
    return pages.fit(content)


def parse(content: Content) -> Parsed:
    """Read a page or an answer. Raises InputError where it is malformed."""
    from summarizer.sources.openreview import notes, pages

    if content.form == "lines":
        return notes.parsed(entry for _, entry in content.json_lines())
    if content.form == "json":
        return notes.parsed(_notes_of(content.json))
    return pages.parsed(content)


def _notes_of(document: Any) -> list[Any]:
    """The notes of an answer: in a list, alone, or a list by itself."""
    if isinstance(document, dict):
        document = document.get("notes", [document])
    return document if isinstance(document, list) else []


def ask(spec: str, settings: Settings) -> Ask | None:
    """`openreview:...` and the site's URLs. Raises UsageError for what is none of these."""
    endpoints = (settings.openreview_endpoint, settings.openreview_v1_endpoint)
    rest = behind_prefix(spec, SITE, endpoints, _named_by_url)
    if rest is None:
        return None
    named, _, terms = _without_addresses(rest).partition("?")
    ids = [each.strip() for each in named.split(",")]
    if not terms and all(map(_FORUM.fullmatch, ids)):
        names = tuple(dict.fromkeys(ids))
        joined = ",".join(names)
        label = labelled(NAME, joined)
        return Ask(f"{NAME}:{joined}", label, "papers", None, {"ids": joined}, ids=names)
    venue = named.strip("/")
    status = parse_qs(terms).get("status", [""])[0] if terms else STATUSES[0]
    if not _VENUE.fullmatch(venue) or status not in STATUSES:
        raise _wrong(spec, status if terms and _VENUE.fullmatch(venue) else "")
    shown = venue if status == STATUSES[0] else f"{venue}?status={status}"
    asked = {"venue": venue, "status": status}
    return Ask(f"{NAME}:{shown}", labelled(NAME, shown), "papers", None, asked)


def _without_addresses(rest: str) -> str:
    """What stands behind the prefix, with ids or a venue for addresses of the site's."""
    if "://" not in rest:
        return rest
    from urllib.parse import urlsplit

    parts = [urlsplit(each.strip()) if "://" in each else each for each in rest.split(",")]
    return ",".join(
        each
        if isinstance(each, str)
        else _named_by_url(each)
        if each.hostname in SITE.hosts
        else each.geturl()
        for each in parts
    )


def _wrong(spec: str, status: str) -> UsageError:
    from summarizer.text.spelling import question

    meant = question(status, STATUSES) or f": give one of {', '.join(STATUSES)}"
    why = f"there is no status `{status}`{meant}" if status else _HELP
    return UsageError(f"`{spec}`: {why}")


def _named_by_url(parts: SplitResult) -> str:
    """What a URL of the site stands for, as written behind `openreview:`."""
    terms = {name: values[0] for name, values in parse_qs(parts.query).items()}
    page = parts.path.strip("/")
    if page in {"forum", "pdf", "group", "notes", "revisions", "attachment", "references"}:
        venue = terms.get("content.venueid") or terms.get("invitation", "").partition("/-/")[0]
        return terms.get("id") or terms.get("forum") or venue or f" {page}"
    return f" {page}"


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """The papers of a venue, or those of some ids; what came before a failure is kept.

    Raises ServiceError where the site does not answer or refuses, InputError where it has no
    such venue or paper, and NothingListed where a venue shows none.
    """
    from summarizer.sources.openreview import requests

    del most  # a venue is read whole: the API ranks nothing
    return requests.fetched(ask, client)


def why_empty(day: date, now: datetime) -> str:
    """No listing here is by day."""
    del day, now
    return f"OpenReview lists no papers by day: see {PLACE}"

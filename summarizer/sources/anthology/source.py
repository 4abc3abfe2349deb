"""The ACL Anthology: its pages, and volumes, events and single papers live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.sources import Ask, Fetched, Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.anthology.ids import SITE as PLACE
from summarizer.sources.anthology.ids import (
    is_event,
    is_front_matter,
    is_paper,
    is_volume,
    named_in,
    volume_of,
)
from summarizer.text.plain import labelled

if TYPE_CHECKING:
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources.content import Content
    from summarizer.sources.recognition import Fit

PROFILE = Profile(
    name="anthology",
    reads="pages of the ACL Anthology, pasted or as HTML",
    example="pdf bib abs\nA title\nAnn One | Bo Two\nAn abstract.\n",
    label="anthology",
    endings=(".txt", ".text", ".html", ".htm"),
)
NAME = "acl"
SITE = Site(
    prefix=NAME,
    name="the ACL Anthology",
    forms=(
        Form("acl:VOLUME", "the papers of a volume: `2024.acl-long`, `P19-1`"),
        Form("acl:EVENT", "the papers of all volumes of an event: `acl-2024`"),
        Form("acl:ID", "one paper: `2024.acl-long.1`, `P19-1001`; separate several with commas"),
    ),
    hosts=("aclanthology.org", "www.aclanthology.org", "aclanthology.info", "www.aclweb.org"),
    probes=(Probe("acl_endpoint", "the ACL Anthology", "/faq/api/"),),
)
_HELP = (
    "give a volume (`acl:2024.acl-long`), an event (`acl:acl-2024`) or a paper "
    f"(`acl:2024.acl-long.1`, `acl:P19-1001`); all are listed at {PLACE}/venues/"
)


def recognises(content: Content) -> Fit:
    """One of the site's pages, pasted or as HTML."""
    from summarizer.sources.anthology import pages

    return pages.fit(content)


def parse(content: Content) -> Parsed:
    """Read a page, or the site's BibTeX. Raises InputError where it is malformed."""
    from summarizer.sources.anthology import bibliography, pages
    from summarizer.sources.mapping import papers

    if content.form == "text" and content.head.lstrip().startswith("@"):
        return Parsed(papers(bibliography.papers_in(content.text)))
    return pages.parsed(content)


def ask(spec: str, settings: Settings) -> Ask | None:
    """`acl:...` and the site's URLs. Raises UsageError for what is none of these."""
    rest = behind_prefix(spec, SITE, (settings.acl_endpoint,), _named_by_url)
    if rest is None:
        return None
    names = [each.strip() for each in rest.split(",")]
    ids = [_paper(each) for each in names]
    front = next((each for each in ids if each and is_front_matter(each)), None)
    if front:
        message = f"`{spec}`: `{front}` is front matter, no paper: give `{NAME}:{volume_of(front)}`"
        raise UsageError(message)
    if all(ids):
        papers = tuple(dict.fromkeys(filter(None, ids)))
        return _ask(",".join(papers), "papers", papers)
    name = names[0].strip("/")
    if len(names) == 1 and is_volume(name):
        return _ask(name, "volume")
    if len(names) == 1 and is_event(name.lower()):
        return _ask(name.lower(), "event")
    message = f"`{spec}`: {_HELP}"
    raise UsageError(message)


def _paper(name: str) -> str | None:
    return name if is_paper(name) else named_in(name)


def _ask(name: str, kind: str, ids: tuple[str, ...] = ()) -> Ask:
    return Ask(f"{NAME}:{name}", labelled(NAME, name), "papers", None, {kind: name}, ids=ids)


def _named_by_url(parts: SplitResult) -> str:
    """What a URL of the site stands for, as written behind `acl:`."""
    path = parts.path.removeprefix("/anthology").strip("/")
    for kind in ("volumes/", "events/"):
        if path.startswith(kind):
            return path.removeprefix(kind).removesuffix(".bib")
    return named_in(path) or f" {path}"


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """The papers of a volume, an event, or of some ids; what came before a failure is kept.

    Raises ServiceError where the site does not answer, InputError where it has no such thing,
    and NothingListed where it has no abstracts of what was asked for.
    """
    from summarizer.sources.anthology import requests

    del most  # a volume is one page
    return requests.fetched(ask, client, parse)


def why_empty(day: date, now: datetime) -> str:
    """No listing here is by day."""
    del day, now
    return f"the ACL Anthology lists no papers by day: see {PLACE}/venues/"

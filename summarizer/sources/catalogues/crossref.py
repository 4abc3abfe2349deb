"""Crossref: works by their DOIs or by words, live, and answers of its API saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError, UsageError
from summarizer.sources import Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.catalogues.asking import Catalogue, asked, without_abstract
from summarizer.sources.recognition import NO_FIT, Fit, certain

if TYPE_CHECKING:
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources import Ask, Fetched
    from summarizer.sources.content import Content

PROFILE = Profile(
    name="crossref",
    reads="Crossref's JSON",
    example='{"status": "ok", "message": {"items": [{"DOI": "10.5555/1", "title": ["A title"], '
    '"abstract": "<jats:p>An abstract.</jats:p>"}]}}',
    endings=(".json",),
)


def _identity(text: str) -> str | None:
    """The DOI that a text is, as the API takes it; None where it is none."""
    from summarizer.papers import dois
    from summarizer.papers.arxivids import typed

    text = text.strip()
    if typed(text):
        return None  # arXiv's DOIs are DataCite's
    return dois.whole(text)


CATALOGUE = Catalogue(
    name="Crossref",
    prefix="crossref",
    parts=("title", "author", "since", "until"),
    sorts=("relevance", "date", "citations"),
    ids="DOIs",
    identity=_identity,
    key="CROSSREF_TOKEN",
    without="",
    phrases=False,
)
SITE = Site(
    prefix=CATALOGUE.prefix,
    name=CATALOGUE.name,
    forms=(
        Form("crossref:DOI", "papers by their DOIs; commas join several"),
        Form("crossref:?q=WORDS", "search; the first 50 results, or `--limit`; `&sort=date`"),
    ),
    hosts=("doi.org", "dx.doi.org", "www.doi.org", "search.crossref.org", "api.crossref.org"),
    probes=(Probe("crossref_endpoint", "Crossref", "/works/10.1038/nature14539"),),
)


def recognises(content: Content) -> Fit:
    """An answer of the API: a message with works."""
    from summarizer.sources.catalogues import crossrefworks

    if content.form != "json" or '"DOI"' not in content.text:
        return NO_FIT
    is_ours = bool(crossrefworks.entries(content.json))
    return certain("an answer of Crossref's API") if is_ours else NO_FIT


def parse(content: Content) -> Parsed:
    """Read an answer. Raises InputError where it has no works."""
    from summarizer.sources.catalogues import crossrefworks
    from summarizer.sources.mapping import papers

    entries = crossrefworks.entries(content.json)
    if entries is None:
        message = f"`{content.name}`: no works where Crossref has them"
        raise InputError(message)
    bare = 0 if content.name.startswith(f"{SITE.prefix}:") else crossrefworks.bare(entries)
    notes = [without_abstract(bare, len(entries))] if bare else []
    return Parsed(papers(crossrefworks.fields(entries)), None, notes)


def ask(spec: str, settings: Settings) -> Ask | None:
    """`crossref:...`, and addresses of DOIs. Raises UsageError for what is none of these."""
    rest = behind_prefix(spec, SITE, (settings.crossref_endpoint,), _named_by_url)
    if rest is None:
        return None
    from summarizer.papers.arxivids import typed

    if (identity := typed(rest)) and spec.startswith(f"{SITE.prefix}:"):
        message = f"`{spec}`: arXiv's DOIs are not Crossref's: give `arxiv:{identity}`"
        raise UsageError(message)
    return asked(CATALOGUE, spec, rest)


def _named_by_url(parts: SplitResult) -> str:
    from urllib.parse import parse_qs, quote

    words = parse_qs(parts.query)
    if found := words.get("q") or words.get("query"):
        return f"?q={quote(found[0])}"
    return parts.path.strip("/").removeprefix("v1/").removeprefix("works/")


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Papers by words, or by ids. Raises ServiceError, InputError where there is no such paper."""
    from summarizer.sources.catalogues import crossrefrequests

    return crossrefrequests.fetched(CATALOGUE, ask, most, client)


def why_empty(day: date, now: datetime) -> str:
    """Nothing is listed by day here."""
    del day, now
    return "Crossref lists no days"

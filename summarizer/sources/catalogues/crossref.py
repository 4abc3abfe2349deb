"""Crossref: works by their DOIs or by words, live, and answers of its API saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError, UsageError
from summarizer.sources import Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.catalogues import crossrefworks
from summarizer.sources.catalogues.answering import (
    NOT_FOUND,
    Catalogue,
    Desk,
    asked,
    listed,
    objects,
    question_of,
)
from summarizer.sources.catalogues.paging import (
    RANKING,
    Limits,
    Page,
    named,
    pages,
    ranked,
    without_abstract,
)
from summarizer.sources.recognition import NO_FIT, Fit, certain

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources import Ask, Fetched
    from summarizer.sources.content import Content
    from summarizer.sources.queries import Question

PROFILE = Profile(
    name="crossref",
    reads="Crossref's JSON",
    example='{"status": "ok", "message": {"items": [{"DOI": "10.5555/1", "title": ["A title"], '
    '"abstract": "<jats:p>An abstract.</jats:p>"}]}}',
    endings=(".json",),
)
CATALOGUE = Catalogue(
    name="Crossref",
    prefix="crossref",
    parts=("title", "author", "since", "until"),
    sorts=("relevance", "date", "citations"),
    ids="DOIs",
    identity=crossrefworks.id_of,
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
_SELECT = (
    "DOI,title,subtitle,abstract,author,type,container-title,volume,issue,page,article-number,"
    "published,published-online,published-print,posted,issued,relation,URL"
)
_LIMITS = Limits(100, 10_000)
_ALONE, _POLITE = 1.0, 0.4
"""Seconds between two requests: of anybody, and of who gives an address."""
_ORDERS = {"date": "published", "citations": "is-referenced-by-count"}


def recognises(content: Content) -> Fit:
    """An answer of the API: a message with works."""
    if content.form != "json" or '"DOI"' not in content.text:
        return NO_FIT
    is_ours = bool(crossrefworks.entries(content.json))
    return certain("an answer of Crossref's API") if is_ours else NO_FIT


def parse(content: Content) -> Parsed:
    """Read an answer. Raises InputError where it has no works."""
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
    """Works by words, or by DOIs. Raises ServiceError, InputError where there is no such DOI."""
    from summarizer.network.manners import Manners, key

    token, contact = key(CATALOGUE.key), client.settings.contact
    headers = {"Crossref-Plus-API-Token": f"Bearer {token}"} if token else {}
    manners = Manners(_POLITE if contact or token else _ALONE, headers=headers)
    desk = Desk(CATALOGUE, client, manners, bool(token))
    url = f"{client.settings.crossref_endpoint.rstrip('/')}/works"
    common = {"mailto": contact} if contact else {}
    if ask.kind == "papers":
        return named(ask, CATALOGUE.name, _one(desk, url, common))
    query = common | _terms(question_of(CATALOGUE, ask))
    found = pages(url, "0", most or RANKING, _LIMITS, _searched(desk, url, query))
    return ranked(ask, CATALOGUE.name, found)


def _one(desk: Desk, url: str, common: dict[str, str]) -> Callable[[str], bytes | None]:
    from urllib.parse import quote

    def one(doi: str) -> bytes | None:
        place = f"{url}/{quote(doi, safe='/')}"
        answer = desk.ask(place, common, {NOT_FOUND})
        if answer.status == NOT_FOUND:
            return None
        listed(place, crossrefworks.entries(objects(place, answer.body)))
        return answer.body

    return one


def _searched(desk: Desk, url: str, query: dict[str, str]) -> Callable[[str, int], Page]:
    def one(offset: str, size: int) -> Page:
        size = min(size, _LIMITS.search - int(offset))
        answer, document = desk.document(url, {**query, "offset": offset, "rows": str(size)})
        message = document.get("message")
        message = message if isinstance(message, dict) else {}
        found, total = listed(url, message.get("items")), message.get("total-results")
        read = int(offset) + len(found)
        more = isinstance(total, int) and total > read and read < _LIMITS.search
        return Page(
            answer.body,
            len(found),
            crossrefworks.bare(found),
            total if isinstance(total, int) else None,
            str(read) if more else None,
        )

    return one


def _terms(question: Question) -> dict[str, str]:
    """A question in Crossref's terms: the best fit first, not all words must be there."""
    filters = [
        "has-abstract:true",
        *([f"from-pub-date:{question.since}"] if question.since else []),
        *([f"until-pub-date:{question.until}"] if question.until else []),
    ]
    asked = {
        "query.bibliographic": " ".join(question.words),
        "query.title": " ".join(question.titles),
        "query.author": " ".join(question.authors),
    }
    order = _ORDERS.get(question.sort or "")
    return {
        **{name: words for name, words in asked.items() if words},
        "filter": ",".join(filters),
        "select": _SELECT,
        **({"sort": order, "order": "desc"} if order else {}),
    }


def why_empty(day: date, now: datetime) -> str:
    """Nothing is listed by day here."""
    del day, now
    return "Crossref lists no days"

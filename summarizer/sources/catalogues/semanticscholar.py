"""Semantic Scholar: its Academic Graph live, by words or by ids, and answers of it saved."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.sources import Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.catalogues import s2papers
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
from summarizer.text.patterns import deferred

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
    name="semanticscholar",
    reads="Semantic Scholar's JSON",
    example='{"total": 1, "offset": 0, "data": [{"paperId": "1", "title": "A title", '
    '"abstract": "An abstract."}]}',
    endings=(".json", ".jsonl"),
)
CATALOGUE = Catalogue(
    name="Semantic Scholar",
    prefix="s2",
    parts=("without", "since", "until"),
    sorts=("relevance", "date", "citations"),
    ids="ids (`arXiv:ID`, a DOI, `PMID:N`, its own)",
    identity=s2papers.id_of,
    key="S2_API_KEY",
    without="all who ask without a key share one limit: set `S2_API_KEY` to a free key of your own",
)
SITE = Site(
    prefix="s2",
    name=CATALOGUE.name,
    forms=(
        Form("s2:?q=WORDS", "search; the first 50 results, or `--limit`; `&sort=date`"),
        Form("s2:ID", "papers by arXiv id, DOI, `PMID:N` or its own id; commas join several"),
    ),
    hosts=("www.semanticscholar.org", "semanticscholar.org", "api.semanticscholar.org"),
    probes=(
        Probe("s2_endpoint", "Semantic Scholar", "/graph/v1/paper/arXiv:1706.03762?fields=title"),
    ),
)
_FIELDS = (
    "title,abstract,authors,externalIds,url,venue,journal,year,publicationDate,publicationTypes,"
    "openAccessPdf"
)
_PAUSE, _BACK_OFF = 1.0, 5.0
_RELEVANT, _BULK = Limits(100, 999), Limits(1_000, 10_000)
_ORDERS = {"date": "publicationDate:desc", "citations": "citationCount:desc"}
_UNRANKED = "Semantic Scholar does not rank questions with phrases or `-`: the newest come first"
_OWN = deferred(r"[+|*()~\"]+")
_PAPER = deferred(r"(?:paper|reader)/(?:[^/]+/)?([0-9a-f]{40})")
_ASKED = deferred(r"graph/v1/paper/(?!search|batch)(.+)")
_SIGN = '"paperId"'


def recognises(content: Content) -> Fit:
    """An answer of the API: its papers have a `paperId`."""
    if content.form == "lines":
        first = next(content.json_lines(), ("", None))[1]
        return certain("Semantic Scholar's papers") if s2papers.entries(first) else NO_FIT
    if content.form != "json" or _SIGN not in content.text:
        return NO_FIT
    is_ours = s2papers.entries(content.json) is not None
    return certain("an answer of Semantic Scholar's API") if is_ours else NO_FIT


def parse(content: Content) -> Parsed:
    """Read an answer. Raises InputError where it has no list of papers."""
    from summarizer.sources.mapping import papers

    if content.form == "lines":
        found = [entry for _, entry in content.json_lines()]
        return Parsed(papers(s2papers.fields(found)))
    entries = s2papers.entries(content.json)
    if entries is None:
        message = f"`{content.name}`: no papers where Semantic Scholar has them"
        raise InputError(message)
    bare = 0 if content.name.startswith(f"{SITE.prefix}:") else s2papers.bare(entries)
    notes = [without_abstract(bare, len(entries))] if bare else []
    return Parsed(papers(s2papers.fields(entries)), None, notes)


def ask(spec: str, settings: Settings) -> Ask | None:
    """`s2:...` and the site's URLs. Raises UsageError for what is none of these."""
    rest = behind_prefix(spec, SITE, (settings.s2_endpoint,), _named_by_url)
    return None if rest is None else asked(CATALOGUE, spec, rest)


def _named_by_url(parts: SplitResult) -> str:
    from urllib.parse import parse_qs, quote, unquote

    path = parts.path.strip("/")
    words = parse_qs(parts.query).get("query" if path.startswith("graph") else "q")
    if words and "search" in path:
        return f"?q={quote(words[0])}"
    shown = _PAPER.match(path) or _ASKED.match(path)
    return unquote(shown[1]) if shown else f" {path}"


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Papers by words, or by ids. Raises ServiceError, InputError where there is no such paper."""
    from summarizer.network.manners import Manners, key

    token = key(CATALOGUE.key)
    headers = {"x-api-key": token} if token else {}
    desk = Desk(CATALOGUE, client, Manners(_PAUSE, _BACK_OFF, headers), bool(token))
    base = f"{client.settings.s2_endpoint.rstrip('/')}/graph/v1/paper"
    if ask.kind == "papers":
        return named(ask, CATALOGUE.name, _one(desk, base))
    question, wanted = question_of(CATALOGUE, ask), most or RANKING
    if not (question.phrases or question.without or question.sort in _ORDERS):
        url = f"{base}/search"
        one = _relevant(desk, url, question)
        return ranked(ask, CATALOGUE.name, pages(url, "0", wanted, _RELEVANT, one))
    url = f"{base}/search/bulk"
    one = _sorted(desk, url, question, min(wanted, _BULK.search))
    found = ranked(ask, CATALOGUE.name, pages(url, "", wanted, _BULK, one))
    unranked = found and question.sort not in _ORDERS
    return replace(found, notes=(*found.notes, _UNRANKED)) if found and unranked else found


def _one(desk: Desk, base: str) -> Callable[[str], bytes | None]:
    from urllib.parse import quote

    def one(identity: str) -> bytes | None:
        url = f"{base}/{quote(identity, safe=':/')}"
        answer = desk.ask(url, {"fields": f"{_FIELDS},tldr"}, {NOT_FOUND})
        return None if answer.status == NOT_FOUND else _checked(url, answer.body)

    return one


def _checked(url: str, body: bytes) -> bytes:
    listed(url, s2papers.entries(objects(url, body)))
    return body


def _days(question: Question) -> dict[str, str]:
    if not (question.since or question.until):
        return {}
    return {"publicationDateOrYear": f"{question.since or ''}:{question.until or ''}"}


def _relevant(desk: Desk, url: str, question: Question) -> Callable[[str, int], Page]:
    """By relevance: words alone, whose hyphens it does not know; paged by numbers."""
    words = " ".join(re.sub(r"[-–—]+", " ", each) for each in question.words)  # noqa: RUF001 - dashes
    query = {"query": words, "fields": f"{_FIELDS},tldr", **_days(question)}

    def one(offset: str, size: int) -> Page:
        size = min(size, _RELEVANT.search - int(offset))
        paging = {"offset": offset, "limit": str(size)}
        answer, document = desk.document(url, {**query, **paging})
        found = listed(url, document.get("data", []) if "total" in document else None)
        following, total = document.get("next"), document.get("total")
        return Page(
            answer.body,
            len(found),
            s2papers.bare(found),
            total if isinstance(total, int) else None,
            str(following) if isinstance(following, int) else None,
        )

    return one


def _sorted(desk: Desk, url: str, question: Question, most: int) -> Callable[[str, int], Page]:
    """In an order: words, phrases and words that must not be there; paged by a token.

    A page has up to a thousand papers, whatever is wanted: no more than `most` are kept.
    """
    words = [f'"{each}"' if "-" in each else each for each in _plain(question.words)]
    phrases = [f'"{each}"' for each in _plain(question.phrases)]
    without = [f'-"{each}"' if " " in each else f"-{each}" for each in _plain(question.without)]
    order = _ORDERS.get(question.sort or "", _ORDERS["date"])
    asked = {"query": " ".join((*words, *phrases, *without)), "fields": _FIELDS, "sort": order}
    left = most

    def one(token: str, _size: int) -> Page:
        nonlocal left
        query = {**asked, **_days(question), **({"token": token} if token else {})}
        answer, document = desk.document(url, query)
        whole = listed(url, document.get("data", []) if "total" in document else None)
        found, left = whole[:left], left - len(whole)
        body = answer.body if left >= 0 else json.dumps({**document, "data": found}).encode()
        following, total = document.get("token"), document.get("total")
        more = left > 0 and isinstance(following, str)
        return Page(
            body,
            len(found),
            s2papers.bare(found),
            total if isinstance(total, int) else None,
            following if more else None,
        )

    return one


def _plain(texts: tuple[str, ...]) -> list[str]:
    """The texts without the signs that mean something to the API."""
    return list(filter(None, (" ".join(_OWN.sub(" ", each).split()) for each in texts)))


def why_empty(day: date, now: datetime) -> str:
    """Nothing is listed by day here."""
    del day, now
    return "Semantic Scholar lists no days"

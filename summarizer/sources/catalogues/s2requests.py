"""What is asked of Semantic Scholar: its search by relevance, its sorted search, and papers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.network.manners import Manners, key
from summarizer.sources.catalogues import s2papers
from summarizer.sources.catalogues.answering import NOT_FOUND, Desk, listed, objects
from summarizer.sources.catalogues.asking import question_of
from summarizer.sources.catalogues.paging import RANKING, Limits, Page, named, pages, ranked
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.network.http import Client
    from summarizer.sources import Ask, Fetched
    from summarizer.sources.catalogues.asking import Catalogue
    from summarizer.sources.queries import Question

_FIELDS = (
    "title,abstract,authors,externalIds,url,venue,journal,year,publicationDate,publicationTypes,"
    "openAccessPdf"
)
_PAUSE, _BACK_OFF = 1.0, 5.0
_RELEVANT, _BULK = Limits(100, 999), Limits(1_000, 10_000)
_ORDERS = {"date": "publicationDate:desc", "citations": "citationCount:desc"}
_UNRANKED = "Semantic Scholar does not rank questions with phrases or `-`: the newest come first"
_OWN = deferred(r"[|*()~\"]+")
_QUOTED = deferred(r"[-+ ]")
"""Signs with which a word is an operator to the API unless it stands in quotes."""


def fetched(catalogue: Catalogue, ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Papers by words, or by ids. Raises ServiceError, InputError where there is no such paper."""
    token = key(catalogue.key)
    headers = {"x-api-key": token} if token else {}
    desk = Desk(catalogue, client, Manners(_PAUSE, _BACK_OFF, headers), bool(token))
    base = f"{client.settings.s2_endpoint.rstrip('/')}/graph/v1/paper"
    if ask.kind == "papers":
        return named(ask, catalogue.name, _one(desk, base))
    question, wanted = question_of(catalogue, ask), most or RANKING
    if not (question.phrases or question.without or question.sort in _ORDERS):
        url = f"{base}/search"
        one = _relevant(desk, url, question)
        return ranked(ask, catalogue.name, pages(url, "0", wanted, _RELEVANT, one))
    url = f"{base}/search/bulk"
    one = _sorted(desk, url, question, min(wanted, _BULK.search))
    found = ranked(ask, catalogue.name, pages(url, "", wanted, _BULK, one))
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
    words = [f'"{each}"' if _QUOTED.search(each) else each for each in _plain(question.words)]
    phrases = [f'"{each}"' for each in _plain(question.phrases)]
    left_out = _plain(question.without)
    without = [f'-"{each}"' if _QUOTED.search(each) else f"-{each}" for each in left_out]
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
    lines = (" ".join(_OWN.sub(" ", each).split()) for each in texts)
    return [each for each in lines if any(map(str.isalnum, each))]

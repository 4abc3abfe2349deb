"""What is asked of Crossref: its search, page after page, and works by their DOIs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizer.network.manners import Manners, key
from summarizer.sources.catalogues import crossrefworks
from summarizer.sources.catalogues.answering import NOT_FOUND, Desk, listed, objects
from summarizer.sources.catalogues.asking import question_of
from summarizer.sources.catalogues.paging import RANKING, Limits, Page, named, pages, ranked

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.network.http import Client
    from summarizer.sources import Ask, Fetched
    from summarizer.sources.catalogues.asking import Catalogue
    from summarizer.sources.queries import Question

_SELECT = (
    "DOI,title,subtitle,abstract,author,type,container-title,volume,issue,page,article-number,"
    "published,published-online,published-print,posted,issued,relation,URL"
)
_LIMITS = Limits(100, 10_000)
_SEARCHES, _WORKS = (1.0, 0.4), (0.25, 0.15)
"""Seconds between two requests: of anybody, and of who gives an address."""
_ORDERS = {"date": "published", "citations": "is-referenced-by-count"}


def fetched(catalogue: Catalogue, ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Works by words, or by DOIs. Raises ServiceError, InputError where there is no such DOI."""
    token, contact = key(catalogue.key), client.settings.contact
    headers = {"Crossref-Plus-API-Token": f"Bearer {token}"} if token else {}
    alone, known = _WORKS if ask.kind == "papers" else _SEARCHES
    manners = Manners(known if contact or token else alone, headers=headers)
    desk = Desk(catalogue, client, manners, bool(token))
    url = f"{client.settings.crossref_endpoint.rstrip('/')}/works"
    common = {"mailto": contact} if contact else {}
    if ask.kind == "papers":
        return named(ask, catalogue.name, _one(desk, url, common))
    question = question_of(catalogue, ask)
    one = _searched(desk, url, common, question)
    return ranked(ask, catalogue.name, pages(url, "0", most or RANKING, _LIMITS, one))


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


def _searched(
    desk: Desk, url: str, common: dict[str, str], question: Question
) -> Callable[[str, int], Page]:
    """Crossref only ranks by titles and authors: works that do not have them are left out."""
    query = common | _terms(question)

    def one(offset: str, size: int) -> Page:
        size = min(size, _LIMITS.search - int(offset))
        answer, document = desk.document(url, {**query, "offset": offset, "rows": str(size)})
        message = document.get("message")
        message = message if isinstance(message, dict) else {}
        found, total = listed(url, message.get("items")), message.get("total-results")
        read = int(offset) + len(found)
        kept = [each for each in found if crossrefworks.fits(each, question)]
        whole = {**document, "message": {**message, "items": kept}}
        more = isinstance(total, int) and total > read and read < _LIMITS.search
        return Page(
            answer.body if len(kept) == len(found) else json.dumps(whole).encode(),
            len(found),
            crossrefworks.bare(kept),
            total if isinstance(total, int) else None,
            str(read) if more else None,
            len(found) - len(kept),
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

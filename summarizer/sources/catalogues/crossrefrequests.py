"""What is asked of Crossref: its search, page after page, and works by their DOIs."""

from __future__ import annotations

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
_ALONE, _POLITE = 1.0, 0.4
"""Seconds between two requests: of anybody, and of who gives an address."""
_ORDERS = {"date": "published", "citations": "is-referenced-by-count"}


def fetched(catalogue: Catalogue, ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Works by words, or by DOIs. Raises ServiceError, InputError where there is no such DOI."""
    token, contact = key(catalogue.key), client.settings.contact
    headers = {"Crossref-Plus-API-Token": f"Bearer {token}"} if token else {}
    manners = Manners(_POLITE if contact or token else _ALONE, headers=headers)
    desk = Desk(catalogue, client, manners, bool(token))
    url = f"{client.settings.crossref_endpoint.rstrip('/')}/works"
    common = {"mailto": contact} if contact else {}
    if ask.kind == "papers":
        return named(ask, catalogue.name, _one(desk, url, common))
    query = common | _terms(question_of(catalogue, ask))
    found = pages(url, "0", most or RANKING, _LIMITS, _searched(desk, url, query))
    return ranked(ask, catalogue.name, found)


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

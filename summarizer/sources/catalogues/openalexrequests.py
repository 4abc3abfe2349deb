"""What is asked of OpenAlex: its search, cursor after cursor, and works one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.network.manners import Manners, key
from summarizer.sources.catalogues import openalexworks
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

_SELECT = (
    "id,doi,title,display_name,publication_date,publication_year,type,authorships,"
    "primary_location,best_oa_location,locations,biblio,is_retracted,abstract_inverted_index"
)
_LIMITS = Limits(100, 10_000)
_PAUSE = 0.1
_ORDERS = {"date": "publication_date:desc", "citations": "cited_by_count:desc"}
_OWN = deferred(r"[\"()|,:!&]+")
_OPERATOR = deferred(r"\b(?:AND|OR|NOT)\b")


def fetched(catalogue: Catalogue, ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Works by words, or by ids. Raises ServiceError, InputError where there is no such work."""
    token = key(catalogue.key)
    secrets = {"api_key": token} if token else {}
    desk = Desk(catalogue, client, Manners(_PAUSE, secrets=secrets), bool(token))
    url = f"{client.settings.openalex_endpoint.rstrip('/')}/works"
    contact = client.settings.contact
    common = {"select": _SELECT} | ({"mailto": contact} if contact else {})
    if ask.kind == "papers":
        return named(ask, catalogue.name, _one(desk, url, common))
    query = common | _terms(ask.spec, question_of(catalogue, ask))
    found = pages(url, "*", most or RANKING, _LIMITS, _searched(desk, url, query))
    return ranked(ask, catalogue.name, found)


def _one(desk: Desk, url: str, common: dict[str, str]) -> Callable[[str], bytes | None]:
    from urllib.parse import quote

    def one(identity: str) -> bytes | None:
        place = f"{url}/{quote(identity, safe=':/')}"
        answer = desk.ask(place, common, {NOT_FOUND})
        if answer.status == NOT_FOUND:
            return None
        listed(place, openalexworks.entries(objects(place, answer.body)))
        return answer.body

    return one


def _searched(desk: Desk, url: str, query: dict[str, str]) -> Callable[[str, int], Page]:
    def one(cursor: str, size: int) -> Page:
        answer, document = desk.document(url, {**query, "cursor": cursor, "per_page": str(size)})
        found = listed(url, document.get("results"))
        meta = document.get("meta")
        meta = meta if isinstance(meta, dict) else {}
        following, total = meta.get("next_cursor"), meta.get("count")
        return Page(
            answer.body,
            len(found),
            openalexworks.bare(found),
            total if isinstance(total, int) else None,
            following if isinstance(following, str) and following else None,
        )

    return one


def _terms(spec: str, question: Question) -> dict[str, str]:
    """A question in OpenAlex's terms. Raises UsageError where only `-` stands beside filters."""
    wanted = [*_plain(question.words), *(f'"{each}"' for each in _plain(question.phrases))]
    wanted += [] if wanted or not question.without else _plain(question.titles)
    if question.without and not wanted:
        message = f"`{spec}`: OpenAlex needs a word beside `-`: name one that papers should have"
        raise UsageError(message)
    search = " AND ".join(wanted)
    for each in _plain(question.without):
        search = f'({search}) NOT "{each}"'
    filters = [
        "has_abstract:true",
        *(f"title.search:{each}" for each in _plain(question.titles)),
        *(f"raw_author_name.search:{each}" for each in _plain(question.authors)),
        *([f"from_publication_date:{question.since}"] if question.since else []),
        *([f"to_publication_date:{question.until}"] if question.until else []),
    ]
    order = _ORDERS.get(question.sort or "")
    found = {"filter": ",".join(filters)} | ({"search": search} if search else {})
    return found | ({"sort": order} if order else {})


def _plain(texts: tuple[str, ...]) -> list[str]:
    """The texts without the signs that the API reads itself; its operators in small letters."""
    lines = (" ".join(_OWN.sub(" ", each).split()) for each in texts)
    return [_OPERATOR.sub(lambda word: word[0].lower(), each) for each in lines if each]

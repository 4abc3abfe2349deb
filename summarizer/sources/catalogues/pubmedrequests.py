"""What is asked of PubMed: `esearch` for the numbers of articles, `efetch` for the articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.errors import BadAnswer, InputError, Refused
from summarizer.network.manners import Manners, key
from summarizer.papers.records import Dropped
from summarizer.sources import Fetched
from summarizer.sources.catalogues import pubmedxml
from summarizer.sources.catalogues.answering import Desk, listed
from summarizer.sources.catalogues.asking import question_of
from summarizer.sources.catalogues.paging import RANKING, Limits, Page, pages, ranked
from summarizer.sources.content import Content
from summarizer.text.patterns import deferred
from summarizer.text.plain import shortened

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from summarizer.network.http import Client
    from summarizer.sources import Ask
    from summarizer.sources.catalogues.asking import Catalogue
    from summarizer.sources.queries import Question

_LIMITS = Limits(200, 9_998)
"""Articles of one request by address, and those of one search that PubMed shows at all."""
_ALONE, _WITH_KEY = 0.4, 0.15
_OWN = deferred(r"[\"\[\]():/*]+")


def fetched(catalogue: Catalogue, ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Articles by words, or by numbers. Raises ServiceError, InputError where there is none."""
    token, contact = key(catalogue.key), client.settings.contact
    secrets = {"api_key": token} if token else {}
    manners = Manners(_WITH_KEY if token else _ALONE, secrets=secrets)
    desk = Desk(catalogue, client, manners, bool(token))
    url = f"{client.settings.pubmed_endpoint.rstrip('/')}/entrez/eutils"
    common = {"db": "pubmed", "tool": "summarizer"} | ({"email": contact} if contact else {})
    if ask.kind == "papers":
        return _by_numbers(ask, desk, url, common)
    query = common | _terms(question_of(catalogue, ask))
    one = _searched(desk, url, common, query)
    return ranked(ask, catalogue.name, pages(url, "0", most or RANKING, _LIMITS, one))


def _by_numbers(ask: Ask, desk: Desk, url: str, common: dict[str, str]) -> Fetched:
    wanted = ask.terms["ids"].split(",")
    found: list[tuple[bytes, list[Element]]] = []
    missing: tuple[Dropped, ...] = ()
    for start in range(0, len(wanted), _LIMITS.page):
        numbers = wanted[start : start + _LIMITS.page]
        try:
            found.append(_fetched(desk, url, common, numbers))
        except (BadAnswer, Refused) as error:
            if not found:
                raise
            missing = tuple(Dropped(f"PMID {each}", str(error)) for each in wanted[start:])
            break
    known = {pubmedxml.number_of(each) for _, articles in found for each in articles}
    if not known:
        message = f"PubMed has no paper `{ask.terms['ids']}`: check the number"
        raise InputError(message)
    lost = {each.where.removeprefix("PMID ") for each in missing}
    unknown = [each for each in wanted if each not in known | lost]
    missing += tuple(Dropped(f"PMID {each}", "PubMed has no such article") for each in unknown)
    return Fetched(tuple(Content(ask.spec, body) for body, _ in found), missing)


def _fetched(
    desk: Desk, url: str, common: dict[str, str], numbers: list[str]
) -> tuple[bytes, list[Element]]:
    """The articles of these numbers, in their order, and the answer that has them so.

    Raises BadAnswer.
    """
    place = f"{url}/efetch.fcgi"
    answer = desk.ask(place, {**common, "id": ",".join(numbers), "retmode": "xml"})
    try:
        root = pubmedxml.root(answer.body.decode("utf-8", "replace"))
    except ValueError as error:
        message = f"{place} sent an answer that is no set of articles: {error}: try again later"
        raise BadAnswer(message) from error
    found = pubmedxml.articles(root)
    known = [pubmedxml.number_of(each) for each in found]
    if known == [each for each in numbers if each in known]:
        return answer.body, found
    ordered = sorted(found, key=lambda each: pubmedxml.place_in(numbers, each))
    return pubmedxml.written(ordered), ordered


def _searched(
    desk: Desk, url: str, common: dict[str, str], query: dict[str, str]
) -> Callable[[str, int], Page]:
    place = f"{url}/esearch.fcgi"

    def one(start: str, size: int) -> Page:
        size = min(size, _LIMITS.search - int(start))
        _, document = desk.document(place, {**query, "retstart": start, "retmax": str(size)})
        result = document.get("esearchresult")
        result = result if isinstance(result, dict) else {}
        if said := result.get("ERROR") or document.get("error"):
            message = f"PubMed could not search: {shortened(str(said), 160)}: try again later"
            raise BadAnswer(message)
        numbers = [str(each) for each in listed(place, result.get("idlist"))]
        if not numbers:
            return Page(b"", 0)
        total = int(str(result.get("count"))) if str(result.get("count")).isdigit() else None
        body, articles = _fetched(desk, url, common, numbers)
        read = int(start) + len(numbers)
        more = total is not None and total > read and read < _LIMITS.search
        return Page(
            body, len(numbers), pubmedxml.bare(articles), total, str(read) if more else None
        )

    return one


def _terms(question: Question) -> dict[str, str]:
    """A question in PubMed's terms; what it calls its own MeSH words is found too."""
    wanted = [
        *_plain(question.words),
        *(f'"{each}"[tiab]' for each in _plain(question.phrases)),
        *(f'"{each}"[ti]' if " " in each else f"{each}[ti]" for each in _plain(question.titles)),
        *(f"{each}[au]" for each in _plain(question.authors)),
        "hasabstract",
    ]
    if question.since or question.until:
        first, last = (question.since or "1000-01-01"), (question.until or "3000-12-31")
        days = (each.replace("-", "/") for each in (first, last))
        wanted.append(":".join(f'"{each}"[dp]' for each in days))
    term = " AND ".join(wanted)
    for each in _plain(question.without):
        term = f'({term}) NOT "{each}"[tiab]'
    sort = "pub_date" if question.sort == "date" else "relevance"
    return {"term": term, "sort": sort, "retmode": "json"}


def _plain(texts: tuple[str, ...]) -> list[str]:
    """The texts without the signs that PubMed reads itself; its operators in small letters."""
    lines = (" ".join(_OWN.sub(" ", each).split()) for each in texts)
    return [re.sub(r"\b(?:AND|OR|NOT)\b", lambda w: w[0].lower(), each) for each in lines if each]

"""PubMed: articles by words or by their numbers, live by the E-utilities, and its XML saved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.errors import BadAnswer, InputError, Refused
from summarizer.papers.records import Dropped
from summarizer.sources import Fetched, Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.catalogues import pubmedxml
from summarizer.sources.catalogues.answering import Catalogue, Desk, asked, listed, question_of
from summarizer.sources.catalogues.paging import (
    RANKING,
    Limits,
    Page,
    pages,
    ranked,
    without_abstract,
)
from summarizer.sources.content import Content
from summarizer.sources.recognition import NO_FIT, Fit, certain
from summarizer.text.patterns import deferred
from summarizer.text.plain import shortened

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from urllib.parse import SplitResult
    from xml.etree.ElementTree import Element

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources import Ask
    from summarizer.sources.queries import Question

PROFILE = Profile(
    name="pubmed",
    reads="PubMed's XML",
    example="<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
    "<ArticleTitle>A title.</ArticleTitle><Abstract><AbstractText>An abstract.</AbstractText>"
    "</Abstract></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
    endings=(".xml",),
)
_NUMBER = deferred(r"(?:PMID:?\s*|pmid:?\s*)?([1-9]\d{0,8})")


def _number(text: str) -> str | None:
    match = _NUMBER.fullmatch(text.strip())
    return match[1] if match else None


CATALOGUE = Catalogue(
    name="PubMed",
    prefix="pubmed",
    parts=("without", "title", "author", "since", "until"),
    sorts=("relevance", "date"),
    ids="numbers of articles (PMID)",
    identity=_number,
    key="NCBI_API_KEY",
    without="a free key in `NCBI_API_KEY` may ask ten times a second, without one three times",
)
SITE = Site(
    prefix=CATALOGUE.prefix,
    name=CATALOGUE.name,
    forms=(
        Form("pubmed:?q=WORDS", "search; the first 50 results, or `--limit`; `&sort=date`"),
        Form("pubmed:PMID", "articles by their numbers; commas join several"),
    ),
    hosts=("pubmed.ncbi.nlm.nih.gov", "eutils.ncbi.nlm.nih.gov"),
    probes=(Probe("pubmed_endpoint", "PubMed", "/entrez/eutils/einfo.fcgi?retmode=json"),),
)
_LIMITS = Limits(200, 9_998)
"""Articles of one request by address, and those of one search that PubMed shows at all."""
_ALONE, _WITH_KEY = 0.4, 0.15
_SIGN = deferred(r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle)[\s>]")
_OWN = deferred(r"[\"\[\]():/*]+")


def recognises(content: Content) -> Fit:
    """A set of articles, or one."""
    is_ours = content.form == "markup" and _SIGN.search(content.head)
    return certain("PubMed's articles") if is_ours else NO_FIT


def parse(content: Content) -> Parsed:
    """Read a set of articles. Raises InputError where it is malformed."""
    from summarizer.sources.mapping import papers

    try:
        found = pubmedxml.articles(pubmedxml.root(content.text))
    except ValueError as error:
        message = f"`{content.name}`: cannot be read as PubMed's XML: {error}"
        raise InputError(message) from error
    bare = 0 if content.name.startswith(f"{SITE.prefix}:") else pubmedxml.bare(found)
    notes = [without_abstract(bare, len(found))] if bare else []
    return Parsed(papers(pubmedxml.fields(found)), None, notes)


def ask(spec: str, settings: Settings) -> Ask | None:
    """`pubmed:...` and the site's URLs. Raises UsageError for what is none of these."""
    rest = behind_prefix(spec, SITE, (settings.pubmed_endpoint,), _named_by_url)
    return None if rest is None else asked(CATALOGUE, spec, rest)


def _named_by_url(parts: SplitResult) -> str:
    from urllib.parse import parse_qs, quote

    words = parse_qs(parts.query).get("term")
    return f"?q={quote(words[0])}" if words else parts.path.strip("/")


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Articles by words, or by numbers. Raises ServiceError, InputError where there is none."""
    from summarizer.network.manners import Manners, key

    token, contact = key(CATALOGUE.key), client.settings.contact
    secrets = {"api_key": token} if token else {}
    manners = Manners(_WITH_KEY if token else _ALONE, secrets=secrets)
    desk = Desk(CATALOGUE, client, manners, bool(token))
    url = f"{client.settings.pubmed_endpoint.rstrip('/')}/entrez/eutils"
    common = {"db": "pubmed", "tool": "summarizer"} | ({"email": contact} if contact else {})
    if ask.kind == "papers":
        return _by_numbers(ask, desk, url, common)
    query = common | _terms(question_of(CATALOGUE, ask))
    one = _searched(desk, url, common, query)
    return ranked(ask, CATALOGUE.name, pages(url, "0", most or RANKING, _LIMITS, one))


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


def why_empty(day: date, now: datetime) -> str:
    """Nothing is listed by day here."""
    del day, now
    return "PubMed lists no days"

"""OpenAlex: its works live, by words or by ids, answers of its API saved, lines of its snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.sources import Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.catalogues import openalexworks
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
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources import Ask, Fetched
    from summarizer.sources.content import Content
    from summarizer.sources.queries import Question

PROFILE = Profile(
    name="openalex",
    reads="OpenAlex's JSON or JSON Lines",
    example='{"meta": {"count": 1}, "results": [{"id": "https://openalex.org/W1", "title": '
    '"A title", "abstract_inverted_index": {"An": [0], "abstract.": [1]}}]}',
    endings=(".json", ".jsonl"),
)
CATALOGUE = Catalogue(
    name="OpenAlex",
    prefix="openalex",
    parts=("without", "title", "author", "since", "until"),
    sorts=("relevance", "date", "citations"),
    ids="ids (`W123`, a DOI, an arXiv id, `pmid:N`)",
    identity=openalexworks.id_of,
    key="OPENALEX_API_KEY",
    without="without a key little can be asked in a day: set `OPENALEX_API_KEY` to a free key",
)
SITE = Site(
    prefix=CATALOGUE.prefix,
    name=CATALOGUE.name,
    forms=(
        Form("openalex:?q=WORDS", "search; the first 50 results, or `--limit`; `&sort=date`"),
        Form("openalex:ID", "papers by `W123`, DOI, arXiv id or `pmid:N`; commas join several"),
    ),
    hosts=("openalex.org", "www.openalex.org", "api.openalex.org"),
    probes=(Probe("openalex_endpoint", "OpenAlex", "/works/W2741809807?select=id"),),
)
_SELECT = (
    "id,doi,title,display_name,publication_date,publication_year,type,authorships,"
    "primary_location,best_oa_location,locations,biblio,is_retracted,abstract_inverted_index"
)
_LIMITS = Limits(100, 10_000)
_PAUSE = 0.1
_ORDERS = {"date": "publication_date:desc", "citations": "cited_by_count:desc"}
_OWN = deferred(r"[\"()|,:!&]+")
_OPERATOR = deferred(r"\b(?:AND|OR|NOT)\b")
_SIGN = "openalex.org/W"


def recognises(content: Content) -> Fit:
    """An answer of the API, a work of it, or lines of works."""
    if content.form == "lines":
        first = next(content.json_lines(), ("", None))[1]
        return certain("OpenAlex's works") if openalexworks.entries(first) else NO_FIT
    if content.form != "json" or not (_SIGN in content.text or '"meta"' in content.head):
        return NO_FIT
    is_ours = openalexworks.entries(content.json) is not None
    return certain("an answer of OpenAlex's API") if is_ours else NO_FIT


def parse(content: Content) -> Parsed:
    """Read an answer or lines. Raises InputError where it has no list of works."""
    from summarizer.sources.mapping import papers

    if content.form == "lines":
        return Parsed(papers(_lines(content)))
    entries = openalexworks.entries(content.json)
    if entries is None:
        message = f"`{content.name}`: no works where OpenAlex has them"
        raise InputError(message)
    bare = 0 if content.name.startswith(f"{SITE.prefix}:") else openalexworks.bare(entries)
    notes = [without_abstract(bare, len(entries))] if bare else []
    return Parsed(papers(openalexworks.fields(entries)), None, notes)


def _lines(content: Content) -> Iterator[tuple[str, object]]:
    for place, entry in content.json_lines():
        known = entry if isinstance(entry, ValueError) else next(openalexworks.fields([entry]))[1]
        yield place, known


def ask(spec: str, settings: Settings) -> Ask | None:
    """`openalex:...` and the site's URLs. Raises UsageError for what is none of these."""
    rest = behind_prefix(spec, SITE, (settings.openalex_endpoint,), _named_by_url)
    return None if rest is None else asked(CATALOGUE, spec, rest)


def _named_by_url(parts: SplitResult) -> str:
    from urllib.parse import parse_qs, quote, unquote

    words = parse_qs(parts.query).get("search")
    if words:
        return f"?q={quote(words[0])}"
    return unquote(parts.path.strip("/").removeprefix("works/").removeprefix("https://doi.org/"))


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Works by words, or by ids. Raises ServiceError, InputError where there is no such work."""
    from summarizer.network.manners import Manners, key

    token = key(CATALOGUE.key)
    secrets = {"api_key": token} if token else {}
    desk = Desk(CATALOGUE, client, Manners(_PAUSE, secrets=secrets), bool(token))
    url = f"{client.settings.openalex_endpoint.rstrip('/')}/works"
    contact = client.settings.contact
    common = {"select": _SELECT} | ({"mailto": contact} if contact else {})
    if ask.kind == "papers":
        return named(ask, CATALOGUE.name, _one(desk, url, common))
    query = common | _terms(ask.spec, question_of(CATALOGUE, ask))
    found = pages(url, "*", most or RANKING, _LIMITS, _searched(desk, url, query))
    return ranked(ask, CATALOGUE.name, found)


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
    from summarizer.errors import UsageError

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


def why_empty(day: date, now: datetime) -> str:
    """Nothing is listed by day here."""
    del day, now
    return "OpenAlex lists no days"

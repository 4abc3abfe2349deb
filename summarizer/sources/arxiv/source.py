"""arXiv: Atom and RSS of its feeds and its API, and both live.

The newest day is the feed of the day; an earlier one is asked of the API by the
time of submission, since feeds are of one day only.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from summarizer.errors import BadAnswer, InputError, ServiceError, UsageError
from summarizer.papers.arxivids import without_version
from summarizer.papers.records import Dropped, Paper
from summarizer.sources import Ask, Fetched, Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.content import Content
from summarizer.text.patterns import deferred
from summarizer.text.plain import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.connection import Answer
    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources.arxiv.feed import Feed
    from summarizer.sources.recognition import Fit

PROFILE = Profile(
    name="arxiv",
    reads="arXiv's Atom or RSS, its listings and pages (pasted or HTML), its daily mail, OAI-PMH",
    example=(
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id><entry>'
        "<id>http://arxiv.org/abs/2512.00001v1</id><title>A title</title>"
        "<summary>An abstract.</summary></entry></feed>"
    ),
    endings=(".xml", ".atom", ".rss"),
)
NAME = "arxiv"
SITE = Site(
    prefix=NAME,
    name="arXiv",
    forms=(
        Form("arxiv:cs.CL", "the newest announcements, or those of `--date`; `+` joins categories"),
        Form("arxiv:ID", "one paper, or one version; separate several with commas"),
        Form("arxiv:?q=WORDS", "search; the first 50 results, or `--limit`; `&sort=submittedDate`"),
    ),
    hosts=("arxiv.org", "www.arxiv.org", "export.arxiv.org", "rss.arxiv.org"),
    probes=(
        Probe("arxiv_endpoint", "arXiv's API", "/api/query?search_query=cat:cs.CL&max_results=1"),
        Probe("arxiv_feeds", "arXiv's feeds", "/rss/cs.CL"),
    ),
)
PAGE_SIZE = 500
MAX_PAGES = 20
SHORT_PAGES = 5
"""How many pages may hold less than was asked for before an answer is said to have no end."""
RANKING = 50
"""How many papers of a search are read where the reader does not say."""

_HEAD = 20_000
_FEED = deferred(r"<(?:feed|rss)[\s>]")
_OWN_ENTRY = deferred(
    r"<(?:id|guid)\b[^<>]{0,200}>\s{0,20}(?:oai:arXiv\.org:|https?://(?:\w+\.)?arxiv\.org/)"
)
_OWN_LINK = deferred(
    r"<(?:\w+:)?link\b[^<>]{0,200}(?:>\s{0,20}|href=[\"'])https?://(?:\w+\.)?arxiv\.org[/<\"']"
)
_ENTRY = deferred(r"<(?:entry|item)[\s>]")
_OURS = deferred(r"<generator\b[^<>]{0,200}>summarizer<")
"""This program's own feed: taken here to be refused with what to give instead."""
_FIELD = deferred(r"(?:^|[\s(])(?:all|ti|au|abs|co|jr|cat|rn|id|submittedDate):")
_WORD = deferred(r'"[^"]+"|[^\s"]+')
_SORTS = ("relevance", "submittedDate", "lastUpdatedDate")
_BAD_REQUEST = 400
_SATURDAY = 5
_HELP = (
    "give `arxiv:cs.CL` (`+` joins categories), `arxiv:ID` (commas join several) "
    "or `arxiv:?q=WORDS`"
)


def recognises(content: Content) -> Fit | bool:
    """A feed of arXiv's own, or one of its pages, its mail or its records."""
    from summarizer.sources.arxiv import forms

    return _is_feed(content) or forms.fit(content)


def _is_feed(content: Content) -> bool:
    """Atom or RSS of arXiv's own: by its address, or by the ids of its entries.

    One of somebody else's may name arXiv in its texts and link to its papers.
    """
    if content.form != "markup":
        return False
    head = content.text[:_HEAD]
    about_itself = _ENTRY.split(head, maxsplit=1)[0]
    own = _OWN_LINK.search(about_itself) or _OWN_ENTRY.search(head) or _OURS.search(about_itself)
    return bool(own and _FEED.search(head[:2000]))


def parse(content: Content) -> Parsed:
    """Read Atom or RSS, a page, a mail or OAI-PMH records.

    Raises InputError where it is malformed, or an error of arXiv's.
    """
    from summarizer.sources.arxiv import forms
    from summarizer.sources.arxiv.feed import read_feed

    if not _is_feed(content) and forms.fit(content):
        return forms.parsed(content)
    feed = read_feed(content.name, content.text)
    if feed.error:
        message = f"`{content.name}`: arXiv says: {feed.error}"
        raise InputError(message)
    day = feed.day or (content.day.isoformat() if content.day else None)
    notes = [feed.why_empty] if feed.why_empty else []
    asked = content.day if content.name.startswith(f"{NAME}:") else None
    items = [_of_the_day(number, item, asked) for number, item in enumerate(feed.items, start=1)]
    return Parsed(items, day, notes, dated=bool(feed.day))


def _of_the_day(number: int, item: Paper | Dropped, day: date | None) -> Paper | Dropped:
    """An entry of a feed that was asked for one day; one of another day is left out, and said."""
    listed = None if isinstance(item, Dropped) else item.listed
    if day is None or listed is None or listed == day.isoformat():
        return item
    return Dropped(f"entry {number}", f"announced on {listed}, not on {day}")


def ask(spec: str, settings: Settings) -> Ask | None:
    """`arxiv:...` and the site's URLs. Raises UsageError for what is none of these."""
    from urllib.parse import parse_qs

    from summarizer.papers.arxivids import bare_id
    from summarizer.sources.arxiv.categories import canonical, similar

    endpoints = (settings.arxiv_endpoint, settings.arxiv_feeds)
    rest = behind_prefix(spec, SITE, endpoints, _named_by_url)
    if rest is None:
        return None
    if rest.startswith("?"):
        return _search(spec, parse_qs(rest[1:]))
    identities = [bare_id(each.strip()) for each in rest.split(",")]
    if all(identities):
        ids = ",".join(match[0] for match in identities if match)
        return Ask(f"{NAME}:{ids}", labelled(NAME, ids), "papers", None, {"ids": ids})
    categories = [canonical(each) for each in rest.split("+")]
    if all(categories):
        joined = "+".join(sorted(set(filter(None, categories))))
        return Ask(f"{NAME}:{joined}", f"{NAME}-{joined}", "daily", None, {"categories": joined})
    meant = similar(rest.rpartition("+")[2])
    hint = f"perhaps `{NAME}:{meant[0]}`? " if meant else ""
    message = f"`{spec}`: {hint}{_HELP}"
    raise UsageError(message)


def _search(spec: str, terms: Mapping[str, list[str]]) -> Ask:
    words = terms.get("q", [""])[0].strip()
    sort = terms.get("sort", [_SORTS[0]])[0]
    if not words or sort not in _SORTS:
        message = f"`{spec}`: give `arxiv:?q=WORDS`, and `&sort=` one of {', '.join(_SORTS)}"
        raise UsageError(message)
    label = labelled(f"{NAME}-search", words if sort == _SORTS[0] else f"{words} {sort}")
    asked = {"search": _query(words), "sort": sort}
    shown = f"{NAME}:?q={words}" + ("" if sort == _SORTS[0] else f"&sort={sort}")
    return Ask(shown, label, "ranking", None, asked)


def _query(words: str) -> str:
    """Words as the API wants them: all of them anywhere; one that names its fields stays."""
    if _FIELD.search(words):
        return words
    return " AND ".join(f"all:{word}" for word in _WORD.findall(words))


def _named_by_url(parts: SplitResult) -> str:
    """What a URL of the site stands for, as written behind `arxiv:`."""
    from urllib.parse import parse_qs, quote

    terms = {name: values[0] for name, values in parse_qs(parts.query).items()}
    path = parts.path.strip("/")
    if path == "api/query" and "id_list" in terms:
        return terms["id_list"]
    words = terms.get("search_query" if path == "api/query" else "query")
    if path in {"api/query", "search"} and words:
        return f"?q={quote(words)}"
    match = re.fullmatch(r"(?:abs|pdf|html|format)/(.+?)(?:\.pdf)?", path) or re.fullmatch(
        r"(?:list|atom|rss)/([^/]+)(?:/\w+)?", path
    )
    return match[1] if match else path


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """What arXiv answers: the feed of the day, or page after page of the API.

    What came before a failure is kept. Raises ServiceError where nothing came, and
    InputError where arXiv says that the question is wrong, or knows none of the papers.
    """
    if ask.kind == "papers":
        return _papers(ask, client)
    if ask.kind == "daily":
        return _day(ask, client)
    asked = {"search_query": ask.terms["search"], "sortBy": ask.terms["sort"]}
    return _from_api(ask, asked, most or RANKING, client)


def why_empty(day: date, now: datetime) -> str:
    """A weekend, a holiday, not announced yet: by arXiv's own calendar."""
    from summarizer.sources.arxiv import calendar

    return calendar.why_empty(day, now)


def suggest(days: Sequence[str]) -> Iterator[tuple[str, str]]:
    """All categories."""
    from summarizer.sources.arxiv.categories import DIVIDED, WHOLE

    del days
    for archive in (*DIVIDED, *WHOLE):
        yield f"{NAME}:{archive}", ""
        for subject in DIVIDED.get(archive, "").split():
            yield f"{NAME}:{archive}.{subject}", ""


def _papers(ask: Ask, client: Client) -> Fetched:
    wanted = ask.terms["ids"].split(",")
    fetched = _from_api(ask, {"id_list": ask.terms["ids"]}, len(wanted), client)
    contents = fetched.contents if fetched else ()
    items = [item for content in contents for item in parse(content).items]
    known = {item.id for item in items if isinstance(item, Paper)}
    unknown = [each for each in wanted if without_version(each) not in known]
    failed = fetched.missing if fetched else ()
    if not known and not failed:
        message = f"arXiv has no paper `{ask.terms['ids']}`: check the id"
        raise InputError(message)
    missing = failed or tuple(Dropped(each, "arXiv has no such paper") for each in unknown)
    return Fetched(contents, missing)


def _day(ask: Ask, client: Client) -> Fetched | None:
    """A day's announcements; None where there are none."""
    from summarizer.sources.arxiv import calendar
    from summarizer.sources.arxiv.categories import query as in_query

    assert ask.day  # noqa: S101 - what is daily is asked by day
    assert ask.now  # noqa: S101 - and at a moment
    opened = calendar.open_day(ask.now)
    if ask.day > opened or ask.day.weekday() >= _SATURDAY:
        return None
    if ask.day == opened:
        return _from_feed(ask, ask.day, client)
    begun, ended = calendar.window(ask.day)
    categories = ask.terms["categories"].split("+")
    listed = " OR ".join(map(in_query, categories))
    query = f"({listed}) AND submittedDate:[{begun:%Y%m%d%H%M} TO {ended:%Y%m%d%H%M}]"
    asked = {"search_query": query, "sortBy": "submittedDate", "sortOrder": "ascending"}
    fetched = _from_api(ask, asked, MAX_PAGES * PAGE_SIZE, client)
    note = (
        f"{ask.day} from the API: papers submitted for that day's announcement, "
        f"{begun:%Y-%m-%d %H:%M} to {ended:%Y-%m-%d %H:%M} UTC, without replacements and papers "
        "that moderators held back"
    )

    def completed(paper: Paper) -> Paper:
        primary = paper.categories[0] if paper.categories else ""
        own = any(primary == each or primary.startswith(f"{each}.") for each in categories)
        return replace(paper, source=ask.spec, announce_type="new" if own else "cross")

    return fetched and replace(fetched, notes=(*fetched.notes, note), completed=completed)


def _from_feed(ask: Ask, day: date, client: Client) -> Fetched | None:
    url = f"{client.settings.arxiv_feeds.rstrip('/')}/atom/{ask.terms['categories']}"
    answer = client.get(url, {})
    content = Content(ask.spec, answer.body, day)
    feed = _read(url, content)
    if not feed.items or feed.day != day.isoformat():
        return None
    return Fetched((content,), completed=lambda paper: replace(paper, source=ask.spec))


def _from_api(ask: Ask, asked: Mapping[str, str], most: int, client: Client) -> Fetched | None:
    """What the API answers, to its end or to so many papers; None where it has none."""
    contents: list[Content] = []
    read = total = 0
    missing: tuple[Dropped, ...] = ()
    try:
        for content, feed in _pages(ask, asked, most, client):
            contents.append(content)
            read, total = read + len(feed.items), feed.total or 0
    except ServiceError as error:
        if not contents:
            raise
        missing = (Dropped(f"results from {read + 1} on", str(error)),)
    if not contents:
        return None
    more = ask.kind == "ranking" and total > read and not missing
    note = f"arXiv found {total}; the first {read} were read, `--limit` reads more"
    return Fetched(tuple(contents), missing, (note,) if more else ())


def _pages(
    ask: Ask, asked: Mapping[str, str], most: int, client: Client
) -> Iterator[tuple[Content, Feed]]:
    """Page after page that holds papers. Raises BadAnswer where they come to no end."""
    url = f"{client.settings.arxiv_endpoint.rstrip('/')}/api/query"
    start, total = 0, 1
    for page in count():
        size = min(PAGE_SIZE, most - start)
        query = {**asked, "start": str(start), "max_results": str(size)}
        answer = client.get(url, query, {_BAD_REQUEST}, _trouble)
        content = Content(ask.spec, answer.body, ask.day)
        feed = _read(url, content)
        if page > most // PAGE_SIZE + SHORT_PAGES:
            message = f"{url} keeps sending pages without an end"
            raise BadAnswer(message)
        if not feed.items:
            return
        yield content, feed
        start, total = start + len(feed.items), feed.total or 0
        if start >= min(most, total):
            return


def _read(url: str, content: Content) -> Feed:
    """Raises BadAnswer for nonsense, and InputError for arXiv's own word of an error."""
    from summarizer.sources.arxiv.feed import read_feed

    try:
        feed = read_feed(content.name, content.text)
    except InputError as error:
        message = f"{url} sent an answer that cannot be read: {error}: try again later"
        raise BadAnswer(message) from error
    if feed.error:
        message = f"`{content.name}`: arXiv says: {feed.error}"
        raise InputError(message)
    return feed


def _trouble(answer: Answer) -> str | None:
    """An empty page though there are papers: seen where too much was asked."""
    head = answer.body[:5000]
    counts = [
        re.search(rb"<opensearch:%s>(\d+)<" % name, head)
        for name in (b"totalResults", b"startIndex")
    ]
    total, start = (int(match[1]) if match else 0 for match in counts)
    if total > start and b"<entry" not in answer.body:
        return f"sent an empty page although there are {total} results"
    return None

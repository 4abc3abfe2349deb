"""arXiv: Atom and RSS of its feeds and its API, and both live.

The newest day is the feed of the day; an earlier one is asked of the API by the
time of submission, since feeds are of one day only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.errors import InputError, UsageError
from summarizer.papers.records import Dropped, Paper
from summarizer.sources import Ask, Fetched, Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.recognition import Fit, certain
from summarizer.text.patterns import deferred
from summarizer.text.plain import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources.content import Content

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
_HELP = (
    "give `arxiv:cs.CL` (`+` joins categories), `arxiv:ID` (commas join several) "
    "or `arxiv:?q=WORDS`"
)


def recognises(content: Content) -> Fit:
    """A feed of arXiv's own, or one of its pages, its mail or its records."""
    from summarizer.sources.arxiv import forms

    return certain("a feed of arXiv's own") if _is_feed(content) else forms.fit(content)


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
    from summarizer.papers.arxivids import bare_id
    from summarizer.sources.arxiv.categories import canonical, similar
    from summarizer.sources.queries import terms_of

    endpoints = (settings.arxiv_endpoint, settings.arxiv_feeds)
    rest = behind_prefix(spec, SITE, endpoints, _named_by_url)
    if rest is None:
        return None
    if rest.startswith("?"):
        return _search(spec, terms_of(rest))
    identities = [bare_id(each.strip()) for each in rest.split(",")]
    if all(identities):
        named = tuple(match[0] for match in identities if match)
        ids = ",".join(named)
        return Ask(f"{NAME}:{ids}", labelled(NAME, ids), "papers", None, {"ids": ids}, ids=named)
    categories = [canonical(each) for each in rest.split("+")]
    if all(categories):
        joined = "+".join(sorted(set(filter(None, categories))))
        return Ask(f"{NAME}:{joined}", f"{NAME}-{joined}", "daily", None, {"categories": joined})
    meant = similar(rest.rpartition("+")[2])
    hint = f"perhaps `{NAME}:{meant[0]}`? " if meant else ""
    message = f"`{spec}`: {hint}{_HELP}"
    raise UsageError(message)


def _search(spec: str, terms: Mapping[str, list[str]]) -> Ask:
    from summarizer.sources.queries import escaped

    words = terms.get("q", [""])[0].strip()
    sort = terms.get("sort", [""])[0] or _SORTS[0]
    if not words or sort not in _SORTS:
        message = f"`{spec}`: give `arxiv:?q=WORDS`, and `&sort=` one of {', '.join(_SORTS)}"
        raise UsageError(message)
    label = labelled(f"{NAME}-search", words if sort == _SORTS[0] else f"{words} {sort}")
    asked = {"search": _query(words), "sort": sort}
    shown = f"{NAME}:?q={escaped(words)}" + ("" if sort == _SORTS[0] else f"&sort={sort}")
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
    from summarizer.sources.arxiv import requests

    return requests.fetched(ask, most, client, parse)


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

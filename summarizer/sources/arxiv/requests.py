"""What is asked of arXiv: the feed of the day, and its API page by page."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from summarizer.errors import BadAnswer, InputError, ServiceError
from summarizer.papers.arxivids import without_version
from summarizer.papers.records import Dropped, Paper
from summarizer.sources import Fetched
from summarizer.sources.content import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from summarizer.network.connection import Answer
    from summarizer.network.http import Client
    from summarizer.sources import Ask, Parsed
    from summarizer.sources.arxiv.feed import Feed

    Parser = Callable[[Content], Parsed]

PAGE_SIZE = 500
MAX_PAGES = 20
SHORT_PAGES = 5
"""How many pages may hold less than was asked for before an answer is said to have no end."""
RANKING = 50
"""How many papers of a search are read where the reader does not say."""
_BAD_REQUEST = 400
_SATURDAY = 5


def fetched(ask: Ask, most: int | None, client: Client, parse: Parser) -> Fetched | None:
    """What arXiv answers, as `source.fetch` has it."""
    if ask.kind == "papers":
        return _papers(ask, client, parse)
    if ask.kind == "daily":
        return _day(ask, client)
    asked = {"search_query": ask.terms["search"], "sortBy": ask.terms["sort"]}
    return _from_api(ask, asked, most or RANKING, client)


def _papers(ask: Ask, client: Client, parse: Parser) -> Fetched:
    wanted = ask.terms["ids"].split(",")
    found = _from_api(ask, {"id_list": ask.terms["ids"]}, len(wanted), client)
    contents = found.contents if found else ()
    items = [item for content in contents for item in parse(content).items]
    known = {item.id for item in items if isinstance(item, Paper)}
    unknown = [each for each in wanted if without_version(each) not in known]
    failed = found.missing if found else ()
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
    found = _from_api(ask, asked, MAX_PAGES * PAGE_SIZE, client)
    note = (
        f"{ask.day} from the API: papers submitted for that day's announcement, "
        f"{begun:%Y-%m-%d %H:%M} to {ended:%Y-%m-%d %H:%M} UTC, without replacements and papers "
        "that moderators held back"
    )

    def completed(paper: Paper) -> Paper:
        primary = paper.categories[0] if paper.categories else ""
        own = any(primary == each or primary.startswith(f"{each}.") for each in categories)
        return replace(paper, source=ask.spec, announce_type="new" if own else "cross")

    return found and replace(found, notes=(*found.notes, note), completed=completed)


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

"""What is asked of arXiv: the feed of the day, and its API page by page."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from summarizer.errors import BadAnswer, InputError, Refused, ServiceError
from summarizer.papers.arxivids import is_withdrawn, without_version
from summarizer.papers.records import Dropped, Paper
from summarizer.sources import Fetched
from summarizer.sources.content import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime

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
    try:
        found = _from_api(ask, {"id_list": ask.terms["ids"]}, len(wanted), client)
    except (Refused, BadAnswer) as error:
        return _papers_by_oai(ask, wanted, client, error)
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
    found, note = _found_by_day(ask, asked, (begun, ended), client)
    note = (
        f"{note}: papers submitted for that day's announcement, "
        f"{begun:%Y-%m-%d %H:%M} to {ended:%Y-%m-%d %H:%M} UTC, without replacements and papers "
        "that moderators held back"
    )

    def completed(paper: Paper) -> Paper:
        primary = paper.categories[0] if paper.categories else ""
        own = any(primary == each or primary.startswith(f"{each}.") for each in categories)
        known = _as_the_api_says(paper)
        return replace(known, source=ask.spec, announce_type="new" if own else "cross")

    return found and replace(found, notes=(*found.notes, note), completed=completed)


def _found_by_day(
    ask: Ask, asked: Mapping[str, str], window: tuple[datetime, datetime], client: Client
) -> tuple[Fetched | None, str]:
    """What the API answers, or OAI-PMH where it fails; and which of them it was.

    A part of the API's answer is better than none, and the whole of the other better than a part.
    """
    api = f"{ask.day} from the API"
    try:
        found = _from_api(ask, asked, MAX_PAGES * PAGE_SIZE, client)
    except (Refused, BadAnswer) as error:
        return _day_by_oai(ask, window, client, error)
    if not found or not found.missing:
        return found, api
    failure = BadAnswer(found.missing[0].why)
    try:
        whole, note = _day_by_oai(ask, window, client, failure)
    except ServiceError:
        return found, api
    return (whole, note) if whole else (found, api)


def _day_by_oai(
    ask: Ask, window: tuple[datetime, datetime], client: Client, refused: ServiceError
) -> tuple[Fetched | None, str]:
    """A day's papers by OAI-PMH, and how they were found. Raises what the API said otherwise."""
    from summarizer.sources.arxiv import harvest

    categories = ask.terms["categories"].split("+")
    try:
        contents, partial = harvest.of_a_day(ask, window, categories, client)
    except ServiceError:
        raise refused from None
    less = ", without papers that changed much later" if partial else ""
    note = f"{ask.day} by OAI-PMH{less}, since the API fails ({refused})"
    return (Fetched(contents) if contents else None), note


def _papers_by_oai(ask: Ask, wanted: list[str], client: Client, refused: ServiceError) -> Fetched:
    """Papers by OAI-PMH. Raises what the API said where that fails too, InputError for none."""
    from summarizer.sources.arxiv import harvest

    try:
        contents, missing = harvest.of_papers(ask, wanted, client)
    except ServiceError:
        raise refused from None
    if not contents and all("no such paper" in each.why for each in missing):
        message = f"arXiv has no paper `{ask.terms['ids']}`: check the id"
        raise InputError(message)
    if not contents:
        raise refused
    note = f"papers by OAI-PMH, which has the latest version only, since the API fails ({refused})"
    return Fetched(contents, missing, (note,), _as_the_api_says)


def _as_the_api_says(paper: Paper) -> Paper:
    """A paper of OAI-PMH, which names its withdrawal in words alone, and no page of its DOI."""
    links = (f"https://doi.org/{paper.doi}",) if paper.doi and not paper.links else paper.links
    withdrawn = is_withdrawn(paper.comment or "", paper.abstract) or None
    return replace(paper, links=links, withdrawn=withdrawn)


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

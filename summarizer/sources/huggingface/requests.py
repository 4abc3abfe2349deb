"""What is asked of Hugging Face: its API page by page, and its pages where the API refuses."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from summarizer.errors import BadAnswer, InputError, Refused, ServiceError
from summarizer.papers.records import Dropped
from summarizer.sources import Fetched
from summarizer.sources.content import Content
from summarizer.sources.huggingface import repositories
from summarizer.sources.huggingface.api import is_item
from summarizer.text.patterns import deferred
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.network.http import Client
    from summarizer.sources import Ask, Parsed

    Parser = Callable[[Content], Parsed]

PAGE_SIZE = 100
MAX_PAGES = 20
RANKING = 50
"""How many papers of a ranking are read where the reader does not say."""
_NO_SUCH_DAY, _NO_SUCH_PAPER = 400, 404
_OF_A_DAY = deferred(r"\b(?:date|day|future|yet|open)\b", re.IGNORECASE)
"""What the words of a refusal are about, if it is the day that is refused."""
_SATURDAY, _LONGEST_SAID = 5, 200


def fetched(ask: Ask, most: int | None, client: Client, parse: Parser) -> Fetched | None:
    """What the API lists, or the page where the API refuses or answers nonsense.

    A future or not yet open day answers 400, a day without papers `[]`.
    Raises ServiceError where the site does not answer, or answers nonsense, and
    InputError where it has no such paper.
    """
    if ask.kind == "papers":
        return _one_paper(ask, client)
    if "submitter" in ask.terms:
        return _submitted(ask, most, client)
    try:
        return _from_api(ask, most, client)
    except (Refused, BadAnswer) as error:
        content = _from_page(ask, client, parse)
        if content is None:
            raise
        return Fetched((content,), notes=(f"{error}; the page was read instead",))


def _from_api(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Page after page, until one is not full; what came before a failure is kept."""
    path = "papers/search" if "q" in ask.terms else "daily_papers"
    url = f"{client.settings.hf_endpoint.rstrip('/')}/api/{path}"
    terms = {"date": ask.day.isoformat()} if ask.day else dict(ask.terms)
    size = min(PAGE_SIZE, most or RANKING) if ask.kind == "ranking" else PAGE_SIZE
    enough = (most or RANKING) if ask.kind == "ranking" else MAX_PAGES * PAGE_SIZE
    contents: list[Content] = []
    entries: list[Any] = []
    missing: tuple[Dropped, ...] = ()
    while True:
        paging = {} if "q" in terms else {"p": str(len(contents))}
        try:
            answer = client.get(url, {**terms, "limit": str(size), **paging}, {_NO_SUCH_DAY})
            found = _none(url, answer.body, ask) if answer.status == _NO_SUCH_DAY else None
            found = _listed(url, answer.body) if found is None else found
        except ServiceError as error:
            if not contents:
                raise
            missing = (Dropped(f"pages from {len(contents) + 1} on", str(error)),)
            break
        if not found or found[0] in entries:
            break
        contents.append(Content(ask.spec, answer.body, ask.day))
        entries += found
        if len(found) < size or not paging or len(entries) >= enough:
            break
    if ask.kind != "ranking" and len(entries) >= enough:
        missing = (Dropped(f"pages from {MAX_PAGES + 1} on", "more than are read"),)
    return Fetched(tuple(contents), missing) if contents else None


def _none(url: str, body: bytes, ask: Ask) -> list[Any]:
    """Nothing, for a day that the site does not know; other refusals are errors in its words.

    Raises Refused.
    """
    said = _said(body)
    now = ask.now.date() if ask.now else None
    unknown = ask.day is None or now is None or ask.day >= now or ask.day.weekday() >= _SATURDAY
    if _OF_A_DAY.search(said) or (unknown and not said):
        return []
    message = f"{url} refused the request with status {_NO_SUCH_DAY}{': ' if said else ''}{said}"
    raise Refused(message)


def _said(body: bytes) -> str:
    """What an error says, in a line."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return one_line(body.decode("utf-8", "replace"))[:_LONGEST_SAID]
    told = found.get("error") or found.get("message") if isinstance(found, dict) else None
    return one_line(told)[:_LONGEST_SAID] if isinstance(told, str) else ""


def _one_paper(ask: Ask, client: Client) -> Fetched:
    url = f"{client.settings.hf_endpoint.rstrip('/')}/api/papers/{ask.terms['id']}"
    answer = client.get(url, {}, {_NO_SUCH_PAPER}, manners=repositories.PACE)
    if answer.status == _NO_SUCH_PAPER:
        message = f"Hugging Face has no paper `{ask.terms['id']}`: try `arxiv:{ask.terms['id']}`"
        raise InputError(message)
    _listed(url, b'[{"paper": ' + answer.body + b"}]")
    paper, notes = repositories.added(json.loads(answer.body), client)
    return Fetched((Content(ask.spec, json.dumps([{"paper": paper}]).encode()),), notes=notes)


def _submitted(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """What somebody submitted; None where that is nothing. Raises InputError for no such user."""
    found = _from_api(ask, most, client)
    if found:
        return found
    name = ask.terms["submitter"]
    url = f"{client.settings.hf_endpoint.rstrip('/')}/api/users/{name}/overview"
    if client.get(url, {}, {_NO_SUCH_PAPER}).status == _NO_SUCH_PAPER:
        message = f"Hugging Face has no user `{name}`: use the name in the address of the profile"
        raise InputError(message)
    return None


def _from_page(ask: Ask, client: Client, parse: Parser) -> Content | None:
    """The page of what was asked for; None where there is none, or it shows another day."""
    path = "papers"
    if "q" not in ask.terms:
        kind, which = ("date", ask.day) if ask.day else next(iter(ask.terms.items()))
        path += f"/{which}" if kind == "sort" else f"/{kind}/{which}"
    query = {"q": ask.terms["q"]} if "q" in ask.terms else {}
    try:
        answer = client.get(f"{client.settings.hf_endpoint.rstrip('/')}/{path}", query)
        content = Content(ask.spec, answer.body, ask.day)
        shown = parse(content) if content.form == "markup" else None
    except (ServiceError, InputError):
        return None
    same = shown and (ask.day is None or shown.day == ask.day.isoformat())
    return content if shown and shown.items and same else None


def _listed(url: str, body: bytes) -> list[Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        message = f"{url} sent an answer that is not JSON: try again later"
        raise BadAnswer(message) from error
    if not isinstance(found, list) or not all(map(is_item, found)):
        message = f"{url} sent JSON that is not a list of papers: try again later"
        raise BadAnswer(message)
    return found

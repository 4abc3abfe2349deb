"""What is asked of the API of bioRxiv and medRxiv: a time, page after page, and papers by DOI.

A page holds 30 records now and held 100 before: the next one begins behind those that came. A
category that the API does not know it leaves out of the question without a word, so that what
comes is checked.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summarizer.errors import BadAnswer, InputError, ServiceError
from summarizer.network.manners import Manners
from summarizer.papers.records import Dropped, Paper
from summarizer.sources import Fetched
from summarizer.sources.content import Content
from summarizer.sources.preprintrecords import (
    first_days,
    message_of,
    records_of,
    status_of,
    version_of,
)
from summarizer.sources.preprints import DOI, in_new_york, plain
from summarizer.text.plain import whole_number

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from summarizer.network.connection import Answer
    from summarizer.network.http import Client
    from summarizer.sources import Ask
    from summarizer.sources.preprints import Server

MANNERS = Manners(pause=1.0)
"""The API states no limit: a second is what its other clients leave, too."""
MAX_RECORDS = 12_000
"""Records of one category that are read: more than two months of all of bioRxiv."""
_LONGEST_NAME = 60


def fetched(server: Server, ask: Ask, client: Client) -> Fetched | None:
    """What the API answers, as `fetch` of a source has it."""
    if ask.kind == "papers":
        return _papers(server, ask, client)
    assert ask.now  # noqa: S101 - whoever asks says when
    if ask.day and ask.day > in_new_york(ask.now).date():
        return None
    contents: list[Content] = []
    missing: list[Dropped] = []
    failures: list[ServiceError] = []
    for category in ask.terms.get("categories", "").split("+"):
        try:
            content, lost = _listed(server, ask, category, client)
        except ServiceError as error:
            failures.append(error)
            missing.append(Dropped(f"`{category}`", str(error)))
            continue
        contents += [content] if content else []
        missing += lost
    if failures and not contents:
        raise failures[0]
    return Fetched(tuple(contents), tuple(missing)) if contents else None


def _listed(
    server: Server, ask: Ask, category: str, client: Client
) -> tuple[Content | None, list[Dropped]]:
    """The records of a category, all pages as one answer, and what could not be had of them."""
    records: list[dict[str, Any]] = []
    message: dict[str, Any] = {}
    missing: list[Dropped] = []
    read = 0
    try:
        for document in _pages(server, ask, category, client):
            message = message or message_of(document)
            found = records_of(document)
            read += len(found)
            records += found if not category else _of_category(category, found)
    except ServiceError as error:
        if not records:
            raise
        missing = [Dropped(f"records from {read + 1} on", str(error))]
    total = whole_number(str(message.get("total", ""))) or 0
    if MAX_RECORDS <= read < total:
        why = f"more than are read: {total}; name categories, or a shorter time"
        missing = [Dropped(f"records from {read + 1} on", why)]
    if not records:
        return None, missing
    body = json.dumps({"messages": [message], "collection": records}).encode()
    return Content(ask.spec, body, ask.day), missing


def _of_category(category: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records of a category. Raises BadAnswer where it was left out of the question."""
    wanted = plain(category)
    own = [each for each in found if plain(str(each.get("category", ""))) == wanted]
    if found and not own:
        other = plain(str(found[0].get("category", ""))[:_LONGEST_NAME])
        message = f"the API does not know `{wanted}`, and listed `{other}`: leave the category out"
        raise BadAnswer(message)
    return own


def _pages(server: Server, ask: Ask, category: str, client: Client) -> Iterator[dict[str, Any]]:
    """Answer after answer that holds records. Raises ServiceError."""
    day = ask.day.isoformat() if ask.day else ""
    since, until = ask.terms.get("since", day), ask.terms.get("until", day)
    query = {"category": plain(category).replace(" ", "_")} if category else {}
    cursor, before = 0, None
    while cursor < MAX_RECORDS:
        path = f"{since}/{until}/{cursor}/json"
        document = _asked(server, path, query, client)
        records = records_of(document)
        if not records:
            return
        if records == before:
            message = f"{server.name}'s API keeps sending the same records: try again later"
            raise BadAnswer(message)
        yield document
        cursor, before = cursor + len(records), records
        total = whole_number(str(message_of(document).get("total", "")))
        if total is not None and cursor >= total:
            return


def _asked(server: Server, path: str, query: dict[str, str], client: Client) -> dict[str, Any]:
    """An answer of the API. Raises BadAnswer where it is none of its own."""
    url = f"{client.settings.biorxiv_endpoint.rstrip('/')}/details/{server.prefix}/{path}"
    answer = client.get(url, query, trouble=_trouble, manners=MANNERS)
    try:
        document = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        message = f"{url} sent an answer that is not JSON: try again later"
        raise BadAnswer(message) from error
    status = status_of(document)
    if status != "ok" and not status.casefold().startswith("no "):
        said = f"says `{status}`" if status else "sent JSON that is no answer of the API"
        message = f"{url} {said}: try again later"
        raise BadAnswer(message)
    found: dict[str, Any] = document
    return found


def _trouble(answer: Answer) -> str | None:
    """No records though there are some behind the cursor: worth another try."""
    try:
        document = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    message = message_of(document)
    total, cursor = (whole_number(str(message.get(each, ""))) or 0 for each in ("total", "cursor"))
    if not records_of(document) and total > cursor and message.get("status") == "ok":
        return f"sent no records although there are {total}"
    return None


def _papers(server: Server, ask: Ask, client: Client) -> Fetched:
    """Each paper's newest version, or the one that is asked for."""
    contents: list[Content] = []
    missing: list[Dropped] = []
    posted: dict[str, str] = {}
    failures: list[ServiceError] = []
    for each in ask.terms["dois"].split(","):
        match = DOI.fullmatch(each)
        assert match  # noqa: S101 - they are read by the same pattern
        try:
            document = _asked(server, f"{match[1]}/na/json", {}, client)
        except ServiceError as error:
            failures.append(error)
            missing.append(Dropped(each, str(error)))
            continue
        records = records_of(document)
        posted |= first_days(records)
        chosen = _chosen(records, match[3])
        if chosen is None:
            missing.append(Dropped(each, _unknown(server, match, records)))
            continue
        body = json.dumps({**document, "collection": [chosen]}).encode()
        contents.append(Content(ask.spec, body))
    if failures and not contents:
        raise failures[0]
    if not contents:
        raise InputError("; ".join(f"`{each.where}`: {each.why}" for each in missing))

    def completed(paper: Paper) -> Paper:
        return replace(paper, published=posted.get(paper.doi or "", paper.published))

    return Fetched(tuple(contents), tuple(missing), completed=completed)


def _chosen(records: list[dict[str, Any]], version: str | None) -> dict[str, Any] | None:
    """The record of a version, or else of the newest."""
    wanted = [each for each in records if not version or version_of(each) == int(version)]
    return max(wanted, key=lambda each: version_of(each) or 0, default=None)


def _unknown(server: Server, match: re.Match[str], records: list[dict[str, Any]]) -> str:
    """Why a paper is not there, and where it may be: the digits of a DOI tell."""
    if records:
        there = ", ".join(str(version_of(each)) for each in records)
        return f"{server.name} has only version {there} of it"
    other = "medrxiv" if match[2] else "biorxiv"
    elsewhere = "" if other == server.prefix else f", or try `{other}:{match[0]}`"
    return f"{server.name} has no such paper: check the DOI{elsewhere}"

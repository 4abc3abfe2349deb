"""What is asked of OpenReview: the notes of a venue page by page, and single ones by their ids."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError, NothingListed, ServiceError
from summarizer.papers.records import Dropped
from summarizer.sources import Fetched
from summarizer.sources.content import Content
from summarizer.sources.forumnotes import is_public, is_reply
from summarizer.sources.openreview import venues
from summarizer.sources.openreview.api import Api
from summarizer.sources.openreview.notes import PRIVATE

if TYPE_CHECKING:
    from summarizer.network.http import Client
    from summarizer.papers.records import Paper
    from summarizer.sources import Ask

_REPLIES = {"details": "directReplies"}
"""Asks for the replies of a paper too, for its decision."""


def fetched(ask: Ask, client: Client) -> Fetched:
    """What the API answers, as `source.fetch` has it."""
    found = _papers(ask, client) if "ids" in ask.terms else _venue(ask, client)

    def completed(paper: Paper) -> Paper:
        return replace(paper, source=ask.spec)

    return replace(found, completed=completed)


def _papers(ask: Ask, client: Client) -> Fetched:
    """Single papers: each is asked of the new API, and of the old one where that has none."""
    wanted = ask.terms["ids"].split(",")
    contents: list[Content] = []
    missing: list[Dropped] = []
    failure: ServiceError | None = None
    for identity in wanted:
        if failure:
            missing.append(Dropped(identity, str(failure)))
            continue
        try:
            body, why = _paper(identity, client)
        except ServiceError as error:
            failure, body, why = error, None, str(error)
        if body is None:
            missing.append(Dropped(identity, why))
        else:
            contents.append(Content(ask.spec, body))
    if failure and not contents:
        raise failure
    if not contents:
        message = f"`{ask.spec}`: {missing[0].why}"
        raise InputError(message)
    return Fetched(tuple(contents), tuple(missing))


def _paper(identity: str, client: Client) -> tuple[bytes | None, str]:
    """The answer that holds a paper; else None, and why there is none."""
    settings, private = client.settings, False
    for endpoint in (settings.openreview_endpoint, settings.openreview_v1_endpoint):
        found, notes = Api(client, endpoint).notes({"id": identity, **_REPLIES})
        private = private or found.is_private
        for note in notes[:1]:
            if is_reply(note):
                return None, f"a reply to a paper, not one: give `openreview:{note.get('forum')}`"
            if isinstance(note, dict) and is_public(note):
                return found.body, ""
            private = True
    none = (
        "OpenReview has no such paper; a venue is written as in its address, such as "
        "`openreview:ICLR.cc/2024/Conference`"
    )
    return None, PRIVATE if private else none


def _venue(ask: Ask, client: Client) -> Fetched:
    """A venue's papers in one state; where there are none, why."""
    venue, status = ask.terms["venue"], ask.terms["status"]
    api = Api(client, client.settings.openreview_endpoint)
    group = None if status == venues.ACCEPTED else api.group(venue)
    found = _gathered(ask, api, venues.query(venue, status, group))
    if found.contents:
        return found
    group = group or api.group(venue)
    if group is None or not venues.is_new(group):
        older = Api(client, client.settings.openreview_v1_endpoint)
        found = _older(ask, older) if group else found
    if found.contents:
        return found
    if group and venues.is_new(group):
        message = f"`{ask.spec}` lists nothing: {venues.why_empty(group, status)}"
        raise NothingListed(message)
    message = f"OpenReview has no papers of a venue `{venue}`{venues.meant(venue, api)}"
    raise InputError(message)


def _older(ask: Ask, api: Api) -> Fetched:
    """A venue of the old API, by the name that its papers bear, or by what became of them."""
    venue, status = ask.terms["venue"], ask.terms["status"]
    if status == venues.ACCEPTED:
        found = _gathered(ask, api, {"content.venueid": venue})
        if found.contents:
            return found
    for invitation in venues.invitations(venue, status):
        found = _gathered(ask, api, {"invitation": invitation, **_REPLIES}, status)
        if found.contents:
            return found
    return Fetched(())


def _gathered(ask: Ask, api: Api, query: dict[str, str], state: str | None = None) -> Fetched:
    """All pages of an answer, or those before a failure; only papers of a state where it is given.

    Raises ServiceError where nothing came, and NothingListed where there are papers, and none
    for everyone or none of whose decision is known.
    """
    contents: list[Content] = []
    read, public, missing = 0, 0, tuple[Dropped, ...]()
    try:
        for found, notes in api.pages(query):
            kept = notes if state is None else [each for each in notes if venues.is_in(each, state)]
            body = found.body if state is None else json.dumps({"notes": kept}).encode()
            if kept:
                contents.append(Content(ask.spec, body))
            public += sum(isinstance(each, dict) and is_public(each) for each in kept)
            read += len(notes)
    except ServiceError as error:
        if not contents:
            raise
        missing = (Dropped(f"papers from {read + 1} on", str(error)),)
    if read and not public:
        raise NothingListed(_why_none(ask, read, contents))
    return Fetched(tuple(contents), missing)


def _why_none(ask: Ask, read: int, contents: list[Any]) -> str:
    venue, status = ask.terms["venue"], ask.terms["status"]
    if contents:
        return f"`{ask.spec}` lists nothing for everyone: only some may read its papers"
    everything = f"`openreview:{venue}?status=all` lists all {read}"
    return f"`{ask.spec}` lists nothing: no public decision says {status}; {everything}"

"""Feeds: `rss:URL`, and saved ones of anyone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.errors import Refused, UsageError
from summarizer.papers.arxivids import addressed_in
from summarizer.papers.records import Dropped, Paper, merge
from summarizer.sources import Ask, Form, Parsed, Profile, Site
from summarizer.sources.recognition import NO_FIT, Fit, certain, strong, weak
from summarizer.text.patterns import deferred
from summarizer.text.plain import labelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources import Fetched
    from summarizer.sources.content import Content
    from summarizer.sources.rss.entries import Entry

PROFILE = Profile(
    name="rss",
    reads="RSS, Atom or a JSON Feed whose entries link to papers",
    example=(
        "<rss><channel><item><title>A title</title><description>An abstract.</description>"
        "<link>https://huggingface.co/papers/2512.00001</link></item></channel></rss>"
    ),
    label="feeds",
    endings=(".xml", ".rss", ".atom"),
    catch_all=True,
)
NAME = "rss"
SITE = Site(
    prefix=NAME,
    name="feeds",
    forms=(Form("rss:URL", "the papers that a feed lists now: RSS, Atom or JSON Feed"),),
)

_OURS = deferred(r"<generator\b[^<>]{0,200}>summarizer<")
_PAPER = deferred(
    r"10\.\d{4,9}/[^\s<>\"]+"
    r"|https?://(?:www\.)?(?:openreview\.net/forum|aclanthology\.org/\w|huggingface\.co/papers/"
    r"|proceedings\.mlr\.press/|papers\.nips\.cc/|proceedings\.neurips\.cc/|hal\.science/"
    r"|pubmed\.ncbi\.nlm\.nih\.gov/|semanticscholar\.org/paper/)"
)
_HEAD = 20_000
_SCHEME = deferred(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_ADDRESS = deferred(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?].*)?")


def recognises(content: Content) -> Fit | bool:
    """A feed that links to papers; one of any other kind is none of this form."""
    from summarizer.sources.rss.entries import is_feed

    if not is_feed(content) or _is_ours(content):
        return NO_FIT
    head = content.head
    if addressed_in(head) or _PAPER.search(head):
        fit = certain if content.form == "json" else strong
        return fit("a feed that links to papers")
    if content.form == "json":
        return NO_FIT
    is_empty = re.search(r"<(?:item|entry)[\s>]", head) is None
    return weak("a feed without entries") if is_empty else NO_FIT


def _is_ours(content: Content) -> bool:
    if content.form == "json":
        return '"_summarizer"' in content.head
    return bool(_OURS.search(content.head[:_HEAD]))


def parse(content: Content) -> Parsed:
    """Read a feed; an entry that links to no paper is dropped. Raises InputError for no feed."""
    from summarizer.sources.rss.entries import entries_of

    known = getattr(content, "known", None)
    read = entries_of(content)
    return Parsed(_each(read.all, known), notes=[read.note] if read.note else [])


def _each(entries: Iterable[Entry], known: Mapping[str, Paper] | None) -> Iterator[Paper | Dropped]:
    """The papers of entries; `known` is what others know of them, None where none was asked."""
    from summarizer.sources.mapping import papers

    looked_up, known = known is not None, known or {}

    for entry in entries:
        there = known.get(entry.paper) or known.get(entry.paper.lower())
        if entry.why and there is None:
            yield Dropped(entry.where, entry.why)
            continue
        if looked_up and there is None and entry.says_nothing:
            yield Dropped(entry.where, "no abstract, neither in the feed nor on its own site")
            continue
        fields: dict[str, Any] = {
            key: value for key, value in entry.fields.items() if key != "linked"
        }
        own = [] if entry.why else list(papers([(entry.where, fields)]))
        yield _completed(entry, own[0] if own else None, there)


def _completed(entry: Entry, own: Paper | Dropped | None, known: Paper | None) -> Paper | Dropped:
    """What an entry says of a paper with what its own site says."""
    from dataclasses import replace

    if isinstance(own, Paper) and known:
        return merge(own, known)
    if known:
        page = entry.fields.get("url")
        links = dict.fromkeys((*known.links, *([page] if page else ())))
        return replace(known, links=tuple(each for each in links if each != known.url))
    return own or Dropped(entry.where, entry.why)


def ask(spec: str, settings: Settings) -> Ask | None:
    """`rss:URL`. Raises UsageError for what is no web address."""
    from summarizer.network.addresses import origin

    del settings
    prefix, _, rest = spec.partition(":")
    if prefix != NAME:
        return None
    url = re.sub(r"^feed:(?://)?(?=https?://)|^feed(?=://)", "", rest.strip()).partition("#")[0]
    url = f"https{url}" if url.startswith("://") else url
    scheme, slashes, behind = url.partition("://")
    url = f"{scheme.lower()}{slashes}{behind}"
    if not url.startswith(("http://", "https://")):
        message = f"`{spec}`: {_instead(url)}"
        raise UsageError(message)
    try:
        origin(url)
    except Refused as error:
        message = f"`{NAME}:` needs a web address: http or https, with a host and no user in it"
        raise UsageError(message) from error
    label = labelled(NAME, url.partition("://")[2])
    return Ask(f"{NAME}:{url}", label, "ranking", addresses=(url,))


def _instead(text: str) -> str:
    """What to give instead of what is no web address."""
    import os

    if text and os.path.exists(text):  # noqa: PTH110 - never raises
        return f"a saved feed is read as a file: give `{text}`"
    scheme = _SCHEME.match(text)
    if scheme:
        return f"feeds are read from http and https, not from `{scheme[1]}`"
    if _ADDRESS.fullmatch(text):
        return f"did you mean `{NAME}:https://{text}`?"
    return f"give the address of a feed: `{NAME}:https://...`"


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """The feed, with the texts of the papers it only names.

    Raises ServiceError, InputError where it is no feed, NothingListed where it is empty.
    """
    from summarizer.sources.rss import requests

    del most
    return requests.fetched(ask, client)


def why_empty(day: date, now: datetime) -> str:
    """A feed has no days of its own."""
    del day, now
    return "the feed has no entries"

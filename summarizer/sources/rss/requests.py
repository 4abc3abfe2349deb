"""What is asked for: the feed, and the texts of papers that it only names, of their own sites."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.errors import InputError, NothingListed
from summarizer.papers.arxivids import addressed_in, bare_id
from summarizer.sources import Fetched, lookups
from summarizer.sources.content import Content
from summarizer.sources.rss.entries import Entry, entries_of, is_feed, wanted
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from summarizer.network.http import Client
    from summarizer.papers.records import Paper
    from summarizer.sources import Ask

_GONE = frozenset((404, 410))
_FEEDS = ("rss+xml", "atom+xml", "rdf+xml", "feed+json")
_FEW = 3


@dataclass
class Feed(Content):
    """A feed, and the papers that others know of those it names, by `arxiv:ID` or `doi:DOI`."""

    known: Mapping[str, Paper] = field(default_factory=dict, kw_only=True)


def fetched(ask: Ask, client: Client) -> Fetched:
    """The feed with the texts it lacks.

    Raises ServiceError; InputError where the address holds no feed, with the one it may mean;
    NothingListed where the feed is empty.
    """
    url = ask.addresses[0]
    answer = client.get(url, {}, _GONE)
    if answer.status in _GONE:
        message = f"`{ask.spec}`: there is nothing at this address ({answer.status}): check it"
        raise InputError(message)
    content = Content(ask.spec, answer.body, forgiving=True)
    if not answer.body.strip():
        message = f"`{ask.spec}` lists nothing: its site sent an empty answer"
        raise NothingListed(message)
    _check(content, url)
    entries = entries_of(content).all
    if not entries:
        message = f"`{ask.spec}` lists nothing: the feed has no entries"
        raise NothingListed(message)
    known, notes = _looked_up(entries, client)
    feed = Feed(ask.spec, answer.body, forgiving=True, known=known)
    return Fetched(
        (feed,), notes=tuple(notes), completed=lambda each: replace(each, source=ask.spec)
    )


def _looked_up(entries: Iterable[Entry], client: Client) -> tuple[dict[str, Paper], list[str]]:
    """The papers whose texts the feed lacks, by what it calls them, and notes of the failures."""
    asked = wanted(entries)
    found: dict[str, Paper] = {}
    whys: list[str] = []
    for kind, look_up in (("arxiv", lookups.of_arxiv), ("doi", lookups.of_dois)):
        papers, why = look_up(asked[kind], client)
        found |= {name: paper for paper in papers for name in _names(paper)}
        if why:
            whys.append(f"texts of papers could not be looked up: {why}")
    got = sum(f"{kind}:{name.lower()}" in found for kind in asked for name in asked[kind])
    if got:
        whys.append(f"the texts of {counted(got, 'paper')} are from the papers' own sites")
    return found, whys


def _names(paper: Paper) -> Iterator[str]:
    if bare_id(paper.id):
        yield f"arxiv:{paper.id}"
    if paper.doi:
        yield f"doi:{paper.doi.lower()}"
        if match := addressed_in(paper.doi):
            yield f"arxiv:{match[1]}"


def _check(content: Content, url: str) -> None:
    """Raise InputError where a content is a web page, with the feeds that it names."""
    from summarizer.text.spelling import asked

    if is_feed(content):
        return
    if content.form != "markup":
        message = (
            f"`{content.name}` is no feed, neither RSS nor Atom nor JSON Feed: check the address"
        )
        raise InputError(message)
    named = [f"rss:{each}" for each in _alternates(content.text, url)]
    meant = asked(named[:_FEW]) or ", and names none: look for a link to RSS or Atom on it"
    message = f"`{content.name}` is a web page, not a feed{meant}"
    raise InputError(message)


def _alternates(html: str, url: str) -> list[str]:
    """The feeds that a page names in its head, as whole addresses, safe to be shown."""
    from summarizer.text.htmltree import tree_of
    from summarizer.text.plain import web_link

    tree = tree_of(html)
    found: list[str | None] = []
    for link in tree.css("link[rel~=alternate]") if tree else ():
        kind, place = (str(link.attributes.get(name) or "") for name in ("type", "href"))
        if place and any(each in kind.lower() for each in _FEEDS):
            found.append(web_link(_joined(url, place)))
    return [each for each in dict.fromkeys(found) if each]


def _joined(url: str, place: str) -> str:
    """The whole address of a place on a page; nothing where it is none."""
    from urllib.parse import urljoin

    try:
        return urljoin(url, place)
    except ValueError:
        return ""

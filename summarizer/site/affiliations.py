"""Where a paper's authors are, and the links they call their own, each with its passage.

Of an organisation that cannot be told, a site says nothing; its own reader is shown the passage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from summarizer.site.quotes import LONGEST_QUOTE, Quote, sentence_of, short_quote
from summarizer.text.plain import one_line, shortened, web_link
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.fulltext.records import Affiliation, FullText

_MOST = 12
"""Organisations, and links, on a page."""
_MOST_SENTENCES = 5
_LONGEST_NAME, _LONGEST_ADDRESS = 120, 60


class Address(NamedTuple):
    """A link, and what is shown of it."""

    url: str
    shown: str


@dataclass(frozen=True, slots=True)
class Links:
    """Links of a kind, and the sentences in which they stand."""

    kind: str
    addresses: tuple[Address, ...]
    passages: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """Organisations in a line, their passages, and links."""

    organisations: str
    passages: tuple[Quote, ...]
    links: tuple[Links, ...]


def stated(text: FullText, *, named_only: bool) -> Stated | None:
    """What a full text states; None where it states neither.

    With `named_only`, only organisations whose name is beyond doubt.
    """
    found = [each for each in text.affiliations if each.name or not named_only]
    found = sorted(found, key=lambda each: each.name is None)
    links = tuple(_links(text))
    if not (found or links):
        return None
    passages = tuple(_passage(each, text) for each in found[:_MOST])
    return Stated(_in_a_line(found, text), passages, links)


def _in_a_line(found: list[Affiliation], text: FullText) -> str:
    """The names; where none is known, the passages as they stand."""
    names = [each.name for each in found if each.name]
    unclear = len(found) - len(names)
    shown = names or [one_line(text.of(each)) for each in found]
    more = [f"{len(shown) - _MOST} more"] if shown[_MOST:] else []
    more += [f"{unclear} unclear"] if names and unclear else []
    return " · ".join(
        [*(readable(shortened(each, _LONGEST_NAME)) for each in shown[:_MOST]), *more]
    )


def _passage(each: Affiliation, text: FullText) -> Quote:
    words = shortened(text.of(each), LONGEST_QUOTE)
    before, name, after = words.partition(each.name or words)
    if not name:
        before, name, after = "", words, ""
    doubt = None if each.name else "The organisation is not clear."
    return Quote(readable(before), readable(name), readable(after), doubt)


def _links(text: FullText) -> Iterator[Links]:
    """The links of each kind, in the order of their first."""
    found = [(each, url) for each in text.own_links[:_MOST] if (url := web_link(each.url))]
    left = _MOST_SENTENCES
    for kind in dict.fromkeys(each.kind for each, _ in found if each.kind):
        links = [(each, url) for each, url in found if each.kind == kind]
        places = [*dict.fromkeys(sentence_of(each, text) for each, _ in links)][:left]
        left -= len(places)
        passages = tuple(short_quote(each, text) for each in places)
        yield Links(kind.capitalize(), tuple(_address(url) for _, url in links), passages)


def _address(url: str) -> Address:
    shown = url.partition("://")[2].removeprefix("www.").rstrip("/")
    return Address(url, shortened(shown, _LONGEST_ADDRESS))

"""What a message says: of a digest, and of each paper; plain words, which no service reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.papers.certainty import given
from summarizer.papers.places import places
from summarizer.papers.relevance import because, not_shown
from summarizer.renderers import (
    FOLLOWED,
    followed,
    heading_of,
    marks,
    place_name,
    site_line,
    whose,
)
from summarizer.text.counting import counted
from summarizer.text.plain import one_line, shortened, web_link
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.keypoints.rendering import Line
    from summarizer.papers.records import Digest, Entry
    from summarizer.renderers import View

_LONGEST_TITLE, _LONGEST_TEXT, _LONGEST_NAME = 300, 700, 60
_LONGEST_POINT = 400
_POINTS = ("Results", "Limits")
_MOST_TOPICS, _MOST_SOURCES = 5, 3
_CALL = re.compile(r"(?<!\w)@(?=\S)|@(?=everyone|channel|here|all|room|所有人)", re.IGNORECASE)
_DAY = re.compile(r"(?:^|:)\d{4}-\d{2}-\d{2}$")
_NO_CALL = "\uff20"
"""Looks like an @, and calls nobody on any service."""


@dataclass(frozen=True)
class Words:
    """What is said of one paper, each on one line; `url` is safe to be shown, "" for none."""

    title: str
    url: str
    tldr: str = ""
    points: tuple[Line, ...] = ()
    site_line: str = ""
    why: str = ""
    facts: str = ""

    @property
    def key_points(self) -> list[str]:
        """Each of them, and below them whose words they are where a model's are among them."""
        told = [plain(each.told, _LONGEST_POINT) for each in self.points]
        return [*told, plain(whose(self.points))] if told else []


def words(entry: Entry, view: View, points: Sequence[Line] = ()) -> Words:
    """What is said of a paper, with those of its key points that its TL;DR says least of."""
    return Words(
        title=plain(entry.title, _LONGEST_TITLE) or plain(entry.id),
        url=address(entry),
        tldr=plain(entry.tldr or "", _LONGEST_TEXT),
        points=tuple(each for each in points if each.heading in _POINTS),
        site_line=plain(site_line(entry, view), _LONGEST_TEXT),
        why=plain(because(entry, view.labels.names), _LONGEST_TEXT),
        facts=" · ".join(_facts(entry, view)),
    )


def address(entry: Entry) -> str:
    """Where a paper is read: its own page, or else the first place that is known."""
    found = web_link(entry.url) or next((each.url for each in places(entry)), "")
    return found.replace("@", "%40")  # some services call whoever an address names


def _facts(entry: Entry, view: View) -> Iterator[str]:
    """Topics, and what else a reader wants to know before she clicks."""
    yield from (plain(mark, _LONGEST_NAME) for mark in marks(entry))
    topics = [plain(each.said, _LONGEST_NAME) for each in given(entry, view.labels.names)]
    if topics:
        yield ", ".join(topics[:_MOST_TOPICS])
    if entry.authors:
        others = (entry.author_count or len(entry.authors)) - 1
        first = plain(entry.authors[0], _LONGEST_NAME)
        yield f"{first} et al." if others > 0 else first
    if entry.organization:
        yield plain(entry.organization, _LONGEST_NAME)
    if entry.upvotes:
        yield counted(entry.upvotes, "upvote")


def plain(text: str, most: int = _LONGEST_TITLE) -> str:
    """A text as people read it, on one line, cut at a word, that calls nobody."""
    return _CALL.sub(_NO_CALL, shortened(one_line(readable(text)), most))


def heading(digest: Digest) -> str:
    """How many papers, of which day, and how many for the reader: "12 papers of 2025-12-09"."""
    day = plain(heading_of(digest), _LONGEST_NAME)
    mine = f", {digest.for_me.relevant or 'none'} for you" if digest.for_me else ""
    return counted(len(digest.papers), "paper") + (f" of {day}" if day else "") + mine


def introduction(digest: Digest) -> list[str]:
    """What stands under the heading: where the papers are from, and what is new or left out."""
    named = [plain(_place(each), _LONGEST_NAME) for each in digest.source]
    shown = ", ".join(named[:_MOST_SOURCES])
    more = len(named) - _MOST_SOURCES
    lines = [f"From {shown}" + (f" and {more} more" if more > 0 else "")]
    if news := followed(digest):
        lines.append(plain(f"{FOLLOWED} {', '.join(news)}", _LONGEST_TEXT))
    if left := not_shown(digest.for_me):
        lines.append(left)
    if digest.skipped:
        lines.append(f"{counted(len(digest.skipped), 'more paper')} could not be summarized")
    return lines


def _place(source: str) -> str:
    """A source as others are told of it: a site by its name, of a file its name alone."""
    from summarizer.sources import sites

    prefix, _, rest = _DAY.sub("", source).partition(":")
    known = next((each.SITE.name for each in sites() if each.SITE.prefix == prefix), "")
    if known:  # of a feed, its address says more
        return rest if rest.startswith(("http://", "https://")) else f"{known} {rest}".rstrip()
    return place_name(source) if ":" in source else re.split(r"[/\\]", source)[-1]

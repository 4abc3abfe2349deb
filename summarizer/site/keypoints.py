"""The key points on a paper's page: each line with its passages, which open in place.

A site has short quotes of a full text that is kept, and no more of it: its license may forbid that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.library import fulltexts
from summarizer.papers.records import Paper
from summarizer.site.affiliations import Stated, stated
from summarizer.site.quotes import LONGEST_QUOTE, Quote, short_quote
from summarizer.text.plain import shortened
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.fulltext.records import FullText
    from summarizer.keypoints import Point
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry
    from summarizer.renderers.html.cards import Card

MOST_QUOTES = 5
"""Of a paper's points; those of its affiliations and links are as short."""


@dataclass(frozen=True, slots=True)
class Said:
    """A key point: its heading, and its line; without quotes, the line says that there is none."""

    heading: str
    line: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a paper's page says of its full text.

    That are its points and whose words they are, its affiliations and links.
    """

    points: tuple[Said, ...] = ()
    whose: str = ""
    stated: Stated | None = None


NOTHING = Told()


@dataclass
class KeyPoints:
    """What the copies that are kept say of their papers, in short quotes."""

    run: Run
    _stamps: Callable[[Paper], str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Look which copies there are; none is read yet."""
        self._stamps = fulltexts.stamps(self.run)

    def stamp(self, card: Card) -> str:
        """What changes whenever a copy of a paper's text does; "" where none is kept."""
        places = (each.url for each in (card.link, *card.places) if each)
        papers = (Paper(id=card.id, title="", abstract="", url=url) for url in (None, *places))
        return next(filter(None, map(self._stamps, papers)), "")

    def of(self, entry: Entry | None) -> Told:
        """What a paper's copy states; nothing where no copy is kept or can be read."""
        from summarizer.keypoints.rendering import whose

        found = fulltexts.pointed(entry, self.run) if entry else None
        if found is None:
            return NOTHING
        text, points = found
        there = [(name, point) for name, point in points.points.named() if point]
        said = tuple(_short(there, text))
        return Told(said, whose(points) if said else "", stated(text, named_only=True))


def _short(stated: list[tuple[str, Point]], text: FullText) -> Iterator[Said]:
    """The points in short quotes, at most so many of a paper."""
    left = MOST_QUOTES
    for name, point in stated:
        passages = point.passages[: max(left, 0)]
        left -= len(passages)
        quotes = tuple(short_quote(each, text) for each in passages)
        yield Said(heading(name), shortened(readable(point.line), LONGEST_QUOTE), quotes)


def heading(name: str) -> str:
    """What a point is called."""
    from summarizer.keypoints.rendering import HEADINGS

    return HEADINGS[name]

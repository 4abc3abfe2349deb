"""The key points on a paper's page: each line with its passages, which open in place.

A site has short quotes of a full text that is kept, and no more of it: its license may forbid that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.library import fulltexts
from summarizer.papers.records import Paper
from summarizer.text.plain import shortened
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.fulltext.records import FullText
    from summarizer.keypoints import Passage, Point
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry
    from summarizer.renderers.html.cards import Card

MOST_QUOTES = 5
LONGEST_QUOTE = 300
"""Characters of a quote, with the words around it."""
_AROUND = 80


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as it stands in its paragraph, and the section."""

    before: str
    words: str
    after: str
    section: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """A key point: its heading, and its line; without quotes, the line says that there is none."""

    heading: str
    line: str
    quotes: tuple[Quote, ...]


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

    def of(self, entry: Entry | None) -> tuple[Said, ...]:
        """The points that a paper's copy states; none where no copy is kept or can be read."""
        found = fulltexts.pointed(entry, self.run) if entry else None
        if found is None:
            return ()
        text, points = found
        stated = [(name, point) for name, point in points.named() if point]
        return tuple(_short(stated, text))


def _short(stated: list[tuple[str, Point]], text: FullText) -> Iterator[Said]:
    """The points in short quotes, at most so many of a paper."""
    left = MOST_QUOTES
    for name, point in stated:
        passages = point.passages[: max(left, 0)]
        left -= len(passages)
        quotes = tuple(_short_quote(each, text) for each in passages)
        yield Said(heading(name), shortened(readable(point.line), LONGEST_QUOTE), quotes)


def _short_quote(passage: Passage, text: FullText) -> Quote:
    room = max(LONGEST_QUOTE - len(passage.quote), 0) // 2
    found = quoted(passage, text, min(room, _AROUND))
    return Quote(found.before, shortened(found.words, LONGEST_QUOTE), found.after, found.section)


def heading(name: str) -> str:
    """What a point is called."""
    from summarizer.keypoints.rendering import HEADINGS

    return HEADINGS[name]


def quoted(passage: Passage, text: FullText, around: int) -> Quote:
    """A passage with at most `around` characters of its paragraph before it, and behind it."""
    start, end = passage.start, passage.end
    first = text.text.rfind("\n", 0, start) + 1
    last = text.text.find("\n", end)
    before, after = text.text[first:start], text.text[end : last if last >= 0 else None]
    if len(before) > around:
        before = f"… {before[len(before) - around :].partition(' ')[2]}"
    if len(after) > around:
        after = f"{after[:around].rpartition(' ')[0]} …"
    return Quote(readable(before), readable(passage.quote), readable(after), passage.section)

"""What a paper's page says of its full text: the key points, each with its place, and the button.

The text itself stays here: a site has no such page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import NothingListed, SummarizerError
from summarizer.library import fulltexts
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from summarizer.fulltext.records import FullText
    from summarizer.keypoints import Passage, Point
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry

_AROUND = 700
"""Characters of a paragraph that are shown before a passage, and behind it."""


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


@dataclass(frozen=True, slots=True)
class Told:
    """The section of a page: points and where they are from, or why there are none.

    `missing` says that no copy is kept.
    """

    points: tuple[Said, ...] = ()
    origin: str = ""
    trouble: str = ""
    missing: bool = False


def told(entry: Entry, run: Run) -> Told | None:
    """What the copy that is kept says; None for a paper whose text cannot be asked for."""
    from summarizer.fulltext.rendering import origin
    from summarizer.keypoints.extraction import points

    wanted = fulltexts.wanted_of(entry)
    if wanted is None:
        return None
    try:
        text = fulltexts.kept(wanted, run)
    except SummarizerError as error:
        return Told(trouble=str(error))
    if text is None:
        return Told(missing=True)
    said = tuple(_said(name, point, text) for name, point in points(text).named())
    return Told(said, origin(text))


def _said(name: str, point: Point | None, text: FullText) -> Said:
    from summarizer.keypoints.rendering import HEADINGS, MISSING

    if point is None:
        return Said(HEADINGS[name], MISSING[name], ())
    quotes = tuple(_quote(each, text) for each in point.passages)
    return Said(HEADINGS[name], readable(point.line), quotes)


def _quote(passage: Passage, text: FullText) -> Quote:
    """A passage with what is before and behind it in its paragraph, as far as there is room."""
    start, end = passage.start, passage.end
    first = text.text.rfind("\n", 0, start) + 1
    last = text.text.find("\n", end)
    before, after = text.text[first:start], text.text[end : last if last >= 0 else None]
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]} …"
    return Quote(readable(before), readable(passage.quote), readable(after), passage.section)


def fetch(entry: Entry | None, run: Run) -> None:
    """Fetch a stored paper's full text, and keep it. Raises NothingListed, ServiceError."""
    wanted = fulltexts.wanted_of(entry) if entry else None
    if wanted is None:
        message = "no paper of arXiv is stored under this address"
        raise NothingListed(message)
    fulltexts.fetched(wanted, run)

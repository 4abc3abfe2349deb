"""What a paper's page says of its full text: the key points, each with its place, and the button.

Passages stand in their whole paragraphs here: a site has short quotes alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.engines import EMBEDDED
from summarizer.errors import NothingListed, SummarizerError
from summarizer.library import fulltexts
from summarizer.site import keypoints
from summarizer.site.affiliations import stated
from summarizer.site.keypoints import Said, heading
from summarizer.site.quotes import quoted
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from summarizer.fulltext.records import FullText
    from summarizer.keypoints import Point
    from summarizer.keypoints.records import Asked
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry

_AROUND = 700
"""Characters of a paragraph that are shown before a passage, and behind it."""


@dataclass(frozen=True, slots=True)
class Told(keypoints.Told):
    """The same as on a site, and where the text is from, or why it tells nothing.

    `other` is a language model that may be asked for the points. Where no copy is kept, `missing`
    says who would be asked for one.
    """

    origin: str = ""
    other: str = ""
    trouble: str = ""
    missing: str = ""


def told(entry: Entry, run: Run) -> Told | None:
    """What the copy that is kept says; None for a paper whose text cannot be asked for."""
    from summarizer.fulltext.rendering import origin
    from summarizer.keypoints.rendering import whose

    wanted = fulltexts.wanted_of(entry)
    try:
        text = fulltexts.kept(wanted, run)
    except SummarizerError as error:
        return Told(trouble=str(error))
    if text is None:
        return Told(missing=wanted.asked) if wanted.askable else None
    points = fulltexts.points_of(text, run)
    said = tuple(_said(name, point, points, text) for name, point in points.points.named())
    there = stated(text, named_only=False)
    model = run.settings.model
    other = model if model not in {EMBEDDED, points.model} else ""
    return Told(said, whose(points), there, origin(text), other)


def _said(name: str, point: Point | None, asked: Asked, text: FullText) -> Said:
    from summarizer.keypoints.rendering import told

    if point is None:
        return Said(heading(name), told(asked, name), ())
    quotes = tuple(quoted(each, text, _AROUND) for each in point.passages)
    return Said(heading(name), readable(point.line), quotes)


def fetch(entry: Entry | None, run: Run) -> None:
    """Fetch a stored paper's full text, and keep it. Raises NothingListed, ServiceError."""
    wanted = fulltexts.wanted_of(entry) if entry else None
    if wanted is None or not wanted.askable:
        message = "no paper whose full text can be fetched is stored under this address"
        raise NothingListed(message)
    fulltexts.fetched(wanted, run)

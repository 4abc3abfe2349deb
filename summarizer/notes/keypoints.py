"""What a note says of a paper's full text: its points, and whose they are, affiliations, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.notes.escaping import escaped
from summarizer.notes.styles import Block
from summarizer.text.plain import web_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.fulltext.records import FullText
    from summarizer.keypoints.records import Attributed
    from summarizer.library.fulltexts import Pointed
    from summarizer.notes.styles import Style

_MOST = 12
"""Organisations, and links, in a note."""


def key_points(found: Pointed, style: Style) -> Sequence[Block]:
    """The lines of a copy that is kept; none where it states nothing."""
    text, points = found
    blocks = [*_points(points), *_stated(text, style)]
    heading = "Key points" if points.any else "From the full text"
    return [Block("heading", heading), *blocks] if blocks else []


def _points(asked: Attributed) -> Iterator[Block]:
    """Each line with the section that it stands in; of a model's, that they are."""
    from summarizer.keypoints.rendering import HEADINGS, whose

    for name, point in asked.points.named():
        if point:
            section = next((each.section for each in point.passages if each.section), None)
            place = f" ({escaped(section)})" if section else ""
            yield Block("item", f"**{HEADINGS[name]}:** {escaped(point.line)}{place}")
    if asked.by_model:
        yield Block("item", escaped(whose(asked)))


def _stated(text: FullText, style: Style) -> Iterator[Block]:
    """The organisations whose names are beyond doubt, and the links that authors call their own."""
    names = [each.name for each in text.affiliations if each.name][:_MOST]
    if names:
        yield Block("item", f"**Affiliations:** {escaped('; '.join(names))}")
    for each in text.own_links[:_MOST]:
        url = web_link(each.url)
        if url:
            kind = (each.kind or "").capitalize()
            label = escaped(each.url.partition("://")[2])
            yield Block("item", f"**{kind}:** {style.address(label, url)}")

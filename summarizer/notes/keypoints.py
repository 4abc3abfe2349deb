"""What a note says of a paper's full text: its points, and whose they are, affiliations, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.notes.escaping import escaped
from summarizer.notes.styles import Block
from summarizer.text.plain import web_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.fulltext.records import FullText
    from summarizer.keypoints.records import Asked
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


def _points(asked: Asked) -> Iterator[Block]:
    """Each line with the section that it stands in; of a model's, that they are."""
    from summarizer.keypoints.rendering import HEADINGS, own_sentences

    for name, point in asked.points.named():
        if point:
            section = next((each.section for each in point.passages if each.section), None)
            place = f" ({escaped(section)})" if section else ""
            yield Block("item", f"**{HEADINGS[name]}:** {escaped(point.line)}{place}")
    if asked.by_model:
        said = f"By {asked.model}, held against the full text. {own_sentences(asked)}"
        yield Block("item", escaped(said))


def _stated(text: FullText, style: Style) -> Iterator[Block]:
    """The organisations whose names are beyond doubt, and the links that authors call their own."""
    names = [each.name for each in text.affiliations if each.name][:_MOST]
    if names:
        yield Block("item", f"**Affiliations:** {escaped('; '.join(names))}")
    links: dict[str, list[str]] = {}
    for each in text.own_links[:_MOST]:
        url = web_link(each.url)
        if url and each.kind:
            label = escaped(each.url.partition("://")[2])
            links.setdefault(each.kind.capitalize(), []).append(style.address(label, url))
    for kind, addresses in links.items():
        yield Block("item", f"**{kind}:** {', '.join(addresses)}")

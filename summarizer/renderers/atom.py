"""The papers as an Atom feed (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from summarizer import __version__
from summarizer.renderers import Format, about, feeds
from summarizer.text.plain import web_link
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Digest, Entry
    from summarizer.renderers import About, View

FORMAT = Format("atom", "a feed", (".atom",))

NAMESPACE = "http://www.w3.org/2005/Atom"


def render(digest: Digest, view: View) -> Iterator[str]:
    """The digest's papers as a feed that is the same for every day of its source."""
    yield from feed(about(digest, view.labels), digest.papers)


def feed(head: About, entries: Iterable[Entry]) -> Iterator[str]:
    """A feed of these papers, each once, in their order."""
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="{NAMESPACE}">\n'
    for element in _head(head):
        yield _written(element)
    for entry in feeds.once(entries):
        yield _written(_entry(entry, head))
    yield "</feed>\n"


def _head(head: About) -> Iterator[ET.Element]:
    yield _element("id", feeds.plain(head.id))
    yield _element("title", feeds.plain(head.title) or feeds.plain(head.id))
    if head.description:
        yield _element("subtitle", feeds.plain(head.description))
    yield _element("updated", head.updated)
    if home := web_link(head.home_url):
        yield _element("link", rel="alternate", type="text/html", href=home)
    if own := web_link(head.feed_url):
        yield _element("link", rel="self", type="application/atom+xml", href=own)
    yield _element("generator", "summarizer", version=__version__)


def _entry(entry: Entry, head: About) -> ET.Element:
    """An entry; the feed's own date stands where nothing is known of the paper's dates."""
    whole = ET.Element("entry")
    whole.append(_element("id", feeds.entry_id(entry)))
    whole.append(_element("title", feeds.title(entry)))
    whole.append(_element("updated", feeds.touched(entry) or head.updated))
    if published := feeds.moment(entry.published):
        whole.append(_element("published", published))
    for name in feeds.authors(entry) or [feeds.NOBODY]:
        ET.SubElement(whole, "author").append(_element("name", name))
    if link := web_link(entry.url):
        whole.append(_element("link", rel="alternate", type="text/html", href=link))
    for link in feeds.links(entry):
        whole.append(_element("link", rel="related", href=link))
    for topic in feeds.topics(entry):
        label = feeds.plain(head.labels.of(topic))
        whole.append(
            _element("category", term=topic, **({"label": label} if label != topic else {}))
        )
    if entry.tldr:
        whole.append(_element("summary", feeds.plain(readable(entry.tldr)), type="text"))
    whole.append(_element("content", feeds.content(entry, head.labels), type="html"))
    return whole


def _element(tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.Element(tag, attributes)
    element.text = text
    return element


def _written(element: ET.Element) -> str:
    ET.indent(element)
    return ET.tostring(element, encoding="unicode") + "\n"

"""The papers as a JSON Feed, version 1.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.papers.wire import dumps
from summarizer.renderers import Format, about, feeds
from summarizer.text.plain import web_link
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Digest, Entry
    from summarizer.renderers import About, View

FORMAT = Format("jsonfeed", "a feed, as JSON", (".jsonfeed",))

VERSION = "https://jsonfeed.org/version/1.1"


def render(digest: Digest, view: View) -> Iterator[str]:
    """The digest's papers as a feed that is the same for every day of its source."""
    yield from feed(about(digest, view.labels), digest.papers)


def feed(head: About, entries: Iterable[Entry]) -> Iterator[str]:
    """A feed of these papers, each once, in their order, a paper a line."""
    opening = _known(
        version=VERSION,
        title=feeds.plain(head.title) or feeds.plain(head.id),
        description=feeds.plain(head.description or ""),
        home_page_url=web_link(head.home_url),
        feed_url=web_link(head.feed_url),
        _summarizer={"about": "TL;DRs and topics of papers", "version": __version__},
    )
    yield dumps(opening).removesuffix("}") + ', "items": ['
    for number, entry in enumerate(feeds.once(entries)):
        yield f"{',' if number else ''}\n{dumps(_item(entry, head))}"
    yield "\n]}\n"


def _item(entry: Entry, head: About) -> dict[str, Any]:
    return _known(
        id=feeds.entry_id(entry),
        url=web_link(entry.url),
        title=feeds.title(entry),
        summary=feeds.plain(readable(entry.tldr or "")),
        content_html=feeds.content(entry, head.labels),
        date_published=feeds.moment(entry.published),
        date_modified=feeds.touched(entry) or head.updated,
        authors=[{"name": name} for name in feeds.authors(entry)],
        tags=feeds.topics(entry),
    )


def _known(**values: Any) -> dict[str, Any]:
    """What is known: JSON Feed has no null, a key is there or not."""
    return {name: value for name, value in values.items() if value}

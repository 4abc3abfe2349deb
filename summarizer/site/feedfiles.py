"""The feeds of a site: the newest papers of all, of each topic, and of none."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from summarizer.papers.days import is_day
from summarizer.renderers import About, feeds
from summarizer.site.topicpages import topic_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Entry
    from summarizer.site.contents import Contents, Listed
    from summarizer.site.dayreader import Reader
    from summarizer.site.folder import File
    from summarizer.site.frame import Look

OF_ALL, OF_A_TOPIC, AT_LEAST = 50, 20, 5


def files(contents: Contents, look: Look, reader: Reader) -> Iterator[File]:
    """Both formats of every feed.

    A topic's has its newest papers, of those before the newest month only a few: each may be
    another stored day to read.
    """
    yield from _feeds(look, reader, "", look.title, islice(contents.papers.values(), OF_ALL))
    month = next(filter(is_day, contents.days), "")[:7]
    for name, papers in contents.collected.items():
        newest = [
            each
            for place, each in enumerate(papers[:OF_A_TOPIC])
            if place < AT_LEAST or each.day.startswith(month)
        ]
        yield from _feeds(look, reader, topic_folder(name), f"{look.title}: {name}", newest)


def _feeds(
    look: Look, reader: Reader, folder: str, title: str, papers: Iterable[Listed]
) -> Iterator[File]:
    papers = [each for each in papers if each.known.annotated]
    marks = [each.known.mark for each in papers]
    for name in ("feed.xml", "feed.json"):

        def make(name: str = name) -> str:
            from summarizer.renderers import atom, jsonfeed

            entries = list(_entries(papers, reader))
            about = _about(look, folder, name, title, entries)
            write = atom.feed if name == "feed.xml" else jsonfeed.feed
            return "".join(write(about, entries))

        yield look.file(folder + name, [title, marks], make)


def _about(look: Look, folder: str, name: str, title: str, entries: list[Entry]) -> About:
    """The feed's head; without the site's address it says nothing of where it is found."""
    return About(
        title=title,
        id=feeds.identity("site", look.url or look.title, folder),
        updated=feeds.latest(entries),
        home_url=f"{look.url}{folder}index.html" if look.url else None,
        feed_url=f"{look.url}{folder}{name}" if look.url else None,
    )


def _entries(papers: Iterable[Listed], reader: Reader) -> Iterator[Entry]:
    for each in papers:
        entry = reader.entry(each.home.label, each.home.day, each.known.id)
        if entry:
            yield entry

"""The feeds of a site: the newest papers of all, of each topic, and of none; those for a reader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from summarizer.papers.days import is_day
from summarizer.renderers import About, feeds
from summarizer.site.foryoupage import most_relevant
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
    newest_of_all = islice(contents.papers.values(), OF_ALL)
    yield from _of("", look.title).files(newest_of_all, look, reader)
    month = next(filter(is_day, contents.days), "")[:7]
    for name, papers in contents.collected.items():
        newest = [
            each
            for place, each in enumerate(papers[:OF_A_TOPIC])
            if place < AT_LEAST or each.day.startswith(month)
        ]
        yield from _of(topic_folder(name), f"{look.title}: {look.called(name)}").files(
            newest, look, reader
        )
    if look.personal:
        title = f"{look.title}: for you"
        names = ("for you", look.personal.profile or "")
        yield from Feed("for-you.html", "for-you", title, names).files(
            most_relevant(contents), look, reader
        )


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: the page that shows the same, its files without endings, what tells it apart."""

    home: str
    stem: str
    title: str
    names: tuple[str, ...]

    def files(self, papers: Iterable[Listed], look: Look, reader: Reader) -> Iterator[File]:
        """Both forms of it."""
        papers = [each for each in papers if each.known.annotated]
        personal = self.stem == "for-you"
        marks = [(each.known.state, each.known.mine if personal else None) for each in papers]
        for ending in ("xml", "json"):

            def make(ending: str = ending) -> str:
                from summarizer.renderers import atom, jsonfeed

                entries = list(_entries(papers, reader, personal=personal))
                write = atom.feed if ending == "xml" else jsonfeed.feed
                return "".join(write(self._about(look, ending, entries), entries))

            yield look.file(f"{self.stem}.{ending}", [self.title, marks], make)

    def _about(self, look: Look, ending: str, entries: list[Entry]) -> About:
        """The feed's head; without the site's address it says nothing of where it is found."""
        return About(
            title=self.title,
            id=feeds.identity("site", look.url or look.title, *self.names),
            updated=feeds.latest(entries),
            home_url=f"{look.url}{self.home}" if look.url else None,
            labels=look.labels,
            feed_url=f"{look.url}{self.stem}.{ending}" if look.url else None,
        )


def _of(folder: str, title: str) -> Feed:
    """The feed of a folder's index page."""
    return Feed(f"{folder}index.html", f"{folder}feed", title, (folder,))


def _entries(papers: Iterable[Listed], reader: Reader, *, personal: bool) -> Iterator[Entry]:
    for each in papers:
        entry = reader.entry(each.home.label, each.home.day, each.known.id)
        if entry:
            mine = each.known.mine if personal else None
            yield replace(entry, relevance=mine.relevance) if mine else entry

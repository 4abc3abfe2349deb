"""The search: its page, its script, and the files of its index."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.papers.certainty import NO_TOPIC
from summarizer.papers.days import is_day
from summarizer.renderers.html.digestpage import topic_filters
from summarizer.renderers.html.policy import script
from summarizer.site import searchindex, sharedfiles
from summarizer.site.buildstate import hashed
from summarizer.site.searchindex import Document, Head
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.site.contents import Contents, Listed
    from summarizer.site.dayreader import Reader
    from summarizer.site.folder import File
    from summarizer.site.frame import Look

FOLDER = "search/"
_SCRIPT = Path(__file__).parent / "search.js"
_VERSION = re.compile(r'\w+\("\w+","(\w+)"')


class Search:
    """The files of the search, a block of the index after the other as its days come by.

    `known` holds what the blocks of the last build were made of, and is brought up to date: a
    block is made only when something of its papers changed.
    """

    def __init__(
        self, contents: Contents, look: Look, reader: Reader, known: dict[str, Any]
    ) -> None:
        """Cut the papers into blocks."""
        self._contents, self._look, self._reader, self._known = contents, look, reader, known
        self._heads: list[Head] = []
        self._blocks = _blocks(contents)
        self._names = {each.day: name for name, found in self._blocks.items() for each in found}
        self._block: _Block | None = None
        for name in known.keys() - self._blocks.keys():
            del known[name]

    def after(self, day: str) -> Iterator[File]:
        """Take in a day, the newest first; the files of the block that is complete with it."""
        name = self._names.get(day)
        if name is None:
            return
        papers = self._blocks[name]
        block = self._block or _Block(name, papers, self._look, self._reader, self._known)
        block.take(self._contents.newest[day])
        self._block = None if day == papers[-1].day else block
        if self._block is None:
            self._heads.append(block.head)
            yield from block.files()

    def rest(self) -> Iterator[File]:
        """What leads to the blocks: the head of the index, the script and the page."""
        text = searchindex.head(self._heads)
        yield self._look.file(FOLDER + searchindex.HEAD, hashed(text), lambda: text)
        yield self._look.file(f"{FOLDER}search.js", None, lambda: script(_SCRIPT) + "\n")
        yield _page(self._contents, self._look, text)


class _Block:
    """A block of the index, made where the last build knew another one or a file of it is lost."""

    def __init__(
        self,
        name: str,
        papers: Sequence[Listed],
        look: Look,
        reader: Reader,
        known: dict[str, Any],
    ) -> None:
        self._name, self._papers, self._look, self._reader = name, papers, look, reader
        self._mark = hashed(look.base, [(each.known.state, each.day) for each in papers])
        self._known, self._head = known, _head(known.get(name), self._mark)
        self._documents: list[Document] = []
        self._made: dict[str, str] = {}

    def take(self, papers: Sequence[Listed]) -> None:
        """Read some of the papers while their day is at hand, where the block will be made."""
        if self._head is None:
            self._documents += [_document(each, self._reader) for each in papers]

    @property
    def head(self) -> Head:
        if self._head is None:
            self._head, self._made = searchindex.block(self._name, self._documents)
        return self._head

    def files(self) -> Iterator[File]:
        head = self.head
        self._known[self._name] = [self._mark, head.version, head.papers, head.letters, self._name]
        for path in searchindex.names(head):
            yield self._look.file(FOLDER + path, self._mark, partial(self._text, path))

    def _text(self, path: str) -> str:
        if not self._made:
            documents = (_document(each, self._reader) for each in self._papers)
            _, self._made = searchindex.block(self._name, documents)
        return self._made[path]


def _head(known: list[Any] | None, mark: str) -> Head | None:
    """What the last build knew of a block, unless it is another one now."""
    if not known or known[0] != mark:
        return None
    _, version, papers, letters, name = known
    return Head(name, version, papers, tuple(letters))


def _document(listed: Listed, reader: Reader) -> Document:
    card = listed.known.card
    entry = reader.entry(listed.home.label, listed.home.day, card.id)
    abstract = (entry.readable_abstract or readable(entry.abstract)) if entry else ""
    return Document(
        url=card.page or "",
        title=card.title,
        day=listed.day if is_day(listed.day) else None,
        topics=(NO_TOPIC,) if card.untagged else card.tags,
        labels=(NO_TOPIC,) if card.untagged else card.labels,
        maybe=card.maybe,
        tldr=card.tldr or "",
        authors=entry.authors if entry else (),
        abstract=abstract,
    )


def _blocks(contents: Contents) -> dict[str, list[Listed]]:
    """Papers by block: the newest quarter, to which days are added, in months."""
    newest = searchindex.block_name(next(iter(contents.days), None))
    found: dict[str, list[Listed]] = {}
    for listed in contents.papers.values():
        name = searchindex.block_name(listed.day)
        if name == newest and is_day(listed.day):
            name = f"{name}-{listed.day[5:7]}"
        found.setdefault(name, []).append(listed)
    return found


def _page(contents: Contents, look: Look, head: str) -> File:
    """The search page, which names the state of the index that it belongs to."""
    sizes = {name: len(papers) for name, papers in contents.topics.items()}
    counts = topic_filters(sizes, look.labels.names, len(contents.untagged))
    version = match[1] if (match := _VERSION.match(head)) else ""
    total = len(contents.papers)
    return look.page(
        "search.html",
        "search.html",
        [version, total, counts],
        lambda: {"counts": counts, "total": total, "version": version},
        guard=sharedfiles.guard(files=True, pictures=look.pictures),
    )

"""The search: its page, its script, and the files of its index."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.html.policy import policy, script
from summarizer.library import UNDATED
from summarizer.reading import readable
from summarizer.site import searchindex
from summarizer.site.searchindex import Document, Head
from summarizer.site.shelf import hashed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.site.contents import Contents, Listed
    from summarizer.site.folder import File
    from summarizer.site.look import Look
    from summarizer.site.reading import Reader

FOLDER = "search/"
_SCRIPT = Path(__file__).parent / "search.js"
_VERSION = re.compile(r'\w+\("\w+","(\w+)"')


def files(contents: Contents, look: Look, reader: Reader, known: dict[str, Any]) -> Iterator[File]:
    """Every file of the search, a block of the index after the other.

    `known` holds what the blocks of the last build were made of, and is brought up to date: a
    block is made only when something of its papers changed.
    """
    heads = []
    blocks = _blocks(contents)
    for name in known.keys() - blocks.keys():
        del known[name]
    for name, papers in blocks.items():
        mark = hashed(look.base, [(each.known.mark, each.day) for each in papers])
        block = _Block(name, papers, reader)
        head = _head(known.get(name), mark) or block.head
        known[name] = [mark, head.version, head.papers, head.letters, name]
        heads.append(head)
        for path in searchindex.names(head):
            yield look.file(FOLDER + path, mark, partial(block.text, path))
    text = searchindex.head(heads)
    yield look.file(FOLDER + searchindex.HEAD, hashed(text), lambda: text)
    yield look.file(f"{FOLDER}search.js", None, lambda: script(_SCRIPT) + "\n")
    yield _page(contents, look, text)


class _Block:
    """A block of the index, made when its first file is asked for."""

    def __init__(self, name: str, papers: Sequence[Listed], reader: Reader) -> None:
        self._name, self._papers, self._reader = name, papers, reader
        self._made: tuple[Head, dict[str, str]] | None = None

    @property
    def head(self) -> Head:
        return self._whole()[0]

    def text(self, path: str) -> str:
        return self._whole()[1][path]

    def _whole(self) -> tuple[Head, dict[str, str]]:
        if self._made is None:
            documents = (_document(each, self._reader) for each in self._papers)
            self._made = searchindex.block(self._name, documents)
        return self._made


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
        day=None if listed.day == UNDATED else listed.day,
        topics=card.tags,
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
        if name == newest and listed.day != UNDATED:
            name = f"{name}-{listed.day[5:7]}"
        found.setdefault(name, []).append(listed)
    return found


def _page(contents: Contents, look: Look, head: str) -> File:
    """The search page, which names the state of the index that it belongs to."""
    counts = Counter({name: len(papers) for name, papers in contents.topics.items()})
    version = match[1] if (match := _VERSION.match(head)) else ""
    total = len(contents.papers)
    return look.page(
        "search.html",
        "search.html",
        [version, total, counts.most_common()],
        lambda: {"counts": counts.most_common(), "total": total, "version": version},
        guard=policy(files=True),
    )

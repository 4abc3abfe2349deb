"""A digest in messages: split between papers, and within one only where it is alone too long."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.deliver import Part
from summarizer.deliver.wording import Words, heading, introduction, plain, words
from summarizer.renderers import grouped, key_points

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from summarizer.deliver import Room
    from summarizer.papers.records import Digest, Entry
    from summarizer.renderers import View

ELLIPSIS = "..."
_LEAST = 60
"""Characters of a TL;DR that are worth reading; fewer say nothing."""
_MOST_FOR_HEAD = 3
"""The part of a message that what stands above its papers may take: one in so many."""


@dataclass(frozen=True)
class Dialect:
    """How a service writes: `safe` makes words that nothing of it reads, the rest takes such.

    `link` gets a text and an address. `title` is for services that show a message's title apart,
    `under` between the lines of a paper and `between` papers.
    """

    safe: Callable[[str], str]
    link: Callable[[str, str], str]
    strong: Callable[[str], str] = str
    faint: Callable[[str], str] = str
    title: Callable[[str], str] | None = None
    under: str = "\n"
    between: str = "\n\n"
    after_title: str = "\n"


@dataclass(frozen=True)
class _Piece:
    """A paper as it is shown, and under which heading it stands."""

    text: str
    paper: str
    group: str | None


def compose(digest: Digest, view: View, room: Room, dialect: Dialect) -> list[Part]:
    """The messages of a digest."""
    page = _Page(digest, view, room, dialect)
    pieces = list(page.pieces())
    bundles = page.bundled(pieces)
    return [
        page.part(bundle, number, len(bundles)) for number, bundle in enumerate(bundles, start=1)
    ]


@dataclass(frozen=True)
class _Page:
    digest: Digest
    view: View
    room: Room
    dialect: Dialect

    def pieces(self) -> Iterator[_Piece]:
        """Every paper, in the order of the digest's groups."""
        heads = (self._head(1, _MANY), self._head(_MANY, _MANY))
        least = self.room.longest - max(
            self.room.size(head + self.dialect.between) for head in heads
        )
        points = key_points(self.digest)
        for group, entries in grouped(self.digest, self.view):
            title = self._group(group) if group else ""
            more = self.room.size(title + self.dialect.between) if title else 0
            for entry in entries:
                said = words(entry, self.view, points.get(entry.id, ()))
                yield _Piece(self._fitted(said, least - more), entry.id, group)

    def bundled(self, pieces: list[_Piece]) -> list[list[_Piece]]:
        """The papers by messages: as many in each as fit."""
        bundles: list[list[_Piece]] = []
        for piece in pieces:
            last = bundles[-1] if bundles else []
            heads = (self._head(1, _MANY), self._head(_MANY, _MANY))
            head = heads[0] if len(bundles) == 1 else heads[1]
            fits = self.room.size(self._body(head, [*last, piece])) <= self.room.longest
            if bundles and fits:
                last.append(piece)
            else:
                bundles.append([piece])
        return bundles

    def part(self, bundle: list[_Piece], number: int, of: int) -> Part:
        """One message."""
        text = self._body(self._head(number, of), bundle)
        title = self.dialect.title(self._heading(number, of)) if self.dialect.title else ""
        return Part(text, tuple(each.paper for each in bundle), title)

    def _heading(self, number: int, of: int) -> str:
        return heading(self.digest) + (f" (part {number} of {of})" if of > 1 else "")

    def _head(self, number: int, of: int) -> str:
        """What stands above the papers of a message: more in the first."""
        lines = [] if self.dialect.title else [self._headline(number, of)]
        longest = [] if self.dialect.title else [self._headline(_MANY, _MANY)]
        for each in introduction(self.digest) if number == 1 else ():
            line = self.dialect.faint(self.dialect.safe(each))
            most = self.room.longest // _MOST_FOR_HEAD
            if self.room.size(self.dialect.under.join([*longest, line])) <= most:
                lines.append(line)
                longest.append(line)
        return self.dialect.under.join(lines)

    def _headline(self, number: int, of: int) -> str:
        return self.dialect.strong(self.dialect.safe(self._heading(number, of)))

    def _group(self, group: str) -> str:
        return self.dialect.strong(self.dialect.safe(plain(group)))

    def _body(self, head: str, bundle: list[_Piece]) -> str:
        """The papers under their headings, all under the head."""
        blocks, group = [head] if head else [], None
        for piece in bundle:
            if piece.group and piece.group != group:
                blocks.append(self._group(piece.group))
            group = piece.group
            blocks.append(piece.text)
        return self.dialect.between.join(blocks)

    def _fitted(self, said: Words, room: int) -> str:
        """A paper in no more than so much: key points go first, then its TL;DR is cut, then more.

        Its link never is.
        """
        while said.points and self.room.size(self._paper(said)) > room:
            said = replace(said, points=said.points[:-1])
        bare = replace(said, site_line="", why="", facts="")
        for each, name in (
            (said, "tldr"), (replace(said, site_line=""), "tldr"), (bare, "tldr"),
            (replace(bare, tldr=""), "title"), (replace(bare, tldr="", url=""), "title"),
        ):  # fmt: skip
            found = self._cut(each, name, room)
            if found:
                return found
        return ELLIPSIS

    def _cut(self, said: Words, name: str, room: int) -> str:
        """The paper with that much of one text as fits; "" where not even a word of it does."""
        text = said.title if name == "title" else said.tldr

        def with_no_more_than(most: int) -> Words:
            short = cut(text, most)
            return replace(said, title=short) if name == "title" else replace(said, tldr=short)

        def fits(each: Words) -> bool:
            return self.room.size(self._paper(each)) <= room

        if fits(said):
            return self._paper(said)
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if fits(with_no_more_than(middle)):
                low = middle
            else:
                high = middle - 1
        if low < (_LEAST if name == "tldr" else 1):
            return ""
        return self._paper(with_no_more_than(low))

    def _paper(self, said: Words) -> str:
        dialect = self.dialect
        title = dialect.safe(said.title)
        under = (said.tldr, *said.key_points, said.site_line, said.why)
        lines = [
            dialect.strong(dialect.link(title, said.url) if said.url else title),
            *(dialect.safe(each) for each in under if each),
            *([dialect.faint(dialect.safe(said.facts))] if said.facts else []),
        ]
        return dialect.under.join(lines)


def some(digest: Digest, papers: Sequence[Entry]) -> Digest:
    """The digest of some of its papers, with their key points alone."""
    points = digest.points
    if points is not None:
        points = {each.id: points[each.id] for each in papers if each.id in points}
    return replace(digest, papers=tuple(papers), points=points)


_MANY = 999
"""A number of messages that no digest has: what is measured with it has room for the true one."""


def cut(text: str, most: int) -> str:
    """The beginning of a text, at most so many characters, cut at a word."""
    if len(text) <= most:
        return text
    begun = text[: max(most - len(ELLIPSIS), 1)]
    whole = begun.rpartition(" ")[0] if " " in begun else begun
    return whole.rstrip(" ,;:.") + ELLIPSIS

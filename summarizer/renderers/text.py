"""The digest for reading in a terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from summarizer.papers.certainty import has_no_topic, said
from summarizer.papers.places import made_with, places
from summarizer.papers.relevance import because, not_shown
from summarizer.renderers import (
    FOLLOWED,
    Format,
    dated,
    followed,
    grouped,
    headed,
    heading_of,
    key_points,
    marks,
    origin,
    site_line,
    whose,
    with_counts,
)
from summarizer.text.columns import in_rows, width, wrapped
from summarizer.text.counting import counted
from summarizer.text.plain import one_line, web_link
from summarizer.text.readable import readable
from summarizer.text.terminals import isolated, linked, styled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summarizer.keypoints.rendering import Line
    from summarizer.papers.records import Digest, Entry, ForMe, Period, Skipped
    from summarizer.renderers import View

FORMAT = Format("text", "for reading in a terminal", (".txt", ".text"), paged=True)

NARROWEST = 40
READABLE = 100
"""Columns beyond which lines get hard to read."""
BESIDE = 120
"""Columns from which on topics and facts stand beside title and TL;DR."""
_SIDE, _SIDE_MOST, _GAP = 42, 60, 4

_HEAD, _TITLE, _TAGS, _FACTS, _GROUP, _WARNING = "1", "1;36", "32", "2", "1;35", "1;33"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line's text, its style, and where it leads."""

    text: str
    style: str = ""
    url: str | None = None


def render(digest: Digest, view: View) -> Iterator[str]:
    """Each paper as title, TL;DR, tags and one line of facts."""
    page = _Page(view, _indent(len(digest.papers)), points=key_points(digest))
    yield from page.block(_headline(digest), _HEAD)
    if left := not_shown(digest.for_me):
        yield from page.block(left, _FACTS)
    if news := followed(digest):
        yield from page.block(f"{FOLLOWED} {', '.join(news)}")
    groups = grouped(digest, view)
    if digest.period:
        yield from _sections(digest.period, groups, page)
    yield from _numbered(groups, page)
    if digest.skipped:
        yield "\n"
        yield from _skipped(page, digest.skipped)


def papers(
    entries: Sequence[Entry],
    view: View,
    for_me: ForMe | None = None,
    notes: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Numbered papers without a headline, grouped or sorted as the view says.

    `notes` are lines that stand under papers, by id.
    """
    page = _Page(view, _indent(len(entries)), notes or {})
    if left := not_shown(for_me):
        yield from page.block(left, _FACTS)
    yield from _numbered(headed(entries, view, for_me), page)


def under_headings(groups: Iterable[tuple[str, list[Entry]]], view: View) -> Iterator[str]:
    """Numbered papers under headings that are given, each with how many papers it has."""
    groups = list(groups)
    page = _Page(view, _indent(sum(len(entries) for _, entries in groups)))
    yield from _numbered(((f"{head} ({len(some)})", some) for head, some in groups), page)


def _numbered(groups: Iterable[tuple[str | None, list[Entry]]], page: _Page) -> Iterator[str]:
    """Papers under their headings, numbered throughout."""
    number = 0
    for heading, entries in groups:
        if heading:
            yield "\n"
            yield from page.block(heading, _GROUP)
        for entry in entries:
            number += 1
            yield "\n"
            yield from page.paper(number, entry)


def _indent(papers: int) -> int:
    """Columns for the number of a paper."""
    return max(len(str(papers)) + 1, 4)


@dataclass(frozen=True, slots=True)
class _Page:
    """Lines laid out for a view; texts come in as anything and leave safe."""

    view: View
    indent: int
    notes: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, Sequence[Line]] = field(default_factory=dict)

    @property
    def columns(self) -> int:
        """How wide a line may be."""
        return max(self.view.width, NARROWEST)

    @property
    def beside(self) -> int:
        """Columns for what stands beside title and TL;DR; 0 where it stands below."""
        if self.columns < BESIDE:
            return 0
        return min(max(self.columns - self.indent - READABLE - _GAP, _SIDE), _SIDE_MOST)

    @property
    def measure(self) -> int:
        """Columns for title and TL;DR, without the indent."""
        if self.beside:
            return min(self.columns - self.indent - _GAP - self.beside, READABLE)
        return min(self.columns, READABLE) - self.indent

    def block(self, text: str, style: str = "", indent: int = 0) -> Iterator[str]:
        """Text over as many lines as it takes."""
        room = min(self.columns, READABLE) - indent
        for line in wrapped(one_line(text), room):
            yield f"{' ' * indent}{self.drawn(_Line(line, style))}\n"

    def paper(self, number: int, entry: Entry) -> Iterator[str]:
        """A paper with its number before the title."""
        main, rest = list(self._main(entry)), self._tags(entry)
        beside = self.beside
        side = [*rest, *self._facts(entry)] if beside else []
        if not beside:
            main += [*rest, *self._facts(entry)]
        front = f"{number:>{self.indent - 1}} "
        for left, right in zip_longest(main, side):
            yield front + self._joined(left or _Line(""), right, f"p{number}") + "\n"
            front = " " * self.indent

    def drawn(self, line: _Line, mark: str = "") -> str:
        """A line as the terminal is sent it."""
        text = isolated(line.text) if self.view.isolates else line.text
        text = styled(text, line.style) if self.view.color else text
        return linked(text, line.url, mark) if self.view.links else text

    def _joined(self, left: _Line, right: _Line | None, mark: str) -> str:
        text = self.drawn(left, mark)
        if right is None:
            return text
        gap = " " * (self.measure + _GAP - width(left.text))
        return f"{text}{gap}{self.drawn(right, mark)}"

    def _main(self, entry: Entry) -> Iterator[_Line]:
        url = web_link(entry.url)
        for line in wrapped(one_line(readable(entry.title)), self.measure):
            yield _Line(line, _TITLE, url)
        if entry.tldr:
            for line in wrapped(one_line(readable(entry.tldr)), self.measure):
                yield _Line(line)
        points = self.points.get(entry.id, ())
        for point in points:
            for line in wrapped(one_line(readable(point.told)), self.measure):
                yield _Line(line)
        why, note = because(entry, self.view.labels.names), self.notes.get(entry.id)
        for more in filter(None, (whose(points), site_line(entry, self.view), why, note)):
            for line in wrapped(one_line(readable(more)), self.measure):
                yield _Line(line, _FACTS)

    def _tags(self, entry: Entry) -> list[_Line]:
        tags = in_rows(
            map(one_line, said(entry, self.view.labels.names)), self.beside or self.measure
        )
        return [_Line(line, _FACTS if has_no_topic(entry) else _TAGS) for line in tags]

    def _facts(self, entry: Entry) -> Iterator[_Line]:
        """The facts, and the link where it fits behind them, or else on a line of its own."""
        room, url = self.beside or self.measure, web_link(entry.url)
        lines = in_rows(self._each_fact(entry), room)
        if url and len(lines) == 1 and width(f"{lines[0]} · {url}") <= room:
            yield _Line(f"{lines[0]} · {url}", _FACTS, url)
        else:
            for line in lines:
                yield _Line(line, _FACTS)
            for line in wrapped(url, room) if url else ():
                yield _Line(line, _FACTS, url)
        for line in in_rows((each.url for each in places(entry) if each.name), room):
            yield _Line(line, _FACTS)

    def _each_fact(self, entry: Entry) -> Iterator[str]:
        """The facts, each apart from its neighbours whichever way it runs."""
        for fact in map(one_line, _facts(entry)):
            yield isolated(fact) if self.view.isolates else fact


def _headline(digest: Digest) -> str:
    parts = [counted(len(digest.papers), "paper"), heading_of(digest), ", ".join(digest.source)]
    return " · ".join(filter(None, parts))


def _sections(
    period: Period, groups: Iterable[tuple[str | None, list[Entry]]], page: _Page
) -> Iterator[str]:
    """What a period says beside its papers; a paper is found by its number."""
    days = counted(len(period.days), "day")
    yield from page.block(f"{period.since} to {period.until}, {days} stored", _FACTS)
    order = [entry for _, entries in groups for entry in entries]
    numbers = {entry.id: number for number, entry in enumerate(order, start=1)}
    upvoted = [numbers[each] for each in period.most_upvoted if each in numbers]
    if upvoted:
        yield "\n"
        yield from page.block("Most upvoted", _GROUP)
        for number in upvoted:
            yield from _upvoted(page, number, order[number - 1])
    if period.new_topics:
        yield "\n"
        yield from page.block(f"New topics ({len(period.new_topics)})", _GROUP)
        topics = with_counts(period.new_topics, order, page.view.labels)
        for line in in_rows(map(one_line, topics), page.measure):
            yield from page.block(line, _TAGS, page.indent)


def _upvoted(page: _Page, number: int, entry: Entry) -> Iterator[str]:
    front = f"{number:>{page.indent - 1}} ▲ {entry.upvotes:<5}"
    room = min(page.columns, READABLE) - width(front)
    for line in wrapped(one_line(readable(entry.title)), room):
        yield f"{front}{page.drawn(_Line(line, _TITLE, web_link(entry.url)), f'u{number}')}\n"
        front = " " * width(front)


def _facts(entry: Entry) -> Iterator[str]:
    yield from marks(entry)
    yield dated(entry)
    if entry.author_count:
        yield counted(entry.author_count, "author")
    if entry.organization:
        yield entry.organization
    if entry.upvotes is not None:
        yield f"▲ {entry.upvotes}"
    if entry.comments is not None:
        yield counted(entry.comments, "comment")
    if entry.reviewed:
        yield "reviewed"
    yield from made_with(entry)
    yield from origin(entry)


def _skipped(page: _Page, skipped: Iterable[Skipped]) -> Iterator[str]:
    yield from page.block("Skipped", _WARNING)
    for item in skipped:
        yield from page.block(f"{readable(item.title)}: {item.reason}", indent=page.indent)

"""The digest for reading in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.reading import readable
from summarizer.renderers import arranged, counted, marks
from summarizer.text import one_line, web_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.text import Text

    from summarizer.records import Digest, Entry, Skipped
    from summarizer.renderers import View

FORMAT = "text"
ENDINGS = (".txt", ".text")

WIDEST = 100
"""Columns beyond which lines get hard to read; a wider terminal is left partly empty."""
_INDENT = 4


def render(digest: Digest, view: View) -> Iterator[str]:
    """Each paper as title, TL;DR, tags and one line of facts."""
    console = _console(view)
    yield from _lines(console, _headline(digest), "bold", 0)
    number = 0
    for heading, entries in arranged(digest.papers, view.by):
        if heading:
            yield "\n"
            yield from _lines(console, f"{heading} ({len(entries)})", "bold magenta", 0)
        for entry in entries:
            number += 1
            yield "\n"
            yield from _paper(console, number, entry)
    if digest.skipped:
        yield "\n"
        yield from _skipped(console, digest.skipped)


def papers(entries: Iterable[Entry], view: View) -> Iterator[str]:
    """Numbered papers without a headline, an empty line before each."""
    console = _console(view)
    for number, entry in enumerate(entries, start=1):
        yield "\n"
        yield from _paper(console, number, entry)


def _console(view: View) -> Console:
    from rich.console import Console

    return Console(
        width=min(max(view.width, 40), WIDEST),
        force_terminal=view.color,
        color_system="standard" if view.color else None,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )


def _headline(digest: Digest) -> str:
    parts = [counted(len(digest.papers), "paper")]
    parts += [digest.date] if digest.date else []
    parts += [", ".join(digest.source)]
    return " · ".join(parts)


def _paper(console: Console, number: int, entry: Entry) -> Iterator[str]:
    title = _lines(console, readable(entry.title), "bold cyan", _INDENT)
    yield f"{number:>{_INDENT - 1}} " + next(title, "\n").removeprefix(" " * _INDENT)
    yield from title
    if entry.tldr:
        yield from _lines(console, readable(entry.tldr), "", _INDENT)
    if entry.tags:
        yield from _lines(console, " · ".join(entry.tags), "green", _INDENT)
    for line in _fact_lines(entry, console.width - _INDENT):
        yield from _lines(console, line, "dim", _INDENT)


def _fact_lines(entry: Entry, width: int) -> Iterator[str]:
    """The facts on one line; the link on a line of its own where it would be broken."""
    facts, link = " · ".join(_facts(entry)), web_link(entry.url)
    if link and len(facts) + len(link) + 3 <= width:
        yield f"{facts} · {link}"
        return
    yield facts
    if link:
        yield link


def _facts(entry: Entry) -> Iterator[str]:
    yield from marks(entry)
    yield entry.published or "no date"
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


def _skipped(console: Console, skipped: Iterable[Skipped]) -> Iterator[str]:
    yield from _lines(console, "Skipped", "bold yellow", 0)
    for item in skipped:
        yield from _lines(console, f"{readable(item.title)}: {item.reason}", "", _INDENT)


def _lines(console: Console, text: str, style: str, indent: int) -> Iterator[str]:
    """Text wrapped to the console's width, indented, each line with its line end."""
    from rich.text import Text

    wrapped: Iterable[Text] = Text(one_line(text), style=style).wrap(
        console, console.width - indent, no_wrap=False
    )
    for line in wrapped:
        line.rstrip()
        with console.capture() as capture:
            console.print(line, end="", soft_wrap=True)
        yield f"{' ' * indent}{capture.get()}\n"

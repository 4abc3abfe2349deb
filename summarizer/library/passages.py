"""Papers found by their full texts, with the passages that have the words: as text, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.papers.wire import dumps, fields
from summarizer.text.columns import hanging, wrapped
from summarizer.text.counting import counted
from summarizer.text.plain import one_line
from summarizer.text.readable import readable
from summarizer.text.terminals import styled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.library.textsearch import FoundTexts, Shown, Text

SCHEMA = "summarizer/textsearch/1"
_TITLE, _SECTION, _WORD = "1;36", "32", "1"
_INDENT = "    "
_WIDEST = 100
_MARK = "\u23b8"
"""Stands before and behind a word while lines are broken: a sign that no text needs."""


def as_text(query: str, found: FoundTexts, width: int, *, color: bool) -> Iterator[str]:
    """A paper's title and id, and below it each passage with its section."""
    shown, columns = len(found.papers), min(width, _WIDEST)
    best = f", the best {shown}" if 0 < shown < found.total else ""
    yield f"{counted(found.total, 'paper')} for {one_line(query)}{best}, "
    yield f"of {found.kept} whose full text is kept\n"
    for number, paper in enumerate(found.papers, 1):
        yield "\n"
        title = one_line(readable(paper.title)) or "Untitled"
        for line in hanging(f"{number:3} ", title, columns):
            yield styled(line, _TITLE if color else "") + "\n"
        yield f"{_INDENT}{_origin(paper)}\n"
        for passage in paper.passages:
            yield from _passage(passage, columns, color=color)


def _origin(paper: Text) -> str:
    stored = "" if paper.entry else " · not in your library"
    return f"{paper.id}{paper.version or ''} · {paper.had}{stored}"


def _passage(passage: Shown, columns: int, *, color: bool) -> Iterator[str]:
    """The heading, and the words in their sentence; what is found stands out on a terminal."""
    yield _INDENT + styled(place_of(passage), _SECTION if color else "") + "\n"
    text = _marked(passage)
    on = False
    for line in wrapped(
        text if color else text.replace(_MARK, ""), columns - 2 * len(_INDENT), chop=False
    ):
        pieces = line.split(_MARK)
        told = ""
        for number, piece in enumerate(pieces):
            on = on != bool(number)
            told += styled(piece, _WORD if on else "")
        yield f"{2 * _INDENT}{told}\n"


def place_of(passage: Shown) -> str:
    """The heading above a passage, with what it is if that is not the text itself."""
    if passage.kind in {"body", "abstract"}:
        where = passage.section or "before the first section"
    else:
        where = f"{passage.section} ({passage.kind})" if passage.section else passage.kind
    return one_line(readable(where))


def stretches(passage: Shown) -> tuple[tuple[str, bool], ...]:
    """The words of a passage to be read, each stretch with whether it was looked for."""
    pieces = _marked(passage).split(_MARK)
    return tuple((words, bool(number % 2)) for number, words in enumerate(pieces) if words)


def _marked(passage: Shown) -> str:
    """The words to be read, with a sign before and behind what was looked for."""
    text = passage.quote.replace(_MARK, "|")
    for start, end in reversed(passage.marks):
        text = f"{text[:start]}{_MARK}{text[start:end]}{_MARK}{text[end:]}"
    return one_line(readable(text))


def as_json(query: str, found: FoundTexts) -> Iterator[str]:
    """One object; `start` and `end` are places in the `text` of `summarize fulltext ID --json`."""
    head = {"schema": SCHEMA, "query": query, "in": "text", "found": found.total}
    yield dumps({**head, "read": found.kept}).removesuffix("}") + ', "papers": ['
    for number, paper in enumerate(found.papers):
        yield f"{',' if number else ''}\n{dumps(as_fields(paper))}"
    yield "\n]}\n"


def as_fields(paper: Text) -> dict[str, Any]:
    """A paper with its passages, and the paper as it is stored or None."""
    known = fields(paper)
    entry = known.pop("entry")
    return {**known, "stored": entry is not None, "paper": entry}

"""Titles and texts in lines that stand together: where the one ends and the other begins.

A line is full where the next one's first word would not have fitted on it: lines that end before
that were ended by whoever wrote them, so that a title is told from a paragraph that was wrapped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TITLE = 300
"""Characters of a text that may be a title."""
SENTENCE_ENDS = (".", "!", "…", "]", ")", '"', "”")
SHORTEST_ABSTRACT = 200
"""Characters of a text that is an abstract however it ends."""
_FEWEST_WORDS = 4
_MOST_WORDS = 20
"""Words from which on a sentence is more than a title."""
_FEWEST_OF_A_TITLE = 3
_MOST_LINES = 3
"""Lines that a wrapped title has."""
_WRAPPED = 0.75
"""The share of the inner lines that are full in a text that was wrapped."""


def is_abstract(text: str) -> bool:
    """Whether a text is long for a title, or a sentence."""
    if len(text) > LONGEST_TITLE:
        return True
    return text.endswith(SENTENCE_ENDS) and len(text.split()) >= _FEWEST_WORDS


def titled_texts(lines: Sequence[str]) -> list[tuple[int, int, int]] | None:
    """Where titles begin, abstracts begin, and these end; None where it cannot be told surely.

    `lines` are those of a record, or of several where nothing stands between them.
    """
    if len(lines[0]) > LONGEST_TITLE:
        return None
    width = _width(lines)
    body = _body(lines, width)
    if body is None or not is_body(lines[body:]):
        return None
    found: list[tuple[int, int, int]] = []
    start = 0
    for index in range(body + 1, len(lines) - 1):
        if _is_next_title(lines, index, width):
            found.append((start, body, index))
            start, body = index, index + 1
    return [*found, (start, body, len(lines))]


def title_at_end(lines: Sequence[str]) -> bool | None:
    """Whether the last line is the title of the next record; None where none can tell."""
    *abstract, last = lines
    if len(last) > LONGEST_TITLE or last.endswith((".", "!", "…")):
        return False
    return True if abstract and abstract[-1].endswith(SENTENCE_ENDS) else None


def is_body(lines: Sequence[str]) -> bool:
    """Whether lines are an abstract rather than the rest of a title."""
    size = sum(map(len, lines))
    return size > SHORTEST_ABSTRACT or is_abstract(" ".join(lines))


def begins_with_title(lines: list[str]) -> bool:
    """Whether the first line was ended before it was full, and is no sentence."""
    first, width = lines[0].strip(), _width(lines)
    short = len(first) <= LONGEST_TITLE and not first.endswith(SENTENCE_ENDS)
    return short and not (width and _is_full(lines, 0, width)) and is_body(lines[1:])


def is_joined(text: str) -> bool:
    """Whether a paragraph that has metadata below it is a title and an abstract in one line."""
    return len(text) > LONGEST_TITLE or (
        text.endswith((".", "!", "…")) and len(text.split()) >= _MOST_WORDS
    )


def _body(lines: Sequence[str], width: int) -> int | None:
    """The line that the abstract begins with, in a text wrapped to a width (0 if it is not)."""
    if not width or not _is_full(lines, 0, width) or lines[1].endswith(SENTENCE_ENDS):
        return 1
    ends = (index + 1 for index in range(len(lines)) if not _is_full(lines, index, width))
    body = next(ends)
    return body if body <= _MOST_LINES and body < len(lines) else None


def _width(lines: Sequence[str]) -> int:
    """The width to which a text was wrapped; 0 where it was not."""
    width = max(map(len, lines))
    inner = range(1, len(lines) - 1)
    full = sum(_is_full(lines, index, width) for index in inner)
    return width if full and full >= _WRAPPED * len(inner) else 0


def _is_full(lines: Sequence[str], index: int, width: int) -> bool:
    following = lines[index + 1].partition(" ")[0] if index + 1 < len(lines) else ""
    return bool(following) and len(lines[index]) + 1 + len(following) > width


def _is_next_title(lines: Sequence[str], index: int, width: int) -> bool:
    """Whether a line inside is the title of a record that follows one without metadata."""
    line, before, after = lines[index], lines[index - 1], lines[index + 1]
    if not before.endswith(SENTENCE_ENDS) or line.endswith((*SENTENCE_ENDS, ":", ",", ";")):
        return False
    if len(line) > LONGEST_TITLE or len(line.split()) < _FEWEST_OF_A_TITLE:
        return False
    if width:
        ended = not (_is_full(lines, index - 1, width) or _is_full(lines, index, width))
        return ended and _is_full(lines, index + 1, width)
    return min(len(before), len(after)) > 2 * len(line)

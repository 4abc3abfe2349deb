"""Text in the columns of a terminal: how wide it is, and wrapped to a width.

A character of a wide script takes two columns, an accent of its own none. What is plain
ASCII, nearly all of it, is measured without loading anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WIDE = "\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\uff01-\uff60\U00020000-\U0003fffd"
_OPENING = "（「『【《〈［｛"  # noqa: RUF001 - brackets of wide scripts
_CLOSING = "、。，．：；！？）」』】》〉］｝ー々"  # noqa: RUF001 - the same
_LEAST_ROOM, _BELOW = 28, "    "
"""Columns that a text beside its label needs, and how it is indented below it."""
_ATOM = deferred(
    f"[{_OPENING}]*[{_WIDE}][{_CLOSING}\u0300-\u036f\ufe00-\ufe0f]*|[^{_WIDE}]+[{_CLOSING}]*"
)
"""What no line may end within: of scripts that are written without blanks, each character alone."""


def width(text: str) -> int:
    """The columns that a text on one line takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def padded(text: str, columns: int) -> str:
    """The text with blanks behind it up to so many columns."""
    return text + " " * (columns - width(text))


def wrapped(text: str, columns: int, *, chop: bool = True) -> list[str]:
    """The text in lines of at most so many columns, broken at blanks where that can be.

    Scripts that are written without blanks break between any two characters, but not before a
    closing mark; a word longer than a line breaks where the line ends, unless `chop` is false.
    """
    lines, line, used = [], "", 0
    for atom, apart in _atoms(text):
        size, gap = width(atom), 1 if apart and used else 0
        if used and used + gap + size > columns:
            lines.append(line)
            line, used, gap = "", 0, 0
        if size > columns and chop:
            *full, last = _chopped(atom, columns)
            lines += full
            atom, size = last, width(last)  # noqa: PLW2901 - what is left of it
        line += " " * gap + atom
        used += gap + size
    return [*lines, line] if line or not lines else lines


def hanging(label: str, text: str, columns: int) -> list[str]:
    """A label and a text behind it, whose lines after the first begin where it began.

    Where that leaves little room the text stands below its label.
    """
    start = width(label)
    if columns - start >= _LEAST_ROOM:
        first, *rest = wrapped(text, columns - start, chop=False)
        return [f"{label}{first}".rstrip(), *(" " * start + each for each in rest)]
    below = wrapped(text, max(columns - len(_BELOW), 1), chop=False)
    return [label.rstrip(), *(_BELOW + each for each in below)]


def in_rows(parts: Iterable[str], columns: int, between: str = " · ") -> list[str]:
    """Parts in lines of at most so many columns, none broken that fits on a line."""
    lines: list[str] = []
    for part in parts:
        if lines and width(lines[-1]) + width(between) + width(part) <= columns:
            lines[-1] += between + part
        else:
            lines += wrapped(part, columns)
    return lines


def _atoms(text: str) -> Iterator[tuple[str, bool]]:
    """What a line holds whole, and whether a blank parts it from what is before."""
    for word in text.split():
        if word.isascii():
            yield word, True
            continue
        for number, atom in enumerate(_ATOM.findall(word)):
            yield atom, number == 0


def _chopped(word: str, columns: int) -> list[str]:
    if word.isascii():
        return [word[each : each + columns] for each in range(0, len(word), columns)]
    from rich.cells import chop_cells

    return chop_cells(word, columns)

"""Lines on standard error: one a message, broken at words where a terminal shows them."""

from __future__ import annotations

import os
import sys

from summarizer.text.plain import one_line

_INDENT = "  "


def say(message: str) -> None:
    """Print a message on standard error."""
    line = f"summarize: {one_line(message)}"
    width = columns()
    try:
        print(broken(line, width) if width else line, file=sys.stderr)
    except (OSError, ValueError):  # nobody can be told any more
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - to the end


def columns() -> int | None:
    """The columns of standard error: those of a terminal, or as `COLUMNS` says; else no end."""
    given = wanted_columns()
    if given:
        return given
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    from shutil import get_terminal_size

    return get_terminal_size((80, 24)).columns


def wanted_columns() -> int | None:
    """What `COLUMNS` says, where that is a number that a line can have."""
    given = os.environ.get("COLUMNS", "")
    return (int(given) or None) if given.isascii() and given.isdigit() and len(given) < 6 else None  # noqa: PLR2004 - digits


def broken(line: str, width: int, indent: str = _INDENT) -> str:
    """A line of text as several, none wider than `width`, those after the first indented.

    A word that is wider stays whole, so that a path or an address can be copied.
    """
    if len(line) <= width and line.isascii():
        return line
    from summarizer.text.columns import wrapped

    line = " ".join(line.split())  # as it is wrapped: the first line tells where the rest begins
    room = max(width - len(indent), 1)
    first, *rest = wrapped(line, width, chop=False)
    if not rest:
        return first
    following = wrapped(line[len(first) :], room, chop=False)
    return "\n".join([first, *(indent + each for each in following)])

"""How much a full text has at the most: whatever is done with more would take minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PARTS, MOST_CHARACTERS = 50_000, 4_000_000
"""A thick book has a part of both."""


def check_extent(parts: Iterable[str], name: str) -> None:
    """Raise InputError for more headings, paragraphs and notes than papers have, or longer ones."""
    count = length = 0
    for each in parts:
        count += 1
        length += len(each)
    if count > MOST_PARTS:
        what = f"{count:,} headings, paragraphs and notes"
    elif length > MOST_CHARACTERS:
        what = f"{length:,} characters of text"
    else:
        return
    message = f"`{name}` has {what}, which no paper has: give the paper alone"
    raise InputError(message)

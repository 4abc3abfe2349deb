"""Signs that no text has: they stand for the marks of footnotes until paragraphs are tidied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.fulltext.tidying import tidy
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST, _MOST = 0xF0000, 0x1000
_SIGN = deferred("[\U000f0000-\U000f0fff]")


def sign_of(number: int) -> str:
    """The sign of a footnote, by its number from 0; "" for one behind the last that has any."""
    return chr(_FIRST + number) if number < _MOST else ""


def marks(raw: str) -> Iterator[tuple[str, int]]:
    """Each sign in a paragraph, and how many characters stand before it once they are tidied."""
    place = begin = 0
    parted = False
    for match in _SIGN.finditer(raw):
        piece = raw[begin : match.start()]
        words = tidy(piece)
        if words:
            place += len(words) + (place > 0 and (parted or piece[0].isspace()))
        parted = piece[-1:].isspace() or (parted and not words)
        begin = match.end()
        yield match[0], place

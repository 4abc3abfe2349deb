"""What the spellings of one paper have in common: what it is looked up by where it has no id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred
from summarizer.text.plain import normalised
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from summarizer.papers.records import Paper

BY_TEXT = "sha256:"
"""How the id of a paper begins that is known by its text alone."""
_NO_LETTERS = deferred(r"[\W_]+")
_START = 500
"""Characters of an abstract that are looked at for its beginning."""
LETTERS = 120
"""Letters and digits that two abstracts share where they begin the same."""


def by_text(paper: Paper) -> bool:
    """Whether a paper is known by its text alone."""
    return paper.id.startswith(BY_TEXT)


def letters(title: str) -> str:
    """The letters and digits of a title, which its spellings have in common."""
    return _NO_LETTERS.sub("", normalised(readable(title)))


def beginning(abstract: str) -> str:
    """How an abstract begins, in letters and digits."""
    return _NO_LETTERS.sub("", normalised(abstract[:_START]))[:LETTERS]

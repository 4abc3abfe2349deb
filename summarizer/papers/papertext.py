"""A paper's full text as far as it may prove something: its own words, paragraph by paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Paper


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters `start` to `end` of the text; `section` is the heading above them.

    `role` is what that section is for, such as `introduction`, as `keypoints.roles` tells it.
    """

    start: int
    end: int
    section: str | None
    role: str


@dataclass(frozen=True)
class PaperText:
    """The text that all places are of, and the paragraphs in which its authors say what they did.

    References, related work, captions and appendices are none of them.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]

    def of(self, paragraph: Paragraph) -> str:
        """The characters of a paragraph."""
        return self.text[paragraph.start : paragraph.end]

    def within(self, roles: Iterable[str]) -> Iterator[Paragraph]:
        """The paragraphs of sections that are for these."""
        wanted = frozenset(roles)
        return (each for each in self.paragraphs if each.role in wanted)


class Texts(Protocol):
    """The full texts that are at hand."""

    def stamp(self, paper: Paper) -> str:
        """What changes whenever the text of a paper may; "" where none is kept."""

    def text(self, paper: Paper) -> PaperText | None:
        """The text of a paper; None where none is kept that can be read and is that paper's.

        Raises UsageError where something is lacking to read it.
        """

"""The styles of notes: how properties, links and parts are written, and properties read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Value = str | tuple[str, ...]
"""What a property holds: a text, or a list of texts."""
Kind = Literal["title", "heading", "quote", "text", "item"]
Name = Literal["obsidian", "logseq"]
NAMES: tuple[Name, ...] = ("obsidian", "logseq")
SIGNS: Mapping[Kind, str] = MappingProxyType(
    {"title": "# ", "heading": "## ", "quote": "> ", "text": "", "item": "- "}
)
"""What Markdown has before a piece of each kind."""
PLAIN = re.compile(r"[A-Za-z][\w.,'()/ +-]*(?<! )")
"""A text that means itself wherever it stands as a property."""
NUMBER = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,6}")
"""A day or a number."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a note: text that is escaped already, and what it is."""

    kind: Kind
    text: str


@dataclass
class Head:
    """A note's properties as they stand in its lines.

    `values` are those that can be read; `odd` are neither a text nor a list of texts. `spans` has
    the lines of those that can be changed apart from all others. `end` is the line before which a
    new one goes, `body` the first line of the text.
    """

    values: Mapping[str, Value]
    spans: Mapping[str, tuple[int, int]]
    end: int
    body: int
    broken: str | None = None
    odd: frozenset[str] = frozenset()


class Style(Protocol):
    """What tells one kind of note from another."""

    @property
    def name(self) -> Name:
        """What it is called."""

    @property
    def folders(self) -> Mapping[str, str]:
        """Where new notes go, by what they are of: `paper`, `day`, `topic`."""

    @property
    def identity(self) -> str:
        """The property that holds a note's id."""

    @property
    def titled(self) -> str:
        """The property that holds a paper's title."""

    @property
    def gap(self) -> tuple[str, ...]:
        """The lines between two parts."""

    def link(self, name: str, label: str) -> str:
        """A link to a note."""

    def address(self, label: str, url: str) -> str:
        """A link to a web address, by a label that is escaped already."""

    def properties(self, fields: Mapping[str, Value]) -> list[str]:
        """The lines at the top of a new note, with what stands around them."""

    def field(self, key: str, value: Value) -> list[str]:
        """The lines of one property."""

    def held(self, value: Value) -> str:
        """A value in the form in which it is compared, whoever wrote it."""

    def listed(self, value: Value) -> list[str]:
        """The items of a list."""

    def text(self, value: Value) -> str:
        """A value as one text."""

    def part(self, blocks: Sequence[Block]) -> list[str]:
        """The lines of a part."""

    def head(self, lines: Sequence[str]) -> Head | None:
        """The properties of a note; None where it has none."""

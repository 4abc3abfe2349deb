"""The styles there are, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.notes.logseq import Logseq
from summarizer.notes.obsidian import Obsidian

if TYPE_CHECKING:
    from summarizer.notes.styles import Name, Style


def style(name: Name) -> Style:
    """The style of a name."""
    return Obsidian() if name == "obsidian" else Logseq()

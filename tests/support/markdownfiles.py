"""Markdown of this repository in its parts: code blocks, code spans, links and anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_FENCE = re.compile(r"^( *)(```+)(\w*)\n(.*?)^\1\2$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SPAN = re.compile(r"(`+)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class MarkdownFile:
    """A file, read once."""

    path: Path

    @property
    def name(self) -> str:
        """Its path within the repository."""
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text()

    @cached_property
    def blocks(self) -> list[tuple[str, str]]:
        """Language and code of each block."""
        return [(match[3], match[4]) for match in _FENCE.finditer(self.text)]

    @cached_property
    def prose(self) -> str:
        """What stands outside of blocks and comments."""
        return _COMMENT.sub("", _FENCE.sub("", self.text))

    @cached_property
    def spans(self) -> list[str]:
        """What stands between backticks, on one line each."""
        return [" ".join(match[2].split()) for match in _SPAN.finditer(self.prose)]

    @cached_property
    def links(self) -> list[str]:
        """Where its links and pictures lead; a picture within a link counts too."""
        text = _SPAN.sub("code", self.prose)
        outer = _LINK.findall(text)
        inner = [each for shown, _ in outer for each in _LINK.findall(shown)]
        return [address for _, address in outer + inner]

    @cached_property
    def headings(self) -> list[str]:
        """Its headings as they are written."""
        return _HEADING.findall(self.prose)

    @cached_property
    def anchors(self) -> set[str]:
        """The anchors that GitHub gives its headings."""
        found: dict[str, int] = {}
        for heading in self.headings:
            shown = _LINK.sub(r"\1", heading).lower()
            slug = re.sub(r"[^\w\- ]", "", shown).replace(" ", "-")
            found[slug] = found.get(slug, -1) + 1
        return {
            f"{slug}-{number}" if number else slug
            for slug, most in found.items()
            for number in range(most + 1)
        }


def pages() -> list[MarkdownFile]:
    """Every page that people read: the ones in the root, and the docs."""
    root = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    return [MarkdownFile(path) for path in [*root, *sorted((ROOT / "docs").glob("*.md"))]]

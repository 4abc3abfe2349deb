"""What stands above and around a paper's Markdown: what a converter or an author puts there.

Hugging Face's begins with `Title:`, `URL Source:` and `Markdown Content:`. Behind these it is the
page of arXiv, sometimes as its bare words, menu and all: each line a piece of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.fulltext.frontmatter import FrontMatter, front_matter
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = deferred(r"(Title|URL Source|Published Time|Number of Pages|Warning):\s*(.*)")
_CONTENT = "Markdown Content:"
_MENU_BEGINS = "Back to arXiv"
_MENU_ENDS = deferred(r"License:\s*(.*)|arXiv:\S+ \[.*")
_NUMBERED = deferred(r"[A-Z]?\d+(?:\.\d+)*(?=[A-Z])")
_LISTED = deferred(
    r"\s*(?:\d+\.|[*-])\s+(?:\d+\.\s+|[*-]\s+)?\[[^\]]*\]\(\S*arxiv\.org/html/\S*#\S*.*"
)
_YAML_END = deferred(r"(?:---|\.\.\.)\s*$")
_FURTHEST, _LONGEST_YAML = 400, 2000
"""Lines in which the end of a menu is looked for, and that of the YAML above a paper."""


@dataclass(frozen=True)
class Page:
    """The paper's own lines; a `bare` page has no marks of Markdown: headings are only numbered.

    `front` is what the YAML above it tells.
    """

    title: str
    address: str | None
    lines: Sequence[str]
    license: str | None = None
    bare: bool = False
    front: FrontMatter | None = None


def page_of(text: str) -> Page:
    """The text without what stands around the paper."""
    lines = text.split("\n")
    written = _of_author(lines)
    if written:
        return written
    head = _converted(lines)
    if head is None:
        return Page("", None, lines)
    title, address, lines = head
    if not any(line.strip() == _MENU_BEGINS for line in lines[:10]):
        return Page(title, address, [line for line in lines if not _LISTED.fullmatch(line)])
    place, right = _menu_end(lines)
    rest = lines[place:]
    return Page(title, address, _below_title(rest, title), right, bare=True)


def _of_author(lines: Sequence[str]) -> Page | None:
    """A file with YAML above it; None where what stands between two rules is none."""
    if lines[0].strip("\ufeff ") != "---":
        return None
    ends = (place for place, line in enumerate(lines[1:_LONGEST_YAML], 1) if _YAML_END.match(line))
    end = next(ends, None)
    front = front_matter("\n".join(lines[1:end])) if end else None
    if end is None or front is None:
        return None
    return Page(front.title, None, lines[end + 1 :], front.license, front=front)


def _converted(lines: Sequence[str]) -> tuple[str, str | None, list[str]] | None:
    """Title, address and lines of a page that a converter made; None where none did."""
    told: dict[str, str] = {}
    for place, line in enumerate(lines[:20]):
        if line.strip() == _CONTENT:
            return told.get("Title", ""), told.get("URL Source"), list(lines[place + 1 :])
        match = _HEAD.match(line)
        if match:
            told[match[1]] = match[2].strip()
        elif line.strip():
            return None
    return None


def _menu_end(lines: Sequence[str]) -> tuple[int, str | None]:
    """The line behind arXiv's menu, and the license that stands there."""
    place, right = 0, None
    for number, line in enumerate(lines[:_FURTHEST]):
        match = _MENU_ENDS.fullmatch(line.strip())
        if match:
            place, right = number + 1, match[1] or right
    return place, right


def _below_title(lines: Sequence[str], title: str) -> list[str]:
    """The lines with what is broken apart in them: a numbered heading stands by itself."""
    kept: list[str] = []
    for line in lines:
        words = line.strip()
        if words and words == title and len(kept) < 20:  # noqa: PLR2004 - it stands near the top
            continue
        match = _NUMBERED.match(words)
        kept.append(f"{match[0]} {words[match.end() :]}" if match else line)
    return kept

"""Pages that a clipper or a reading service saved as Markdown: their lines as the page shows them.

Seen: pictures and logos as `![...](...)`, inside of links too; links over several lines; several
links on one line; `[LINK: GitHub 1.2k](...)` and `[IMAGE: ...]`; lists with `-`.
"""

from __future__ import annotations

import re

_CLIPPED = re.compile(
    r"!\[|\[(?:LINK|IMAGE|Image \d+)\b|^\]\(|^\[Upvote|^[ \t]*-[ \t]+\d{1,9} authors?\b",
    re.MULTILINE,
)
_PICTURE = re.compile(r"!\[[^\[\]]*\](?:\([^()\s]*\)|\[\d*\])?")
_MARK = re.compile(r"\[(?:IMAGE|Image \d+)\b[^\[\]]*\](?:\([^()\s]*\))?")
_LINK_MARK = re.compile(r"\[LINK:\s*")
_NOTHING = re.compile(r"[\s\[\]*+•-]*(?:\[\s*\]\([^()\s]*\)[\s\[\]*+•-]*)*")
_LINK_END = re.compile(r"\s*\]\([^()\s]*\)\s*")
_LINK = r"\[[^\[\]]*\](?:\([^()\s]*\))?"
_LINKS = re.compile(rf"\s*(?:{_LINK}[\s·|,]*){{2,}}")
_ONE_LINK = re.compile(_LINK)
_UPVOTES = re.compile(r"\[?(Upvote)s?\s+(\d{1,9}|-)(?:\]\([^()\s]*\))?")


def is_clipped(text: str) -> bool:
    """Whether a text has the marks of a clipper."""
    return bool(_CLIPPED.search(text))


def unfolded(lines: list[str]) -> list[tuple[int, str]]:
    """The lines with their numbers from 1, without pictures, and one link on each."""
    found: list[tuple[int, str]] = []
    upvote = False
    for number, line in enumerate(lines, start=1):
        plain = _MARK.sub("", _PICTURE.sub("", line))
        plain = _LINK_MARK.sub("[", plain)
        shown = plain.strip()
        if shown in {"[Upvote", "Upvote"}:
            upvote = True
        elif upvote and shown:
            found.append((number, f"Upvote {shown}"))
            upvote = False
        elif (plain != line and _NOTHING.fullmatch(plain)) or _LINK_END.fullmatch(plain):
            found.append((number, ""))
        elif _LINKS.fullmatch(plain):
            found += [(number, each) for each in _ONE_LINK.findall(plain)]
        else:
            found.append((number, re.sub(r"(?<=\[)\s+", "", plain) if plain != line else plain))
    return found


def upvotes_in(line: str) -> re.Match[str] | None:
    """The count of upvotes that a line is; group 2 is the number, or `-` for none."""
    return _UPVOTES.fullmatch(line.strip())

"""Pages that a clipper or a reading service saved as Markdown: their lines as the page shows them.

Seen: pictures and logos as `![...](...)`, inside of links too; links over several lines; several
links on one line; `[LINK: GitHub 1.2k](...)` and `[IMAGE: ...]`; lists with `-`.
"""

from __future__ import annotations

import re

from summarizer.text.patterns import deferred

_CLIPPED = deferred(
    r"!\[|\[(?:LINK|IMAGE|Image \d+)\b|^\]\(|^\[Upvote"
    r"|^\*\*(?:Authors|Abstract|Published|Upvotes)|^[ \t]*-[ \t]+\d{1,9} authors?\b",
    re.MULTILINE,
)
_PICTURE = deferred(r"!\[[^\[\]]*\](?:\([^()\s]*\)|\[\d*\])?")
_MARK = deferred(r"\[(?:IMAGE|Image \d+)\b[^\[\]]*\](?:\([^()\s]*\))?")
_LINK_MARK = deferred(r"\[LINK:\s*(?:([^\[\]]*)\](?!\())?")
_NOTHING = deferred(r"[\s\[\]*+•-]*(?:\[\s*\]\([^()\s]*\)[\s\[\]*+•-]*)*")
_LINK_END = deferred(r"\s*\]\([^()\s]*\)\s*")
_LINK = r"\[[^\[\]]*\](?:\([^()\s]*\))?"
_LINKS = deferred(rf"\s*(?:{_LINK}[\s·|,]*){{2,}}")
_ONE_LINK = deferred(_LINK)
_LABEL = deferred(r"(?:[-*•] )?\*\*(\w[\w ]{1,20}):?\*\*:?\s*(.*)")
_UPVOTES = deferred(r"\[?(Upvote)s?\s+(\d{1,9}|-)(?:\]\([^()\s]*\))?")


def is_clipped(text: str) -> bool:
    """Whether a text has the marks of a clipper."""
    return bool(_CLIPPED.search(text))


def unfolded(lines: list[str]) -> list[tuple[int, str]]:
    """The lines with their numbers from 1, without pictures, and one link on each."""
    found: list[tuple[int, str]] = []
    upvote = False
    for number, line in enumerate(lines, start=1):
        plain = _MARK.sub("", _PICTURE.sub("", line))
        plain = _LINK_MARK.sub(lambda match: "[" if match[1] is None else match[1], plain)
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


def labelled(line: str) -> tuple[str, str] | None:
    """A field in bold before a colon: its name in small letters, and its value."""
    match = _LABEL.fullmatch(line)
    return (match[1].lower(), match[2].strip()) if match else None


def upvotes_in(line: str) -> re.Match[str] | None:
    """The count of upvotes that a line is; group 2 is the number, or `-` for none."""
    return _UPVOTES.fullmatch(line.strip())

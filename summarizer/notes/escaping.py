"""A paper's words as they may stand in a note: nothing of them links, runs or formats."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.text.plain import one_line
from summarizer.text.readable import readable

_ACTIVE = re.compile(
    r"[\\`*\[\]$]"
    r"|<(?=[A-Za-z/!?%<]|\d{4}-)|(?<=<)<|(?<=%)>"
    r"|#(?=\S)|~(?=~)|(?<=~)~|%(?=[%>])|(?<=[%<{])%|(?<=\{)\{|\{(?=[{%#])|\}(?=\})|(?<=\})\}"
    r"|(?<!\w)_|_(?!\w)"
    r"|&(?=#?\w+;)"
    r"|(?<!\S)\^|\^(?=[\^\[])|(?<=\^)\^"
    r"|=(?==)|(?<==)=|(?<=:):|(?<=@)@|(?<=\()\("
    r"|^[-+=:>|#]"
)
"""Signs that Markdown, HTML, Obsidian, Logseq, Dataview or Templater could take for theirs.

Of pairs such as `((` and `::` the second one is enough. An address that a reader sees whole may
be a link: it leads where it says.
"""
_COUNTED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_MARKER = re.compile(
    r"^(?=(?:TODO|DOING|DONE|LATER|NOW|WAIT|WAITING|CANCELED|CANCELLED|IN-PROGRESS)\b)"
)
"""What makes a task of a block in Logseq."""
_UNPLAIN = re.compile(r"[^\w\s.,:;'“”‘’()/+?!–—-]|:(?!\s)|(?<!\w)_+|_+(?!\w)|-(?=-)")  # noqa: RUF001 - as titles have it
_DOUBLED = re.compile(
    r"(?<=\[)(?=\[)|(?<=\])(?=\])|(?<=\{)(?=[{%])|(?<=[%}])(?=\})|(?<=<)(?=%)|(?<=%)(?=[>%])"
    r"|(?<=\()(?=\([0-9a-fA-F]{8}-)|(?<=:)(?=:)"
    r"|(?<=`)(?=`)|(?<=\])(?=\()|(?<=!)(?=\[)|(?<=<)(?=[A-Za-z/!])"
)


@lru_cache(maxsize=8192)  # a TL;DR stands in the notes of its paper, its day and its topics
def escaped(text: str) -> str:
    """Text on one line in which nothing is Markdown, HTML, a tag, code, or a link with other words.

    What a reader sees of it is the text itself; only signs that could do something get a backslash.
    """
    line = _ACTIVE.sub(lambda match: "\\" + match[0], one_line(readable(text)))
    line = _COUNTED.sub(r"\1\\\2", line)
    return _MARKER.sub("\u2060", line)


def plain(text: str) -> str:
    """Text for places where nothing can be escaped: of other signs than usual ones, blanks."""
    return " ".join(_UNPLAIN.sub(" ", one_line(readable(text))).split())


def parted(text: str) -> str:
    """Text for a property: signs that do something together have a blank between them."""
    return _DOUBLED.sub(" ", one_line(readable(text)))

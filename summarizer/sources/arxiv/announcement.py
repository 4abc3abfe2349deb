r"""arXiv's daily mail as text: papers between lines of two backslashes.

Seen in real ones: new papers with their abstract, cross-lists likewise, replaced ones without.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.sources import Parsed
from summarizer.sources.mapping import papers
from summarizer.sources.recognition import NO_FIT, Fit, strong
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.content import Content

_PAPER = deferred(r"^\\\\\s*\n(?:arXiv:|Paper: )\S+", re.MULTILINE)
_BLOCK = deferred(
    r"^\\\\[^\S\n]*\n(?P<head>(?:arXiv:|Paper: )(?:(?!\\\\).*\n)+)"
    r"\\\\(?P<end>[^\n]*)(?:\n|\Z)(?P<rest>(?:(?!\\\\|-{20}|%%--).*(?:\n|\Z))*)",
    re.MULTILINE,
)
_ID = deferred(r"(?:arXiv:|Paper: )(\S+)(.*)")
_LABEL = deferred(r"([A-Z][A-Za-z-]+): ?(.*)")
_REPLACED = deferred(r"^replaced with revised version|\breplaced\b", re.IGNORECASE | re.MULTILINE)
_NAMES = {
    "title": "title",
    "authors": "authors",
    "author": "authors",
    "categories": "categories",
    "comments": "comment",
    "journal-ref": "journal",
    "doi": "doi",
    "date": "published",
}


def fit(head: str) -> Fit:
    """Whether a text is such a mail."""
    if "\\\\" not in head:
        return NO_FIT
    return strong("arXiv's daily mail") if _PAPER.search(head) else NO_FIT


def parsed(content: Content) -> Parsed:
    """The papers of a mail; one without its abstract, such as a replaced one, is dropped."""
    return Parsed(papers(_entries(content.text.replace("\r\n", "\n"))))


def _entries(text: str) -> Iterator[tuple[str, object]]:
    line, place = 1, 0
    for block in _BLOCK.finditer(text):
        line += text.count("\n", place, block.start())
        place = block.start()
        identity = _ID.match(block["head"])
        if identity is None:  # cannot be: the block begins with one
            continue
        fields: dict[str, object] = dict(_fields(block["head"].split("\n")[1:]))
        crossed, replaced = "cross" in identity[2], _REPLACED.search(block["head"])
        where = f"line {line} (`{identity[1][:40]}`)"
        if replaced and not block["rest"].strip():
            yield where, ValueError("a replaced paper, of which the mail has no abstract")
            continue
        fields |= {
            "id": identity[1],
            "abstract": block["rest"].strip() or None,
            "url": f"https://arxiv.org/abs/{identity[1]}",
            "source": "arxiv",
            "announce_type": "replace" if replaced else "cross" if crossed else "new",
        }
        yield where, fields


def _fields(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The labelled fields above an abstract; lines that begin with blanks continue one."""
    name, value = "", ""
    for line in (*lines, "End: "):
        match = _LABEL.match(line)
        if match:
            if name:
                yield name, value.strip()
            name, value = _NAMES.get(match[1].lower(), ""), match[2]
        elif line[:1].isspace():
            value += f"\n{line}"

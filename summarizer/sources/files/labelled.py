"""Labelled text: blocks of `Title: ...`, `PDF: ...`, `Summary: ...`, as other tools print them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.sources import Parsed, Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.content import Content

PROFILE = Profile(
    name="labelled",
    reads="text in blocks of `Title: ...` and `Abstract: ...`",
    example="Title: A title\nSummary: An abstract.\n",
    label="blocks",
    endings=(".txt", ".text"),
)

_LABELS = {
    "title": "title", "paper": "title", "summary": "abstract", "abstract": "abstract",
    "authors": "authors", "author": "authors", "pdf": "pdf", "url": "url", "link": "url",
    "arxiv": "arxiv", "arxiv id": "arxiv_id", "id": "arxiv_id", "published": "published",
    "date": "published", "updated": "updated", "categories": "categories", "upvotes": "upvotes",
    "comment": "comment", "comments": "comment", "doi": "doi", "code": "code",
}  # fmt: skip
_MARK = r"[ \t]*(?:[-*•] |#+ |\d+\. )?(?:\*\*)?"
_COLON = r"(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*"
_RULE = re.compile(r"[ \t]*[-=_*]{3,}[ \t]*")
_LABELLED = re.compile(
    rf"^{_MARK}(Title|Paper|Summary|Abstract){_COLON}", re.MULTILINE | re.IGNORECASE
)
_SCALAR = re.compile(r"^(?:abstract|title): [|>][-+]?$", re.MULTILINE)
"""YAML, in which the text stands indented below its label."""


def recognises(content: Content) -> bool:
    """Text with a line that is labelled as a title and one labelled as an abstract."""
    if content.form != "text" or _SCALAR.search(content.head):
        return False
    found = {_LABELS[match[1].lower()] for match in _LABELLED.finditer(content.head)}
    return found == {"title", "abstract"}


def parse(content: Content) -> Parsed:
    """Read blocks; a block without title or abstract is dropped with its line."""
    from summarizer.sources.mapping import papers

    return Parsed(papers(_blocks(content.text)))


def _blocks(text: str) -> Iterator[tuple[str, object]]:
    """`(place, fields)` of each block; a rule or the next title ends one."""
    labelled = re.compile(rf"{_MARK}({'|'.join(_LABELS)}){_COLON}(.*)", re.IGNORECASE)
    block: dict[str, list[str]] = {}
    label, start = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        match = labelled.fullmatch(line.removesuffix("\r"))
        named = _LABELS[match[1].lower()] if match else ""
        rule = _RULE.fullmatch(line)
        if block and (rule or (named == "title" and "title" in block)):
            yield f"line {start}", _finished(block)
            block = {}
        if match and named not in block:
            label, start = named, start if block else number
            block[label] = [match[2]]
        elif block:
            block[label].append(line)
    if block:
        yield f"line {start}", _finished(block)


def _finished(block: dict[str, list[str]]) -> dict[str, str]:
    return {name: "\n".join(lines).strip() for name, lines in block.items()}

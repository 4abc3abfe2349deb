"""Labelled text: blocks of `Title: ...`, `PDF: ...`, `Summary: ...`, as other tools print them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.sources import Parsed, Profile
from summarizer.sources.labels import LABELS
from summarizer.sources.recognition import NO_FIT, Fit, strong, weak
from summarizer.text.patterns import deferred

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

_MARK = r"[ \t]*(?:[-*•] |#+ |\d+\. )?(?:\*\*)?"
_COLON = r"(?:\*\*)?[ \t]*[:：](?:\*\*)?[ \t]*"  # noqa: RUF001 - the wide colon of Chinese texts
_NAMES = "|".join(map(re.escape, LABELS))
_TEXTS = "|".join(name for name, field in LABELS.items() if field in {"title", "abstract"})
_RULE = deferred(r"[ \t]*[-=_*]{3,}[ \t]*")
_LABELLED = deferred(rf"^{_MARK}({_TEXTS}){_COLON}", re.MULTILINE | re.IGNORECASE)
_OF_PAPERS = deferred(
    rf"^{_MARK}(?:abstract|pdf|arxiv|arxiv id|authors?|doi){_COLON}", re.MULTILINE | re.IGNORECASE
)
_SCALAR = deferred(rf"^[ \t]*(?:{_TEXTS}):[ \t]*[|>][-+]?\d?[ \t]*$", re.MULTILINE | re.IGNORECASE)
"""YAML, in which the text stands indented below its label."""


def recognises(content: Content) -> Fit:
    """Text with a line that is labelled as a title and one labelled as an abstract."""
    if content.form != "text":
        return NO_FIT
    found = {LABELS[match[1].lower()] for match in _LABELLED.finditer(content.head)}
    if found != {"title", "abstract"} or _SCALAR.search(content.head):
        return NO_FIT
    if content.head.startswith("---\n") and not _OF_PAPERS.search(content.head):
        return NO_FIT  # the front matter of a post, which has a title and a summary too
    signs = "lines labelled as title and abstract"
    return weak(signs) if content.head.startswith("---\n") else strong(signs)


def parse(content: Content) -> Parsed:
    """Read blocks; a block without title or abstract is dropped with its line."""
    from summarizer.sources.mapping import papers

    return Parsed(papers(_blocks(content.text)))


def _blocks(text: str) -> Iterator[tuple[str, object]]:
    """`(place, fields)` of each block; a rule or the next title ends one."""
    labelled = re.compile(rf"{_MARK}({_NAMES}){_COLON}(.*)", re.IGNORECASE)
    block: dict[str, list[str]] = {}
    label, start = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        match = labelled.fullmatch(line.removesuffix("\r"))
        named = LABELS[match[1].lower()] if match else ""
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


def _finished(block: dict[str, list[str]]) -> dict[str, object]:
    """The fields of a block; its PDF is one of the paper's links, as it stands there."""
    found: dict[str, object] = {name: "\n".join(lines).strip() for name, lines in block.items()}
    return found | {"links": [found["pdf"]]} if found.get("pdf") else found

"""BibTeX entries as objects with fields: plain values, people in reading order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.sources.bibscanner import scanned
from summarizer.sources.people import named_parts, person
from summarizer.text.bibfields import unescaped
from summarizer.text.patterns import deferred
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROTECTED = deferred(r"(?<![\\\w^_}\]])\{([^{}\\]*)\}")
_SPACE = deferred(r"\s+")
_BRACE = deferred(r"\\.|[{}]", re.DOTALL)
_AND = deferred(r"\\.|[{}]|\s+and\s+", re.IGNORECASE)
_SIGN = deferred(r"\{(\\[%&#_$])\}")
_IN_BRACES = deferred(r"\{[^{}]*\}")
_NO_BRACES = deferred(r"\{(?!\})|(?<!\{)\}")
_ADDRESS = deferred(r"https?://[^\s{}]+")
_ARXIV = {"", "arxiv"}


def entries(text: str) -> Iterator[tuple[str, object]]:
    """`(place, fields)` of each entry; a ValueError stands for a broken one."""
    for place, fields in scanned(text):
        yield place, fields if isinstance(fields, ValueError) else _entry(fields)


def _entry(fields: dict[str, str]) -> dict[str, object]:
    """The fields as other objects call them; white space and protecting braces say nothing."""
    entry: dict[str, object] = {name: plain(value) for name, value in fields.items()}
    for name in ("id", "author", "authors", "listed", "links", "ai_keywords"):
        entry.pop(name, None)
    entry["authors"] = tuple(people(fields.get("author") or fields.get("authors", "")))
    entry["comment"] = entry.get("note")
    entry["categories"] = entry.get("primaryclass") or entry.get("eprintclass")
    kind = fields.get("archiveprefix") or fields.get("eprinttype", "")
    if kind.strip("{} ").lower() not in _ARXIV:
        entry.pop("eprint", None)
    if "url" not in entry and (match := _ADDRESS.search(fields.get("howpublished", ""))):
        entry["url"] = match[0]
    return entry


def plain(value: str) -> str:
    """A value on one line, without braces around it or around its words, nothing escaped."""
    value = _SPACE.sub(" ", value).strip()
    while value[:1] == "{" and value[-1:] == "}" and _is_one_group(value):
        value = value[1:-1].strip()
    if "{" in value:
        value = _SIGN.sub(r"\1", value)
        for _ in range(3):
            value = _PROTECTED.sub(r"\1", value)
    return unescaped(value)


def _is_one_group(value: str) -> bool:
    """Whether the first brace is closed by the last."""
    depth = 0
    for mark in _BRACE.finditer(value):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth == 0:
            return mark.end() == len(value)
    return False


def people(names: str) -> Iterator[str]:
    """The people between `and`s that stand in no braces; `others` is nobody."""
    names = _SPACE.sub(" ", names).strip()
    while names[:1] == "{" and names[-1:] == "}" and " and " in names and _is_one_group(names):
        names = names[1:-1].strip()
    for name in _parted(names):
        if name and name.lower() != "others":
            yield _person(name)


def _parted(names: str) -> Iterator[str]:
    if "{" not in names:
        yield from re.split(r"\s+and\s+", names, flags=re.IGNORECASE)
        return
    depth, start = 0, 0
    for mark in _AND.finditer(names):
        if mark[0] in {"{", "}"}:
            depth += 1 if mark[0] == "{" else -1
        elif depth <= 0 and mark[0][0] != "\\":
            yield names[start : mark.start()]
            start = mark.end()
    yield names[start:]


def _person(name: str) -> str:
    """`Last, First` as `First Last`; accents written in LaTeX as letters."""
    if parts := named_parts(name):
        name = parts
    elif "," in name and not _IN_BRACES.fullmatch(name):
        name = person(name)
    if "{" in name or "\\" in name or "$" in name:
        name = unescaped(_SPACE.sub(" ", _NO_BRACES.sub("", readable(name))).strip())
    return name.replace("~", " ")

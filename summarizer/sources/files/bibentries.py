"""Entries of BibTeX text as objects with fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.text.bibfields import unescaped
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

_START = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*[{(]", re.MULTILINE)
_NO_PAPERS = {"comment", "preamble"}
_KEY = re.compile(r"\s*[^\s,{}()=\"]*\s*(?:,|$)")
_FIELD = re.compile(r"\s*([A-Za-z][\w:.+-]*)\s*=\s*")
_BETWEEN = re.compile(r"[\s,]*")
_WORD = re.compile(r"[^\s,{}()=\"#]+")
_JOIN = re.compile(r"\s*#\s*")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTE = re.compile(r'\\.|[{}"]', re.DOTALL)
_PROTECTED = re.compile(r"(?<![\\\w^_}\]])\{([^{}\\]*)\}")
_SPACE = re.compile(r"\s+")
_AND = re.compile(r"\\.|[{}]|\s+and\s+")
_IN_BRACES = re.compile(r"\{[^{}]*\}")
_NO_BRACES = re.compile(r"\{(?!\})|(?<!\{)\}")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_YEAR = re.compile(r"\d{4}")


def entries(text: str) -> Iterator[tuple[str, object]]:
    """`(place, fields)` of each entry; a ValueError stands for a broken one.

    An entry ends at the latest where a line begins the next, so that one which is
    never closed takes no other with it.
    """
    strings = {month: month for month in _MONTHS}
    starts = list(_START.finditer(text))
    ends = [start.start() for start in starts[1:]] + [len(text)]
    line, counted = 1, 0
    for start, end in zip(starts, ends, strict=False):
        line += text.count("\n", counted, start.start())
        counted = start.start()
        kind = start[1].lower()
        if kind in _NO_PAPERS:
            continue
        try:
            fields = _fields(text[start.end() : end], strings, keyed=kind != "string")
        except ValueError as error:
            yield f"line {line}", error
            continue
        if kind == "string":
            strings |= fields
        else:
            yield f"line {line}", _entry(fields)


def _fields(body: str, strings: dict[str, str], *, keyed: bool) -> dict[str, str]:
    """The fields of an entry by their lower-case names. Raises ValueError where it is broken."""
    place = 0
    if keyed and (key := _KEY.match(body)):
        place = _BETWEEN.match(body, key.end()).end()  # type: ignore[union-attr] # the same
    fields: dict[str, str] = {}
    while match := _FIELD.match(body, place):
        value, place = _value(body, match.end(), strings)
        fields.setdefault(match[1].lower(), value)
        place = _BETWEEN.match(body, place).end()  # type: ignore[union-attr] # it matches nothing too
    if body[place : place + 1] not in {"}", ")"}:
        message = "not valid BibTeX: the entry is not closed, or has a field without a value"
        raise ValueError(message)
    return fields


def _value(body: str, place: int, strings: dict[str, str]) -> tuple[str, int]:
    """A value, joined from its parts with `#`, and where it ends."""
    parts = []
    while True:
        if body[place : place + 1] == "{":
            end = _closed(body, place + 1, _BRACE, "}")
            parts.append(body[place + 1 : end])
            place = end + 1
        elif body[place : place + 1] == '"':
            end = _closed(body, place + 1, _QUOTE, '"')
            parts.append(body[place + 1 : end])
            place = end + 1
        elif word := _WORD.match(body, place):
            parts.append(strings.get(word[0].lower(), word[0]))
            place = word.end()
        else:
            break
        if not (join := _JOIN.match(body, place)):
            break
        place = join.end()
    return "".join(parts), place


def _closed(body: str, place: int, marks: re.Pattern[str], closing: str) -> int:
    """Where the value that begins at `place` is closed. Raises ValueError where it never is."""
    depth = 0
    for mark in marks.finditer(body, place):
        if mark[0] == closing and depth == 0:
            return mark.start()
        if mark[0] in {"{", "}"}:
            depth += 1 if mark[0] == "{" else -1
    message = "not valid BibTeX: a value is not closed"
    raise ValueError(message)


def _entry(fields: dict[str, str]) -> dict[str, object]:
    """The fields as other objects call them; white space and protecting braces say nothing."""
    entry: dict[str, object] = {name: _plain(value) for name, value in fields.items()}
    entry.pop("id", None)
    entry["authors"] = [_person(name) for name in _people(fields.get("author", ""))]
    entry["comment"] = entry.get("note")
    entry["categories"] = entry.get("primaryclass")
    entry["published"] = entry.get("date") or _date(fields)
    entry["ai_keywords"] = None
    if fields.get("archiveprefix", "arxiv").lower() != "arxiv":
        entry.pop("eprint", None)
    return entry


def _plain(value: str) -> str:
    value = _SPACE.sub(" ", value).strip()
    for _ in range(3):
        value = _PROTECTED.sub(r"\1", value)
    return unescaped(value)


def _people(names: str) -> list[str]:
    """The names between `and`s that stand in no braces; `others` is nobody."""
    names = _SPACE.sub(" ", names).strip()
    found, depth, start = [], 0, 0
    for mark in _AND.finditer(names):
        if mark[0] in {"{", "}"}:
            depth += 1 if mark[0] == "{" else -1
        elif depth <= 0 and mark[0][0] != "\\":
            found.append(names[start : mark.start()])
            start = mark.end()
    return [name for name in (*found, names[start:]) if name not in {"", "others"}]


def _person(name: str) -> str:
    """`Last, First` as `First Last`; accents written in LaTeX as letters."""
    parts = [part.strip() for part in name.split(",")]
    whole = len(parts) == 1 or _IN_BRACES.fullmatch(name)
    ordered = name if whole else " ".join([*parts[1:][::-1], parts[0]])
    return unescaped(_SPACE.sub(" ", _NO_BRACES.sub("", readable(ordered))).strip())


def _date(fields: dict[str, str]) -> str | None:
    """A day where year, month and day are given; less than that is no day."""
    year, month, day = (fields.get(name, "").strip().lower() for name in ("year", "month", "day"))
    number = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else month
    if not (_YEAR.fullmatch(year) and str(number).isdigit() and day.isdigit()):
        return None
    return f"{year}-{int(number):02}-{int(day):02}"

"""BibTeX text as entries, each the fields that stand in it, as they stand.

Our own reader, weighed against bibtexparser 2.1 and pybtex 0.26 on the files that people and
their reference managers write. bibtexparser drops an entry whose key or whose field comes twice,
one without a key, and one whose abstract has a line `@word{`; it takes a missing comma for a
longer value and reads fields behind a `%`. pybtex stops at the first fault of a file. Neither
says in all cases which line was dropped, and neither limits what `@string`s grow to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

_START = deferred(r"@[ \t]*([A-Za-z]\w*)\s*([{(])")
_FIRST_FIELD = deferred(r"[^,={}\"#]{0,300},\s*(?:%[^\n]*\n\s*)*[A-Za-z][\w:.+-]*\s*=")
"""What follows the brace of a whole entry: a key, a comma and the name of a field."""
_NEXT = deferred(r"^[ \t]*@[ \t]*[A-Za-z]\w*\s*[{(]", re.MULTILINE)
_KEY = deferred(r"\s*[^,={}\"]*(?:,|(?=[})]))")
_FIELD = deferred(r"([A-Za-z][\w:.+-]*)\s*=\s*")
_BETWEEN = deferred(r"(?:[\s,]+|%[^\n]*)*")
_WORD = deferred(r"[^\s,{}()=\"#]+")
_JOIN = deferred(r"\s*#\s*")
_BRACE = deferred(r"\\.|[{}]", re.DOTALL)
_QUOTE = deferred(r'\\.|[{}"]', re.DOTALL)
_ENDING = deferred(r"\}(?=\s*,?\s*(?:[A-Za-z][\w:.+-]*\s*=|[})]\s*(?:@|\Z)))")
"""A brace behind which the next field or the entry's end follows."""
_CLOSING = {"{": "}", "(": ")"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LONGEST_EXPANSION = 10_000
"""Characters that the strings of one value may come to."""
_MOST_EXPANDED = 8 << 20
"""Characters that the strings of one file may come to."""
_NEVER_CLOSED = "not valid BibTeX: a value is never closed"


class _Unclosed(ValueError):
    """An entry that does not end where it should."""


@dataclass
class _Strings:
    """What `@string` names stand for; None is one that grew too long to be believed."""

    known: dict[str, str | None] = field(default_factory=lambda: {each: each for each in _MONTHS})
    left: int = _MOST_EXPANDED

    def expanded(self, word: str, before: int) -> str:
        """What a bare word stands for. Raises ValueError where it grows beyond any title."""
        if word.lower() not in self.known:
            return word
        text = self.known[word.lower()]
        if text is None or before + len(text) > _LONGEST_EXPANSION or len(text) > self.left:
            message = f"not valid BibTeX: the `@string` {word[:40]} grows too long"
            raise ValueError(message)
        self.left -= len(text)
        return text


@dataclass
class _Scanner:
    """A text while it is read; `end` is where the entry at hand ends at the latest."""

    text: str
    strings: _Strings = field(default_factory=_Strings)
    end: int = 0
    whole: int = 0
    """Where a line begins the next whole entry."""
    lenient: bool = False
    """Whether a value ends where the next field follows, however many braces are open."""
    broken_until: int = 0
    """Up to here any line that looks like an entry begins one: something was never closed."""

    def start(self, place: int) -> re.Match[str] | None:
        """The next beginning of an entry, and the bounds for it."""
        for match in _START.finditer(self.text, place):
            if self._begins(match):
                place = match.end()
                if place > self.whole:
                    self.whole = self._next(place, whole=True)
                self.end = self.whole
                if match.start() < self.broken_until:
                    self.end = self._next(place, whole=False)
                return match
        return None

    def _begins(self, match: re.Match[str]) -> bool:
        """Whether an entry begins here: on a line's start, behind another one, or a whole one."""
        place = match.start()
        while place and self.text[place - 1] in " \t":
            place -= 1
        before = self.text[place - 1 : place]
        if before in {"", "\n", "}", ")"}:
            return True
        return before != "%" and _FIRST_FIELD.match(self.text, match.end()) is not None

    def _next(self, place: int, *, whole: bool) -> int:
        for match in _NEXT.finditer(self.text, place):
            if not whole or _FIRST_FIELD.match(self.text, match.end()):
                return match.start()
        return len(self.text)

    def broken(self, place: int) -> int:
        """Where reading goes on behind an entry that began before `place` and is broken."""
        self.broken_until = max(self.broken_until, self.end)
        return self._next(place, whole=False)

    def entry(self, place: int, closing: str, *, keyed: bool) -> tuple[dict[str, str], int]:
        """An entry's fields by their lower-case names, and where it ends. Raises ValueError.

        One with a brace too many is read once more, by what follows its values.
        """
        if keyed and (key := _KEY.match(self.text, place, self.end)):
            place = key.end()
        try:
            return self._fields(place, closing)
        except _Unclosed as error:
            self.lenient = True
            try:
                return self._fields(place, closing)
            except ValueError:
                raise error from None
            finally:
                self.lenient = False

    def _fields(self, place: int, closing: str) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        place = _behind(_BETWEEN, self.text, place, self.end)
        while match := _FIELD.match(self.text, place, self.end):
            value, place = self._value(match.end())
            found.setdefault(match[1].lower(), value)
            place = _behind(_BETWEEN, self.text, place, self.end)
        if place >= self.end or self.text[place] != closing:
            message = "not valid BibTeX: the entry is not closed, or has a field without a value"
            raise _Unclosed(message)
        return found, place + 1

    def _value(self, place: int) -> tuple[str, int]:
        """A value, joined from its parts with `#`, and where it ends."""
        text, parts, expanded = self.text, [], 0
        while True:
            opening = text[place : place + 1] if place < self.end else ""
            if opening in {"{", '"'} and opening:
                end = self._closed(place + 1, opening)
                parts.append(text[place + 1 : end])
                place = end + 1
            elif word := _WORD.match(text, place, self.end):
                parts.append(self.strings.expanded(word[0], expanded))
                expanded += len(parts[-1])
                place = word.end()
            else:
                break
            if not (join := _JOIN.match(text, place, self.end)):
                break
            place = join.end()
        return "".join(parts), place

    def _closed(self, place: int, opening: str) -> int:
        """Where a value that begins at `place` is closed. Raises ValueError where it never is."""
        if opening == '"':
            return _closed(self.text, place, self.end, _QUOTE, '"')
        if not self.lenient:
            return _closed(self.text, place, self.end, _BRACE, "}")
        match = _ENDING.search(self.text, place, self.end)
        if match is None:
            raise _Unclosed(_NEVER_CLOSED)
        return match.start()


def scanned(text: str) -> Iterator[tuple[str, dict[str, str] | ValueError]]:
    """`(place, fields)` of each entry; a ValueError stands for a broken one.

    An entry ends where its brace is closed, at the latest where a line begins the next whole
    one, so that one which is never closed takes no other with it.
    """
    scanner = _Scanner(text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", ""))
    place, line, counted = 0, 1, 0
    while start := scanner.start(place):
        line += scanner.text.count("\n", counted, start.start())
        counted = start.start()
        kind, closing = start[1].lower(), _CLOSING[start[2]]
        if kind in {"comment", "preamble"}:
            place = _behind_comment(scanner, start.end(), closing)
            continue
        try:
            fields, place = scanner.entry(start.end(), closing, keyed=kind != "string")
        except ValueError as error:
            place = scanner.broken(start.end())
            if kind == "string":
                named = _FIELD.match(scanner.text, start.end())
                scanner.strings.known |= {named[1].lower(): None} if named else {}
            yield f"line {line}", error
            continue
        if kind == "string":
            scanner.strings.known |= fields
        else:
            yield f"line {line}", fields


def _behind_comment(scanner: _Scanner, place: int, closing: str) -> int:
    """Where a comment ends, with all that stands inside its braces."""
    if place < scanner.broken_until:
        return place
    try:
        return _closed(scanner.text, place, len(scanner.text), _BRACE, closing) + 1
    except ValueError:
        scanner.broken_until = len(scanner.text)
        return place


def _closed(text: str, place: int, end: int, marks: re.Pattern[str], closing: str) -> int:
    """Where the value that begins at `place` is closed. Raises ValueError where it never is."""
    depth = 0
    for mark in marks.finditer(text, place, end):
        sign = mark[0]
        if sign == closing and depth == 0:
            return mark.start()
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
    raise _Unclosed(_NEVER_CLOSED)


def _behind(pattern: re.Pattern[str], text: str, place: int, end: int) -> int:
    match = pattern.match(text, place, end)
    return match.end() if match else place

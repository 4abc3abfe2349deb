"""Markdown as people leave it, cut into the pieces a report is made of, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["heading", "quote", "item", "box", "text", "comment", "code"]

_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s+(.*))?$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"\s{0,3}([-*_])\s*(?:\1\s*){2,}$")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+(.*)$")
_ITEM = re.compile(r"(\s*)(?:[-*+•◦▪‣·–—]|\d{1,9}[.)])(?:\s+(.*))?$")  # noqa: RUF001 - list signs
_BOX = re.compile(r"(\s*)(?:\[(.?)\]|([☐☑☒✅✓✔]))(?:\s+(.*))?$")
_COMMENT = re.compile(r"\s*<!\s?[-–—]{1,2}(.*)$")  # noqa: RUF001 - what editors make of it
_COMMENT_END = re.compile(r"[-–—]{1,2}>")  # noqa: RUF001 - the same
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&(amp|lt|gt|quot|nbsp);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": " "}
_TICKS = {"x": True, "X": True, "✓": True, "✔": True, "v": True, "V": True, "х": True,  # noqa: RUF001
          "☑": True, "✅": True, " ": False, "": False, "☐": False, "\xa0": False}  # fmt: skip


@dataclass
class Piece:
    """A heading, quote, list item, box, paragraph or comment; its lines are joined by blanks.

    `ticked` is None for a box whose sign says neither; `indent` is in columns; `closed` is
    False for a comment without an end.
    """

    kind: Kind
    line: int
    text: str
    indent: int = 0
    ticked: bool | None = None
    closed: bool = True
    _more: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Take in a line that carries on."""
        self._more.append(text.rstrip())

    def whole(self) -> Piece:
        """The piece with all its lines in its text."""
        if self._more:
            self.text = " ".join(filter(None, [self.text, *self._more])).strip()
            self._more.clear()
        return self


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a document, whatever its line ends, list signs and line breaks."""
    return (each.whole() for each in _pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    current: Piece | None = None
    comment: Piece | None = None
    for number, line in enumerate(_lines(text), start=1):
        begins = None if comment else _COMMENT.match(line)
        if comment or begins:
            inner = begins[1] if begins else line
            comment = comment or Piece("comment", number, "", closed=False)
            end = _COMMENT_END.search(inner)
            comment.add(inner[: end.start()] if end else inner)
            if end or not line.strip():
                comment.closed = bool(end)
                yield from filter(None, (current, comment))
                rest = inner[end.end() :].strip() if end else ""
                comment, current = None, Piece("text", number, rest) if rest else None
            continue
        if current and current.kind == "text" and _UNDERLINE.fullmatch(line):
            current.kind = "heading"
            continue
        ends = not line.strip() or _RULE.fullmatch(line)
        begun = None if ends else _begun(line, number, current)
        if begun or ends:
            yield from filter(None, (current,))
            current = begun
        elif current:
            current.add(_continued(line, current))
    yield from filter(None, (current, comment))


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text.expandtabs(4))


def _begun(line: str, number: int, current: Piece | None) -> Piece | None:
    """The piece that a line begins; None for one that carries on what stands before it."""
    line = line.rstrip()
    heading, quote, item = _HEADING.fullmatch(line), _QUOTE.fullmatch(line), _ITEM.fullmatch(line)
    if heading:
        return Piece("heading", number, (heading[1] or "").rstrip("# "))
    if quote:
        return None if current and current.kind == "quote" else Piece("quote", number, quote[1])
    rest, indent = (item[2] or "", len(item[1])) if item else (line, len(line) - len(line.lstrip()))
    box = _BOX.fullmatch(rest)
    if box:
        sign = box[3] or box[2] or ""
        return Piece("box", number, box[4] or "", indent, _TICKS.get(sign))
    if item:
        return Piece("item", number, rest, indent)
    if current:
        return None
    is_code = indent >= 4  # noqa: PLR2004 - columns, as Markdown has it
    return Piece("code" if is_code else "text", number, line.strip(), indent)


def _continued(line: str, current: Piece) -> str:
    quote = _QUOTE.fullmatch(line) if current.kind == "quote" else None
    return (quote[1] if quote else line).strip()


def unescaped(text: str) -> str:
    """What a reader sees of inline Markdown: no backslashes before signs, no entities."""
    return _ESCAPE.sub(lambda match: match[1] or _ENTITIES[match[2]], text)

"""The two styles of notes: how properties, links and parts are written, and properties read.

Obsidian has YAML between `---`, and Markdown; Logseq has `key:: value` lines, and an outline.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from summarizer.notes.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Value = str | tuple[str, ...]
"""What a property holds: a text, or a list of texts."""
Kind = Literal["title", "heading", "quote", "text", "item"]
Name = Literal["obsidian", "logseq"]
NAMES: tuple[Name, ...] = ("obsidian", "logseq")
_PLAIN = re.compile(r"[A-Za-z][\w.,'()/ +-]*(?<! )")
_WORDS = frozenset("y n yes no on off true false null none nan inf".split())
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,6}")
_KEY = re.compile(r"([A-Za-z_][\w -]*):(?=\s|$)")
_LOGSEQ_KEY = re.compile(r"([A-Za-z][\w.+!?$%&=<>*-]*)::(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a note: text that is escaped already, and what it is."""

    kind: Kind
    text: str


@dataclass
class Head:
    """A note's properties as they stand in its lines.

    `values` are those that can be read, `spans` the lines of those that can be changed apart from
    all others. `end` is the line before which a new one goes, `body` the first line of the text.
    """

    values: Mapping[str, Value]
    spans: Mapping[str, tuple[int, int]]
    end: int
    body: int
    broken: str | None = None


class Style(Protocol):
    """What tells one kind of note from another."""

    @property
    def name(self) -> Name:
        """What it is called."""

    @property
    def folders(self) -> Mapping[str, str]:
        """Where new notes go, by what they are of: `paper`, `day`, `topic`."""

    @property
    def identity(self) -> str:
        """The property that holds a note's id."""

    @property
    def titled(self) -> str:
        """The property that holds a paper's title."""

    @property
    def gap(self) -> tuple[str, ...]:
        """The lines between two parts."""

    def link(self, name: str, label: str) -> str:
        """A link to a note."""

    def properties(self, fields: Mapping[str, Value]) -> list[str]:
        """The lines at the top of a new note, with what stands around them."""

    def field(self, key: str, value: Value) -> list[str]:
        """The lines of one property."""

    def held(self, value: Value) -> str:
        """A value in the form in which it is compared, whoever wrote it."""

    def listed(self, value: Value) -> list[str]:
        """The items of a list."""

    def text(self, value: Value) -> str:
        """A value as one text."""

    def part(self, blocks: Sequence[Block]) -> list[str]:
        """The lines of a part."""

    def head(self, lines: Sequence[str]) -> Head | None:
        """The properties of a note; None where it has none."""


@dataclass(frozen=True)
class Obsidian:
    """Notes for Obsidian, and for whatever else reads Markdown with front matter."""

    name: Name = "obsidian"
    folders: Mapping[str, str] = field(
        default_factory=lambda: {"paper": "Papers", "day": "Days", "topic": "Topics"}
    )
    identity: str = "id"
    titled: str = "title"
    gap: tuple[str, ...] = ("",)

    def link(self, name: str, label: str) -> str:
        """A wikilink."""
        return f"[[{name}|{plain(label) or name}]]"

    def properties(self, fields: Mapping[str, Value]) -> list[str]:
        """Front matter."""
        lines = [line for key, value in fields.items() for line in self.field(key, value)]
        return ["---", *lines, "---", ""]

    def field(self, key: str, value: Value) -> list[str]:
        """A key with its value, or with a list as Obsidian writes it."""
        if isinstance(value, str):
            return [f"{key}: {_scalar(value)}"]
        if not value:
            return [f"{key}: []"]
        return [f"{key}:", *(f"  - {_scalar(each)}" for each in value)]

    def held(self, value: Value) -> str:
        """The texts of a value; an empty list is the same as nothing."""
        return json.dumps([" ".join(each.split()) for each in self.listed(value)])

    def listed(self, value: Value) -> list[str]:
        """The items, whether they are a list or one text."""
        return [value] if isinstance(value, str) and value.strip() else list(filter(None, value))

    def text(self, value: Value) -> str:
        """The text, whatever its line breaks."""
        return " ".join(" ".join(self.listed(value)).split())

    def part(self, blocks: Sequence[Block]) -> list[str]:
        """Markdown: a blank line between blocks but for items."""
        lines: list[str] = []
        before: Kind | None = None
        for block in blocks:
            if before and not (before == block.kind == "item"):
                lines.append("")
            lines.append(_SIGNS[block.kind] + block.text)
            before = block.kind
        return lines

    def head(self, lines: Sequence[str]) -> Head | None:
        """Front matter, read as YAML; a key counts as one alone where its lines are one alone."""
        from summarizer.text.yamldocuments import documents

        last = _closed(lines)
        if last is None:
            return None
        spans = dict(_spans(lines, last))
        try:
            values = _values(documents("\n".join(lines[1:last])))
            alone = {
                key: span
                for key, span in spans.items()
                if _values(documents("\n".join(lines[slice(*span)]))) == {key: values.get(key)}
            }
        except ValueError as error:
            return Head({}, {}, last, last + 1, str(error))
        return Head(values, alone, last, last + 1)


@dataclass(frozen=True)
class Logseq:
    """Notes for Logseq's graphs of files: properties as lines, all text in blocks."""

    name: Name = "logseq"
    folders: Mapping[str, str] = field(
        default_factory=lambda: dict.fromkeys(("paper", "day", "topic"), "pages")
    )
    identity: str = "note-id"
    titled: str = "paper-title"
    gap: tuple[str, ...] = ()

    def link(self, name: str, label: str) -> str:
        """A link to a page by another label."""
        label = plain(label)
        return f"[{label}]([[{name}]])" if label and label != name else f"[[{name}]]"

    def properties(self, fields: Mapping[str, Value]) -> list[str]:
        """Lines of properties before the first block."""
        return [*(line for key, value in fields.items() for line in self.field(key, value)), ""]

    def field(self, key: str, value: Value) -> list[str]:
        """A property on one line; what is no mere word is quoted, so that nothing in it links."""
        if isinstance(value, str):
            bare = key == self.identity or _DAY.fullmatch(value) or value.startswith("https://")
            return [f"{key}:: {value if bare else _said(value)}"]
        if all(_PLAIN.fullmatch(each) and "," not in each and " " not in each for each in value):
            return [f"{key}:: {', '.join(value)}"]
        return [f"{key}:: {_said('; '.join(value))}"]

    def held(self, value: Value) -> str:
        """The text of a value, without what quotes it and without signs between items."""
        return json.dumps([" ".join(each.split()) for each in self.listed(value)])

    def listed(self, value: Value) -> list[str]:
        """The items of a value, which has commas or semicolons between them."""
        text = self.text(value)
        return list(filter(None, map(str.strip, text.split(";" if ";" in text else ","))))

    def text(self, value: Value) -> str:
        """The text without the quotes around it."""
        return _unquoted(value if isinstance(value, str) else "; ".join(value))

    def part(self, blocks: Sequence[Block]) -> list[str]:
        """A block a line; what stands below a heading is indented."""
        lines: list[str] = []
        below = False
        for block in blocks:
            below = below or block.kind == "heading"
            inner = below and block.kind != "heading"
            sign = "" if block.kind in {"item", "text"} else _SIGNS[block.kind]
            lines.append(f"{'	' if inner else ''}- {sign}{block.text}".rstrip())
        return lines

    def head(self, lines: Sequence[str]) -> Head | None:
        """The properties on the first lines."""
        values: dict[str, Value] = {}
        spans: dict[str, tuple[int, int]] = {}
        first = 1 if lines and not lines[0].removeprefix("\ufeff").strip() else 0
        end = first
        for number in range(first, len(lines)):
            line = lines[number].removeprefix("\ufeff")
            match = _LOGSEQ_KEY.match(line)
            if not match:
                break
            values[match[1]] = line[match.end() :].strip()
            spans[match[1]] = number, number + 1
            end = number + 1
        return Head(values, spans, end, end) if values else None


_SIGNS: dict[Kind, str] = {
    "title": "# ", "heading": "## ", "quote": "> ", "text": "", "item": "- ",
}  # fmt: skip


def style(name: Name) -> Style:
    """The style of a name."""
    return Obsidian() if name == "obsidian" else Logseq()


def _scalar(text: str) -> str:
    """A text as YAML has it: as it is where that is surely a text, or a day, else in quotes."""
    bare = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS
    if text == "true" or ((bare or _DAY.fullmatch(text)) and len(text) < _LONGEST_BARE):
        return text
    return json.dumps(text, ensure_ascii=False)


_LONGEST_BARE = 60


def _said(text: str) -> str:
    return f'"{text}"'


def _unquoted(text: str) -> str:
    whole = " ".join(text.split())
    return whole[1:-1].strip() if len(whole) > 1 and whole[0] == whole[-1] == '"' else whole


def _closed(lines: Sequence[str]) -> int | None:
    """The line that ends the front matter; None where there is none."""
    if not lines or lines[0].removeprefix("\ufeff").rstrip() != "---":
        return None
    return next((n for n in range(1, len(lines)) if lines[n].rstrip() in {"---", "..."}), None)


def _spans(lines: Sequence[str], last: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The lines of each key at the front, those that carry it on included."""
    number = 1
    while number < last:
        match = _KEY.match(lines[number])
        first = number
        number += 1
        if not match:
            continue
        while number < last and (not lines[number].strip() or lines[number][0] in " \t-"):
            number += 1
        end = number
        while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
            end -= 1
        yield match[1], (first, end)


def _values(found: Sequence[object]) -> dict[str, Value]:
    """The texts and lists of texts of a mapping; what is of another kind says nothing here."""
    given = found[0] if len(found) == 1 and isinstance(found[0], dict) else {}
    values: dict[str, Value] = {}
    for key, value in given.items():
        if isinstance(value, str):
            values[str(key)] = value
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            values[str(key)] = tuple(value)
    return values

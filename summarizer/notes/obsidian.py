"""Notes for Obsidian: YAML between `---`, then Markdown with wikilinks."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.notes.escaping import plain
from summarizer.notes.styles import NUMBER, PLAIN, SIGNS, Head

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summarizer.notes.styles import Block, Kind, Name, Value

_WORDS = frozenset("y n yes no on off true false null none nan inf".split())
_LONGEST_BARE = 60
_UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML takes by its number only."""
_KEY = re.compile(r"([A-Za-z_][\w -]*):(?=\s|$)")


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

    def address(self, label: str, url: str) -> str:
        """A link of Markdown."""
        return f"[{label}](<{url}>)"

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
            lines.append(SIGNS[block.kind] + block.text)
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
            found = documents("\n".join(["", *lines[1:last]]))  # lines numbered as in the note
            values = _values(found)
            alone = {
                key: span
                for key, span in spans.items()
                if _values(documents("\n".join(lines[slice(*span)]))) == {key: values.get(key)}
            }
        except ValueError as error:
            colon = (
                "; a text with `: ` in it needs quotes" if "mapping values" in str(error) else ""
            )
            return Head({}, {}, last, last + 1, f"{error}{colon}")
        return Head(values, alone, last, last + 1, odd=frozenset(_mapping(found)) - values.keys())


def _scalar(text: str) -> str:
    """A text as YAML has it: as it is where that is surely a text, or a day, else in quotes."""
    bare = PLAIN.fullmatch(text) and text.casefold() not in _WORDS
    if text == "true" or ((bare or NUMBER.fullmatch(text)) and len(text) < _LONGEST_BARE):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: json.dumps(match[0])[1:-1], quoted)


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
    values: dict[str, Value] = {}
    for key, value in _mapping(found).items():
        if isinstance(value, str):
            values[str(key)] = value
        elif isinstance(value, list) and (texts := _texts(value)) is not None:
            values[str(key)] = texts
    return values


def _mapping(found: Sequence[object]) -> dict[str, object]:
    return found[0] if len(found) == 1 and isinstance(found[0], dict) else {}


def _texts(value: Sequence[object]) -> tuple[str, ...] | None:
    """The texts of a list; a link without quotes is a list in a list to YAML. None for others."""
    found: list[str] = []
    for each in value:
        inner = _texts(each) if isinstance(each, list) else None
        if not isinstance(each, str) and inner is None:
            return None
        found += [each] if isinstance(each, str) else inner or ()
    return tuple(found)

"""Notes for Logseq's graphs of files: `key:: value` lines, then an outline of blocks."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.notes.escaping import plain
from summarizer.notes.styles import NUMBER, PLAIN, SIGNS, Head

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.notes.styles import Block, Name, Value

_KEY = re.compile(r"([A-Za-z][\w.+!?$%&=<>*-]*)::(?:\s|$)")


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

    def address(self, label: str, url: str) -> str:
        """A link of Markdown, which Logseq does not know with `<` and `>`."""
        return f"[{label}]({url.replace('(', '%28').replace(')', '%29')})"

    def properties(self, fields: Mapping[str, Value]) -> list[str]:
        """Lines of properties before the first block."""
        return [*(line for key, value in fields.items() for line in self.field(key, value)), ""]

    def field(self, key: str, value: Value) -> list[str]:
        """A property on one line; what is no mere word is quoted, so that nothing in it links."""
        if isinstance(value, str):
            bare = key == self.identity or NUMBER.fullmatch(value) or value.startswith("https://")
            return [f"{key}:: {' '.join(value.split()) if bare else _said(value)}"]
        if all(PLAIN.fullmatch(each) and "," not in each and " " not in each for each in value):
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
            sign = "" if block.kind in {"item", "text"} else SIGNS[block.kind]
            lines.append(f"{'	' if inner else ''}- {sign}{block.text}".rstrip())
        return lines

    def head(self, lines: Sequence[str]) -> Head | None:
        """The properties on the first lines."""
        values: dict[str, Value] = {}
        spans: dict[str, tuple[int, int]] = {}
        written = (n for n, line in enumerate(lines) if line.removeprefix("\ufeff").strip())
        first = next(written, 0)
        end = first
        for number in range(first, len(lines)):
            line = lines[number].removeprefix("\ufeff")
            match = _KEY.match(line)
            if not match:
                break
            values[match[1]] = line[match.end() :].strip()
            spans[match[1]] = number, number + 1
            end = number + 1
        return Head(values, spans, end, end) if values else None


def _said(text: str) -> str:
    return f'"{text}"'


def _unquoted(text: str) -> str:
    whole = " ".join(text.split())
    return whole[1:-1].strip() if len(whole) > 1 and whole[0] == whole[-1] == '"' else whole

"""The lines of a papers page saved as text: what each of them is.

Pure line work, shared by no one but the dump source; the dialects (plain,
links on lines of their own, Markdown with reference links) end here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from summarizer.days import MONTHS

Kind = Literal[
    "text", "title", "organization", "authors", "dot", "date", "count", "upvotes", "link", "blank"
]

_LONGEST_ORGANIZATION = 80
_DECORATION = re.compile(r"\]\[\d+\]")
_INLINE_LINK = re.compile(r"(?<=\S)\]\(https?://[^\s()]+\)$")
_DATE = re.compile(rf"({'|'.join(MONTHS)}) (\d{{1,2}})(?:, (\d{{4}}))?(?:\s+\[?\s*(\d+))?")
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("dot", re.compile("·")),
    ("authors", re.compile(r"(?:[•*]\s*)?(\d+) authors?")),
    ("upvotes", re.compile(r"\[-\]\s+(\d+|-)")),
    ("count", re.compile(r"(\d+|-)")),
    ("link", re.compile(r"(https?://\S+)")),
    ("date", _DATE),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number from 1, what it is, its text, and the groups of its pattern."""

    number: int
    kind: Kind
    text: str
    groups: tuple[str | None, ...] = ()


def classify(text: str) -> list[Line]:
    """Every line of the text, blank ones too, with its kind."""
    lines: list[Line] = []
    bracket = False
    for number, raw in enumerate(text.split("\n"), start=1):
        line = _line(number, raw)
        if bracket and line.kind == "count":
            line = replace(line, kind="upvotes")
        if raw.strip():
            bracket = raw.strip() == "["
        lines.append(line)
    return _with_organizations(lines)


def _line(number: int, raw: str) -> Line:
    text = raw.strip()
    heading = text.startswith("### ")
    if heading or _DECORATION.search(text):
        text = _DECORATION.sub("", text.removeprefix("### ")).strip()
        text = text.removeprefix("[").strip() if heading or text.startswith("[[") else text
    text = _INLINE_LINK.sub("", text)
    if text in {"", "[", "]"}:
        return Line(number, "blank", "")
    if heading:
        return Line(number, "title", text)
    for kind, pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            return Line(number, kind, text, match.groups())
    return Line(number, "text", text)


def _with_organizations(lines: list[Line]) -> list[Line]:
    """Name the short text lines that a `·` follows: they stand where authors would."""
    following: Kind = "blank"
    named: list[Line] = []
    for line in reversed(lines):
        short = line.kind == "text" and len(line.text) <= _LONGEST_ORGANIZATION
        named.append(replace(line, kind="organization") if short and following == "dot" else line)
        if line.kind not in {"blank", "link"}:
            following = line.kind
    return named[::-1]


def organization(text: str) -> str:
    """An organisation's name without the text of its logo: `deepmind Deepmind` is `Deepmind`."""
    text = re.sub(r"^\[[^\]]*\]\s*", "", text)
    logo, _, name = text.partition(" ")
    first = name.strip().partition(" ")[0]
    squeezed = re.sub(r"\W", "", name).casefold()
    alike = logo.casefold() in {first.casefold(), squeezed}
    return name.strip() if name and alike else text

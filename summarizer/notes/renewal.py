"""A note brought up to date: what was written there is replaced, what the reader changed is not.

A property is ours as long as it has the value that was written, however it is spelled; a part as
long as its lines stand there once, as they were written. All other bytes stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.notes.contents import EDITABLE, NOTES
from summarizer.notes.records import digest, mark, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.notes.contents import Note
    from summarizer.notes.meaning import Meaning
    from summarizer.notes.packing import Mark, Record
    from summarizer.notes.styles import Head, Value

_TAKEN = ""
"""The hash of what is not ours, or was taken away."""
_TAKEN_PART: Mark = (0, "")


@dataclass
class Renewed:
    """A note's text as it shall be, and what is then known of its properties and parts.

    `kept` are those for which there is something newer, but the reader has changed them, or may
    have; `edited` the properties that hold something else than was written. `broken` says why the
    properties cannot be read: then nothing is changed.
    """

    text: str
    fields: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Mark] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    broken: str | None = None


def renewed(text: str, record: Record | None, note: Note, meaning: Meaning) -> Renewed:
    """Bring a note up to date. Without a record, only what is as it would be now counts as ours."""
    lines = text.split("\n")
    bare = [line.removesuffix("\r") for line in lines]
    head = meaning.style.head(bare)
    if head is None or head.broken:
        broken = head.broken if head else "it has no properties any more"
        old = record or None
        return Renewed(text, old.fields if old else {}, old.parts if old else {}, broken=broken)
    work = _Work(bare, head, record, meaning)
    work.properties(note)
    work.parts(note)
    if not work.edits:
        return work.result(text)
    end = "\r" if lines[0].endswith("\r") else ""
    in_order = sorted((first, last, number) for number, (first, last, _) in enumerate(work.edits))
    for first, last, number in reversed(in_order):
        new = work.edits[number][2]
        lines[first:last] = [line + end for line in new]
        if first == len(lines) - len(new) and new and end:
            lines[-1] = lines[-1].removesuffix("\r")
    return work.result("\n".join(lines))


class _Work:
    """Finds what is to be changed, as line numbers and the lines that go there."""

    def __init__(
        self, lines: Sequence[str], head: Head, record: Record | None, meaning: Meaning
    ) -> None:
        self.edits: list[tuple[int, int, Sequence[str]]] = []
        self._lines = lines
        self._head = head
        self._known = record
        self._meaning = meaning
        self._style = meaning.style
        self._result = Renewed("")

    def result(self, text: str) -> Renewed:
        self._result.text = text
        return self._result

    def properties(self, note: Note) -> None:
        """Set each property that is ours, add those that are new, take away those that are gone."""
        known = self._known.fields if self._known else {}
        for key, value in note.fields.items():
            new, base = digest(self._style.held(value)), known.get(key)
            there = self._there(key)
            if there == new or self._means(key, value):
                base = there
            elif there is not None and base == there and key in self._head.spans:
                self.edits.append((*self._head.spans[key], self._style.field(key, value)))
                base = new
            elif there is None and base is None and self._known and not self._names(key):
                at = self._head.end
                self.edits.append((at, at, self._style.field(key, value)))
                base = new
            else:
                self._keep(key, new, base, _TAKEN)
                if base and self._says(key):
                    self._result.edited.append(key)
            self._result.fields[key] = base or _TAKEN
        for key in EDITABLE:
            if key not in note.fields and self._says(key) and self._there(key) != known.get(key):
                self._result.edited.append(key)
        for key in known.keys() - note.fields.keys():
            if known[key] and self._there(key) == known[key] and key in self._head.spans:
                self.edits.append((*self._head.spans[key], ()))

    def _keep(self, name: str, new: object, base: object, taken: object) -> None:
        """Tell of what stays, where there is something newer, or nobody knows whose it is."""
        if base not in {new, taken} if base is not None else self._known is None:
            self._result.kept.append(name)

    def _there(self, key: str) -> str | None:
        """The hash of what a property holds; None where there is none that can be read."""
        value = self._head.values.get(key)
        return None if value is None else digest(self._style.held(value))

    def _says(self, key: str) -> bool:
        """Whether a property says something; a list says so with nothing in it, too."""
        value = self._head.values.get(key)
        return value is not None and (key != "tldr" or bool(self._style.text(value)))

    def _means(self, key: str, value: Value) -> bool:
        """Whether a property says what it shall, in other words."""
        there = self._head.values.get(key)
        return there is not None and self._meaning.same(key, there, value)

    def _names(self, key: str) -> bool:
        """Whether the properties have such a key at all, whatever it holds."""
        lines = self._lines[: self._head.end]
        return any(
            line.lstrip("\ufeff- \"'").startswith(f"{key}:") or f'"{key}"' in line for line in lines
        )

    def parts(self, note: Note) -> None:
        """Replace each part that is ours, add those that are new, take away those that are gone."""
        known = dict(self._known.parts) if self._known else {}
        body = self._lines[self._head.body :]
        after: int | None = self._head.body
        for name, lines in note.parts.items():
            new, base = mark(lines), known.pop(name, None)
            found = self._place(body, new)
            if found is not None and not self._shortened(body, found, new, base):
                after = found + new[0]
                base = new
            elif name == NOTES:
                base = base or _TAKEN_PART
            elif base and (found := self._place(body, base)) is not None:
                self.edits.append((found, found + base[0], lines))
                after = found + base[0]
                base = new
            elif base is None and self._known and after is not None:
                self.edits.append((after, after, [*self._style.gap, *lines]))
                base = new
            else:
                self._keep(name, new, base, _TAKEN_PART)
                after = None
            self._result.parts[name] = base or _TAKEN_PART
        for name, base in known.items():
            found = self._place(body, base) if name != NOTES else None
            if found is not None:
                gap = len(self._style.gap) if self._gap_at(found + base[0]) else 0
                self.edits.append((found, found + base[0] + gap, ()))

    def _shortened(self, body: Sequence[str], found: int, new: Mark, base: Mark | None) -> bool:
        """Whether a part's new lines only stand there because they are some of those it has now."""
        there = self._place(body, base) if base and base[0] > new[0] else None
        return there is not None and base is not None and there <= found < there + base[0]

    def _gap_at(self, line: int) -> bool:
        return line < len(self._lines) and not self._lines[line].strip()

    def _place(self, body: Sequence[str], part: Mark) -> int | None:
        """The line at which a part stands; None where it does not, or more than once."""
        found = list(places(body, part))
        return found[0] + self._head.body if len(found) == 1 else None

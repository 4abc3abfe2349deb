"""Records of tagged lines, in which reference managers export: RIS, MEDLINE, EndNote, WoS.

One reader of lines for all of them, weighed against rispy 0.10 on the same files: rispy gives no
line for what it drops, loses a record that follows one without `ER`, reads nothing where the tags
are written with one blank, and joins an abstract's paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator


class Form(NamedTuple):
    """How a format writes its lines.

    Group 1 of `line` is the tag, group 2 the value. A record begins with one of the tags `first`
    and ends with `last`, or at a blank line where `blank_ends`. A further line of a value is
    joined by a blank where it is `indented`, and is a value of its own for the tags `repeated`.
    """

    line: re.Pattern[str]
    first: frozenset[str]
    last: frozenset[str] = frozenset()
    blank_ends: bool = False
    repeated: frozenset[str] = frozenset()


@dataclass
class Record:
    """The values of each tag in one record, in their order; `line` is where it begins.

    A value is kept in pieces, one a line, with what joins them: its lines may be very many.
    """

    line: int
    values: dict[str, list[list[str]]] = field(default_factory=dict)

    def first(self, *tags: str) -> str | None:
        """The first value that is not empty, of the first tag that has one."""
        return next((text for tag in tags for text in self.all(tag)), None)

    def all(self, *tags: str) -> list[str]:
        """Every value of these tags that is not empty, blanks around it gone."""
        found = ("".join(pieces).strip() for tag in tags for pieces in self.values.get(tag, ()))
        return [text for text in found if text]


def records(lines: Iterable[str], form: Form) -> Iterator[Record]:
    """The records of a text; lines outside of any say nothing."""
    record: Record | None = None
    tag, blank = "", False
    for number, line in enumerate(lines, start=1):
        match = form.line.match(line)
        if match is None:
            if not line.strip():
                blank = True
                if form.blank_ends and record:
                    yield record
                    record, tag = None, ""
            elif record and tag:
                _continue(record.values[tag], line, form, tag, blank=blank)
                blank = False
            continue
        blank = False
        tag = match[1].upper()
        if record and (tag in form.last or tag in form.first):
            yield record
            record = None
        if tag in form.last:
            tag = ""
            continue
        record = record or Record(number)
        record.values.setdefault(tag, []).append([(match[2] or "").strip()])
    if record:
        yield record


def _continue(values: list[list[str]], line: str, form: Form, tag: str, *, blank: bool) -> None:
    """A further line of the value at hand: of the same paragraph, or of the next."""
    text = line.strip()
    if tag in form.repeated and not blank:
        values.append([text])
        return
    joint = "\n\n" if blank else " " if line[:1] in " \t" else "\n"
    values[-1] += [joint, text]


def text_lines(text: str) -> list[str]:
    """The lines of a text, whatever ends them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").split("\n")


def one_line(value: str | None) -> str | None:
    """A title on one line: where it was wrapped says nothing."""
    return " ".join(value.split()) if value else None


def first_address(values: Iterable[str]) -> str | None:
    """The first web address among values that may hold several, each behind a semicolon."""
    parts = (part.strip() for value in values for part in value.replace(" ; ", ";").split(";"))
    return next((part for part in parts if part.startswith(("http://", "https://"))), None)

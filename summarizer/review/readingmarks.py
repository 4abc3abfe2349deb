"""The reading marks in a report: a line a paper, merged into the marks as they are now.

The base is what the line showed, or what the same report said when it was applied before. A mark
is given or taken away where the line was changed; what was marked otherwise since is not lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.review.parser import Problem
from summarizer.reviews.marks import KINDS, OUSTS, WORDS, Marked, Marking, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.review.merge import Origin
    from summarizer.review.parser import Marks

_NAMES = {word: kind for kind, word in WORDS.items()} | {kind: kind for kind in KINDS}
_APART = re.compile(r"[\s,;|·`*_\"'“”.]+")


@dataclass
class MergedMarks:
    """What becomes of a paper's marks; `after` equals `before` where nothing is to be done."""

    before: Marked
    after: Marked
    problems: list[Problem] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)


def merged(report: Marks, marked: Marked, origin: Origin) -> MergedMarks:
    """Merge what a report says of a paper's marks into them."""
    found = MergedMarks(marked, marked)
    if report.given is None:
        return found
    line, text = report.given
    strange, written = _read(text)
    if strange:
        known = ", ".join(KINDS)
        why = f"unknown mark `{strange}`: write {known}; the marks stay as they are"
        found.problems.append(Problem(line, why))
        return found
    if "hide" in written and written & set(OUSTS["hide"]):
        why = "`hide` says the contrary of `star` and `later`: the marks stay as they are"
        found.problems.append(Problem(line, why))
        return found
    shown = set(report.shown.given)
    for kind in written - shown:
        written -= set(OUSTS[kind])
    base = _applied(marked, origin, shown)
    for kind in KINDS:
        if kind in base - written:
            found.after = changed(found.after, _marking(kind, origin, on=False))
    for kind in KINDS:
        if kind in written - base and kind not in marked.given:
            since = [other for other in OUSTS[kind] if other in marked.given and other not in base]
            if since:
                found.conflicts.append(_conflict(line, kind, since[0], marked))
            else:
                found.after = changed(found.after, _marking(kind, origin, on=True))
    return found


def changed_lines(before: Marked, after: Marked) -> Iterator[str]:
    """What changed of a paper's marks, as a diff."""
    from difflib import unified_diff

    title = f"{after.id} {after.title or ''}".rstrip()
    was, now = ([f"marked: {kind}" for kind in each.marks] for each in (before, after))
    yield from unified_diff(was, now, "as stored", title, n=0, lineterm="")


def _read(text: str) -> tuple[str | None, set[str]]:
    """The first word that names no mark, and the kinds of all that do."""
    plain = " ".join(text.casefold().split())
    for name in _NAMES:
        if " " in name:
            plain = plain.replace(name, _NAMES[name])
    words = list(filter(None, _APART.split(plain)))
    strange = next((word for word in words if word not in _NAMES), None)
    return strange, {_NAMES[word] for word in words if word in _NAMES}


def _applied(marked: Marked, origin: Origin, shown: set[str]) -> set[str]:
    """The marks that the report gave when it was applied before; those that it showed, if never."""
    base = set(shown)
    for change in marked.changes:
        if origin.report and change.by == origin.report and not change.undone:
            (base.add if change.on else base.discard)(change.kind)
    return base


def _marking(kind: str, origin: Origin, *, on: bool) -> Marking:
    by = origin.report or origin.file
    return Marking(kind=kind, on=on, at=origin.at, session=origin.session, by=by)


def _conflict(line: int, kind: str, since: str, marked: Marked) -> Problem:
    moment = marked.given[since][:16].replace("T", " ")
    why = f"{marked.id}: `{kind}` here, `{since}` since {moment}, which is kept"
    return Problem(line, f"{why}; make a new report to change it")

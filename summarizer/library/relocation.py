"""What is stored, moved to another name: a collection renamed, or merged into another or a day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.library import removal
from summarizer.library.store import COLLECTION, UNDATED, is_collection, shown_name
from summarizer.papers.days import parse_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.library.inventory import Place
    from summarizer.library.run import Run


def moved(found: Sequence[Place], typed: str, run: Run, *, dry_run: bool = False) -> str:
    """Put files under another name: a collection's new one, or a name that is there.

    Where papers are there already they are merged. Gives the name as it is kept. Raises
    UsageError where that makes no sense, OSError and Timeout where it cannot be written.
    """
    name, _, day = typed.partition("/")
    names = sorted({label for label, _ in run.library.stamps()})
    goal = name if name in names or day else _new_name(name)
    if day and not _NAME.fullmatch(name):
        message = f"`{name}` is not the name of a source: write it like `hf/2025-12-09`"
        raise UsageError(message)
    if day and parse_day(day) is None:
        message = f"`{day}` is not a day: write YYYY-MM-DD"
        raise UsageError(message)
    collections = {shown_name(each) for each in names if is_collection(each)}
    if day and (is_collection(goal) or (name in collections and name not in names)):
        message = f"`{goal}` is a collection, which has no days: leave `/{day}` out"
        raise UsageError(message)
    places = [(goal, day or (UNDATED if is_collection(goal) else old)) for _, old in found]
    if set(places) & set(found):
        message = f"`{typed}` is where it is already"
        raise UsageError(message)
    if not dry_run:
        for old, new in zip(found, places, strict=True):
            stored = run.library.read(*old)
            if stored:
                run.library.merge(*new, stored)
        removal.remove(found, run)
    return goal


_NAME = re.compile(r"[\w.+-]{1,80}")


def _new_name(typed: str) -> str:
    """The name of a new collection."""
    if not _NAME.fullmatch(typed):
        message = f"`{typed}` cannot be a name: use letters, digits, `-`, `.` and `_`"
        raise UsageError(message)
    return typed if is_collection(typed) else f"{COLLECTION}{typed}"

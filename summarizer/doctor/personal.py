"""What a reader said of herself: marks and interests, and whether they are hers alone."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from summarizer.doctor.checkup import Finding
from summarizer.errors import SummarizerError
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from summarizer.doctor.checkup import Patient

_OTHERS = 0o077
"""The rights of everyone but the owner."""


def marks(patient: Patient) -> Iterator[Finding]:
    """How many papers are marked, which files are damaged, and whether others may read them."""
    from summarizer.reviews.marks import KINDS, WORDS

    store = patient.run.marks.folder
    paths = sorted(store.glob("*.json"))
    kinds: Counter[str] = Counter()
    marked = 0
    for path in paths:
        try:
            given = patient.run.marks.from_file(path).marks
        except (OSError, ValueError, RecursionError):
            advice = "repair it or move it away; until then the paper counts as not marked"
            yield Finding("marks", "wrong", f"`{path}` is damaged or cannot be read", advice)
            continue
        marked += bool(given)
        kinds.update(given)
    aside = sorted(store.glob("*.damaged*"))
    if aside:
        message = f"{counted(len(aside), 'damaged mark file')} set aside, such as `{aside[0]}`"
        yield Finding("marks", "warning", message, "repair or remove them")
    wide = _wide([store, *paths] if paths else [])
    if wide:
        message = f"other users of this machine may read `{wide[0]}`"
        yield Finding("marks", "warning", message, f"`chmod -R go= '{store}'` keeps them out")
    each = [f"{kinds[kind]} {WORDS[kind]}" for kind in KINDS if kinds[kind]]
    told = f": {', '.join(each)}" if each else ""
    yield Finding("marks", "ok", f"{counted(marked, 'paper')} marked{told}")


def interests(patient: Patient) -> Iterator[Finding]:
    """Whether the file of interests can be read, by this reader alone, and what is in it."""
    from summarizer.interests import interestsfile
    from summarizer.topics import vocabularyfile

    place = interestsfile.path()
    try:
        vocabulary = vocabularyfile.in_use(patient.settings)
    except SummarizerError:
        vocabulary = None  # said of the vocabulary itself
    try:
        found = interestsfile.read(place, vocabulary)
    except SummarizerError as error:
        yield Finding("interests", "wrong", str(error), "correct the line; the rest is kept")
        return
    if _wide([place]):
        message = f"other users of this machine may read `{place}`"
        yield Finding("interests", "warning", message, f"`chmod 600 '{place}'` keeps them out")
    if not found:
        there = "names none yet" if place.exists() else "does not exist, which is fine"
        yield Finding("interests", "ok", f"the file of interests `{place}` {there}")
        return
    names = ", ".join(f"`{each.name}`" for each in found.profiles)
    profiles = counted(len(found.profiles), "profile") + (f" ({names})" if names else "")
    follows = counted(len(found.follows), "follow")
    yield Finding("interests", "ok", f"{profiles} and {follows} in `{place}`")


def _wide(paths: Sequence[Path]) -> list[Path]:
    """The files and folders that others than their owner may use."""
    if os.name == "nt":
        return []
    return [path for path in paths if path.exists() and path.stat().st_mode & _OTHERS]

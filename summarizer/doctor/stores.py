"""What is kept on disk: folders, stored days, answers."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.annotate import leftovers
from summarizer.doctor.checkup import Finding
from summarizer.errors import SettingsError, SummarizerError
from summarizer.library.store import UNDATED
from summarizer.settings import folder
from summarizer.text.counting import counted
from summarizer.topics.vocabularyfile import in_use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.doctor.checkup import Patient, State

_LITTLE, _TOO_LITTLE = 200e6, 10e6
"""Bytes of free space: worth a warning, and too few."""
_READ = 60
"""Stored days that are read whole, the newest; of the others only the ends are looked at."""
_ANSWERS = 500
_ADVICE = "free some space, or set `SUMMARIZER_HOME` to a writable folder"


def folders(patient: Patient) -> Iterator[Finding]:
    """Whether each folder can be written, or made, and has room."""
    del patient
    for kind in ("config", "cache", "data"):
        try:
            path = folder(kind)
        except SettingsError as error:
            yield Finding("folders", "wrong", str(error))
            return
        there = _nearest(path)
        try:
            with tempfile.TemporaryFile(dir=there):
                free = shutil.disk_usage(there).free
        except OSError as error:
            message = f"{kind}: `{path}` cannot be written ({error.strerror})"
            yield Finding("folders", "wrong", message, _ADVICE)
            continue
        state: State = "wrong" if free < _TOO_LITTLE else "warning" if free < _LITTLE else "ok"
        message = f"{kind}: `{path}`, {free / 1e9:.1f} GB free"
        yield Finding("folders", state, message, None if state == "ok" else _ADVICE)


def _nearest(path: Path) -> Path:
    """The folder, or the one above it that is there."""
    return next((each for each in (path, *path.parents) if each.exists()), Path(path.anchor))


def days(patient: Patient) -> Iterator[Finding]:
    """Whether the stored days can be read: the newest whole, of the others begin and end."""
    paths = _paths(patient)
    damaged = [path for path in paths[:_READ] if _document(path) is None]
    damaged += [path for path in paths[_READ:] if not _ends_well(path)]
    for path in damaged:
        advice = "restore it from a backup; otherwise the next command that reads it sets it aside"
        yield Finding("days", "wrong", f"`{path}` is damaged or cannot be read", advice)
    aside = list(patient.run.library.folder.glob("*/*.damaged*"))
    if aside:
        message = f"{counted(len(aside), 'damaged day')} set aside, such as `{aside[0]}`"
        yield Finding("days", "warning", message, "repair or remove them")
    whole = [path for path in paths if path not in set(damaged)]
    dated = [path.stem for path in whole if path.stem != UNDATED]
    newest = f", the newest {dated[0]}" if dated else ""
    other = len(whole) - len(dated)
    more = f"; {counted(other, 'collection')}" if other else ""
    yield Finding("days", "ok", f"{counted(len(dated), 'day')} stored{newest}{more}")


def topics(patient: Patient) -> Iterator[Finding]:
    """Whether the papers of the newest days have topics alone that the vocabulary knows."""
    try:
        known = in_use(patient.settings)
    except SummarizerError:
        return  # said of the vocabulary itself
    documents = filter(None, map(_document, _paths(patient)[:_READ]))
    papers = (paper for document in documents for paper in document["papers"])
    names = {str(tag) for paper in papers for tag in paper.get("tags", ())}
    strange = sorted(name for name in names if not known.get(name))
    if strange:
        message = f"stored papers have {counted(len(strange), 'topic')} that the vocabulary lacks"
        advice = "`summarize topics check` lists them"
        yield Finding("vocabulary", "warning", f"{message}, such as `{strange[0]}`", advice)


def _paths(patient: Patient) -> list[Path]:
    """Every stored day, the newest first."""
    library = patient.run.library
    stamps = sorted(library.stamps(), key=lambda each: (each[1] != UNDATED, each[1]), reverse=True)
    return [library.folder / label / f"{day}.json" for label, day in stamps]


def _document(path: Path) -> dict[str, Any] | None:
    """A stored day as it was written; None where it is damaged."""
    try:
        document = json.loads(path.read_bytes())
        return document if isinstance(document["papers"], list) else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _ends_well(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(1)
            file.seek(-2, os.SEEK_END)
            return start == b"{" and file.read() == b"}\n"
    except OSError:
        return False


def answers(patient: Patient) -> Iterator[Finding]:
    """Whether kept answers can be read; some hundred of them are."""
    cache = patient.run.cache
    read = list(islice(cache.stored(), _ANSWERS))
    damaged = [each for each in read if each.content is None]
    if damaged:
        message = f"{len(damaged)} of {counted(len(read), 'kept answer')} damaged"
        advice = "`summarize cache verify` sets them aside, and they are made again"
        yield Finding("answers", "warning", message, advice)
    size = "the first " if len(read) == _ANSWERS else ""
    yield Finding("answers", "ok", f"{size}{counted(len(read), 'kept answer')} read")


def texts(patient: Patient) -> Iterator[Finding]:
    """How many full texts are kept, and answers about them; where there are none, nothing."""
    kept, points = patient.run.texts.kept(), patient.run.points.kept()
    if kept.copies:
        papers, size = counted(kept.papers, "paper"), f"{kept.size / 1e6:.1f} MB"
        yield Finding("full texts", "ok", f"full texts of {papers} kept, {size}")
    if points.answers:
        answers, size = counted(points.answers, "answer"), f"{points.size / 1e6:.1f} MB"
        message = f"{answers} of language models about full texts kept, {size}"
        yield Finding("key points", "ok", message)


def left_over(patient: Patient) -> Iterator[Finding]:
    """How many temporary files killed runs left; where there are none, nothing is said."""
    del patient
    left = list(leftovers.left_over())
    if left:
        message = f"{counted(len(left), 'temporary file')} of killed runs, such as `{left[0]}`"
        yield Finding("left over", "warning", message, "`summarize cache prune` removes them")

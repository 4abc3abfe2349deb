"""The library and the reviews as one ZIP file, and such a file read back into them."""

from __future__ import annotations

import json
import os
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.errors import InputError, OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.library.run import Run

_DAY = re.compile(r"library/([\w.+-]{1,120})/(undated|\d{4}-\d{2}-\d{2})\.json")
_REVIEW = re.compile(r"reviews/[\w.%+-]{1,200}\.json")
_LARGEST = 1 << 30
"""Bytes that one file of an archive may unpack to."""


@dataclass
class Imported:
    """What came in: days and collections, reviews; reviews that differ, and what was no such file.

    A review that is here already stays as it is.
    """

    days: int = 0
    reviews: int = 0
    differing: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def export(run: Run, path: Path) -> int:
    """Write everything stored into a ZIP file, whole or not at all; how many files it holds."""
    files = sorted(
        (f"library/{label}/{day}.json", run.library.path(label, day))
        for label, day in run.library.stamps()
    )
    files += [(f"reviews/{name}", run.reviews.folder / name) for name in run.reviews.stamps()]
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, file in files:
                archive.write(file, name)
        draft.replace(path)
    except OSError as error:
        message = f"cannot write `{path}`: {error.strerror}"
        raise OutputError(message) from error
    finally:
        draft.unlink(missing_ok=True)
    return len(files)


def bring_in(run: Run, path: Path) -> Imported:
    """Merge an archive into what is stored: nothing here is lost. Raises InputError."""
    found = Imported()
    try:
        with zipfile.ZipFile(path) as archive:
            for each in archive.infolist():
                if not each.is_dir():
                    _take(each, archive, run, found)
    except (OSError, zipfile.BadZipFile) as error:
        why = getattr(error, "strerror", None) or "not a ZIP file, or a damaged one"
        message = f"cannot read `{path}`: {why}"
        raise InputError(message) from error
    return found


def _take(each: zipfile.ZipInfo, archive: zipfile.ZipFile, run: Run, found: Imported) -> None:
    day, review = _DAY.fullmatch(each.filename), _REVIEW.fullmatch(each.filename)
    if (day is None and review is None) or each.file_size > _LARGEST:
        found.unread.append(each.filename)
        return
    try:
        raw = archive.read(each)
        if day:
            run.library.merge(day[1], day[2], run.library.decoded(raw))
            found.days += 1
        else:
            _take_review(raw, each.filename, run, found)
    except (ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
        found.unread.append(each.filename)


def _take_review(raw: bytes, name: str, run: Run, found: Imported) -> None:
    from summarizer.reviews.judgements import review_of

    review = review_of(json.loads(raw))
    with run.reviews.locked():
        known = run.reviews.of([review.id]).get(review.id)
        if known is None:
            run.reviews.keep([review])
            found.reviews += 1
        elif known != review:
            found.differing.append(name)

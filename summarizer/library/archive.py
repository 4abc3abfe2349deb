"""The library, reviews, marks and interests as one ZIP file, and such a file read back."""

from __future__ import annotations

import json
import os
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.errors import InputError, InterestsError, OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.library.run import Run
    from summarizer.reviews.marks import Marked

_DAY = re.compile(r"library/([\w.+-]{1,120})/(undated|\d{4}-\d{2}-\d{2})\.json")
_REVIEW = re.compile(r"reviews/[\w.%+-]{1,200}\.json")
_MARKS = re.compile(r"marks/[\w.%+-]{1,200}\.json")
_INTERESTS = "interests.toml"
_LARGEST = 1 << 30
"""Bytes that one file of an archive may unpack to."""


@dataclass
class Imported:
    """What came in: days and collections, reviews, papers with marks, and whether interests did.

    Reviews and interests that are here already stay as they are: `differing` names those that
    are others in the archive. `unread` is what is none of all this.
    """

    days: int = 0
    reviews: int = 0
    marks: int = 0
    interests: bool = False
    differing: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def export(run: Run, path: Path) -> int:
    """Write everything stored into a ZIP file, whole or not at all; how many files it holds.

    Nobody else on the machine may read it: what a reader marked and likes is in it.
    """
    from summarizer.interests import interestsfile

    files = sorted(
        (f"library/{label}/{day}.json", run.library.path(label, day))
        for label, day in run.library.stamps()
    )
    files += [(f"reviews/{name}", run.reviews.folder / name) for name in run.reviews.stamps()]
    files += [(f"marks/{name}", run.marks.folder / name) for name in run.marks.stamps()]
    if interestsfile.path().is_file():
        files.append((_INTERESTS, interestsfile.path()))
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.touch(mode=0o600)
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
    marks: list[Marked] = []
    try:
        with zipfile.ZipFile(path) as archive:
            for each in archive.infolist():
                if not each.is_dir():
                    _take(each, archive, run, found, marks)
    except (OSError, zipfile.BadZipFile) as error:
        why = getattr(error, "strerror", None) or "not a ZIP file, or a damaged one"
        message = f"cannot read `{path}`: {why}"
        raise InputError(message) from error
    found.marks = run.marks.bring_in(marks)
    return found


def _take(
    each: zipfile.ZipInfo,
    archive: zipfile.ZipFile,
    run: Run,
    found: Imported,
    marks: list[Marked],
) -> None:
    name = each.filename
    day, review, mark = (pattern.fullmatch(name) for pattern in (_DAY, _REVIEW, _MARKS))
    if not (day or review or mark or name == _INTERESTS) or each.file_size > _LARGEST:
        found.unread.append(name)
        return
    try:
        raw = archive.read(each)
        if day:
            run.library.merge(day[1], day[2], run.library.decoded(raw))
            found.days += 1
        elif review:
            _take_review(raw, name, run, found)
        elif mark:
            marks.append(_marks(raw))
        else:
            _take_interests(raw, found)
    except (ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile, InterestsError):
        found.unread.append(each.filename)


def _marks(raw: bytes) -> Marked:
    from summarizer.reviews.marks import marked_of

    return marked_of(json.loads(raw))


def _take_interests(raw: bytes, found: Imported) -> None:
    """Interests from elsewhere, where there are none here."""
    from summarizer.interests import editor, interestsfile

    if editor.adopt(raw):
        found.interests = True
    elif interestsfile.raw(interestsfile.path()) != raw:
        found.differing.append(_INTERESTS)


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

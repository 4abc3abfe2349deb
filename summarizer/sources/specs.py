"""SPECs to listings: files are read here, all else is asked for live."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import sources
from summarizer.errors import InputError
from summarizer.papers.parsereport import FEW, losses
from summarizer.papers.records import Dropped, Report
from summarizer.sources import content, remote
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.library.run import Options, Run
    from summarizer.sources import Listing

_PATTERN = re.compile(r"[*?\[]")


def resolve_all(specs: Iterable[str], options: Options, run: Run) -> list[Listing]:
    """What SPECs name, folders and patterns of file names unfolded into their files.

    Raises UsageError, NothingListed or ServiceError.
    """
    found: list[Listing] = []
    for spec in specs:
        files = _unfolded(spec)
        if files is None:
            found.append(replace(resolve(spec, options, run), spec=spec))
        else:
            found += _each_of(spec, files, options, run)
    return found


def _unfolded(spec: str) -> list[str] | None:
    """The files of a folder, or that a pattern names; None where the SPEC is neither."""
    if os.path.isdir(spec):  # noqa: PTH112 - it never raises
        return [
            str(path)
            for path in sorted(Path(spec).rglob("*"))
            if _may_hold_papers(path.relative_to(spec)) and path.is_file()
        ]
    if not _PATTERN.search(spec) or ":" in spec or os.path.exists(spec):  # noqa: PTH110 - the same
        return None
    from glob import glob

    return sorted(path for path in glob(spec, recursive=True) if Path(path).is_file())  # noqa: PTH207 - patterns may be absolute


@cache
def _endings() -> frozenset[str]:
    """What files with papers are called; in a folder, others are not opened."""
    return frozenset(ending for each in sources.FAMILY.all() for ending in each.PROFILE.endings)


def _may_hold_papers(path: Path) -> bool:
    """Whether a file of a folder is worth opening: prose and code look like a page's text too."""
    ending = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    hidden = any(part.startswith(".") for part in path.parts)
    return ending.lower() in _endings() and not hidden


def _each_of(spec: str, files: list[str], options: Options, run: Run) -> list[Listing]:
    """The papers of each file; one that holds none is dropped, unless all of them do."""
    found: list[Listing] = []
    unread: list[Dropped] = []
    for file in files:
        try:
            found.append(replace(_file_listing(file, options, run), spec=file))
        except InputError as error:
            unread.append(Dropped("the file", str(error)))
            report = Report(1, 0, 0, (unread[-1],))
            run.observer.note(str(error))
            found.append(sources.Listing("unread", (), report, spec=file))
    if not files:
        message = f"`{spec}` has no files that end in {' '.join(sorted(_endings()))}"
        raise InputError(message if os.path.isdir(spec) else f"`{spec}`: no file matches")  # noqa: PTH112 - it never raises
    if len(unread) == len(files):
        message = f"`{spec}`: no papers in {counted(len(files), 'file')}; {unread[0].why}"
        raise InputError(message)
    return found


def resolve(spec: str, options: Options, run: Run) -> Listing:
    """What a SPEC names. Raises UsageError, NothingListed or ServiceError."""
    asked = sources.asked(spec, run.settings)
    if asked:
        return remote.listing(*asked, options, run)
    is_file = spec == content.STANDARD_INPUT or os.path.exists(spec)  # noqa: PTH110 - never raises
    prefix, colon, _ = spec.partition(":")
    is_like_a_source = bool(colon) and prefix.isalnum() and len(prefix) > 1
    if not is_file and (is_like_a_source or ("." not in spec and "/" not in spec)):
        raise sources.unknown_spec(spec)
    return _file_listing(spec, options, run)


def _file_listing(spec: str, options: Options, run: Run) -> Listing:
    read = sources.content_listing(content.read_content(spec, options.day))
    if read.day and (options.day or spec == content.STANDARD_INPUT):
        read = replace(read, dated=True)
    for note in (*read.notes, *losses(read.report, FEW)):
        run.observer.note(f"{content.shown_name(spec)}: {note}")
    return read

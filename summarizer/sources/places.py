"""Where the files of a SPEC lie: in a folder, behind a pattern of names, in a zip."""

from __future__ import annotations

import os
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarizer import sources
from summarizer.sources import content, packing
from summarizer.text.counting import counted
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

_PATTERN = deferred(r"[*?\[]")
_LOOKED_AT = 1000
"""So many names of a folder are compared with one that is not there."""


class Place(NamedTuple):
    """A file and how its content is read; reading raises InputError.

    One that lies `beside` others may well hold no papers.
    """

    name: str
    read: Callable[[], content.Content]
    beside: bool = False


def unfolded(spec: str, day: date | None) -> list[Place] | None:
    """The files of a folder, of a pattern or of a zip; None where the SPEC is none of these.

    Raises InputError for a damaged zip, or a folder that cannot be read.
    """
    if os.path.isdir(spec):  # noqa: PTH112 - it never raises
        try:
            paths = sorted(Path(spec).rglob("*"))
        except OSError as error:  # a folder in it went away meanwhile
            from summarizer.errors import InputError

            message = f"cannot read the folder `{spec}`: {error.strerror}"
            raise InputError(message) from error
        return [
            Place(str(path), partial(content.read_content, str(path), day), _is_beside(path))
            for path in paths
            if _may_hold_papers(path.relative_to(spec)) and os.path.isfile(path)  # noqa: PTH113 - it never raises
        ]
    if os.path.isfile(spec):  # noqa: PTH113 - the same
        return _zipped(spec, day) if packing.is_archive(Path(spec)) else None
    if not _PATTERN.search(spec) or ":" in spec:
        return None
    from glob import glob

    named = sorted(path for path in glob(spec, recursive=True) if Path(path).is_file())  # noqa: PTH207 - patterns may be absolute
    return [Place(each, partial(content.read_content, each, day)) for each in named]


def why_none(spec: str, looked_into: int) -> str:
    """Why a folder, a pattern or a zip has no papers, where so many files were looked into."""
    if looked_into:
        return f"`{spec}`: no papers in {counted(looked_into, 'file')}"
    if os.path.isdir(spec) or os.path.isfile(spec):  # noqa: PTH112, PTH113 - they never raise
        known = " ".join(sorted(endings() | _endings_beside()))
        return f"`{spec}`: no files there with one of the endings {known}"
    return f"`{spec}`: no file has such a name"


def near(spec: str) -> str:
    """The question for the file whose name a SPEC nearly is; nothing where there is none."""
    from summarizer.text.spelling import question

    folder, name = os.path.split(spec)
    try:
        with os.scandir(folder or ".") as entries:
            names = [each.name for each in islice(entries, _LOOKED_AT)]
    except (OSError, ValueError):
        return ""
    meant = "" if name in names else question(name, names)  # a link that leads nowhere is there
    return meant.replace(": did you mean `", f": did you mean `{os.path.join(folder, '')}")  # noqa: PTH118 - as it was typed


@cache
def endings() -> frozenset[str]:
    """What files with papers are called; in a folder, others are not opened."""
    return frozenset(ending for each in sources.FAMILY.all() for ending in each.PROFILE.endings)


def _may_hold_papers(path: Path) -> bool:
    """Whether a file of a folder is worth opening, by its name."""
    hidden = any(part.startswith(".") for part in path.parts)
    return (_ending(path) in endings() or _is_beside(path)) and not hidden


def _is_beside(path: Path) -> bool:
    return _ending(path) in _endings_beside() - endings()


@cache
def _endings_beside() -> frozenset[str]:
    return frozenset(ending for each in sources.FAMILY.all() for ending in each.PROFILE.beside)


def _ending(path: Path) -> str:
    """The ending of a file's name, without that of its packing."""
    return (Path(path.stem).suffix if path.suffix in packing.ENDINGS else path.suffix).lower()


def _zipped(spec: str, day: date | None) -> list[Place]:
    """The files of a zip; a single one whatever it is called."""
    from summarizer.papers.days import found_in

    path = Path(spec)
    names = packing.names(path)
    chosen = names if len(names) == 1 else [each for each in names if _is_chosen(each)]
    given = day or found_in(path.name)

    def read(name: str) -> content.Content:
        data = packing.member(path, name)
        inner = packing.unpacked(f"{spec}/{name}", data)
        return content.checked(content.Content(f"{spec}/{name}", inner, given or found_in(name)))

    return [Place(f"{spec}/{each}", partial(read, each), _is_beside(Path(each))) for each in chosen]


def _is_chosen(name: str) -> bool:
    return _may_hold_papers(Path(name)) and "__MACOSX" not in name

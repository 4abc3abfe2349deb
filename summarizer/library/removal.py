"""What is taken out of the library: set aside first, so that it can be brought back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import OutputError, UsageError
from summarizer.papers.days import utc_now
from summarizer.settings import folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from summarizer.library.inventory import Place
    from summarizer.library.run import Run


@dataclass(frozen=True, slots=True)
class Removal:
    """Files that were removed together; `path` is the folder that holds them now."""

    path: Path
    places: tuple[Place, ...]


def remove(places: Sequence[Place], run: Run) -> Removal:
    """Take these files out of the library and keep them apart. Raises OutputError."""
    stamp = f"{utc_now():%Y%m%dT%H%M%S%f}"
    aside = _folder() / stamp
    for label, day in places:
        try:
            (aside / label).mkdir(parents=True, exist_ok=True)
            with run.library.locked(label, day) as path:
                path.replace(aside / label / path.name)
        except OSError as error:
            message = f"cannot remove `{label}/{day}`: {error.strerror}"
            raise OutputError(message) from error
    return Removal(aside, tuple(places))


def removals() -> list[Removal]:
    """What was removed and can be brought back, the newest first."""
    found = []
    for path in sorted(_folder().glob("*/"), reverse=True):
        files = sorted(path.glob("*/*.json"))
        if files:
            found.append(Removal(path, tuple((each.parent.name, each.stem) for each in files)))
    return found


def restore(run: Run) -> Removal:
    """Bring the newest removal back, into what was stored since. Raises UsageError for none."""
    known = removals()
    if not known:
        message = "nothing was removed that could be brought back"
        raise UsageError(message)
    newest = known[0]
    for label, day in newest.places:
        file = newest.path / label / f"{day}.json"
        try:
            run.library.merge(label, day, run.library.decoded(file))
            file.unlink()
        except (OSError, ValueError) as error:
            message = f"cannot bring `{label}/{day}` back: {error}: it stays in `{file}`"
            raise OutputError(message) from error
    shutil.rmtree(newest.path, ignore_errors=True)
    return newest


def prune() -> int:
    """Remove for good what was removed before; how many files that were."""
    count = sum(len(each.places) for each in removals())
    shutil.rmtree(_folder(), ignore_errors=True)
    return count


def _folder() -> Path:
    return folder("data") / "removed"

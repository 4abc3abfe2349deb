"""Temporary files that killed runs left, wherever files of ours are kept."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.settings import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPORARY = re.compile(r"\..+\.(\d{1,10})-[0-9a-f]{8}\.tmp")
"""The name of a file that is being written; the number is that of the process."""
_HOUR = 3600
"""Seconds after which a file is no running run's any more, wherever that runs."""


def left_over() -> Iterator[Path]:
    """Every temporary file that no run will put in its place any more.

    Beside the settings only their own folder is looked into: others may keep theirs there.
    """
    yield from _left_in(folder("config"), deep=False)
    for kind in ("cache", "data"):
        yield from _left_in(folder(kind))


def _left_in(folder: Path, *, deep: bool = True) -> Iterator[Path]:
    """The temporary files that were left in a folder, and with `deep` below it.

    Links are not followed. One of a process that still goes on counts after an hour.
    """
    for place, folders, names in os.walk(folder):
        if not deep:
            folders.clear()
        for name in sorted(names):
            found = _TEMPORARY.fullmatch(name)
            if found and _is_abandoned(Path(place, name), int(found[1])):
                yield Path(place, name)


def _is_abandoned(path: Path, process: int) -> bool:
    try:
        return not _goes_on(process) or time.time() - path.lstat().st_mtime > _HOUR
    except OSError:
        return False


def _goes_on(process: int) -> bool:
    """Whether there is a process of this number; not to be asked of every system."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True

"""Questions that are being asked: of two runs at once one asks, and the other waits for it.

A claim is a locked file. The system lets go of the lock of a run that was killed, so that no
claim outlives its run. `filelock` is not used for them: its lock takes some milliseconds, and
there is one a paper.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Claim:
    """A question that this run alone may ask; without a file, that nothing keeps others from."""

    path: Path | None = None
    descriptor: int | None = None

    def release(self) -> None:
        """Let others ask; the file goes first, so that nobody waits for a lock that is gone."""
        if self.path is None or self.descriptor is None:
            return
        with suppress(OSError):
            self.path.unlink()
        os.close(self.descriptor)
        self.descriptor = None


if sys.platform == "win32":

    def claim(_: Path) -> Claim | None:
        """Claim nothing: two runs at once may ask twice."""
        return Claim()

else:
    import fcntl

    def claim(path: Path) -> Claim | None:
        """Claim the question of a file's name; None where another run has it.

        A folder that takes no files has no claims: then each run asks by itself.
        """
        while True:
            try:
                descriptor = _opened(path)
            except OSError:
                return Claim()
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                return None
            except OSError:  # a file system without locks
                os.close(descriptor)
                return Claim()
            if os.fstat(descriptor).st_nlink:
                return Claim(path, descriptor)
            os.close(descriptor)  # its holder was done with it between the two steps


def _opened(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, 0o600)

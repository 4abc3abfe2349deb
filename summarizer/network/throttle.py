"""One request at a time to a site, with a pause after each, for all runs of a user's machine."""

from __future__ import annotations

import os
import re
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from filelock import BaseFileLock

    from summarizer.observer import Observer

LONGEST = 600.0
"""Seconds a run waits for its turn; a time further ahead is a clock that was set back."""
_PATIENCE = 1.0


@dataclass(frozen=True)
class Throttle:
    """The turns at one site, `pause` seconds apart; after a refusal `back_off`, then twice that.

    A lock file is held during a request; the time of another file is when the
    next may begin. Both lie in the machine's folder for temporary files, so that
    runs with different homes share them.
    """

    site: str
    pause: float
    observer: Observer
    sleep: Callable[[float], None]
    back_off: float = 30.0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn and hold it. Raises Refused where others hold it too long."""
        try:
            lock = self._locked()
        except OSError as error:
            self.observer.detail(f"no lock for {self.site} ({error}): pausing before each request")
            self.sleep(self.pause)
            yield
            return
        try:
            self._wait()
            yield
        finally:
            self.hold_back(self.pause)
            lock.release()

    def hold_back(self, seconds: float) -> None:
        """Let no run ask before so many seconds are over."""
        moment = time.time() + seconds
        with suppress(OSError):
            path = self._path("next")
            known = path.stat().st_mtime if path.exists() else 0.0
            if not known < moment + LONGEST or known < moment:
                path.touch()
                os.utime(path, (moment, moment))

    def _locked(self) -> BaseFileLock:
        from filelock import FileLock, Timeout

        lock = FileLock(self._path("lock"))
        try:
            lock.acquire(timeout=_PATIENCE)
        except Timeout:
            self.observer.note(f"another run is using {self.site}; waiting for it to finish")
            try:
                lock.acquire(timeout=LONGEST)
            except Timeout as error:
                used = f"another run has been using {self.site} for {LONGEST:.0f} s"
                message = f"{used}: try again later"
                raise Refused(message) from error
        return lock

    def _wait(self) -> None:
        try:
            left = self._path("next").stat().st_mtime - time.time()
        except OSError:
            return
        if 0 < left <= LONGEST:
            self.sleep(left)

    def _path(self, ending: str) -> Path:
        name = re.sub(r"[^\w.-]+", "-", self.site)
        return _folder() / f"{name}.{ending}"


def _folder() -> Path:
    """A folder of this user's own; one that someone else put there is not used."""
    from summarizer.settings import folder

    user = os.getuid() if hasattr(os, "getuid") else 0  # Windows says 0
    path = Path(tempfile.gettempdir()) / f"summarizer-turns-{user}"
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        if not path.is_symlink() and path.stat().st_uid == user:
            return path
    except OSError:
        pass
    path = folder("cache") / "turns"
    path.mkdir(parents=True, exist_ok=True)
    return path

"""What all requests share: how a run is begun, what the pages are called, what changed since."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from summarizer import settings
from summarizer.interests import interestsfile
from summarizer.library.run import Run
from summarizer.observer import Silent
from summarizer.serve.jobs import Jobs
from summarizer.site.buildstate import hashed
from summarizer.topics import vocabularyfile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from summarizer.observer import Observer
    from summarizer.ranking import Ranking

_FRESH = 0.5
"""Seconds in which the stores are not looked at again; what is written here counts at once."""


@dataclass
class Serving:
    """One server. `flags` are settings of its command line, `for_me` the profile asked for."""

    title: str = "Research papers"
    flags: Mapping[str, object] = field(default_factory=dict)
    for_me: str | None = None
    observer: Observer = field(default_factory=Silent)
    jobs: Jobs = field(init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)
    _state: tuple[float, str] = (0.0, "")
    _ranking: tuple[str, Ranking | None] = ("", None)

    def __post_init__(self) -> None:
        """Look at the stores again whenever a run has ended."""
        self.jobs = Jobs(self.changed)

    def run(self) -> Run:
        """A run of its own for a request, with the settings as they are now.

        Raises SettingsError.
        """
        return Run(settings.load(self.flags), self.observer)

    def state(self, run: Run) -> str:
        """Changes whenever anything does that pages show: days, reviews, marks, settings."""
        looked, state = self._state
        if state and time.monotonic() - looked < _FRESH:
            return state
        files = (settings.config_path(), interestsfile.path(), _vocabulary(run))
        stores = run.library.stamps(), run.reviews.stamps(), run.marks.stamps()
        state = hashed(*(sorted(each.items()) for each in stores), [_stamp(each) for each in files])
        self._state = time.monotonic(), state
        return state

    def changed(self) -> None:
        """Look at the stores again: something was just written."""
        self._state = (0.0, "")

    def ranking(self, run: Run) -> Ranking | None:
        """What is known of the reader; None where no interests are written. Raises UsageError."""
        from summarizer import ranking

        name = self.for_me or run.settings.daily_for_me or ranking.EVERY
        if not (self.for_me or interestsfile.read().profiles or _starred(run)):
            return None
        key = hashed(self.state(run), name)
        with self._lock:
            if self._ranking[0] != key:
                self._ranking = key, ranking.of(run, name, offline=True)
            return self._ranking[1]


def _starred(run: Run) -> bool:
    """Whether a paper is starred: that is a taste, too."""
    return any("star" in each.given for each in run.marks.all())


def _vocabulary(run: Run) -> Path:
    return run.settings.topics_path or vocabularyfile.default_path()


def _stamp(path: Path) -> str:
    from summarizer.files import file_stamp

    try:
        return file_stamp(path.stat())
    except OSError:
        return ""

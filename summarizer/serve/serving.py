"""What all requests share: how a run is begun, what the pages are called, what changed since."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from secrets import token_hex
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

from summarizer import settings
from summarizer.interests import interestsfile
from summarizer.library.run import Run
from summarizer.observer import EachOnce, Silent
from summarizer.serve.glances import Days, Glance, Marked, Reviewed
from summarizer.serve.jobs import Jobs
from summarizer.serve.pages import Kept
from summarizer.site.buildstate import hashed
from summarizer.topics import vocabularyfile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from summarizer.observer import Observer
    from summarizer.ranking import Ranking


T = TypeVar("T")


@dataclass
class Serving:
    """One server. `flags` are settings of its command line, `for_me` the profile asked for."""

    title: str = "Research papers"
    flags: Mapping[str, object] = field(default_factory=dict)
    for_me: str | None = None
    observer: Observer = field(default_factory=Silent)
    jobs: Jobs = field(init=False, repr=False)
    pages: Kept = field(default_factory=Kept, repr=False)
    _begun: str = field(default_factory=partial(token_hex, 8), repr=False)
    """Another one for each server: a browser keeps no page of one with another title or version."""
    _lock: Lock = field(default_factory=Lock, repr=False)
    _days: Glance[dict[tuple[str, str], str]] = field(default_factory=Glance, repr=False)
    _reviews: Glance[dict[str, str]] = field(default_factory=Glance, repr=False)
    _marks: Glance[dict[str, str]] = field(default_factory=Glance, repr=False)
    _state: tuple[object, str] = (None, "")
    _ranking: tuple[str, Ranking | None] = ("", None)
    _sums: dict[Callable[[Run], object], tuple[str, object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look at the stores again whenever a run has ended; say no trouble twice."""
        self.observer = EachOnce(self.observer)
        self.jobs = Jobs(self.changed)

    def run(self) -> Run:
        """A run of its own for a request that writes, with the settings as they are now.

        Raises SettingsError.
        """
        return Run(settings.load(self.flags), self.observer)

    def reading(self) -> Run:
        """The same for a request that only reads: the stores' folders are looked into for many."""
        run = self.run()
        days, reviews, marks = run.library, run.reviews, run.marks
        run.library = Days(days.folder, days.warnings, self._days)
        run.reviews = Reviewed(reviews.folder, reviews.warnings, glance=self._reviews)
        run.marks = Marked(marks.folder, marks.warnings, glance=self._marks)
        return run

    def state(self, run: Run) -> str:
        """Changes whenever anything does that pages show: days, reviews, marks, settings."""
        files = (settings.config_path(), interestsfile.path(), _vocabulary(run))
        stores = run.library.stamps(), run.reviews.stamps(), run.marks.stamps()
        seen = (*stores, *map(_stamp, files))
        known, state = self._state
        if known != seen:
            what = (sorted(each.items()) for each in stores)
            state = hashed(self._begun, *what, seen[len(stores) :])
            self._state = seen, state
        return state

    def changed(self) -> None:
        """Look at the stores again: something was just written."""
        for each in (self._days, self._reviews, self._marks):
            each.forget()

    def summed(self, sum_up: Callable[[Run], T], run: Run) -> T:
        """What a function of a module makes of all that is stored, kept until anything changes."""
        state = self.state(run)
        with self._lock:
            known, found = self._sums.get(sum_up, ("", None))
            if known != state:
                found = sum_up(run)
                self._sums[sum_up] = state, found
            return cast("T", found)

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

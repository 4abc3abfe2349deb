"""Who is told what happens during a run; library users need not listen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from summarizer.papers.records import Entry, Skipped, Usage


class Observer(Protocol):
    """Receives one-line messages; what becomes of them is the observer's business."""

    def note(self, message: str) -> None:
        """Something worth knowing: which day is shown, how an input was read."""

    def detail(self, message: str) -> None:
        """Something only a curious reader wants: requests made, files written."""

    def warn(self, message: str) -> None:
        """Something that went wrong without ending the run."""

    def progress(self, state: Progress) -> None:
        """How far the annotating is; called for every paper a model was asked about."""


class Once:
    """Passes each kind of warning on once, from all who share it."""

    def __init__(self, observer: Observer) -> None:
        """Nothing was warned of yet."""
        self._observer = observer
        self._kinds: set[str] = set()

    def detail(self, message: str) -> None:
        """Pass a detail on."""
        self._observer.detail(message)

    def warn(self, kind: str, message: str) -> None:
        """Pass the first warning of a kind on."""
        if kind not in self._kinds:
            self._kinds.add(kind)
            self._observer.warn(message)

    def mute(self, kind: str) -> None:
        """Pass no warning of a kind on: the error that ends the run says it."""
        self._kinds.add(kind)

    def unwritable(self, what: str, error: OSError) -> None:
        """Warn that something cannot be kept; the first such warning stands for all."""
        advice = "free some space, or set `SUMMARIZER_HOME` to a writable folder"
        self.warn("unwritable", f"cannot store {what}: {error.strerror or error}: {advice}")


class EachOnce:
    """Passes each warning on once: a server meets the same trouble with every request."""

    _MOST = 1_000

    def __init__(self, observer: Observer) -> None:
        """Nothing was warned of yet."""
        self._told: set[str] = set()
        self.note, self.detail, self.progress = observer.note, observer.detail, observer.progress
        self._warn = observer.warn

    def warn(self, message: str) -> None:
        """Pass a warning on, unless it was before."""
        if message not in self._told:
            if len(self._told) >= self._MOST:
                self._told.clear()
            self._told.add(message)
            self._warn(message)


@dataclass
class Progress:
    """How many papers are done, of how many where that is known, and what they took."""

    observer: Observer
    total: int | None = None
    done: int = 0
    cached: int = 0
    skipped: int = 0
    usage: Usage = field(default_factory=Usage)

    def count(self, result: Entry | Skipped) -> None:
        """Count a paper's result."""
        self.done += 1
        self.skipped += isinstance(result, Skipped)
        self.cached += isinstance(result, Entry) and result.cached

    def say(self, usage: Usage) -> None:
        """Tell the observer, with what was taken so far."""
        self.usage = usage
        self.observer.progress(self)


class Silent:
    """An observer that hears nothing."""

    def note(self, message: str) -> None:
        """Ignore the message."""

    def detail(self, message: str) -> None:
        """Ignore the message."""

    def warn(self, message: str) -> None:
        """Ignore the message."""

    def progress(self, state: Progress) -> None:
        """Ignore it."""

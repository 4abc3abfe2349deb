"""The folders of the stores, looked into once for many requests."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from summarizer.library.store import Library
from summarizer.reviews.markstore import Marks
from summarizer.reviews.store import Reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

T = TypeVar("T")

_LONGEST = 1.0
"""Seconds after which a folder is looked into in any case: its time says nothing of a file that is
changed in its place, as editors do."""


@dataclass
class Glance(Generic[T]):
    """What a look into folders gave, for as long as none of them changes."""

    _lock: Lock = field(default_factory=Lock, repr=False)
    _kept: tuple[float, dict[Path, int], T] | None = None

    def of(self, look: Callable[[], T], folders: Callable[[T], Iterable[Path]]) -> T:
        """What is there. `look` finds it, and `folders` says where that was; one looks for all."""
        with self._lock:
            if self._kept:
                looked, times, found = self._kept
                if time.monotonic() - looked < _LONGEST and times == _times(times):
                    return found
            # The times come first: what is written meanwhile is seen by the next look.
            before = _times(folders(self._kept[2])) if self._kept else {}
            looked, found = time.monotonic(), look()
            times = {each: before.get(each, -1) for each in folders(found)}
            self._kept = looked, times, found
            return found

    def forget(self) -> None:
        """Look again: something was just written."""
        with self._lock:
            self._kept = None


def _times(folders: Iterable[Path]) -> dict[Path, int]:
    """When something was last added to each, or taken away; -1 for one that is not there."""
    return {each: _time(each) for each in folders}


def _time(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return -1


@dataclass
class Days(Library):
    """The library for reading, by what a glance showed."""

    glance: Glance[dict[tuple[str, str], str]] = field(default_factory=Glance)

    def stamps(self) -> dict[tuple[str, str], str]:
        """Every file there is, as a library has it; not to be changed."""
        return self.glance.of(super().stamps, self._folders)

    def _folders(self, found: Iterable[tuple[str, str]]) -> set[Path]:
        places = (self.folder / label for label in {label for label, _ in found})
        inside = (each for place in places for each in (place, *place.parents))
        return {self.folder, *(each for each in inside if each.is_relative_to(self.folder))}


@dataclass
class Reviewed(Reviews):
    """The reviews for reading."""

    glance: Glance[dict[str, str]] = field(default_factory=Glance)

    def stamps(self) -> dict[str, str]:
        """The names of all files with their stamps; not to be changed."""
        return self.glance.of(super().stamps, lambda _: [self.folder])


@dataclass
class Marked(Marks):
    """The marks for reading."""

    glance: Glance[dict[str, str]] = field(default_factory=Glance)

    def stamps(self) -> dict[str, str]:
        """The names of all files with their stamps; not to be changed."""
        return self.glance.of(super().stamps, lambda _: [self.folder])

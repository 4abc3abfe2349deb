"""All stored days in the order in which a site shows them: days, papers, topics, weeks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.library.store import UNDATED
from summarizer.topics.trends import Trends, tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.site.buildstate import Known, Shelf


@dataclass(slots=True)
class Listed:
    """A paper with the stored day that tells most of it, and all its days, the newest first."""

    known: Known
    home: Shelf
    days: list[str]

    @property
    def day(self) -> str:
        """The newest day it is listed on."""
        return self.days[0]


@dataclass
class Contents:
    """What there is. Days and the papers of a topic come newest first.

    `newest` has the papers of each day that are on no later one.
    """

    shelves: Iterable[Shelf]
    days: dict[str, list[Shelf]] = field(init=False, default_factory=dict)
    papers: dict[str, Listed] = field(init=False, default_factory=dict)
    newest: dict[str, list[Listed]] = field(init=False, default_factory=dict)
    topics: dict[str, list[Listed]] = field(init=False, default_factory=dict)
    trends: Trends = field(init=False)

    def __post_init__(self) -> None:
        """Put everything in order."""
        for shelf in sorted(self.shelves, key=_newest_first):
            self.days.setdefault(shelf.day, []).append(shelf)
        for day, shelves in self.days.items():
            for shelf in shelves:
                for known in shelf.papers:
                    self._add(known, shelf, day)
        for listed in self.papers.values():
            self.newest.setdefault(listed.day, []).append(listed)
            for tag in dict.fromkeys(listed.known.card.tags):
                self.topics.setdefault(tag, []).append(listed)
        self.trends = tally(
            (each.known.id, min(each.days), each.known.card.tags) for each in self.papers.values()
        )

    def of_day(self, day: str) -> list[tuple[Known, Shelf]]:
        """The papers of a day, each once, annotated where any source's is."""
        found: dict[str, tuple[Known, Shelf]] = {}
        for shelf in self.days[day]:
            for known in shelf.papers:
                if known.id not in found or known.annotated > found[known.id][0].annotated:
                    found[known.id] = known, shelf
        return list(found.values())

    def before(self, identity: str, day: str) -> str | None:
        """The day before this one on which a paper was listed; None where it was on none."""
        days = self.papers[identity].days
        return next((each for each in days if each < day and day != UNDATED), None)

    def _add(self, known: Known, shelf: Shelf, day: str) -> None:
        listed = self.papers.get(known.id)
        if listed is None:
            self.papers[known.id] = Listed(known, shelf, [day])
            return
        if day not in listed.days:
            listed.days.append(day)
        if known.annotated > listed.known.annotated:
            listed.known, listed.home = known, shelf


def _newest_first(shelf: Shelf) -> tuple[bool, list[int], str]:
    """Dated days before others, the newest first; of a day the digest made last, then by label."""
    newest = [-ord(each) for each in shelf.day + shelf.made]
    return not shelf.dated, newest, shelf.label

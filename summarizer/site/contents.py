"""All stored days in the order in which a site shows them: days, papers, topics, weeks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.papers.certainty import NO_TOPIC
from summarizer.papers.days import is_day
from summarizer.topics.trends import Trends, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.site.buildstate import Known, Shelf


MOST_ON_A_PAGE = 200
"""Papers of a collection on one page; a larger one has several."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a paper was listed: the day, or the page of a collection; whose; in which version."""

    place: str
    label: str
    version: int | None = None


@dataclass(slots=True)
class Listed:
    """A paper with the stored day that tells most of it, and all its days, the newest first.

    Behind the days stand the pages of collections that hold it. `seen` has each source of a day.
    """

    known: Known
    home: Shelf
    days: list[str]
    seen: list[Sighting]

    @property
    def day(self) -> str:
        """The newest day it is listed on."""
        return self.days[0]


@dataclass
class Contents:
    """What there is. Days, the papers of a topic, and those without one, come newest first.

    `days` has what each page shows: those of days, then those of collections. `newest` has the
    papers of each day that are on no later one.
    """

    shelves: Iterable[Shelf]
    days: dict[str, list[Shelf]] = field(init=False, default_factory=dict)
    papers: dict[str, Listed] = field(init=False, default_factory=dict)
    newest: dict[str, list[Listed]] = field(init=False, default_factory=dict)
    topics: dict[str, list[Listed]] = field(init=False, default_factory=dict)
    untagged: list[Listed] = field(init=False, default_factory=list)
    trends: Trends = field(init=False)

    def __post_init__(self) -> None:
        """Put everything in order."""
        for shelf in sorted(self.shelves, key=_newest_first):
            for place, part in _pages(shelf):
                self.days.setdefault(place, []).append(part)
        for day, shelves in self.days.items():
            for shelf in shelves:
                for known in shelf.papers:
                    self._add(known, shelf, day)
        for listed in self.papers.values():
            self.newest.setdefault(listed.day, []).append(listed)
            for tag in dict.fromkeys(listed.known.card.tags):
                self.topics.setdefault(tag, []).append(listed)
            if listed.known.card.untagged:
                self.untagged.append(listed)
        self.trends = tally(
            (each.known.id, min(each.days), each.known.card.tags if each.known.annotated else None)
            for each in self.papers.values()
        )

    @property
    def collected(self) -> dict[str, list[Listed]]:
        """What has pages of its own: the papers of each topic, and of none where there are some."""
        return self.topics | ({NO_TOPIC: self.untagged} if self.untagged else {})

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
        earlier = (each for each in days if is_day(each) and each < day)
        return next(earlier, None) if is_day(day) else None

    def _add(self, known: Known, shelf: Shelf, day: str) -> None:
        listed = self.papers.get(known.id)
        sighting = Sighting(day, shelf.label, known.version)
        if listed is None:
            self.papers[known.id] = Listed(known, shelf, [day], [sighting])
            return
        listed.seen.append(sighting)
        if day not in listed.days:
            listed.days.append(day)
        if known.annotated > listed.known.annotated:
            listed.known, listed.home = known, shelf


def _pages(shelf: Shelf) -> Iterator[tuple[str, Shelf]]:
    """A day, or the pages of a collection, each with what it shows."""
    if shelf.dated or len(shelf.papers) <= MOST_ON_A_PAGE:
        yield shelf.place, shelf
        return
    for number, first in enumerate(range(0, len(shelf.papers), MOST_ON_A_PAGE), start=1):
        part = replace(shelf, papers=shelf.papers[first : first + MOST_ON_A_PAGE])
        yield f"{shelf.place}.{number}" if number > 1 else shelf.place, part


def _newest_first(shelf: Shelf) -> tuple[bool, list[int], str]:
    """Days before collections, the newest first; of a day the digest made last, then by label."""
    newest = [-ord(each) for each in shelf.day + shelf.made]
    return not shelf.dated, newest, shelf.label

"""How often each topic was listed, week by week."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from summarizer.papers.certainty import NO_TOPIC
from summarizer.papers.days import parse_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.papers.records import Entry

LEAST_WEEKS = 3
"""Weeks with papers that a picture of trends needs: two points are a line, whatever they say."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Trends:
    """Papers and papers with a topic, by week.

    `weeks` are ISO weeks ("2025-W50"), the oldest first, none left out between the first and
    the last; `papers`, `untagged` and each topic's tuple hold a count for each week. A paper may
    have several topics; `untagged` counts those that were annotated and have none. Topics come
    most frequent first.
    """

    weeks: tuple[str, ...]
    papers: tuple[int, ...]
    topics: dict[str, tuple[int, ...]]
    untagged: tuple[int, ...]

    @property
    def tell_something(self) -> bool:
        """Whether enough weeks have papers to say that anything rises or falls."""
        return sum(count > 0 for count in self.papers) >= LEAST_WEEKS

    def of(self, topic: str) -> tuple[int, ...]:
        """The counts of a topic, or of papers without one: 0 for each week where there are none."""
        if topic == NO_TOPIC:
            return self.untagged
        return self.topics.get(topic, (0,) * len(self.weeks))


def trends(days: Iterable[tuple[str, Iterable[Entry]]]) -> Trends:
    """The trends of days (`YYYY-MM-DD`, in any order) with their papers.

    A paper counts once, in the week it was first listed, with the topics it had there.
    """
    return tally(
        (entry.id, day, entry.tags if entry.engine else None)
        for day, entries in days
        for entry in entries
    )


def tally(papers: Iterable[tuple[str, str, Sequence[str] | None]]) -> Trends:
    """The trends of papers, each an id, a day and topics; a text that is no day is left out.

    The topics are None where a paper was not annotated.
    """
    first: dict[str, tuple[date, Sequence[str] | None]] = {}
    for identity, text, tags in papers:
        day = parse_day(text)
        if day and (identity not in first or day < first[identity][0]):
            first[identity] = day, tags
    if not first:
        return Trends((), (), {}, ())
    total: Counter[date] = Counter()
    untagged: Counter[date] = Counter()
    found: dict[str, Counter[date]] = defaultdict(Counter)
    for day, tags in first.values():
        week = monday(day)
        total[week] += 1
        untagged[week] += tags is not None and not tags
        for tag in set(tags or ()):
            found[tag][week] += 1
    weeks = _between(min(total), max(total))
    order = sorted(found, key=lambda tag: (-found[tag].total(), tag))
    return Trends(
        tuple(map(named_week, weeks)),
        tuple(total[week] for week in weeks),
        {tag: tuple(found[tag][week] for week in weeks) for tag in order},
        tuple(untagged[week] for week in weeks),
    )


def latest(found: Trends, weeks: int) -> Trends:
    """The last so many weeks of it; topics that none of them has are left out."""
    topics = {tag: counts[-weeks:] for tag, counts in found.topics.items()}
    order = sorted(topics, key=lambda tag: (-sum(topics[tag]), tag))
    kept = {tag: topics[tag] for tag in order if any(topics[tag])}
    return Trends(found.weeks[-weeks:], found.papers[-weeks:], kept, found.untagged[-weeks:])


def monday(day: date) -> date:
    """The first day of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def named_week(day: date) -> str:
    """The ISO week of a day: `2025-W50`."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _between(first: date, last: date) -> list[date]:
    """The Mondays from one to another."""
    return [first + number * _WEEK for number in range((last - first) // _WEEK + 1)]

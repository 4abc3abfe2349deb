"""Weeks and months: their names, and their first and last day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from summarizer.papers.days import parse_day

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["week", "month"]

MOST_UPVOTED = 10
"""How many of the most upvoted papers of a week or month are named."""
_WEEK = re.compile(r"(\d{4})-?[Ww](\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A week ("2025-W50", Monday to Sunday) or a month ("2025-12") with both its ends."""

    name: str
    since: date
    until: date

    @property
    def weekdays(self) -> Iterator[date]:
        """Its days from Monday to Friday, on which papers are listed."""
        number = (self.until - self.since).days + 1
        days = (self.since + each * _DAY for each in range(number))
        return (day for day in days if day.weekday() < _SATURDAY)

    def __contains__(self, day: object) -> bool:
        """Whether a day, as text or as a date, is one of it."""
        found = parse_day(day) if isinstance(day, str) else day
        return isinstance(found, date) and self.since <= found <= self.until


def parse_span(text: str, kind: Kind) -> Span | None:
    """The week or month that a text names, also by one of its days; None where it names none."""
    match = (_WEEK if kind == "week" else _MONTH).fullmatch(text)
    try:
        if match and kind == "week":
            return containing(date.fromisocalendar(int(match[1]), int(match[2]), 1), kind)
        day = date(int(match[1]), int(match[2]), 1) if match else parse_day(text)
        return containing(day, kind) if day else None
    except (ValueError, OverflowError):
        return None


def containing(day: date, kind: Kind) -> Span:
    """The week or month that a day is in."""
    if kind == "week":
        return _week(day)
    following = day.replace(day=28) + 4 * _DAY if (day.year, day.month) != (9999, 12) else None
    last = following - following.day * _DAY if following else date.max
    return Span(f"{day.year:04}-{day.month:02}", day.replace(day=1), last)


def _week(day: date) -> Span:
    year, week, _ = day.isocalendar()
    monday = day - day.weekday() * _DAY
    sunday = monday + min(6, (date.max - monday).days) * _DAY
    return Span(f"{year:04}-W{week:02}", monday, sunday)

"""arXiv's calendar: when a day's papers were submitted, and why a day may have none.

Papers that come in until 14:00 in New York are announced at 20:00 as the next
day's, Sunday to Thursday; Friday's and the weekend's come on Monday evening.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from summarizer.papers.days import on_clocks

_MONDAY, _TUESDAY, _THURSDAY, _SATURDAY = 0, 1, 3, 5
_MAY = 5
_DEADLINE = time(14)
_OPENS = time(0)


def window(day: date) -> tuple[datetime, datetime]:
    """When the papers announced as a weekday's came in: from, until (UTC)."""
    days_back = {_MONDAY: (4, 3), _TUESDAY: (4, 1)}.get(day.weekday(), (2, 1))
    begun, ended = (
        _in_utc(datetime.combine(day - timedelta(days=back), _DEADLINE)) for back in days_back
    )
    return begun, ended


def why_empty(day: date, now: datetime) -> str:
    """The likeliest reason why nothing is listed for a day."""
    if day.weekday() >= _SATURDAY:
        return "arXiv announces nothing on weekends"
    opens = _in_utc(datetime.combine(day, _OPENS))
    if now < opens:
        return f"not announced yet; the day's feed opens at {on_clocks(opens)}"
    holiday = _holiday(day) or _holiday(day - timedelta(days=1))
    if holiday:
        return f"perhaps {holiday}"
    if day < open_day(now):
        return "the API has no submissions for it"
    return "announced late, or an arXiv holiday"


def open_day(now: datetime) -> date:
    """The day that arXiv's feeds are of at a moment: New York's."""
    day = now.date()
    return day if now >= _in_utc(datetime.combine(day, _OPENS)) else day - timedelta(days=1)


def _in_utc(local: datetime) -> datetime:
    """A time in New York as one in UTC."""
    from datetime import UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        zone = ZoneInfo("America/New_York")
    except ZoneInfoNotFoundError:  # no time zones on this machine: an hour off in summer
        return (local + timedelta(hours=5)).replace(tzinfo=UTC)
    return local.replace(tzinfo=zone).astimezone(UTC)


def _holiday(day: date) -> str | None:
    """The holiday of the United States, on which arXiv does not announce, that a day is."""
    fixed = {
        (1, 1): "New Year's Day",
        (6, 19): "Juneteenth",
        (7, 4): "Independence Day",
        (12, 25): "Christmas",
    }
    floating = {
        (1, _MONDAY, 3): "Martin Luther King Jr. Day",
        (9, _MONDAY, 1): "Labor Day",
        (11, _THURSDAY, 4): "Thanksgiving",
    }
    last_monday = day.weekday() == _MONDAY and (day + timedelta(days=7)).month != day.month
    if last_monday and day.month == _MAY:
        return "Memorial Day"
    nth = (day.day - 1) // 7 + 1
    return fixed.get((day.month, day.day)) or floating.get((day.month, day.weekday(), nth))

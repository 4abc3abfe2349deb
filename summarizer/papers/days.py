"""Calendar days of a listing, and why one of them may be empty."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SATURDAY = 5
_YEAR_BEHIND = deferred(r"\((\d{4})\)$")
_ISO = deferred(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


def utc_now() -> datetime:
    """The present, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@lru_cache(maxsize=4096)
def is_day(text: str) -> bool:
    """Whether a text is a day as it is written here."""
    return parse_day(text) is not None


@lru_cache(maxsize=4096)  # papers by the thousand are of a few days
def parse_day(text: str) -> date | None:
    """The day that `text` is, as `YYYY-MM-DD`; None where it is none."""
    match = _ISO.fullmatch(text)
    return _valid(match) if match else None


def found_in(text: str) -> date | None:
    """The first `YYYY-MM-DD` that stands in `text`, such as a file's name."""
    return next(filter(None, map(_valid, _ISO.finditer(text))), None)


def _valid(match: re.Match[str]) -> date | None:
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def year_of(published: str | None, reference: str | None) -> str | None:
    """The year of a paper: of its day, or that behind where it was published: `X 7, 1-9 (2025)`."""
    if published and parse_day(published):
        return published[:4]
    behind = _YEAR_BEHIND.search((reference or "").rstrip())
    return str(behind[1]) if behind else None


def previous_weekday(day: date) -> date:
    """The last Monday to Friday before `day`."""
    day -= timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day -= timedelta(days=1)
    return day


def named(day: date) -> str:
    """A day as a reader says it: `Tuesday 2025-12-09`."""
    return f"{day:%A} {day.isoformat()}"


def here(now: datetime) -> str:
    """What a reader's own clock says, where its day is not the one in UTC; else nothing."""
    local = now.astimezone()
    if local.date() == now.date():
        return ""
    return f"; here it is {named(local.date())}, {local:%H:%M}"


def on_clocks(moment: datetime) -> str:
    """A moment as UTC has it, and as the reader's own clock will, where that is another time."""
    local = moment.astimezone()
    own = f" ({local:%A %H:%M} here)" if local.utcoffset() else ""
    return f"{moment:%Y-%m-%d %H:%M} UTC{own}"


def why_empty(day: date, today: date) -> str:
    """The likeliest reason why nothing is listed for `day`, given today's day in UTC."""
    if day > today:
        return "it is in the future"
    if day.weekday() >= _SATURDAY:
        return "a weekend"
    if day == today:
        return "not open yet, or a holiday"
    return "nothing was listed, perhaps a holiday"

"""Days as others write them: a text, a CSL date, or a year with its month and day.

A date that does not name its day is no day: the first of January is never made up. So is
`02/09/2015`, which is one day here and another there.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from summarizer.papers.days import MONTHS, parse_day
from summarizer.text.patterns import deferred

_NUMBERS = deferred(r"(\d{4})([/.-]?)(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
_DAY_FIRST = deferred(
    r"(?:[A-Za-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})\b",
    re.ASCII,
)
_MONTH_FIRST = deferred(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b", re.ASCII)
_YEAR_FIRST = deferred(r"(\d{4})[ -]([A-Za-z]{3,9})\.?[ -](\d{1,2})\b", re.ASCII)
_NAMED_MONTHS = ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_YEAR_FIRST, (1, 2, 3)))
"""Patterns, and in which of their groups year, month and day stand."""
_SLASHED = deferred(r"(\d{1,2})/(\d{1,2})/(\d{4})\b", re.ASCII)
_YEAR = deferred(r"\d{4}", re.ASCII)
_SMALL = deferred(r"\d{1,2}", re.ASCII)
_MONTH_AND_DAY = deferred(r"([A-Za-z]{3,9})\.? (\d{1,2})", re.ASCII)
_TWELVE = 12
_LONGEST = 40
_MILLISECONDS = 1_000
_FIRST_MOMENT, _LAST_MOMENT = 0, 32_503_680_000_000
"""1970 and 3000, in milliseconds."""


def day(value: object) -> str | None:
    """The day a value names, as `YYYY-MM-DD`; None where it names none."""
    if isinstance(value, str):
        if value[4:5] == "-" and value.isascii() and parse_day(value[:10]):
            return value[:10]
        return _written(value.strip()[:_LONGEST])
    if isinstance(value, dict):
        return _csl(value)
    if isinstance(value, list):
        return _parts(value)
    return None


def of_parts(year: object, month: object, number: object) -> str | None:
    """The day of a year, a month (`3`, `mar`, `March`, also `MAR 14`) and its day."""
    month, number = str(month or "").strip(), str(number or "").strip()
    if (both := _MONTH_AND_DAY.fullmatch(month)) and not number:
        month, number = both.groups()
    counted = _month(month) or (int(month) if _SMALL.fullmatch(month) else 0)
    if not (_YEAR.fullmatch(str(year or "").strip()) and _SMALL.fullmatch(number)):
        return None
    return _valid(int(str(year).strip()), counted, int(number))


def moment(value: object) -> str | None:
    """The day in UTC of a moment in milliseconds since 1970."""
    if type(value) is not int or not _FIRST_MOMENT < value < _LAST_MOMENT:
        return None
    return datetime.fromtimestamp(value / _MILLISECONDS, UTC).date().isoformat()


def _written(text: str) -> str | None:
    if match := _NUMBERS.match(text):
        whole = match[2] or len(match[0]) == len("YYYYMMDD")
        return _valid(int(match[1]), int(match[3]), int(match[4])) if whole else None
    for pattern, order in _NAMED_MONTHS:
        if match := pattern.match(text):
            year, month, number = (match[group] for group in order)
            return _valid(int(year), _month(month), int(number))
    match = _SLASHED.match(text)
    return _slashed(*map(int, match.groups())) if match else None


def _slashed(first: int, second: int, year: int) -> str | None:
    """A day with slashes, where only one of its numbers can be the month."""
    if first > _TWELVE or first == second:
        return _valid(year, second, first)
    return _valid(year, first, second) if second > _TWELVE else None


def _csl(value: dict[str, Any]) -> str | None:
    """`{"date-parts": [[2025, 3, 14]]}` and its kin."""
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return _parts(parts[0])
    for key in ("raw", "literal", "date-time", "value", "date"):
        if isinstance(value.get(key), str):
            return day(value[key])
    return of_parts(*(value.get(key) for key in ("year", "month", "day")))


def _parts(value: list[Any]) -> str | None:
    return of_parts(*value) if len(value) == 3 else None  # noqa: PLR2004 - year, month, day


def _month(name: str) -> int:
    """The number of a month by its English name or its beginning; 0 where it is none."""
    short = name[:3].title()
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def _valid(year: int, month: int, number: int) -> str | None:
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None

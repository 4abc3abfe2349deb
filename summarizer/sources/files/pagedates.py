"""Dates as a papers page writes them, with or without their year."""

from __future__ import annotations

from datetime import date, timedelta

PageDate = tuple[int, int, int | None]
"""Month, day, and the year where the page writes it."""


def iso(written: PageDate, page_year: int | None) -> str | None:
    """The day as `YYYY-MM-DD`, in the page's year where none is written; None if there is none."""
    month, day, year = written
    year = year or page_year
    try:
        return date(year, month, day).isoformat() if year else None
    except ValueError:
        return None


def year_before(given: date, page: PageDate | None) -> int:
    """The year in which the page's date is not after the day given."""
    day = iso(page, given.year) if page else None
    late = day is not None and date.fromisoformat(day) > given + timedelta(days=1)
    return given.year - late

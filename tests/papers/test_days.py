from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from summarizer.papers.days import (
    found_in,
    here,
    named,
    on_clocks,
    parse_day,
    previous_weekday,
    why_empty,
    year_of,
)

TUESDAY, FRIDAY, SATURDAY = date(2025, 12, 9), date(2025, 12, 5), date(2025, 12, 6)


@pytest.mark.parametrize("text", ["2025-02-30", "2025-1-1", "x2025-12-09", "", "12025-12-09"])
def test_what_is_no_day_is_none(text):
    assert parse_day(text) is None


def test_a_day_is_found_in_a_file_name():
    assert found_in("papers-2025-12-09.txt") == TUESDAY
    assert found_in("papers-2025-13-09.txt") is None


def test_before_monday_comes_friday():
    assert previous_weekday(date(2025, 12, 8)) == FRIDAY
    assert previous_weekday(SATURDAY) == FRIDAY


@pytest.mark.parametrize(
    ("day", "today", "why"),
    [
        (date(2025, 12, 10), TUESDAY, "future"),
        (SATURDAY, TUESDAY, "weekend"),
        (TUESDAY, TUESDAY, "not open yet"),
        (FRIDAY, TUESDAY, "holiday"),
    ],
)
def test_an_empty_day_has_its_likeliest_reason(day, today, why):
    assert why in why_empty(day, today)


def test_a_day_is_named_with_its_weekday():
    assert named(TUESDAY) == "Tuesday 2025-12-09"


@pytest.fixture
def in_tokyo(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_reader_s_own_clock_is_named_where_it_differs(in_tokyo):
    moment = datetime(2025, 12, 9, 16, 30, tzinfo=UTC)
    assert on_clocks(moment) == "2025-12-09 16:30 UTC (Wednesday 01:30 here)"
    assert here(moment) == "; here it is Wednesday 2025-12-10, 01:30"
    assert here(moment.replace(hour=3)) == ""


@pytest.mark.parametrize(
    ("published", "reference", "year"),
    [
        ("2025-12-09", "A Journal 7, 1-9 (2024)", "2025"),
        (None, "A Journal 7, 1-9 (2024)", "2024"),
        (None, "A Journal (2024) 7", None),
        ("soon", None, None),
    ],
)
def test_the_year_of_a_paper_is_that_of_its_day_or_of_its_journal(published, reference, year):
    assert year_of(published, reference) == year

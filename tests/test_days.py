from __future__ import annotations

from datetime import date

import pytest

from summarizer.days import found_in, named, parse, previous_weekday, why_empty

TUESDAY, FRIDAY, SATURDAY = date(2025, 12, 9), date(2025, 12, 5), date(2025, 12, 6)


@pytest.mark.parametrize("text", ["2025-02-30", "2025-1-1", "x2025-12-09", "", "12025-12-09"])
def test_what_is_no_day_is_none(text):
    assert parse(text) is None


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

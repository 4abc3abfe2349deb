"""Weeks and months by name, or by one of their days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.papers.periods import Span, containing, parse_span


@pytest.mark.parametrize("text", ["2025-W50", "2025W50", "2025-w50", "2025-12-08", "2025-12-14"])
def test_a_week_has_many_names(text):
    assert parse_span(text, "week") == Span("2025-W50", date(2025, 12, 8), date(2025, 12, 14))


@pytest.mark.parametrize("text", ["2025-12", "2025-12-01", "2025-12-31"])
def test_a_month_too(text):
    assert parse_span(text, "month") == Span("2025-12", date(2025, 12, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(("2025-12", "week"), ("2025-W50", "month"), ("2025-W54", "week"), ("2025-W00", "week")),
        *(("2025-13", "month"), ("2025-00", "month"), ("0000-W01", "week"), ("", "week")),
        *(("2025-02-30", "month"), ("last", "month")),
    ],
)
def test_what_is_no_week_or_month_is_none(text, kind):
    assert parse_span(text, kind) is None


def test_a_week_belongs_to_the_year_of_its_thursday():
    assert containing(date(2026, 1, 1), "week").name == "2026-W01"
    assert containing(date(2027, 1, 1), "week").name == "2026-W53"


def test_its_weekdays_are_monday_to_friday():
    days = list(parse_span("2025-W50", "week").weekdays)
    assert [day.day for day in days] == [8, 9, 10, 11, 12]


def test_days_are_in_it_as_text_too():
    span = parse_span("2024-02", "month")
    assert "2024-02-29" in span
    assert date(2024, 2, 1) in span
    assert "2024-03-01" not in span
    assert "undated" not in span
    assert None not in span


@given(st.dates(), st.sampled_from(["week", "month"]))
def test_each_day_is_in_one_period_that_its_name_names(day, kind):
    span = containing(day, kind)
    assert span.since <= day <= span.until
    assert parse_span(span.name, kind) == span
    if span.until < date.max:
        assert containing(span.until + timedelta(days=1), kind) != span

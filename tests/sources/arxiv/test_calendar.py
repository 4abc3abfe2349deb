"""arXiv's calendar, by the times it publishes: submissions until 14:00, announced at 20:00."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from summarizer.sources.arxiv.calendar import open_day, why_empty, window


@pytest.mark.parametrize(
    ("day", "begun", "ended"),
    [
        (date(2025, 12, 9), "2025-12-05 19:00", "2025-12-08 19:00"),
        (date(2025, 12, 10), "2025-12-08 19:00", "2025-12-09 19:00"),
        (date(2025, 12, 12), "2025-12-10 19:00", "2025-12-11 19:00"),
        (date(2025, 12, 15), "2025-12-11 19:00", "2025-12-12 19:00"),
        (date(2025, 7, 9), "2025-07-07 18:00", "2025-07-08 18:00"),
    ],
)
def test_a_day_announces_what_came_in_before_it(day, begun, ended):
    assert [f"{each:%Y-%m-%d %H:%M}" for each in window(day)] == [begun, ended]


@pytest.mark.parametrize(
    ("day", "now", "why"),
    [
        (date(2025, 12, 13), "2025-12-13T09:00", "nothing on weekends"),
        (date(2025, 12, 9), "2025-12-09T04:00", "opens at 2025-12-09 05:00 UTC"),
        (date(2025, 7, 9), "2025-07-09T03:00", "opens at 2025-07-09 04:00 UTC"),
        (date(2025, 12, 25), "2025-12-25T09:00", "perhaps Christmas"),
        (date(2025, 11, 27), "2025-11-27T09:00", "Thanksgiving"),
        (date(2025, 5, 27), "2025-05-27T09:00", "Memorial Day"),
        (date(2025, 12, 9), "2025-12-09T09:00", "announced late, or an arXiv holiday"),
        (date(2025, 12, 8), "2025-12-09T09:00", "has no submissions for it"),
    ],
)
def test_an_empty_day_has_its_likeliest_reason(day, now, why):
    assert why in why_empty(day, datetime.fromisoformat(now).replace(tzinfo=UTC))


def test_the_open_day_is_new_york_s():
    assert open_day(datetime(2025, 12, 9, 4, 59, tzinfo=UTC)) == date(2025, 12, 8)
    assert open_day(datetime(2025, 12, 9, 5, 0, tzinfo=UTC)) == date(2025, 12, 9)

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from summarizer.errors import Refused
from summarizer.network.connection import Answer
from summarizer.network.ratelimits import RateLimits, retry_after

API, PAGES = "https://a.org/api/x", "https://a.org/papers"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "Sat, 01 Jan 2000 00:00:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"ratelimit": '"api";r=0;t=182'}, 182),
        ({}, None),
    ],
)
def test_what_a_server_asks_to_wait(headers, seconds):
    assert retry_after(headers) == seconds


def test_a_date_to_wait_for_is_seconds_from_now():
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 25 < retry_after({"retry-after": later}) <= 30


def limits(said, status=200):
    made = RateLimits()
    made.note(API, Answer(status, {"ratelimit": said}, b""))
    return made


def test_a_limit_used_up_holds_for_its_part_of_the_site_alone():
    made = limits('"api";r=0;t=42')
    assert made.wait(PAGES, 60) == 0
    assert 20 < made.wait(API, 60) <= 42
    assert made.wait(API, 60) == 0


def test_a_wait_too_long_is_refused_as_often_as_it_is_asked_for():
    made = limits('"api";r=0;t=300')
    for _ in range(2):
        with pytest.raises(Refused, match=r"try again in (300|2..) s"):
            made.wait(API, 60)


@pytest.mark.parametrize(
    ("said", "status"), [('"api";r=10;t=42', 200), ('"api";r=0;t=42', 429), ("r=0", 200), ("", 200)]
)
def test_what_is_no_used_up_limit_holds_nobody_back(said, status):
    assert limits(said, status).wait(API, 60) == 0

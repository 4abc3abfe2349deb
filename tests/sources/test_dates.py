from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.papers.days import parse_day
from summarizer.sources.dates import day, moment, of_parts

WRITTEN = [
    *("2019-07-04", "2019-07-04T10:00:00Z", "2019/07/04", "2019/07/04/", "2019/7/4", "20190704"),
    *("2019 Jul 4", "4 July 2019", "July 4, 2019", "Jul. 4 2019", "Thu, 4 Jul 2019 10:00:00 GMT"),
    *("2019.07.04", "4th July 2019"),
    {"date-parts": [[2019, 7, 4]]},
    {"date-parts": [["2019", "7", "4"]]},
    {"raw": "2019-07-04"},
    [2019, 7, 4],
]
NO_DAY = [
    *(
        "2019",
        "2019-07",
        "2019/07",
        "July 2019",
        "201907",
        "04/07/2019",
        "2019-13-01",
        "2019/02/30",
    ),
    *("", "nan", "in press", "²", "\u0662\u0660\u0661\u0669-07-04", "9" * 5000),
    {"date-parts": [[2019, 7]]},
    {"date-parts": [[]]},
    {"date-parts": None},
    {"date-parts": [["²", 1, 1]]},
    *(None, 2019, [2019], [[2019, 7, 4]]),
]


@pytest.mark.parametrize("value", WRITTEN, ids=str)
def test_a_whole_date_is_a_day(value):
    assert day(value) == "2019-07-04"


@pytest.mark.parametrize("value", NO_DAY, ids=lambda value: str(value)[:20])
def test_what_names_no_day_is_none(value):
    assert day(value) is None


def test_slashes_are_read_where_they_can_mean_one_day_alone():
    assert day("14/03/2019") == day("03/14/2019") == "2019-03-14"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("2019", "jul", "4"), "2019-07-04"),
        (("2019", 7, 4), "2019-07-04"),
        (("2019", "JUL 4", None), "2019-07-04"),
        (("2019", "July", ""), None),
        (("2019", "jul", "²"), None),
        (("2019", "jul", "4" * 5000), None),
        ((None, None, None), None),
    ],
)
def test_a_year_a_month_and_a_day_are_a_day(parts, expected):
    assert of_parts(*parts) == expected


def test_milliseconds_are_a_day():
    assert moment(1_562_200_000_000) == "2019-07-04"
    assert moment(10**30) is moment(-5) is moment("1562200000000") is moment(True) is None


@given(st.text() | st.from_regex(r"\d{1,5}[-/. ]\w{1,4}[-/. ]\d{1,5}"))
def test_any_text_is_a_day_or_none(text):
    found = day(text)
    assert found is None or parse_day(found)

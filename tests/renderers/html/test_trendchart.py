"""A chart of papers per week: bars to a scale that is written beside them."""

from __future__ import annotations

import pytest

from summarizer.renderers.html.trendchart import LARGE, SMALL, chart

WEEKS = tuple(f"2025-W{number:02}" for number in range(1, 53))


def test_bars_are_as_high_as_the_scale_says():
    made = chart(WEEKS[:3], (0, 4, 2))
    tall = SMALL.base - SMALL.top
    assert made.ticks == ((SMALL.base, 0), (SMALL.base - tall / 2, 2), (SMALL.top, 4))
    assert [bar.height for bar in made.bars] == [0, tall, tall / 2]
    assert all(bar.y + bar.height == SMALL.base for bar in made.bars)


@pytest.mark.parametrize(
    ("most", "numbers"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (4, [0, 2, 4]),
        (17, [0, 10, 20]),
        (30, [0, 10, 20, 30]),
        (31, [0, 20, 40]),
        (700, [0, 500, 1000]),
    ],
)
def test_a_scale_has_a_few_round_numbers_and_room_for_the_highest(most, numbers):
    assert [value for _, value in chart(WEEKS[:1], (most,)).ticks] == numbers


def test_a_few_weeks_are_no_walls_and_many_have_room():
    few, many = chart(WEEKS[:3], (3,) * 3), chart(WEEKS, (3,) * 52, LARGE)
    assert few.bars[0].width == chart(WEEKS[:12], (3,) * 12).bars[0].width
    assert many.bars[-1].x + many.bars[-1].width <= LARGE.width
    assert all(
        one.x + one.width < other.x for one, other in zip(many.bars, many.bars[1:], strict=False)
    )


def test_a_paper_among_many_can_be_seen():
    assert chart(WEEKS[:2], (1, 3000)).bars[0].height > 1


def test_the_first_week_is_named_with_its_year_and_the_last_without_where_it_is_the_same():
    assert [label for *_, label in chart(WEEKS[:20], (1,) * 20).labels] == ["2025-W01", "W20"]
    over = (*WEEKS[40:], "2026-W01")
    assert [label for *_, label in chart(over, (1,) * len(over)).labels] == ["2025-W41", "2026-W01"]


def test_labels_that_would_meet_are_left_out():
    assert [label for *_, label in chart(WEEKS[:3], (1, 2, 3)).labels] == ["2025-W01"]


def test_no_weeks_are_no_picture_to_speak_of():
    assert chart((), ()).words == "no weeks yet"
    assert chart((), ()).bars == ()
    assert chart(("2025-W01",), (1,)).words == "2025-W01: 1 paper"
    assert (
        chart(WEEKS[:2], (1, 4)).words
        == "2025-W01 to 2025-W02: 1 to 4 papers per week, 4 in the last"
    )

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.llm.rates import MINUTE, Rate


def test_without_a_limit_nothing_waits():
    rate = Rate()
    for _ in range(1000):
        assert rate.wait(0.0) == 0
        rate.begin(0.0)


@given(st.integers(1, 20), st.lists(st.floats(0, 30), max_size=60))
def test_no_minute_has_more_than_it_may(most, gaps):
    rate, now, begun = Rate(most), 0.0, []
    for gap in gaps:
        now += gap
        now += rate.wait(now)
        assert rate.wait(now) < 1e-9  # what adding a wait to a time may lose
        rate.begin(now)
        begun.append(now)
    for moment in begun:
        assert sum(moment - MINUTE + 1e-6 < other <= moment for other in begun) <= most

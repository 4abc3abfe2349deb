"""Counts, intervals and the paired test."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation import scores
from summarizer.evaluation.scores import Counts

COUNTS = st.builds(Counts, *[st.integers(0, 4)] * 3)


def test_rates_of_counts():
    counts = Counts(right=6, wrong=2, missed=4)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 / 3)


def test_nothing_given_and_nothing_right_has_no_rates():
    assert (Counts().precision, Counts().recall, Counts().f1) == (None, None, None)
    assert scores.rates([])[2].value is None
    assert scores.mean([]).value is None
    assert scores.compare_f1([], []).p is None


@given(st.lists(COUNTS, min_size=1, max_size=8))
def test_an_interval_holds_between_0_and_1(counts):
    for found in scores.rates(counts):
        if found.value is not None:
            assert 0 <= found.low <= found.high <= 1


def test_more_papers_make_a_narrower_interval():
    some = [Counts(right=1), Counts(wrong=1), Counts(missed=1), Counts(right=2)]
    wide, narrow = scores.rates(some)[2], scores.rates(some * 20)[2]
    assert wide.value == narrow.value
    assert narrow.high - narrow.low < wide.high - wide.low


def test_the_interval_holds_the_truth_about_95_times_in_100():
    draw, truth, held = random.Random(1), 0.7, 0
    for _ in range(60):
        values = [float(draw.random() < truth) for _ in range(60)]
        found = scores.mean(values)
        held += found.low <= truth <= found.high
    assert 51 <= held <= 60


def test_a_topics_interval_is_that_of_its_papers():
    rows = [{"a": Counts(right=1), "b": Counts(missed=1)}, {"a": Counts(wrong=1)}, {}]
    found = scores.intervals(rows)
    assert (found["a"].value, found["b"].value) == (pytest.approx(2 / 3), 0)
    assert (found["b"].low, found["b"].high) == (0, 0)
    assert (found["a"].low, found["a"].high) == (0, 1)


def test_equal_systems_do_not_differ():
    counts = [Counts(right=1), Counts(wrong=1)] * 5
    assert scores.compare_f1(counts, counts) == scores.Test(0.0, 0.0, 0.0, 1.0)
    assert scores.compare_means([1.0, 2.0], [1.0, 2.0]).p == 1.0


def test_a_difference_in_every_paper_is_not_chance():
    worse, better = [Counts(missed=1)] * 20, [Counts(right=1)] * 20
    found = scores.compare_f1(worse, better)
    assert (found.difference, found.low, found.high) == (1, 1, 1)
    assert found.p < 0.001
    assert scores.compare_f1(better, worse).difference == -1


def test_a_difference_in_one_paper_of_many_may_be_chance():
    same = [Counts(right=1)] * 20
    found = scores.compare_f1([*same, Counts(missed=1)], [*same, Counts(right=1)])
    assert found.difference > 0
    assert found.p == 1


def test_the_exact_p_of_few_pairs_is_met():
    """Four gains of one size: both signs all alike are 2 of 16 ways."""
    assert scores.compare_means([0.0] * 4, [1.0] * 4).p == pytest.approx(2 / 16, abs=0.01)
    one, other = [Counts(missed=1)] * 4, [Counts(right=1)] * 4
    assert scores.compare_f1(one, other).p == pytest.approx(2 / 16, abs=0.01)

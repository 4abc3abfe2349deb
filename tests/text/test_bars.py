"""Bars of characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.bars import BLOCKS, column, fits, row

SHARES = st.floats(0, 1)


def test_a_column_is_as_high_as_its_share():
    assert [column(each / 8, 1) for each in range(1, 9)] == list(BLOCKS)


def test_nothing_little_and_unknown_differ():
    assert column(0, 1) == "·"
    assert column(0.0001, 1) == "▁"
    assert column(None, 1) == " "
    assert (column(0, 1, plain=True), column(0.0001, 1, plain=True)) == (" ", ".")


def test_a_row_is_as_long_as_its_share_to_an_eighth():
    assert row(0.5, 1, 4) == "██"
    assert row(0.5, 1, 3) == "█▌"
    assert (row(0, 1, 4), row(1, 0, 4)) == ("", "")
    assert row(0.5, 1, 4, plain=True) == "##"


@given(SHARES, SHARES, st.integers(1, 60), st.booleans())
def test_no_bar_is_wider_than_its_room(value, full, width, plain):
    assert len(row(value, full, width, plain=plain)) <= width
    assert len(column(value, full, plain=plain)) == 1
    assert (
        not plain
        or (row(value, full, width, plain=True) + column(value, full, plain=True)).isascii()
    )


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", True), ("ascii", False), ("latin-1", False), (None, False), ("nonsense", False)],
)
def test_an_encoding_has_the_signs_or_not(encoding, expected):
    assert fits(encoding) is expected

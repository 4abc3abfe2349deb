"""Text in columns: measured and wrapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.columns import in_rows, width, wrapped


@pytest.mark.parametrize(
    ("text", "expected"),
    [("plain", 5), ("数学", 4), ("한국어", 6), ("e\u0301", 1), ("שלום", 4), ("👍", 2), ("", 0)],
)
def test_signs_take_one_column_or_two_or_none(text, expected):
    assert width(text) == expected


def test_lines_break_at_blanks():
    assert wrapped("one two three four", 9) == ["one two", "three", "four"]


def test_a_word_longer_than_a_line_breaks_where_the_line_ends():
    assert wrapped("a abcdefghij b", 4) == ["a", "abcd", "efgh", "ij b"]


def test_a_script_without_blanks_breaks_between_signs_but_not_before_a_closing_mark():
    assert wrapped("我们提出方法。这里", 12) == ["我们提出方", "法。这里"]
    assert wrapped("LLM的推理", 6) == ["LLM的", "推理"]


def test_nothing_is_one_empty_line():
    assert wrapped("", 10) == [""]


def test_parts_stay_whole_where_they_fit():
    assert in_rows(["one", "two three", "four"], 12) == ["one", "two three", "four"]
    assert in_rows(["one", "two", "three"], 12) == ["one · two", "three"]
    assert in_rows([], 12) == []


TEXTS = st.text(st.sampled_from("ab 数学。（）한e\u0301ש👍"), max_size=40)  # noqa: RUF001


@given(TEXTS, st.integers(4, 20))
def test_no_line_is_too_wide_and_no_sign_is_lost(text, columns):
    lines = wrapped(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(TEXTS.map(str.strip).filter(bool), max_size=6), st.integers(4, 20))
def test_no_row_is_too_wide(parts, columns):
    assert all(width(line) <= columns for line in in_rows(parts, columns))

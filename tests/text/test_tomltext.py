"""TOML written by hand: read, and where in it something stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.tomltext import NotToml, Places, table_of, text_of

TEXT = """# notes
follow = ["a", "b"]

[mine]
words = [
  "tea",
  "a",
]
topics = ["a"]

["über".not]
words = ["a"]

[inner]
not = {topics = ["x"]}
"""


@pytest.mark.parametrize(
    ("path", "key", "value", "line"),
    [
        ((), "follow", "", 2),
        ((), "follow", "b", 2),
        ((), "mine", "", 4),
        (("mine",), "", "", 4),
        (("mine",), "words", "a", 7),
        (("mine",), "topics", "a", 9),
        (("mine",), "topics", "gone", 9),
        (("mine",), "nothing", "", 4),
        (("über", "not"), "words", "", 12),
        (("inner", "not"), "topics", "x", 15),
        (("nowhere",), "", "", 1),
    ],
)
def test_things_are_found_where_they_stand(path, key, value, line):
    assert Places(TEXT).line(path, key, value) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        *(("a = 1\nb = \n", 2), ("a = 1\nb = [", 2), ("a = " + "[" * 100_000, 1)),
        (f"a = 1\nb = {'9' * 5000}\n", 2),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text, line):
    with pytest.raises(NotToml) as caught:
        table_of(text)
    assert caught.value.line == line


def test_bytes_that_are_no_text_are_told_with_their_line():
    with pytest.raises(NotToml, match="UTF-8") as caught:
        text_of(b"a = 1\nb = '\xff'\n")
    assert caught.value.line == 2


def test_marks_and_line_ends_of_other_editors_are_read():
    assert text_of(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n") == "a = 1\nb = 2\n"


@given(st.text())
def test_any_text_is_a_table_or_refused(text):
    line = 1
    try:
        table_of(text)
    except NotToml as error:
        line = error.line
    assert 1 <= line <= text.count("\n") + 1


@given(st.text(alphabet='[]."not\n= a#'), st.text(), st.text())
def test_a_line_is_always_one_of_the_text(text, key, value):
    assert 1 <= Places(text).line(("a", "not"), key, value) <= text.count("\n") + 1

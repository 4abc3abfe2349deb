from __future__ import annotations

import pytest

from summarizer.text.spelling import asked, question


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("tody", ": did you mean `today`?"),
        ("TODAY", ": did you mean `today`?"),
        ("eval", ": did you mean `evaluate`?"),
        ("e", ""),
        ("phlogiston", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word_is_asked_back(word, expected):
    assert question(word, ["today", "papers", "evaluate"]) == expected


def test_several_names_are_listed_as_people_list_them():
    assert asked([]) == ""
    assert asked(["a", "b"]) == ": did you mean `a` or `b`?"
    assert asked(["a", "b", "c"]) == ": did you mean `a`, `b` or `c`?"

from __future__ import annotations

import json
import re

import pytest

from summarizer.engines.llm.loosejson import Broken, decode


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2,], "b": "x",}', {"a": [1, 2], "b": "x"}),
        ("{'a': 'the paper's own', 'b': None, 'c': True}",
         {"a": "the paper's own", "b": None, "c": True}),
        ("{“a”: “x”}", {"a": "x"}),
        ('{"a": "one\ntwo"}', {"a": "one\ntwo"}),
        ('{"a": "The "best", they say, way"}', {"a": 'The "best", they say, way'}),
        (r'{"a": "\alpha \_ \upsilon \u00e9 \\ \" \/"}', {"a": r'\alpha \_ \upsilon é \ " /'}),
        ('{a: "x", TL;DR: "y"}', {"a": "x", "TL;DR": "y"}),
        ('{"a": -1.5e3, // said so\n "b": /* none */ []}', {"a": -1500.0, "b": []}),
        (r'"\alpha"', r"\alpha"),
    ],
)  # fmt: skip
def test_what_is_in_no_doubt_is_read(text, value):
    assert decode(text) == (value, len(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": , "b": 1}', 'a value is missing after `{"a":`'),
        ('{"a": [...]}', "a value is missing"),
        ('{"a" 1}', "followed by no colon"),
        ('{"a": "x" "b": "y"}', "a string has no end"),
        ('{"a": "x, "b": "y"}', "a string has no end"),
        ('{"a": 1 2}', "`,` is missing"),
        ('{"a": nothing}', "a value is missing"),
        ('{"a": "x </think> y",}', "a string has no end"),
        ("[" * 1000, "nested too deep"),
    ],
)
def test_what_is_missing_is_told_and_not_made_up(text, said):
    with pytest.raises(Broken, match=re.escape(said)) as caught:
        decode(text)
    assert not caught.value.ended


def test_where_a_text_ends_too_early_what_was_complete_is_given():
    whole = {"a": {"b": [{"c": "d"}, {"e": "f"}], "g": "h"}}
    text = json.dumps(whole)
    seen = []
    for end in range(1, len(text)):
        with pytest.raises(Broken, match="breaks off") as caught:
            decode(text[:end])
        assert caught.value.ended
        seen.append(caught.value.rest)
    assert {"a": {"b": [{"c": "d"}]}} in seen
    assert all("h" not in str(each) for each in seen[:-2])
    assert seen[-1] == whole


@pytest.mark.parametrize("text", ['{"a": "x' + "y" * 90_000, '{"a": "' + 'x"y' * 30_000 + "}"])
def test_a_long_string_without_an_end_takes_no_time(text):
    with pytest.raises(Broken):
        decode(text)

"""YAML as texts, lists and objects: without aliases, and never deeper than the stack."""

from __future__ import annotations

import time

import pytest
import yaml

from summarizer.text.yamldocuments import documents


def test_every_value_is_a_text():
    assert documents("a: 1\nb: [yes, ~]\n---\nc: 2024-01-02\n") == [
        {"a": "1", "b": ["yes", "~"]},
        {"c": "2024-01-02"},
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: &x [1]\nb: *x\n", "aliases"),
        ("- " * 50_000, "deep"),
        ("[" * 50_000, "nesting|deep"),
        ("{a: " * 50_000, "nesting|deep"),
        ("a: : b", "mapping values"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(text, why):
    with pytest.raises(ValueError, match=why) as caught:
        documents(text)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(yaml, "CBaseLoader"), reason="the quick reader is missing")
def test_a_megabyte_of_keys_is_read_in_linear_time():
    begun = time.process_time()
    documents("".join(f"key{number}: text\n" for number in range(60_000)))
    assert time.process_time() - begun < 3

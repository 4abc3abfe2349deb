# ruff: noqa: RUF001 - look-alikes are what is tested
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.grounding import facts
from summarizer.grounding.facts import quantities, unsupported_expansions, unsupported_numbers

PAPER = (
    "We reach 87\\% on GSM8K with a 7B model, 12$\\times$ faster (3.5 ms), on 1,000 tasks and "
    "512times512 images over three data sets. RAG and MATS. Between 10 and 15 GB. 2 million "
    "tokens. Qwen2.5 is used by Graph Neural Operators (GNO)."
)


@pytest.mark.parametrize(
    "tldr",
    [
        "It reaches 87 percent.", "87% is reached.", "12x faster", "12-fold", "12 times faster",
        "3.5 milliseconds", "3,5 ms", "1000 tasks", "1K tasks", "7 billion parameters",
        "3 datasets", "10 GB", "512×512", "2M tokens", "Qwen2.5 does it", "no number",
    ],
)  # fmt: skip
def test_a_number_of_the_paper_may_be_written_in_any_way(tldr):
    assert unsupported_numbers(tldr, PAPER) == []


@pytest.mark.parametrize(
    ("tldr", "number"),
    [
        ("It reaches 85%.", "85%"),
        ("in 12 ms", "12 ms"),
        ("an 8B model", "8B"),
        ("two datasets", "two"),
        ("seventeen datasets", "seventeen"),
        ("ninety datasets", "ninety"),
        ("10 MB", "10 MB"),
        ("uses GPT-4", "4"),
        ("3.50001 ms", "3.50001 ms"),
    ],
)
def test_a_number_or_unit_the_paper_does_not_hold_is_named(tldr, number):
    assert unsupported_numbers(tldr, PAPER) == [number]


@pytest.mark.parametrize(
    "tldr",
    [
        "Graph Neural Operators (GNO) win.",
        "graph neural operators (GNOs) win.",
        "Large Language Models (LLMs) win.",
        "a new benchmark (MATS) wins.",
        "RAG (Retrieval-Augmented Generation) wins.",
        "A Graph Neural Operator wins.",
        "A Graph Neural Operator-based grid wins.",
    ],
)
def test_an_expansion_of_the_paper_or_of_the_field_may_stand(tldr):
    assert unsupported_expansions(tldr, PAPER) == []


@pytest.mark.parametrize(
    ("tldr", "expansion"),
    [
        ("retrieval-augmented grids (RAG) win", "retrieval-augmented grids"),
        ("RAG (Random Access Gain) wins", "Random Access Gain"),
        ("A Multi-Agent Tuning System wins", "Multi-Agent Tuning System"),
        ("GNO (Gated Node Outputs) wins", "Gated Node Outputs"),
    ],
)
def test_an_invented_expansion_is_named(tldr, expansion):
    assert unsupported_expansions(tldr, PAPER) == [expansion]


@pytest.mark.parametrize("tldr", ["Large  Language Model.", "Multi--Head Attention", "A- B -C"])
def test_doubled_blanks_and_hyphens_between_capitals_are_no_words(tldr):
    assert unsupported_expansions(tldr, "A paper of LLM and MHA.") in ([], [tldr.rstrip(".")])


@given(st.text(alphabet="0123456789 .,-%xkKMBthousandgbFLOPs\u0663", max_size=40))
def test_going_from_digit_to_digit_finds_what_trying_everywhere_does(text):
    found = [match.span() for match in facts._numbers(text)]
    assert found == [match.span() for match in facts._NUMBER.finditer(text)]


@given(st.lists(st.sampled_from(["two", "Ten", "often", "FIFTY", "x-two", "two_", "\u017fix"])))
def test_numbers_in_words_are_whole_words(words):
    text = " ".join(words)
    spelled = re.findall(r"\b(?:two|ten|fifty)\b", text, re.IGNORECASE)
    assert [each.written for each in quantities(text)] == spelled

"""Numbers with their nouns."""

from __future__ import annotations

import pytest

from summarizer.text.counting import counted


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "paper", "0 papers"),
        (1, "paper", "1 paper"),
        (2, "paper", "2 papers"),
        (1, "entry", "1 entry"),
        (2, "entry", "2 entries"),
        (2, "damaged day", "2 damaged days"),
        (3, "batch", "3 batches"),
        (1, "batch", "1 batch"),
        (2, "alias", "2 aliases"),
        (2, "cross-list", "2 cross-lists"),
    ],
)
def test_a_noun_agrees_with_its_number(number, noun, said):
    assert counted(number, noun) == said

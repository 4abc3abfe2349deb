from __future__ import annotations

import pytest

from summarizer.readability import contract


@pytest.mark.parametrize(
    "line",
    [
        "We propose a loss for maps and show that it performs better.",
        "We propose a sparse reader of maps that works better, and test it.",
        "We present a reader of maps and show that our method is more accurate.",
        "We propose a reader of large maps and show that it is faster.",
        "We propose a dynamic strategy instead and read maps of all cities.",
        "We read maps of cities, otherwise we read texts of all kinds.",
    ],
)
def test_a_comparison_with_nothing_is_named(line: str) -> None:
    assert "one-sided" in contract.violations(line)


@pytest.mark.parametrize(
    "line",
    [
        "We propose a loss for maps and show that it performs better than texts.",
        "We show that readers of maps work better when they are told the place.",
        "Compared with readers of texts, our reader of maps is more accurate.",
        "We do not read maps as texts but instead follow their roads.",
        "We read maps with roads instead of names, and find them quickly.",
        "We find roads in an otherwise empty map of a large city.",
        "We learn better maps of cities, and draw more accurate roads on them.",
        "We answer if the map is known and ask people for help otherwise.",
    ],
)
def test_a_comparison_with_something_passes(line: str) -> None:
    assert contract.violations(line) == []

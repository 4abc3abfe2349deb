from __future__ import annotations

import pytest

from summarizer.engines.embedded import readability


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("However, the loss of the model is convex in all weights.", "opening"),
        ("The first phase trains the model on traces of many kinds.", "opening"),
        ("We show that this makes all of the models better on tests.", "pointer"),
        ("We show in this paper that all models are better on tests.", "paper"),
    ],
)
def test_the_checker_names_what_reads_badly(line: str, kind: str) -> None:
    assert kind in readability.violations(line)


def test_the_checker_looks_for_the_noun_of_a_pointer_and_not_for_its_preposition() -> None:
    line = "We develop transfer from language to vision and approach this problem from models."
    assert "pointer" in readability.violations(line)


def test_the_checker_accepts_a_pointer_whose_noun_is_in_the_sentence() -> None:
    assert (
        readability.violations(
            "We collect new maps of cities and show that these maps are hard to read."
        )
        == []
    )

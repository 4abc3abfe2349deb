"""A line that says the opposite of its passages."""

from __future__ import annotations

import pytest

from summarizer.grounding.reversals import reversed_change

PASSAGE = "On two sets, it improves the parsing accuracy by 4.2 points and reduces training time."


@pytest.mark.parametrize(
    "line",
    [
        "It lowers accuracy by 4.2 points on two sets.",
        "It decreases parsing accuracy by 4.2 points.",
        "Training time increases training time.",
        "It raises training time.",
    ],
)
def test_what_is_turned_round_is_found(line):
    assert reversed_change(line, PASSAGE)


@pytest.mark.parametrize(
    "line",
    [
        "It improves accuracy by 4.2 points on two sets.",
        "It increases parsing accuracy by 4.2 points and lowers training time.",
        "It needs less training time.",
        "It reduces the error by 4.2 points.",
        "It is faster.",
        "",
    ],
)
def test_what_says_the_same_or_something_else_is_left_alone(line):
    assert reversed_change(line, PASSAGE) is None


def test_passages_that_say_both_prove_either():
    both = "It improves accuracy on one set, and it reduces accuracy on the other."
    assert reversed_change("It lowers accuracy.", both) is None


def test_both_wordings_are_told():
    assert reversed_change("It lowers accuracy.", "It improves accuracy.") == (
        "lowers accuracy",
        "improves accuracy",
    )

"""A limit of output tokens that a server refuses, in the words of several servers."""

from __future__ import annotations

import pytest

from summarizer.engines.llm.errorbody import refusal
from summarizer.engines.llm.outputlimits import over_the_limit
from summarizer.errors import NotAnnotated


def found(message, status=400, **more):
    return over_the_limit(refusal(status, {"error": {"message": message, **more}}, {}), message)


@pytest.mark.parametrize(
    ("said", "fewer"),
    [
        ("max_tokens is too large: 2000. This model supports at most 1024 completion tokens", 1024),
        (
            "max_tokens: 2000 > 1500, the maximum allowed number of output tokens for m-20250219",
            1500,
        ),
        ("max_tokens for `m-3.1-8b` must be less than or equal to 800", 800),
        ("`max_completion_tokens`: expected a value <= 1,228, but got 2000 instead", 1228),
        ("Range of max_tokens should be [1, 1024]", 1024),
        ("max_tokens is too large", None),
        ("max_tokens must be at most 8", None),
    ],
)
def test_the_limit_of_a_model_is_the_greatest_number_that_is_less_than_was_asked(said, fewer):
    refused = found(said)
    assert refused.lasting
    assert refused.fewer(2000) == fewer


def test_the_limit_may_stand_beside_the_message():
    refused = found(
        "Param Incorrect", param="max_tokens is too large: 2000. At most 512", code="400"
    )
    assert refused.fewer(2000) == 512


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (("'max_tokens' is too large: 2000. This model's maximum context length is 4096 tokens and "
         "your request has 3500 input tokens (2000 > 4096 - 3500)."), 596),
        (("This model's maximum context length is 4096 tokens. However, you requested 5200 tokens "
         "(3200 in the messages, 2000 in the completion)."), 896),
        (("`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 3000 `inputs` tokens and "
         "2000 `max_new_tokens`"), 1096),
        ("input length and `max_tokens` exceed context limit: 7000 + 2000 > 8000", 1000),
    ],
)  # fmt: skip
def test_what_a_context_leaves_is_for_one_question_alone(said, left):
    refused = found(said)
    assert not refused.lasting
    assert refused.fewer(2000) == left


def test_a_context_that_the_question_fills_leaves_nothing():
    said = "maximum context length is 4096 tokens (5200 in the messages, 2000 in the completion)"
    assert isinstance(found(said), NotAnnotated)


@pytest.mark.parametrize(
    "said",
    [
        "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
        "response_format is not supported",
        "the request exceeds the available context size, try increasing it",
    ],
)
def test_other_refusals_are_no_limit(said):
    assert found(said) is None
    assert found("max_tokens is too large", status=402) is None

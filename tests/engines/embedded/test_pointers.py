"""A pointer at what the title names becomes its name; others stay, to be refused."""

import pytest

from summarizer.engines.embedded.pointers import resolved
from summarizer.readability.stems import STOP, stems

TITLED = frozenset(stems("Parsing Long Tables: The Hyperparameter Question")) - STOP


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("We find laws governing these hyperparameters", "We find laws governing hyperparameters"),
        ("These tables are hard to read", "Tables are hard to read"),
        ("We answer this question with Foo", "We answer the question with Foo"),
        ("We read these long tables by lines", "We read long tables by lines"),
    ],
)
def test_what_the_title_names_is_named(text: str, named: str) -> None:
    assert resolved(text, TITLED) == named


@pytest.mark.parametrize(
    "text",
    [
        "We solve this problem with Foo",
        "We solve these issues with Foo",
        "This parsing is slow",
        "We read tables that these people have made",
    ],
)
def test_other_pointers_stay(text: str) -> None:
    titled = frozenset(stems("On Long Tables")) - STOP
    assert resolved(text, titled) == text

from __future__ import annotations

import pytest

from summarizer.readability import contract


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Our study of circuits over all of training reveals several key findings.", "empty"),
        ("We propose a model.", "length"),
        ("We propose a model for all of the tests on it", "full stop"),
        ("We propose a model for tests. We like it very much indeed.", "two sentences"),
        ("Fast model for tests of many kinds in many fields.", "verb"),
    ],
)
def test_the_checker_names_what_reads_badly(line: str, kind: str) -> None:
    assert kind in contract.violations(line)


def test_the_checker_finds_invented_numbers_and_acronyms() -> None:
    assert contract.inventions("We gain 7% with GPUs.", "We gain 5% with CPUs.") == [
        "number",
        "acronym",
    ]
    assert contract.inventions("We gain 5% with CPUs.", "We gain 5\\% with CPUs.") == []

from __future__ import annotations

import pytest

from summarizer.engines.embedded import readability


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Our work not only presents a method for scaling up models.", "half a pair"),
        ("We build a model of text and aim to close gaps, specifically.", "cut"),
        ("We propose a fast and small model for the tests and.", "cut"),
        ("We find that a key weakness of these old models is their inability.", "cut"),
        ("We introduce a small model that is well trained to decide.", "cut"),
        ("We introduce a small model that learns to choose which tools.", "cut"),
        ("We explore in large models how generating a chain of thought.", "cut"),
    ],
)
def test_the_checker_names_what_reads_badly(line: str, kind: str) -> None:
    assert kind in readability.violations(line)

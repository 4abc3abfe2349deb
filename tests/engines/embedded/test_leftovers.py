from __future__ import annotations

import pytest

from summarizer.engines.embedded import readability


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("We propose a model (of the kind that is small and fast.", "brackets"),
        ("We propose a model with $\\alpha$ layers for all of the tests.", "latex"),
        ("We propose a model of Smith et al. for all of the tests.", "citation"),
        ("We propose a model, see https://example.org for all the tests.", "address"),
        ("(a) We propose a model for all of the tests on it.", "list mark"),
    ],
)
def test_the_checker_names_what_reads_badly(line: str, kind: str) -> None:
    assert kind in readability.violations(line)

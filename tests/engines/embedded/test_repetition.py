from __future__ import annotations

from summarizer.engines.embedded import readability


def test_the_checker_finds_the_title_said_again() -> None:
    assert "title again" in readability.violations(
        "We present a fast parser of very long formal texts.",
        "Fast Parser of Very Long Formal Texts",
    )

"""README stays short, and says what a newcomer must know; `test_docs` checks all pages alike."""

from __future__ import annotations

import re

import pytest
from places import ROOT

README = (ROOT / "README.md").read_text()
MOST_LINES = 200


def test_readme_is_short():
    assert len(README.splitlines()) <= MOST_LINES


def test_it_shows_a_digest_first():
    """`test_docs` runs the command and compares what it prints."""
    assert re.search(r"^```(\w+)\n(.*)$", README, re.MULTILINE).groups() == (
        "console",
        "$ summarize papers examples/daily-papers-2025-12-09.txt --limit 3",
    )


def test_the_two_set_up_commands_stand_as_they_always_did():
    assert (
        "\npip install . && summarize papers examples/daily-papers-2025-12-09.txt\n"
        "pip install -e '.[dev]' -c constraints.txt && python -m pytest\n"
    ) in README


@pytest.mark.parametrize("name", ["today", "papers", "review", "search", "site build"])
def test_it_shows_what_to_do_first(name):
    assert re.search(rf"^summarize {name}\b", README, re.MULTILINE)

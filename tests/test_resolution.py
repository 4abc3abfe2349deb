"""pip's tries are counted from what it says; recorded in `tests/resolutions`."""

from __future__ import annotations

import pytest
import resolution
from places import TESTS

RECORDED = TESTS / "resolutions"
WIDE = (RECORDED / "wide.txt").read_text()
BOUNDED = (RECORDED / "bounded.txt").read_text()


def test_a_bound_that_is_too_wide_is_named_with_the_versions_that_were_read():
    assert len(resolution.tries(WIDE)["openai"]) == 66
    assert resolution.problems(WIDE) == [
        "pip read 66 versions of openai (3.57.0 to 3.3.0), more than 3: bound it in pyproject.toml"
    ]


def test_bounds_that_meet_are_no_problem():
    assert resolution.problems(BOUNDED) == []
    assert resolution.tries(BOUNDED)["rich"] == ["15.0.0", "14.3.4"]
    assert len(resolution.resolved(BOUNDED)) == 50


@pytest.mark.parametrize(
    ("line", "name", "version"),
    [
        ("  Downloading rich-14.3.4-py3-none-any.whl.metadata (18 kB)", "rich", "14.3.4"),
        ("  Using cached PySocks-1.7.1-py3-none-any.whl (16 kB)", "pysocks", "1.7.1"),
        ("  Using cached ruamel.yaml-0.19.1-py3-none-any.whl.metadata", "ruamel-yaml", "0.19.1"),
        ("  Downloading rouge_score-0.1.2.tar.gz (17 kB)", "rouge-score", "0.1.2"),
        ("Processing /wheels/a_b-2.0-1-cp311-abi3-any.whl (from c)", "a-b", "2.0"),
    ],
)
def test_every_form_of_a_line_is_one_try(line, name, version):
    assert resolution.tries(f"{line}\n{line}\n") == {name: [version]}


def test_other_lines_are_no_tries():
    assert resolution.tries("Processing /work/project\nCollecting rich<16\n  Downloading") == {}


def test_three_versions_are_allowed_and_four_are_not():
    lines = [f"  Downloading a-{number}-py3-none-any.whl (1 kB)" for number in range(4)]
    end = "Would install a-3"
    assert resolution.problems("\n".join([*lines[1:], end])) == []
    assert resolution.problems("\n".join([*lines, end])) != []


def test_a_resolution_that_fails_or_is_not_understood_is_a_problem():
    assert resolution.problems("ERROR: ResolutionImpossible") == [
        "pip found no set of versions that fits"
    ]
    (line,) = resolution.problems("Fetching a-1\nWould install a-1 summarize-papers-0.1.0")
    assert line == "pip's output is not understood: it tells nothing of a"


def test_the_command_fails_with_the_line(monkeypatch, capsys):
    said = {".": BOUNDED, ".[dev]": WIDE}
    monkeypatch.setattr(resolution, "resolve", said.get)
    assert resolution.main(["."]) == 0
    assert resolution.main([".", ".[dev]"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[-1].startswith("resolving .[dev]: pip read 66 versions of openai")
    assert out[0] == out[1] == "resolving .: 50 packages, 2 versions at most of each"

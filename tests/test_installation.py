"""What pip is told of this package: its name, its extras, and bounds that it resolves at once."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution

from places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
HINTS = re.compile(r"([\w-]*summariz[\w-]*)\[(\w+|\{extra\})\]")


CONSTRAINTS = (ROOT / "constraints.txt").read_text().splitlines()


def hints():
    """Every `name[extra]` of ours that people are told to install, and where."""
    places = [*ROOT.glob("summarizer/**/*.py"), *ROOT.glob("docs/*.md"), ROOT / "README.md"]
    for path in places:
        for name, extra in HINTS.findall(path.read_text(encoding="utf-8")):
            yield path, name, extra


def test_hints_name_this_distribution_and_an_extra_it_has():
    found = list(hints())
    assert len(found) >= 4
    for path, name, extra in found:
        assert name == PROJECT["name"], path
        assert extra in {*PROJECT["optional-dependencies"], "{extra}"}, path


def test_it_is_installed_under_its_name_as_the_import_and_the_command():
    from summarizer import __version__

    ours = distribution(PROJECT["name"])
    assert ours.version == __version__
    commands = {each.name: each.value for each in ours.entry_points}
    assert commands["summarize"] == "summarizer.cli:main"


def test_every_dependency_has_a_bound_from_above():
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    for requirement in (each for group in groups for each in group):
        name = re.split(r"[\[<>=;]", requirement)[0]
        assert "<" in requirement or name in {"tzdata", PROJECT["name"]}, requirement


def test_constraints_pin_every_dependency_within_its_bounds_and_name_no_address():
    from summarizer.doctor.environment import fits

    pinned = dict(re.findall(r"^([\w.-]+)==([\w.]+)", "\n".join(CONSTRAINTS), re.MULTILINE))
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    for requirement in {each for group in groups for each in group}:
        name, bounds = re.match(r"([\w-]+)(?:\[[\w,]+\])?([^;]*)", requirement).groups()
        if name != PROJECT["name"]:
            assert fits(pinned[name], bounds.strip()), requirement
    assert PROJECT["name"] not in pinned
    assert "make constraints" in CONSTRAINTS[0]
    for line in CONSTRAINTS[1:]:
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; [^/@#]+)?", line), line


def test_ci_runs_the_readme_s_test_command():
    (command,) = re.findall(
        r"^(pip install -e .*)$", (ROOT / "README.md").read_text(), re.MULTILINE
    )
    run = (ROOT / ".ci" / "run").read_text()
    for part in command.split(" && "):
        assert re.search(rf"^\s*{re.escape(part)}\b", run, re.MULTILINE), part

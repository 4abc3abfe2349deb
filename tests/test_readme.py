"""README cannot drift: its commands are run, its output compared, its options known."""

from __future__ import annotations

import contextlib
import re
import shlex

import pytest
from places import ROOT

from summarizer import cli
from summarizer.commands.commandline.parser import parser

README = (ROOT / "README.md").read_text()
SHOWN = re.findall(r"```console\n\$ (summarize [^\n]*)\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("command", "expected"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_readme_shows(command, expected, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    with contextlib.suppress(SystemExit):
        cli.main(shlex.split(command)[1:])
    assert capsys.readouterr().out.rstrip("\n") == expected.rstrip("\n")


def subcommands():
    top = parser()
    action = next(each for each in top._actions if hasattr(each, "choices") and each.choices)
    return action.choices


@pytest.mark.parametrize("name", subcommands())
def test_every_command_and_option_is_in_readme(name):
    assert f"summarize {name}" in README
    for action in subcommands()[name]._actions:
        for option in action.option_strings:
            assert option in README or option in {"-h", "--help"}, option


def test_every_setting_is_in_readme():
    from summarizer.settings import _VARIABLES, HELP

    for name, variable in _VARIABLES.items():
        assert f"`{name}`" in README
        assert f"`{variable}`" in README
    assert set(HELP) == set(_VARIABLES)


def test_its_tables_are_what_sources_and_renderers_say(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import readmetables

    assert readmetables.filled(README) == README, "run `python docs/readmetables.py`"
    assert README.count("<!-- ") == 2 * len(readmetables.TABLES)


def test_every_room_is_in_the_picture():
    picture = README.partition("## Architecture")[2]
    for path in (ROOT / "summarizer").rglob("__init__.py"):
        if path.parent != ROOT / "summarizer":
            assert f"{path.parent.name}/" in picture, path.parent

"""What is printed for who does not know what to type."""

from __future__ import annotations

import re

import pytest

from summarizer.commands.commandline.catalogue import COMMANDS, GROUPS
from summarizer.commands.commandline.parser import Commands, parser
from summarizer.sources import sites


def every_parser(one=None, words=()):
    """Each command and action with the words that lead to it."""
    one = one or parser()
    yield words, one
    for action in one._actions:
        if isinstance(action, Commands):
            for name, inner in action.choices.items():
                yield from every_parser(inner, (*words, name))


ALL = dict(every_parser())


def test_bare_summarize_says_what_to_type_first(run):
    code, out, err = run()
    assert (code, err) == (0, "")
    for name in ("today", "papers", "review", "search", "site build", "init", "help"):
        assert f"summarize {name}" in out
    assert len(out.splitlines()) < 20


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("words", [(), ("--help",), ("papers", "--help"), ("topics",)])
def test_what_is_printed_fits_the_columns(run, monkeypatch, columns, words):
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, _ = run(*words)
    assert code == 0
    assert max(map(len, out.splitlines())) <= columns


def test_help_lists_every_command_in_its_group(run):
    out = run("help")[1]
    assert out == run("--help")[1]
    places = [out.index(f"\n{title}:\n") for title in GROUPS]
    assert places == sorted(places)
    for name, line in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line[:40])}", out, re.MULTILINE)


def test_help_explains_a_command_and_an_action(run):
    assert run("help", "papers")[1] == run("papers", "--help")[1]
    assert "--definition TEXT" in run("help", "topics", "add")[1]


def test_help_of_a_misspelt_command_asks_back(run):
    code, _, err = run("help", "tody")
    assert code == 2
    assert (
        err == "summarize: unknown command `tody`: did you mean `today`? (see `summarize --help`)\n"
    )


@pytest.mark.parametrize("words", [words for words in ALL if len(words) == 1], ids=" ".join)
def test_the_help_of_a_command_ends_with_examples_that_can_be_typed(words):
    _, marker, typed = ALL[words].format_help().partition("\nExamples:\n")
    assert marker
    lines = [line.strip() for line in typed.replace(" \\\n", " ").splitlines()]
    assert lines
    for line in filter(None, lines):
        assert f"summarize {words[0]}" in line


def test_an_option_of_a_command_that_is_not_known_points_to_its_help(run):
    err = run("topics", "add", "x", "--definiton", "d")[2]
    assert "did you mean `--definition`? (see `summarize topics add --help`)" in err


def test_every_form_of_a_spec_stands_in_the_help_of_papers_and_is_named_elsewhere(run):
    shown = " ".join(run("papers", "--help")[1].split())
    for source in sites():
        for form in source.SITE.forms:
            assert f" {form.spec} {source.SITE.name}: {form.line}" in shown
    other = " ".join(run("post", "--help")[1].split())
    assert all(f"`{source.SITE.prefix}" in other for source in sites())
    assert "see `summarize help papers`" in other

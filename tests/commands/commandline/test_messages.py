"""Lines on standard error: whole for programs, broken at words for people."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import in_terminal, screen

from summarizer.commands.commandline.messages import broken, say
from summarizer.text.columns import width

LONG = "the source has been asked six times and never gave an answer that could be used " * 3


def test_a_program_gets_a_message_as_one_line(capsys):
    say(LONG)
    assert capsys.readouterr().err == f"summarize: {LONG.rstrip()}\n"


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_person_gets_lines_that_fit(columns, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    say(LONG)
    lines = capsys.readouterr().err.splitlines()
    assert all(len(line) <= columns for line in lines)
    assert all(line.startswith("  ") for line in lines[1:])
    assert " ".join(map(str.strip, lines)) == f"summarize: {LONG.rstrip()}"


@pytest.mark.parametrize("columns", [60, 120])
def test_a_terminal_says_how_wide_it_is(columns):
    written, code = in_terminal("papers", "there-is-no-such-file.txt", columns=columns)
    assert code == 2
    lines = screen(written, columns)
    assert lines[0].startswith("summarize: ")
    assert all(len(line) <= columns for line in lines)


@given(st.text(), st.integers(1, 200))
def test_no_word_is_lost_or_broken(text, columns):
    lines = broken(f"summarize: {text}", columns).splitlines()
    said = "".join(re.findall(r"\S+", "".join(lines)))
    assert said == "".join(re.findall(r"\S+", f"summarize: {text}"))
    blanks_only = re.compile(r"[\x00-\x7f]*")
    for line in lines:
        if blanks_only.fullmatch(line) and width(line) > columns:
            assert len(line.split()) == 1

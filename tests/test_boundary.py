"""No error of a library below reaches the user: each command ends in one line and a code."""

from __future__ import annotations

import sqlite3
import zlib

import fuzzcommands
import pytest

from summarizer import cli, commands

ERRORS = [
    ValueError("embedded null byte"),
    KeyError("evil"),
    RecursionError("maximum recursion depth exceeded"),
    OSError(5, "Input/output error"),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    sqlite3.DatabaseError("malformed"),
    zlib.error("incorrect header"),
    MemoryError(),
    OverflowError("int too large\nto convert"),
    AssertionError(),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "command", ["today", "papers x", "search x", "topics", "doctor", "cache verify"]
)
def test_what_no_command_knows_of_is_one_line(run, monkeypatch, command, error):
    def broken(_):
        raise error

    monkeypatch.setattr(commands, "run", broken)
    code, out, err = run(*command.split())
    assert (code, out) == (cli.BROKEN, "")
    assert len(err.splitlines()) == 1
    assert f"a bug in this program: {type(error).__name__}" in err
    assert "`SUMMARIZER_DEBUG=1` shows where" in err


@pytest.mark.parametrize("how", ["--verbose", "-v", "variable"])
def test_whoever_asks_for_it_sees_the_traceback(run, monkeypatch, how):
    def broken(_):
        raise KeyError(1)

    monkeypatch.setattr(commands, "run", broken)
    if how == "variable":
        monkeypatch.setenv("SUMMARIZER_DEBUG", "1")
    code, _, err = run("today", *([how] if how != "variable" else []))
    assert code == cli.BROKEN
    assert "Traceback" in err
    assert err.splitlines()[-1].startswith("summarize: a bug in this program: KeyError: 1")


def test_damaged_settings_stores_and_inputs_end_in_a_code_of_the_contract(tmp_path):
    ran, failures = fuzzcommands.run(60, 1, tmp_path, most=90)
    assert failures == []
    assert ran >= 30


def bare(place):
    place.mkdir(parents=True)
    for name in ("papers.json", "config.toml", "report.md"):
        (place / name).write_text("")
    return place


def test_a_broken_promise_is_found(tmp_path, monkeypatch):
    def broken(_):
        raise KeyError(1)

    monkeypatch.setattr(commands, "run", broken)
    monkeypatch.setattr(fuzzcommands, "home_with_all", bare)
    _, failures = fuzzcommands.run(20, 1, tmp_path, most=12)
    assert failures

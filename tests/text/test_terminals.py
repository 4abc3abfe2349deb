"""What a terminal knows, by what it says of itself in the environment."""

from __future__ import annotations

import pytest

from summarizer.text.terminals import isolated, knows_links, linked, reorders, styled

XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "xterm-kitty"},
        {"TERM": "foot"},
        XTERM | {"VTE_VERSION": "7600"},
        XTERM | {"WT_SESSION": "x"},
        XTERM | {"KITTY_WINDOW_ID": "1"},
        XTERM | {"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.5.1"},
        XTERM | {"TERM_PROGRAM": "WezTerm", "TERM_PROGRAM_VERSION": "20240203-110809-5046fc22"},
        XTERM | {"TERM_PROGRAM": "vscode", "TERM_PROGRAM_VERSION": "1.101.0"},
        {"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"},
        {"FORCE_HYPERLINK": "1"},
        {"FORCE_HYPERLINK": "", "TERM": "dumb"},
    ],
)
def test_terminals_that_know_links(environment):
    assert knows_links(environment)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        XTERM,
        {"TERM": "dumb", "VTE_VERSION": "7600"},
        {"TERM": "linux"},
        XTERM | {"VTE_VERSION": "5000"},
        XTERM | {"VTE_VERSION": "nonsense"},
        XTERM | {"VTE_VERSION": "7600", "STY": "1.pts"},
        XTERM | {"VTE_VERSION": "7600", "TMUX": "/tmp/x"},
        XTERM | {"TERM_PROGRAM": "Apple_Terminal", "TERM_PROGRAM_VERSION": "455"},
        XTERM | {"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.0.15"},
        XTERM | {"TERM_PROGRAM": "iTerm.app"},
        {"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"},
        XTERM | {"WT_SESSION": "x", "CI": "true"},
        {"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"},
    ],
)
def test_terminals_that_do_not_or_are_not_known(environment):
    assert not knows_links(environment)


def test_terminals_that_show_text_from_right_to_left_themselves():
    assert reorders({"VTE_VERSION": "7600"})
    assert reorders({"KONSOLE_VERSION": "230804"})
    assert not reorders({"VTE_VERSION": "5400"})
    assert not reorders({"VTE_VERSION": "7600", "TMUX": "/tmp/x"})
    assert not reorders(XTERM)


def test_a_link_is_one_over_several_lines_and_nothing_where_there_is_no_url():
    line = linked("text", "https://example.com/", "p1")
    assert line == "\x1b]8;id=p1;https://example.com/\x1b\\text\x1b]8;;\x1b\\"
    assert linked("text", None, "p1") == "text"
    assert linked("text", "https://example.com/" + "a" * 3000, "p1") == "text"


def test_only_text_from_right_to_left_is_isolated():
    assert isolated("plain 12") == "plain 12"
    assert isolated("רשת 12") == "\u2068רשת 12\u2069"


def test_no_style_is_no_sequence():
    assert styled("text", "") == "text"
    assert styled("text", "1;36") == "\x1b[1;36mtext\x1b[0m"

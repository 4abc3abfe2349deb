"""The digest in a real terminal: laid out, linked, paged."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace

import pytest
from digests import digest, rendered
from engine_double import Counting
from hostile import digest as hostile_digest
from papers import paper
from screens import in_terminal, screen
from stored_days import store

from summarizer import cli
from summarizer.annotate.entries import entry
from summarizer.library.run import Run
from summarizer.renderers import for_format
from summarizer.text.columns import width

TEXT = for_format("text")
HEBREW, ARABIC = "רשת עצבית לתרגום", "جامعة"
NEEDS_LESS = pytest.mark.skipif(
    not shutil.which("less") and not os.environ.get("CI"), reason="less is not installed"
)
_SEQUENCE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=[pu]\d+;https?://[!-~]*|;)\x1b\\")


"""Texts that would steer a terminal, or break its lines."""
EVIL_URLS = (
    "javascript:alert(1)",
    "https://example.com/a)b>c\x1b[31m d\x1b\\",
    "https://example.com/" + "a" * 3000,
    None,
)


@pytest.fixture
def week():
    """Papers of a day: one of wide signs, one from right to left."""
    run = Run()
    store(run, [1], "2025-12-08")
    store(run, [2], "2025-12-09", title="大规模语言模型的推理与检索增强生成方法研究" * 3)
    store(run, [3], "2025-12-10", title=HEBREW, organization=ARABIC)
    store(run, [4], "2025-12-11", title="👍 Emoji 🤖 in a title")


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_lines_stay_within_the_terminal_and_facts_in_their_column(columns):
    written, code = in_terminal("week", "--no-pager", columns=columns)
    lines = screen(written, columns)
    assert code == 0
    assert len(lines) == written.rstrip().count(b"\n") + 1, "a line was wrapped by the terminal"
    facts = [line.partition("2025-12-08 ·") for line in lines]
    dates = [width(before) for before, found, _ in facts if found]
    assert len(dates) == 4
    assert len(set(dates)) == 1
    assert (dates[0] > 60) == (columns >= 120)


@pytest.mark.usefixtures("week")
def test_a_link_is_for_a_terminal_that_knows_it():
    assert b"\x1b]8;" not in in_terminal("week", "--no-pager")[0]
    written, _ = in_terminal("week", "--no-pager", VTE_VERSION="7600")
    assert b"\x1b]8;id=p1;https://huggingface.co/papers/2512.0000" in written
    assert (
        b"\x1b]8;"
        not in in_terminal("week", "--no-pager", VTE_VERSION="7600", FORCE_HYPERLINK="0")[0]
    )
    forced, _ = in_terminal("week", "--no-pager", FORCE_HYPERLINK="1")
    assert b"\x1b]8;" in forced
    assert screen(forced) == screen(in_terminal("week", "--no-pager")[0])


@pytest.mark.usefixtures("week")
def test_a_pipe_gets_no_sequence_whatever_the_environment_says(capsys, monkeypatch):
    for name, value in (("FORCE_HYPERLINK", "1"), ("VTE_VERSION", "7600"), ("TERM", "xterm")):
        monkeypatch.setenv(name, value)
    assert cli.main(["week"]) == 0
    text = capsys.readouterr().out
    assert HEBREW in text
    assert not set(text) & {"\x1b", "\u2068"}


@pytest.mark.usefixtures("week")
def test_isolates_are_for_a_terminal_that_reorders_text():
    written, _ = in_terminal("week", "--no-pager", VTE_VERSION="7600")
    assert f"\u2068{HEBREW}\u2069".encode() in written
    assert f"· \u2068{ARABIC}\u2069 · ▲ 15".encode() in written
    assert "\u2068".encode() not in in_terminal("week", "--no-pager")[0]


def test_a_dumb_terminal_gets_plain_text(week):
    written, _ = in_terminal("week", TERM="dumb", VTE_VERSION="7600")
    assert b"\x1b" not in written


@pytest.mark.usefixtures("week")
def test_a_long_result_is_paged(tmp_path):
    place = tmp_path / "paged"
    for rows, expected in ((10, True), (200, False)):
        place.unlink(missing_ok=True)
        written, code = in_terminal("week", rows=rows, SUMMARIZER_PAGER=f"cat > {place}")
        assert code == 0
        assert place.exists() == expected
        assert (b"Most upvoted" in written) != expected
    in_terminal("week", "--no-pager", rows=10, SUMMARIZER_PAGER=f"cat > {place}")
    in_terminal("week", "--json", rows=2, SUMMARIZER_PAGER=f"cat > {place}")
    assert not place.exists()


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("pager", ["", "cat", "a-pager-that-is-not-there"])
def test_without_a_pager_all_is_printed(pager):
    written, code = in_terminal("week", rows=5, PAGER=pager)
    assert code == 0
    assert b"Most upvoted" in written
    assert b"Skipped" not in written


@pytest.mark.usefixtures("week")
def test_search_is_paged_too(tmp_path):
    place = tmp_path / "paged"
    in_terminal("search", "line", rows=5, PAGER=f"cat > {place}")
    assert "4 papers for line" in place.read_text()


@pytest.mark.usefixtures("week")
def test_a_pager_of_which_nothing_is_known_gets_no_links(tmp_path):
    place = tmp_path / "paged"
    in_terminal("week", rows=5, VTE_VERSION="7600", PAGER=f"cat > {place}")
    assert "\x1b]8;" not in place.read_text()
    assert "\x1b[1;36m" in place.read_text()


@pytest.mark.usefixtures("week")
@NEEDS_LESS
def test_less_that_is_told_to_pass_no_colours_gets_none():
    for environment, expected in (
        ({"LESS": "-FX --quit-if-one-screen"}, False),
        ({"PAGER": "less -R"}, True),
    ):
        written, code = in_terminal(
            "week", rows=10, keys=(b"q",), when=b"Most upvoted", **({"LESS": ""} | environment)
        )
        assert code == 0
        assert b"ESC[" not in written
        assert (b"\x1b[1;36m" in written) == expected


@pytest.mark.usefixtures("week")
@NEEDS_LESS
@pytest.mark.parametrize("keys", [(b"q",), (b"\x03", b"q")], ids=["q", "ctrl-c"])
def test_less_is_left_cleanly(keys):
    written, code = in_terminal("week", rows=10, keys=keys, when=b"Most upvoted")
    assert code == 0
    assert b"Traceback" not in written
    assert b"interrupted" not in written
    assert b"\x1b[1;36m" in written


@pytest.mark.usefixtures("week")
def test_a_pager_that_ends_early_is_no_failure():
    written, code = in_terminal("month", rows=5, PAGER="head -n 1")
    assert code == 0
    assert b"4 papers" in written


@pytest.mark.parametrize("columns", [40, 60, 80, 119, 120, 200])
def test_no_sequence_but_styles_and_safe_links_reaches_a_terminal(columns):
    made = hostile_digest()
    text = rendered(TEXT, made, width=columns, color=True, links=True, isolates=True)
    rest = _SEQUENCE.sub("", text)
    assert "\x1b" not in rest
    assert not set(rest) & {"\x07", "\x9b", "\x9d", "\u202e", "\u2066", "\u200b"}
    assert rest.count("\u2068") == rest.count("\u2069")
    assert "javascript" not in "".join(_SEQUENCE.findall(text))


@pytest.mark.parametrize("columns", [60, 80, 120, 160, 200])
def test_no_line_is_wider_than_the_terminal(columns):
    lines = rendered(TEXT, hostile_digest(), width=columns).splitlines()
    assert max(map(width, lines)) <= columns


def test_numbers_of_thousands_of_papers_are_no_wider_than_their_room():
    made = digest(*(replace(entry(paper(), Counting().annotate(paper())), id=str(each))
                    for each in range(1000)))  # fmt: skip
    lines = rendered(TEXT, made, width=80).splitlines()
    assert max(map(width, lines)) <= 80
    assert "1000 A Sparse Index for Retrieval-Augmented Generation" in lines

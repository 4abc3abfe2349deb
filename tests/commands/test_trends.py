"""`summarize trends` over the stored days."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys

import pytest
from screens import in_terminal
from stored_days import review, store

from summarizer import cli
from summarizer.library.run import Run


@pytest.fixture
def weeks():
    """Two weeks: rag in half of the first week's papers and in all of the second's."""
    run = Run()
    store(run, [1], "2025-12-02", tags=("rag", "agents"))
    store(run, [2], "2025-12-03", tags=("agents",))
    store(run, [3], "2025-12-09", tags=("rag",))
    store(run, [3], "2025-12-10", tags=("rag",), label="arxiv-cs.CL")


def printed(capsys, *arguments):
    code = cli.main(["trends", *arguments])
    return code, capsys.readouterr()


@pytest.mark.usefixtures("weeks")
def test_shares_of_each_week_as_json(capsys):
    code, output = printed(capsys, "--json")
    assert code == 0
    assert json.loads(output.out) == {
        "schema": "summarizer/trends/1",
        "weeks": ["2025-W49", "2025-W50"],
        "papers": [2, 1],
        "untagged": [0, 0],
        "topics": [
            {"topic": "agents", "papers": [2, 0], "share": [1.0, 0.0]},
            {"topic": "rag", "papers": [1, 1], "share": [0.5, 1.0]},
        ],
    }


@pytest.mark.usefixtures("weeks")
def test_a_topic_is_a_line_with_a_bar_for_each_week(capsys):
    _, output = printed(capsys)
    line = next(each for each in output.out.splitlines() if each.startswith("RAG"))
    assert line.split() == ["RAG", "▄▄▄▄", "████", "100%", "67%", "100%"]
    assert "3 papers, 2025-W49 to 2025-W50" in output.out


@pytest.mark.usefixtures("weeks")
def test_one_topic_is_a_line_for_each_week_and_aliases_are_known(capsys):
    _, output = printed(capsys, "--tag", "Retrieval Augmented")
    lines = output.out.splitlines()
    assert lines[0] == "RAG: 2 of 3 papers"
    assert lines[1].split()[:6] == ["2025-W49", "1", "of", "2", "50%", "█" * 24]


@pytest.mark.usefixtures("weeks")
def test_only_the_last_weeks_are_shown_where_asked_for_or_where_no_more_fit(capsys, monkeypatch):
    assert "2025-W50 to 2025-W50" in printed(capsys, "--weeks", "1")[1].out
    monkeypatch.setenv("COLUMNS", "42")
    output = printed(capsys)[1]
    assert "2025-W50 to 2025-W50" in output.out
    assert "1 of 2 weeks fit" in output.err


def test_reviews_count(capsys, home, weeks):
    review(home, "2512.00001", tags={"rag": False})
    found = json.loads(printed(capsys, "--json", "--topic", "rag")[1].out)
    assert found["topics"] == [{"topic": "rag", "papers": [0, 1], "share": [0.0, 1.0]}]


def test_nothing_stored_says_what_to_do(capsys):
    code, output = printed(capsys)
    assert code == 3
    assert "run `summarize today` first" in output.err


@pytest.mark.usefixtures("weeks")
def test_an_unknown_topic_is_wrong_use(capsys):
    code, output = printed(capsys, "--topic", "nonsense")
    assert code == 2
    assert "nonsense" in output.err


@pytest.mark.usefixtures("weeks")
def test_a_terminal_without_blocks_gets_ascii():
    main, other = pty.openpty()
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "TERM": "xterm"}
    command = [sys.executable, "-m", "summarizer", "trends"]
    subprocess.run(command, stdout=other, env=environment, check=True)
    text = os.read(main, 65536)
    os.close(main)
    os.close(other)
    assert text.isascii()
    assert b"====" in text or b"####" in text or b"@@@@" in text


@pytest.mark.usefixtures("weeks")
def test_a_long_table_is_paged_unless_that_is_not_wanted(tmp_path):
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho PAGED\ncat\n")
    pager.chmod(0o755)
    options = ("trends", "--topic", "rag", "--topic", "agents")
    assert b"PAGED" in in_terminal(*options, rows=4, SUMMARIZER_PAGER=str(pager))[0]
    written, _ = in_terminal(*options, "--no-pager", rows=4, SUMMARIZER_PAGER=str(pager))
    assert b"PAGED" not in written
    assert b"RAG: 2 of 3 papers" in written

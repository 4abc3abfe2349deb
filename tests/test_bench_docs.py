from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "benchmarks"))  # behind the modules of the tests

import machine
import report
from catalogue import BENCHMARKS, Benchmark
from page import Page
from run import arguments, duration, run
from tables import Table, at_least, at_most

PARTS = {
    "storeddays",
    *("run", "catalogue", "report", "page", "machine", "needs", "tables"),
    *("llm_clients", "llm_requests", "builds", "cluster", "processes", "markdownpages"),
    *("embeddings", "printedpapers", "latexpapers"),
}
"""Modules of benchmarks/ that measure nothing by themselves."""
PAGE = """# Figures

<!-- bench overview -->
<!-- end overview -->

## One thing, & another

<!-- bench one -->
- Run: 2026-01-01

| a | b |
|---|---|
| old | at most 1: met |
<!-- end one -->

Prose about one.

<!-- bench two -->
Not run: nobody did
<!-- end two -->

More prose.
"""
GOOD = """
from tables import Table, at_most, said
said("What this is:")
table = Table("row", "figure", "target")
table.row("new", 3, at_most(2, 3))
"""


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(machine, "SAMPLE_SECONDS", 0)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "benchmarks"))


@pytest.fixture
def page(tmp_path):
    """Makes a page whose benchmarks are these scripts."""

    def made(one="", two=""):
        (tmp_path / "page.md").write_text(PAGE)
        for name, code in (("one", one), ("two", two)):
            (tmp_path / f"{name}.py").write_text(code)
        return Page(tmp_path / "page.md", chosen(tmp_path))

    return made


def chosen(folder):
    return [
        Benchmark(name, str(folder / f"{name}.py"), f"what {name} takes", beside="a peer")
        for name in ("one", "two")
    ]


def outside(text):
    """A page without what its blocks say."""
    return re.sub(r"(<!-- bench .*? -->).*?(<!-- end )", r"\1\2", text, flags=re.DOTALL)


def test_a_run_replaces_its_block_and_nothing_else(page, capsys):
    made = page(one=GOOD)
    assert run(chosen(made.path.parent)[:1], made) == {}
    text = made.path.read_text()
    assert outside(text) == outside(PAGE)
    block = made.block("one")
    assert "old" not in block
    assert re.search(r"^\| new +\| +3 \| at most 2: missed \|$", block, re.MULTILINE)
    assert made.block("two") == "Not run: nobody did"
    assert "What this is:" in capsys.readouterr().out


def test_a_block_says_what_was_run_when_where_and_beside_what(page):
    made = page(one=GOOD)
    run(chosen(made.path.parent)[:1], made, ["--size", "a b"])
    heads = dict(re.findall(r"^- (.*?): (.*)$", made.block("one"), re.MULTILINE))
    assert list(heads) == ["Command", "Run", "Code", "Machine", "Other work"]
    assert heads["Command"] == f"`python {made.path.parent}/one.py --size 'a b'`"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC, took \d+ s", heads["Run"])
    assert f"{os.cpu_count()} core" in heads["Machine"]
    assert re.search(
        r"busy before, .* after; load \d+\.\d\d, .* before, .* after$", heads["Other work"]
    )


def test_the_overview_is_made_from_what_the_blocks_say(page):
    made = page(one=GOOD)
    run(chosen(made.path.parent)[:1], made)
    _, _, one, two = made.block("overview").splitlines()
    when = re.search(r"^- Run: (.*)$", made.block("one"), re.MULTILINE)[1]
    where = "#one-thing--another"
    assert one == f"| [one]({where}) | what one takes | a peer | {when} | **1 missed** |"
    assert two == f"| [two]({where}) | what two takes | a peer | Not run: nobody did |  |"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (f"{GOOD}\nraise SystemExit('no')", "exit code 1"),
        (f"{GOOD}\nimport os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "signal 9"),
        ("print('no figures')", "it printed no table"),
    ],
)
def test_one_that_fails_leaves_its_block_and_the_next_one_is_run(page, capsys, code, why):
    made = page(one=code, two=GOOD)
    left = run(chosen(made.path.parent), made)
    assert left == {"one": (why, True)}
    assert "old" in made.block("one")
    assert "new" in made.block("two")
    out = capsys.readouterr().out
    assert "1 of 2 measured" in out
    assert f"not measured: one: {why}" in out


def test_one_that_cannot_be_measured_here_says_why_and_keeps_its_figures(page, capsys):
    code = "import needs\nneeds.cannot('no peer here')"
    made = page(one=code, two=code)
    assert run(chosen(made.path.parent), made) == dict.fromkeys(
        ("one", "two"), ("no peer here", False)
    )
    assert "old" in made.block("one")
    assert made.block("two") == "Not run: no peer here"
    assert "not measured: one: no peer here" in capsys.readouterr().out


INTERRUPTED = """
import sys
from pathlib import Path
import machine
from page import Page
from run import main
import run
machine.SAMPLE_SECONDS = 0
from catalogue import Benchmark
folder = Path(sys.argv.pop())
run.BENCHMARKS = [Benchmark(each, str(folder / f"{each}.py"), each) for each in ("one", "two")]
run.PAGE = folder / "page.md"
sys.exit(main())
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_the_benchmark_and_keeps_what_was_measured(page, number):
    endless = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print('child', child.pid, flush=True)\ntime.sleep(60)"
    )
    made = page(one=GOOD, two=endless)
    command = [sys.executable, "-c", INTERRUPTED, str(made.path.parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        child = next(line.split()[1] for line in running.stdout if line.startswith("child"))
        running.send_signal(number)
        out = running.stdout.read()
        assert running.wait() == 1
    assert "new" in made.block("one")
    assert made.block("two") == "Not run: nobody did"
    assert "not measured: two: interrupted" in out
    for _ in range(500):
        if not Path(f"/proc/{child}").exists():
            break
        time.sleep(0.02)
    assert not Path(f"/proc/{child}").exists()


@pytest.mark.parametrize(
    "broken",
    [
        PAGE.replace("<!-- bench two -->\n", ""),
        PAGE.replace("<!-- end two -->\n", ""),
        PAGE + "\n<!-- bench two -->\n<!-- end two -->\n",
    ],
)
def test_a_page_without_a_place_for_a_block_is_refused_before_anything_runs(tmp_path, broken):
    (tmp_path / "page.md").write_text(broken)
    with pytest.raises(ValueError, match="needs one block `<!-- bench two -->`"):
        Page(tmp_path / "page.md", chosen(tmp_path))


def test_nothing_is_left_beside_the_page(page):
    made = page(one=GOOD)
    run(chosen(made.path.parent)[:1], made)
    assert {each.name for each in made.path.parent.iterdir() if each.is_file()} == {
        *("page.md", "one.py", "two.py"),
    }


def test_options_are_for_one_benchmark(capsys):
    asked = arguments(["engine", "--", "--base", "HEAD~3"])
    assert (asked.names, asked.options) == (["engine"], ["--base", "HEAD~3"])
    for wrong in (["--", "--base", "HEAD"], ["start", "tags", "--", "-x"], ["nonsense"]):
        with pytest.raises(SystemExit):
            arguments(wrong)
    assert "no benchmark `nonsense`; there are start, library" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (59.6, "1 min 0 s"), (372, "6 min 12 s")]
)
def test_durations_in_words(seconds, words):
    assert duration(seconds) == words


def test_targets_are_judged_by_the_figure_itself():
    assert at_most(1.5, 1.5) == "at most 1.5: met"
    assert at_most(1.5, 1.504) == "at most 1.5: missed"
    assert at_least(300, 299.9, "/s") == "at least 300/s: missed"


def test_a_table_is_markdown_and_keeps_its_columns(capsys):
    table = Table("query", "found", widths=(7, 5))
    table.row("a | b", 12)
    table.row("c", None)
    assert capsys.readouterr().out.splitlines() == [
        "| query   | found |",
        "| ------- | ----: |",
        "| a \\| b  |    12 |",
        "| c       |       |",
    ]


# The repository's own page


def test_every_benchmark_is_in_the_catalogue():
    modules = {path.stem for path in (ROOT / "benchmarks").glob("*.py")} - PARTS
    assert {Path(each.command.split()[0]).stem for each in BENCHMARKS} == modules


def test_the_page_has_a_block_for_each_and_its_overview_is_that_of_its_blocks():
    made = Page(ROOT / "docs" / "performance.md", BENCHMARKS)
    text = made.path.read_text()
    assert report.overview(text, BENCHMARKS) == text
    blocks = re.findall(r"^<!-- bench (.*) -->$", text, re.MULTILINE)
    assert blocks == ["overview", *(each.name for each in BENCHMARKS)]


def test_contributing_and_the_page_say_how_they_are_run():
    for name in ("CONTRIBUTING.md", "docs/performance.md"):
        assert "`make bench`" in (ROOT / name).read_text()

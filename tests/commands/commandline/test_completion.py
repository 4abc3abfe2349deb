"""Completion: what is offered, and that real shells take it."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from screens import PATIENCE, screen
from stored_days import store

from summarizer import cli
from summarizer.commands.commandline.parser import parser
from summarizer.library.run import Run

BIN = Path(sys.executable).parent
SHELLS = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}
needs = {
    shell: pytest.mark.skipif(
        not shutil.which(shell) and not os.environ.get("CI"), reason=f"{shell} is not installed"
    )
    for shell in ("bash", "zsh", "fish")
}


@pytest.fixture(autouse=True)
def days():
    """Two stored days."""
    for number, day in enumerate(("2025-12-09", "2025-11-03")):
        store(Run(), [number], day)


def offered(capsys, line):
    assert cli.main(["__complete", "bash", f"summarize {line}"]) == 0
    return [each.partition("\t")[0] for each in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("to", ["today", "topics"]),
        ("week ", ["2025-W50", "2025-W45"]),
        ("month 2025-1", ["2025-12", "2025-11"]),
        ("today --date ", ["2025-12-09", "2025-11-03"]),
        ("today --date=2025-12", ["--date=2025-12-09"]),
        ("papers hf:2025-1", ["hf:2025-12-09", "hf:2025-11-03"]),
        ("papers hf:tr", ["hf:trending"]),
        ("papers arxiv:cs.C", [f"arxiv:cs.C{each}" for each in "CEGLRVY"]),
        ("papers hf", ["hf", "hf:", ":files"]),
        ("papers arx", ["arxiv:", ":nospace", ":files"]),
        ("papers --tag ra", ["rag"]),
        ("mcp install cl", ["claude-desktop", "claude-code"]),
        ("mcp install --wr", ["--write"]),
        ("serve --mcp=", ["--mcp=write"]),
        ("papers --tag=ra", ["--tag=rag"]),
        ("trends --tag non", ["none"]),
        ("topics show non", []),
        ("search tag:non", ["tag:none"]),
        ("week --min-s", ["--min-score"]),
        ("papers --by ", ["topic", "date", "upvotes"]),
        ("papers --by topic --b", ["--base-url"]),
        ("papers --tag rag --ta", ["--tag"]),
        ("papers --model op", ["openai/", "openrouter/", ":nospace"]),
        ("papers --model em", ["embedded"]),
        ("papers --limit ", []),
        ("papers -o ", [":files"]),
        ("papers -- --ta", [":files"]),
        ("topics sp", ["split"]),
        ("topics merge ra", ["rag"]),
        ("topics merge rag rec", ["recommender-systems"]),
        ("topics show --", ["--help", "--json"]),
        ("topics ne", ["new"]),
        ("topics new mine.toml --fr", ["--from"]),
        ("topics new mine.toml --from hug", [":files"]),
        ("topics new ", [":files"]),
        ("search tag:ra", ["tag:rag"]),
        ("search since", ["since:", ":nospace"]),
        ("completion ", ["bash", "zsh", "fish"]),
        ("replay some.yaml pap", ["papers"]),
        ("replay some.yaml papers --ta", ["--tag"]),
        ("config set mail_", ["mail_to", "mail_from"]),
        ("schedule --days we", ["weekdays", "weekends"]),
        ("notes vault --marked l", ["later"]),
        ("nonsense ", []),
        ("papers 'a file", [":files"]),
        ('papers "a file" --ta', ["--tag"]),
    ],
)
def test_what_fits_is_offered(capsys, line, expected):
    found = offered(capsys, line)
    assert [each for each in found if each in expected or len(expected) < 3] == expected


def test_every_option_of_every_command_is_offered(capsys):
    top = parser()
    commands = next(each.choices for each in top._actions if isinstance(each.choices, dict))
    assert offered(capsys, "") == list(commands)
    for name, command in commands.items():
        if name == "topics":
            continue  # its actions have options of their own
        long = {
            option
            for action in command._actions
            for option in action.option_strings
            if option.startswith("--")
        }
        assert set(offered(capsys, f"{name} --")) == long


def test_descriptions_follow_on_the_same_line(capsys):
    cli.main(["__complete", "zsh", "topics", "che"])
    assert capsys.readouterr().out == "check\tcheck the vocabulary, or another file, line by line\n"


@pytest.mark.parametrize("words", [[], ["bash"], ["zsh"], ["fish", ""], ["bash", "'"]])
def test_odd_questions_are_answered_with_little(capsys, words):
    assert cli.main(["__complete", *words]) == 0
    assert capsys.readouterr().err == ""


def test_a_broken_configuration_says_nothing_into_the_line(capsys, home):
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text("nonsense = [")
    assert offered(capsys, "papers --tag ra") == []
    assert offered(capsys, "papers --ta") == ["--tag"]


@contextmanager
def interactive(shell, folder):
    """A shell in a terminal, with our completion, in a folder with a file."""
    (folder / "a file.txt").write_text("x")
    environment = os.environ | {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "HOME": str(folder),
        "PS1": "> ",
        "TERM": "dumb",
        "BASH_ENV": "",
    }
    main, other = pty.openpty()
    process = subprocess.Popen(
        SHELLS[shell],
        stdin=other,
        stdout=other,
        stderr=other,
        env=environment,
        cwd=folder,
        start_new_session=True,
    )
    os.close(other)
    try:
        if shell == "zsh":
            os.write(main, b"autoload -U compinit; compinit -u -D\n")
        os.write(main, f'eval "$(summarize completion {shell})"; clear; echo rea""dy\n'.encode())
        shown_until(main, lambda shown: re.search(r"ready\s+(%|>)\s*$", shown), b"")
        yield main
    finally:
        process.kill()
        process.wait()
        os.close(main)


def shown_until(main, fits, shown):
    """All that the terminal has shown, as soon as its lines fit."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if fits("\n".join(screen(shown)) + " "):
            return shown
        if select.select([main], [], [], 0.2)[0]:
            shown += os.read(main, 65536)
    pytest.fail(f"not shown in {PATIENCE} s; shown is: {screen(shown)}")


@pytest.mark.parametrize(
    "steps",
    [
        [("summarize tod\t", "summarize today ")],
        [
            ("summarize today --da\t", "summarize today --date "),
            ("2025-12\t", "summarize today --date 2025-12-09 "),
        ],
        [("summarize papers hf:2025-12\t", "summarize papers hf:2025-12-09 ")],
        [("summarize papers --tag=ra\t", "summarize papers --tag=rag ")],
        [("summarize papers a\\ f\t", "summarize papers a\\ file.txt ")],
        [("summarize evaluate a\\ f\t", "summarize evaluate a\\ file.txt ")],
        [
            ("summarize papers arx\t", "summarize papers arxiv: "),
            ("cs.RO\t", "summarize papers arxiv:cs.RO "),
        ],
    ],
    ids=lambda steps: steps[-1][1].strip(),
)
@pytest.mark.parametrize("shell", [pytest.param(each, marks=needs[each]) for each in SHELLS])
def test_a_real_shell_completes_the_line(shell, steps, tmp_path):
    with interactive(shell, tmp_path) as main:
        shown = b""
        for typed, line in steps:  # zsh takes no TAB that is typed ahead for one
            os.write(main, typed.encode())
            shown = shown_until(main, lambda text, line=line: text.endswith(line), shown)
    assert ("\n".join(screen(shown)) + " ").endswith(steps[-1][1])


@needs["fish"]
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("summarize tod", ["today"]),
        ("summarize today --date 2025-1", ["2025-12-09", "2025-11-03"]),
        ("summarize papers hf:2025-12", ["hf:2025-12-09"]),
        ("summarize papers --tag ra", ["rag"]),
        ("summarize papers a", ["acl:", "arxiv:", "a file.txt"]),
        ("summarize papers --tag=ra", ["--tag=rag"]),
        ("summarize ", None),
    ],
)
def test_fish_offers_the_same(line, expected, tmp_path):
    (tmp_path / "a file.txt").write_text("x")
    environment = os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    script = f"summarize completion fish | source; complete -C '{line}'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", script],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    found = [each.partition("\t")[0] for each in done.stdout.splitlines()]
    if expected is None:
        assert {"today", "week", "topics"} <= set(found)
    else:
        assert sorted(found) == sorted(expected)

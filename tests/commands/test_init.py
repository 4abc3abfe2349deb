"""The first conversation: what is asked, written, tested and printed."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
from screens import in_terminal, screen

from summarizer.settings import config_path, load

SITES = (
    "HF_ENDPOINT",
    "SUMMARIZER_ARXIV_ENDPOINT",
    "SUMMARIZER_ARXIV_FEEDS",
    "SUMMARIZER_ARXIV_OAI",
)


@pytest.fixture
def not_a_terminal(monkeypatch):
    """Standard input as a script has it."""
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        yield


@pytest.mark.usefixtures("not_a_terminal")
class TestForScripts:
    def test_options_are_the_answers(self, run):
        given = ("--daily", "arxiv:cs.CL", "--topic", "rag", "--topic", "agents", "--at", "6:05")
        code, out, err = run("init", "--offline", *given)
        assert code == 0
        assert (load().daily, load().followed) == ("arxiv:cs.CL", ("rag", "agents"))
        assert f"written to `{config_path()}`" in err
        assert "\n5 6 * * 1-5  " in out

    def test_what_is_not_given_stays(self, run):
        run("config", "set", "language", "German")
        assert run("init", "--offline", "--yes")[0] == 0
        assert config_path().read_text() == 'language = "German"\n'

    def test_nothing_given_and_nobody_to_ask_is_wrong_use(self, run):
        code, _, err = run("init")
        assert code == 2
        assert "`--yes`" in err
        assert not config_path().exists()

    @pytest.mark.parametrize(
        ("option", "value", "said"),
        [
            ("--topic", "agnts", "did you mean `agents`?"),
            ("--daily", "hf:trending", "not a source that lists papers by day"),
            ("--model", "opnai/x", "unknown model"),
            ("--mail-to", "nobody", "`nobody`"),
            ("--at", "25:00", "not a time of day"),
            ("--at", "7", "not a time of day"),
        ],
    )
    def test_a_wrong_answer_changes_nothing(self, run, option, value, said):
        code, out, err = run("init", "--offline", "--daily", "hf", option, value)
        assert (code, out) == (2, "")
        assert said in err
        assert not config_path().exists()

    def test_a_dry_run_writes_nothing(self, run):
        code, _, err = run("init", "--daily", "arxiv:cs.CL", "--dry-run")
        assert code == 0
        assert 'daily = "arxiv:cs.CL"' in err
        assert not config_path().exists()

    def test_a_server_that_is_not_there_is_found_and_the_answers_are_kept(self, run, monkeypatch):
        for name in SITES:
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        code, _, err = run("init", "--model", "vllm/x", "--base-url", "http://127.0.0.1:9/v1")
        assert code == 1
        assert "model: wrong: http://127.0.0.1:9/v1 cannot be reached" in err
        assert load().model == "vllm/x"

    def test_cron_is_told_of_keys_and_of_the_home(self, run, home):
        given = ("--model", "openai/x", "--mail-to", "a@example.org", "--smtp-host", "localhost")
        code, out, err = run("init", "--offline", "--smtp-user", "a", *given)
        assert code == 0
        lines = out.splitlines()
        assert lines[1:4] == [
            "OPENAI_API_KEY=...",
            "SUMMARIZER_SMTP_PASSWORD=...",
            f"SUMMARIZER_HOME={home}",
        ]
        assert lines[4].startswith("23 7 * * 1-5  ")
        assert shlex.split(lines[4])[-2:] == ["mail", "--quiet"]
        assert "set the environment variable `OPENAI_API_KEY`" in err


def test_a_person_is_asked_until_an_answer_can_be_used():
    keys = [b"\r", b"arxiv:cs.CL\r", b"agnts\r", b"agents\r", b"none\r"]
    written, code = in_terminal("init", "--offline", when=b"model [embedded]", keys=keys)
    shown = "\n".join(screen(written))
    assert code == 0, shown
    assert "What annotates the papers?" in shown
    assert "unknown topic `agnts`: did you mean `agents`?" in shown
    assert "base_url" not in shown
    assert "smtp_host" not in shown
    assert (load().daily, load().followed, load().model) == ("arxiv:cs.CL", ("agents",), "embedded")


def test_a_conversation_that_ends_early_changes_nothing():
    keys = [b"ollama/x\r", b"\x04"]
    written, code = in_terminal("init", when=b"model [embedded]", keys=keys)
    assert code == 2
    assert "the questions were not all answered: nothing was changed" in "\n".join(screen(written))
    assert not config_path().exists()

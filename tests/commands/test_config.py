"""Settings shown, changed and edited, all else in the file kept."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from summarizer.settings import HELP, config_path, packaged


@pytest.fixture
def written():
    """A configuration file with a comment of the reader's own."""
    place = config_path()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("# mine\nmodel = 'embedded' # for now\n")
    return place


def test_a_setting_is_set_and_all_else_kept(run, written):
    code, out, err = run("config", "set", "concurrency", "4")
    assert (code, out) == (0, "")
    assert err == f"summarize: `concurrency` is 4 (in `{written}`)\n"
    assert written.read_text() == "# mine\nmodel = 'embedded' # for now\nconcurrency = 4\n"
    assert run("config", "set", "model", "ollama/x")[0] == 0
    assert written.read_text() == '# mine\nmodel = "ollama/x" # for now\nconcurrency = 4\n'


def test_the_file_is_made_where_there_is_none(run):
    assert run("config", "set", "daily", "arxiv:cs.CL")[0] == 0
    assert config_path().read_text() == 'daily = "arxiv:cs.CL"\n'


def test_a_setting_is_taken_out(run, written):
    assert run("config", "unset", "model")[0] == 0
    assert written.read_text() == "# mine\n"
    assert run("config", "unset", "model")[0] == 0


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("concurency", "4", "unknown setting `concurency`: did you mean `concurrency`?"),
        ("concurrency", "many", "must be a whole number above 0"),
        ("fallback", "never", "must be `none` or `embedded`"),
        ("model", "opnai/x", "unknown model `opnai/x`"),
        ("daily", "hf:2025-12-09", "not a source that lists papers by day"),
        ("daily", "page.txt", "not a source that lists papers by day"),
        ("daily_topics", "rag, agnts", "unknown topic `agnts`: did you mean `agents`?"),
        ("topics", "there-is-none.toml", "there-is-none.toml"),
        ("mail_to", "nobody", "`nobody`"),
        ("post_to", "slack", "is not an address: write it as"),
        ("zotero_library", "456", "must be `users/ID` or `groups/ID`"),
        ("contact", "me", "write a mail address"),
        ("smtp_password", "secret", "keys and passwords are read only from the environment"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(run, written, name, value, said):
    before = written.read_text()
    code, _, err = run("config", "set", name, value)
    assert code == 2
    assert said in err
    assert err.count("\n") == 1
    assert "secret" not in err
    assert written.read_text() == before


@pytest.mark.parametrize("name", ["topics", "prompt", "smtp_ca_file"])
@pytest.mark.parametrize("typed", ["./arxiv", "mine.toml"])
def test_a_path_is_kept_as_it_holds_in_every_folder(run, tmp_path, monkeypatch, name, typed):
    monkeypatch.chdir(tmp_path)
    (tmp_path / typed).write_bytes(packaged("arxiv.toml").read_bytes())
    assert run("config", "set", name, typed)[0] == 0
    assert run("config", "get", name)[1] == f"{(tmp_path / typed)}\n"
    assert run("config", "set", "topics", "arxiv")[0] == 0
    assert run("config", "get", "topics")[1] == "arxiv\n"


def test_a_path_of_the_home_folder_stays_as_it_is_typed(run):
    assert run("config", "set", "prompt", "~/prompt.txt")[0] == 0
    assert run("config", "get", "prompt")[1] == "~/prompt.txt\n"


def test_a_vocabulary_that_is_gone_names_its_setting(run, tmp_path, monkeypatch):
    mine = tmp_path / "mine.toml"
    mine.write_bytes(packaged("arxiv.toml").read_bytes())
    run("config", "set", "topics", mine)
    mine.unlink()
    code, _, err = run("topics")
    assert code == 2
    assert f"`{mine}` cannot be read (No such file or directory): `topics` is set to it" in err
    assert "`summarize config unset topics` goes back" in err
    assert err.count("\n") == 1
    monkeypatch.setenv("SUMMARIZER_TOPICS", str(mine))
    assert "the variable `SUMMARIZER_TOPICS` is set to it: correct or unset it" in run("topics")[2]


def test_daily_topics_that_another_vocabulary_lacks_are_said(run):
    said = (
        "unknown topic `agents` in your setting `daily_topics`: "
        "`summarize config set daily_topics` changes it, `summarize config unset daily_topics` "
        "removes it"
    )
    assert run("config", "set", "daily_topics", "rag, cs.CL")[0] == 2
    assert run("config", "set", "daily_topics", "agents, none, robotics")[0] == 0
    code, _, err = run("config", "set", "topics", "arxiv")
    assert code == 0
    assert err.splitlines()[1:] == [f"summarize: {said}"]
    for command in (["today"], ["mail", "--dry-run"]):
        assert run(*command) == (2, "", f"summarize: {said}\n")
    assert said.partition(":")[0] not in run("config", "unset", "topics")[2]


def test_a_variable_that_goes_before_the_file_is_said(run, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_CONCURRENCY", "2")
    err = run("config", "set", "concurrency", "4")[2]
    assert "the variable `SUMMARIZER_CONCURRENCY` overrides the file" in err


def test_get_prints_the_value_alone(run, written):
    assert run("config", "get", "model") == (0, "embedded\n", "")
    assert run("config", "get", "mail_to") == (1, "", "")
    assert run("config", "path") == (0, f"{written}\n", "")


def test_json_has_every_setting(run):
    shown = json.loads(run("config", "--json")[1])
    assert list(shown["settings"]) == list(HELP)
    assert shown["settings"]["concurrency"]["value"] == 8


def test_a_damaged_file_is_left_as_it_is(run, written):
    written.write_text("model = [")
    code, _, err = run("config", "set", "concurrency", "4")
    assert code == 2
    assert "`summarize config edit`" in err
    assert written.read_text() == "model = ["


class TestEdit:
    @pytest.fixture
    def editor(self, monkeypatch, tmp_path):
        """An editor that runs Python on the file's text."""

        def choose(change):
            program = tmp_path / "editor.py"
            program.write_text(
                f"import pathlib, sys\np = pathlib.Path(sys.argv[1])\nt = p.read_text()\n{change}\n"
            )
            monkeypatch.setenv("EDITOR", f"{sys.executable} {program}")
            monkeypatch.delenv("VISUAL", raising=False)

        return choose

    def test_a_new_file_shows_every_setting_commented_out(self, run, editor):
        editor("assert t.count('# model = ') == 1")
        assert run("config", "edit") == (0, "", "")
        assert all(f"# {name} = " in config_path().read_text() for name in HELP)
        assert run("config", "get", "model")[1] == "embedded\n"

    def test_what_is_wrong_afterwards_is_said(self, run, editor):
        editor("p.write_text('modle = 1')")
        code, _, err = run("config", "edit")
        assert code == 2
        assert "did you mean `model`?" in err
        assert config_path().read_text() == "modle = 1"

    @pytest.mark.parametrize("command", ["there-is-no-such-editor", "false", "'"])
    def test_an_editor_that_fails_is_one_line(self, run, monkeypatch, command):
        monkeypatch.setenv("VISUAL", command)
        code, _, err = run("config", "edit")
        assert code == 2
        assert f"the editor `{command}`" in err


def test_two_changes_at_once_are_both_kept():
    names = ("max_usd", "max_requests", "max_rpm", "timeout")
    commands = [[sys.executable, "-m", "summarizer", "config", "set", name, "7"] for name in names]
    running = [subprocess.Popen(each, stderr=subprocess.DEVNULL) for each in commands]
    assert [each.wait() for each in running] == [0] * 4
    assert {line.split(" ")[0] for line in config_path().read_text().splitlines()} == set(names)

"""The command that schedules commands: what is checked, printed and written, and what is not."""

from __future__ import annotations

import json
import plistlib
import time
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def somewhere(tmp_path, monkeypatch):
    """A folder to type in and a home of one's own, on a clock in Berlin's winter time."""
    monkeypatch.setenv("HOME", str(tmp_path / "you"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TZ", "CET-1")
    time.tzset()
    yield folder
    monkeypatch.undo()
    time.tzset()


def record(run, *argv):
    code, out, err = run("schedule", "--json", *argv)
    assert code == 0, err
    return json.loads(out)


def test_nothing_is_written_unless_that_is_asked_for(run, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    code, out, err = run("schedule")
    assert code == 0
    assert out.startswith(("cron: ", "systemd: "))
    assert "What to type" in out
    assert "`--for` has others too" in err
    assert sorted(tmp_path.rglob("*")) == before


def test_the_daily_papers_go_to_a_file_or_to_who_is_set(run, tmp_path):
    name = str(tmp_path / "you" / "digests" / "today.md")
    assert record(run)["run"] == ["summarize", "today", "-o", name, "--quiet"]
    run("config", "set", "mail_to", "you@example.org")
    assert record(run)["run"] == ["summarize", "mail", "--quiet"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--run", "mial"), "did you mean `mail`?"),
        (("--run", "mail --quiett"), "did you mean `--quiet`?"),
        (("--run", "today --date yesterday"), "not a day"),
        (("--run", "papers arxvi:cs.CL"), "arxvi:cs.CL"),
        (("--run", "papers nowhere.json"), "nowhere.json"),
        (("--run", "papers -"), "standard input"),
        (("--run", "serve"), "runs until it is stopped"),
        (("--run", "mail 'x"), "no closing quotation"),
        (("--run", ""), "is empty"),
        (("--run", "mail\nrm"), "line break"),
        (("--run", "search \ud800"), "no text"),
        (("--log", "a\nb"), "line break"),
        (("--run", "mail --help"), "asks for help"),
        (("--at", "24:00"), "not a time of day"),
        (("--days", "mo"), "`mo` is no day"),
        (("--days", "someday"), "`someday` is no day"),
        (("--name", "../x"), "cannot be a schedule's name"),
        (("--for", "launched"), "did you mean `launchd`?"),
        (("--force",), "nothing is written without them"),
        (("--print", "--write"), "writes nothing"),
        (("--write", "-o", "x"), "two places"),
        (("--for", "cron", "--write"), "give one with `-o FOLDER`"),
        (("--for", "github", "--write"), "no Git repository"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(run, given, said):
    code, out, err = run("schedule", *given)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_paths_are_whole_since_a_timer_runs_elsewhere(run, somewhere):
    (somewhere / "saved.json").write_text("[]")
    line = "papers saved.json hf --output=day.md"
    made = record(run, "--run", line)["run"]
    assert made[2:5] == [str(somewhere / "saved.json"), "hf", f"--output={somewhere / 'day.md'}"]
    short = record(run, "--run", "site build -osite")["run"]
    assert short == ["summarize", "site", "build", f"-o{somewhere / 'site'}", "--quiet"]


def test_words_that_are_no_paths_stay_though_files_are_called_so(run, somewhere):
    for name in ("hf", "agents", "rag"):
        (somewhere / name).mkdir()
    assert record(run, "--run", "search agents rag")["run"][2:4] == ["agents", "rag"]
    assert record(run, "--run", "papers hf --tag rag")["run"][2:5] == ["hf", "--tag", "rag"]


def test_what_follows_two_dashes_stays_last(run):
    made = record(run, "--run", "papers -q -- hf")["run"]
    assert made == ["summarize", "papers", "-q", "--", "hf"]
    made = record(run, "--run", "papers -- hf")["run"]
    assert made == ["summarize", "papers", "--quiet", "--", "hf"]


def test_keys_are_named_and_never_shown(run, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("SUMMARIZER_POST_SECRET", "its secret")
    monkeypatch.setenv("SUMMARIZER_LANGUAGE", "German")
    for form in ("cron", "systemd", "launchd", "windows", "github"):
        code, out, err = run("schedule", "--for", form, "--run", "today --model openai/x")
        assert code == 0
        assert "secret" not in (out + err).replace("secrets", "").replace("secret set", "")
        for name in ("OPENAI_API_KEY", "HF_TOKEN", "SUMMARIZER_POST_SECRET"):
            assert name in out
        assert "German" in out


def test_an_address_with_a_key_in_it_is_not_shown(run, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "https://me:secret@example.org/v1")
    out = run("schedule", "--for", "cron", "--run", "today --model openai/x")[1]
    assert "OPENAI_BASE_URL=...\n" in out


def test_github_gets_the_settings_and_mail_addresses_as_secrets(run):
    run("config", "set", "mail_to", "you@example.org")
    run("config", "set", "daily", "arxiv:cs.CL")
    out = run("schedule", "--for", "github", "--at", "00:23")[1]
    assert 'SUMMARIZER_DAILY: "arxiv:cs.CL"' in out
    assert "SUMMARIZER_MAIL_TO: ${{ secrets.SUMMARIZER_MAIL_TO }}" in out
    assert "you@example.org" not in out
    assert 'cron: "23 23 * * 0-4"' in out
    assert "UTC+01:00" in out
    assert "pip install ." in out


def test_on_github_files_lie_in_the_workspace(run, somewhere):
    made = record(run, "--for", "github", "--run", "today -o ~/digests/day.md")
    assert made["run"][:4] == ["summarize", "today", "-o", "out/day.md"]
    (somewhere / "saved.json").write_text("[]")
    assert "saved.json" in record(run, "--for", "github", "--run", "papers saved.json")["run"]
    code, _, err = run("schedule", "--for", "github", "--run", f"papers {somewhere}/saved.json")
    assert code == 2
    assert "is on this machine" in err


def test_files_are_written_and_never_over_others_unsaid(run, tmp_path):
    given = ("schedule", "--for", "systemd", "--write")
    code, out, err = run(*given)
    assert code == 0
    units = tmp_path / "you" / ".config" / "systemd" / "user"
    names = ["summarizer-today.service", "summarizer-today.timer"]
    assert sorted(each.name for each in units.iterdir()) == names
    assert err.count("written: ") == 2
    assert "[Service]" not in out
    assert "systemctl --user enable" in out

    assert run(*given)[2].count("as it was: ") == 2
    code, _, err = run(*given, "--at", "19:23")
    assert code == 2
    assert "differs, so nothing was written" in err
    assert "19:23" not in (units / names[1]).read_text()
    assert "replaced: " in run(*given, "--at", "19:23", "--force")[2]
    assert "19:23" in (units / names[1]).read_text()


def test_files_with_room_for_keys_are_private(run, somewhere):
    given = ("--for", "launchd", "--run", "today --model openai/x", "-o", "out", "--name", "x.y")
    assert run("schedule", *given)[0] == 0
    path = somewhere / "out" / "x.y.plist"
    assert path.stat().st_mode & 0o077 == 0
    read = plistlib.loads(path.read_bytes())
    assert read["Label"] == "x.y"
    assert read["EnvironmentVariables"]["OPENAI_API_KEY"] == "..."


def test_a_folder_that_cannot_be_written_is_said(run, somewhere):
    (somewhere / "file").write_text("")
    code, _, err = run("schedule", "--for", "cron", "-o", "file/x")
    assert code == 2
    assert "cannot write into" in err


def test_days_and_times_can_be_several(run):
    made = record(run, "--days", "fri,mon", "--at", "19:23", "--at", "7:05", "--for", "cron")
    assert made["when"] == "Monday, Friday at 07:05 and 19:23"
    assert made["files"][0]["text"].count(" * * 1,5  ") == 2
    assert record(run, "--days", "daily")["when"].startswith("every day")


def test_a_command_that_prints_a_digest_is_told_of_a_file(run):
    assert "`-o FILE`" in run("schedule", "--run", "today")[1]
    assert "`-o FILE`" not in run("schedule", "--run", "mail")[1]


def test_a_command_is_given_no_more_than_it_needs(run, monkeypatch):
    run("config", "set", "mail_to", "you@example.org")
    run("config", "set", "smtp_user", "you")
    run("config", "set", "model", "openai/x")
    shown = run("schedule", "--for", "github", "--run", "site build -o site")[1]
    assert "SUMMARIZER_SMTP" not in shown
    assert "OPENAI_API_KEY" not in shown
    assert "another schedule has to read the papers" in " ".join(shown.split())
    shown = run("schedule", "--for", "cron", "--run", "today -o x")[1]
    assert "OPENAI_API_KEY=..." in shown
    assert "SMTP" not in shown
    assert "SUMMARIZER_SMTP_PASSWORD=..." in run("schedule", "--for", "cron")[1]
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert "OPENAI_API_KEY" not in run("schedule", "--for", "cron", "--run", "today -o x")[1]
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    assert "OPENAI_API_KEY=..." in run("schedule", "--for", "cron", "--run", "today -o x")[1]


def test_pushing_to_zotero_needs_its_key_though_the_shell_has_none(run):
    push = ("schedule", "--for", "cron", "--run", "zotero push --starred")
    assert "ZOTERO_API_KEY=..." in run(*push)[1]
    assert "ZOTERO_API_KEY" not in run(*push[:-1], f"{push[-1]} --local")[1]


def test_what_cannot_work_yet_is_said(run):
    err = run("schedule", "--run", "mail", "--for", "cron")[2]
    assert "set `smtp_host`, `mail_from`, `mail_to` first" in err
    assert "set `post_to` first" in run("schedule", "--run", "post", "--for", "cron")[2]
    assert run("schedule", "--run", "today -o x", "--for", "cron")[2] == ""


def test_github_installs_what_the_command_needs(run, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_POST_TO", "https://hooks.slack.com/services/a/b/c")
    out = run("schedule", "--for", "github", "--run", "post rss:https://example.org/feed")[1]
    assert "pip install '.[post,feeds]'" in out
    assert "SUMMARIZER_POST_TO: ${{ secrets.SUMMARIZER_POST_TO }}" in out
    assert "hooks.slack.com" not in out


@pytest.mark.parametrize("given", ["post --to tgram://token/chat", "post --to=ntfy://topic"])
def test_an_address_that_holds_a_key_is_not_printed(run, given):
    code, out, err = run("schedule", "--run", given)
    assert (code, out) == (2, "")
    assert "set `post_to`" in err
    assert given.split("//")[1] not in err


def test_a_log_is_a_whole_path(run):
    made = record(run, "--log", "~/x.log", "--for", "cron")
    assert f">>{Path.home()}/x.log" in made["files"][0]["text"]


def test_another_system_s_form_says_where_to_run_it(run):
    assert "This machine does not run Windows" in " ".join(
        run("schedule", "--for", "windows")[1].split()
    )

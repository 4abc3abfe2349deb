"""What `cache prune` and `doctor` make of files that killed runs left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from keptanswers import answered, read

from summarizer import cli
from summarizer.library.run import Run

KILLED = """
import os, signal, sys
from pathlib import Path
from summarizer.files import _Draft
draft = _Draft(Path(sys.argv[1]), "half", 0o600)
os.kill(os.getpid(), signal.SIGKILL)
"""
TEXT = f"# A Title\n\n## Abstract\n\n{'We read papers with care. ' * 20}\n"
PLACES = (
    *("config.toml", "cache/servers.json", "cache/answers/ab/x.json", "cache/http/x.http"),
    *("data/library/hf/2025-12-09.json", "data/reviews/1.json", "data/batches/x.json"),
)


@pytest.fixture
def run(capsys):
    def call(*argv):
        code = cli.main(list(argv))
        out, err = capsys.readouterr()
        return code, out, err

    return call


def left(home):
    return sorted(each.name for each in home.rglob("*.tmp"))


@pytest.fixture
def killed(home):
    """Files that were being written everywhere when their run was killed."""
    for place in PLACES:
        done = subprocess.run([sys.executable, "-c", KILLED, str(home / place)], check=False)
        assert done.returncode == -signal.SIGKILL
    assert len(left(home)) == len(PLACES)
    return home


def test_doctor_counts_them_and_prune_removes_them_wherever_they_are(run, killed):
    _, out, _ = run("doctor", "--offline", "--json")
    (found,) = [each for each in json.loads(out)["findings"] if each["check"] == "left over"]
    assert found["state"] == "warning"
    assert found["message"].startswith(f"{len(PLACES)} temporary files of killed runs")
    assert "cache prune" in found["advice"]
    assert f"temporary  {len(PLACES)} left by killed runs" in run("cache", "info")[1]
    code, out, _ = run("cache", "prune", "--dry-run", "--json")
    assert (code, json.loads(out)["left_over"]["removed"]) == (0, len(PLACES))
    assert len(left(killed)) == len(PLACES)
    code, out, _ = run("cache", "prune")
    assert (code, left(killed)) == (0, [])
    assert "removed 6 files that killed runs left elsewhere" in out
    _, out, _ = run("doctor", "--offline", "--json")
    assert "left over" not in {each["check"] for each in json.loads(out)["findings"]}


def test_those_of_a_run_that_goes_on_and_files_of_other_names_stay(run, home):
    folder = home / "data" / "reviews"
    folder.mkdir(parents=True)
    mine = folder / f".1.json.{os.getpid()}-0123abcd.tmp"
    others = [folder / "1.json.tmp", folder / ".notes.tmp", home / "papers" / mine.name]
    for path in (mine, *others):
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    run("cache", "prune")
    assert len(left(home)) == 4
    os.utime(mine, (time.time() - 7200,) * 2)
    run("cache", "prune")
    assert all(each.exists() for each in others)
    assert not mine.exists()


def test_key_points_by_models_are_counted_and_go_where_they_are_asked_for(run, home):
    assert "key points 0 by language models, 0.0 MB\n" in run("cache", "info")[1]
    assert "key points" not in run("doctor", "--offline")[1]
    answered(Run().points, read(TEXT, "2512.00001"), {})
    assert "key points 1 by language models" in run("cache", "info")[1]
    assert "1 answer of language models about full texts kept" in run("doctor", "--offline")[1]
    [(path, _)] = Run().points.files()
    code, _, err = run("cache", "prune", "--points")
    assert (code, "`--points` needs `--older-than`" in err) == (2, True)
    assert run("cache", "prune", "--max-size", "0MB", "--points")[0] == 0
    assert path.exists()  # used within the last hour
    os.utime(path, (time.time() - 7200,) * 2)
    assert run("cache", "prune", "--max-size", "0MB", "--paid", "--texts")[0] == 0
    assert path.exists()
    code, out, _ = run("cache", "prune", "--max-size", "0MB", "--points", "--json")
    assert (code, json.loads(out)["key_points"]["removed"]) == (0, 1)
    assert not path.exists()

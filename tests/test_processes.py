"""Whole processes: killed, two at once, on a full or read-only disk, into a closed pipe."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time

import pytest

COMMAND = [sys.executable, "-m", "summarizer"]


def start(*argv, **options):
    return subprocess.Popen(
        [*COMMAND, *map(str, argv)],
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        **options,
    )


def finish(process):
    out, err = process.communicate(timeout=60)
    return process.returncode, (out or b"").decode(), err.decode()


def papers_of(text):
    return [each | {"cached": None} for each in json.loads(text)["papers"]]


def test_a_run_killed_at_any_moment_loses_nothing(example, home, tmp_path):
    whole = finish(
        start(
            "papers",
            example,
            "--json",
            env=os.environ | {"SUMMARIZER_HOME": str(tmp_path / "whole")},
        )
    )
    chance = random.Random(1)
    for _ in range(12):
        process = start("papers", example, "--json")
        time.sleep(chance.uniform(0.05, 0.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    code, out, err = finish(start("papers", example, "--json"))
    assert code == 0
    assert "damaged" not in err
    assert papers_of(out) == papers_of(whole[1])
    verified = finish(start("cache", "verify"))
    assert verified[0] == 0


def test_an_interrupted_run_ends_with_130_and_one_line(example):
    process = start("papers", "-", stdin=subprocess.PIPE)
    process.stdin.write(b" " * 1_000_000)  # more than a pipe holds: it reads
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    code, out, err = finish(process)
    assert (code, out) == (130, "")
    assert err.splitlines()[-1] == "summarize: interrupted; what was finished is kept"
    assert "Traceback" not in err


def test_runs_at_once_give_the_same_papers(example, home):
    processes = [start("papers", example, "--json") for _ in range(3)]
    results = [finish(process) for process in processes]
    assert [code for code, _, _ in results] == [0, 0, 0]
    assert papers_of(results[0][1]) == papers_of(results[1][1]) == papers_of(results[2][1])
    stored = json.loads((home / "data" / "library" / "dump" / "2025-12-09.json").read_text())
    assert len(stored["papers"]) == 35


def test_a_reader_who_stops_reading_is_no_error(example):
    process = start("papers", example, "--json")
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) == 0
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")  # noqa: PTH110
def test_a_full_disk_under_standard_output_is_one_line_and_exit_2(example):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        code, _, err = finish(start("papers", example, "--json", "-q", stdout=full))
    assert code == 2
    assert err == "summarize: cannot write the result: No space left on device\n"


def test_a_disk_that_takes_no_more_is_warned_of_and_the_digest_is_whole(example):
    def no_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    code, out, err = finish(start("papers", example, "--json", "-q", preexec_fn=no_room))
    assert code == 0
    assert len(json.loads(out)["papers"]) == 35
    assert len(err.splitlines()) == 1
    assert "set `SUMMARIZER_HOME`" in err


def test_a_home_that_cannot_be_written_is_warned_of_and_the_digest_is_whole(example, home):
    home.parent.mkdir(exist_ok=True)
    home.write_text("not a folder")
    code, out, err = finish(start("papers", example, "--json", "-q"))
    assert code == 0
    assert len(json.loads(out)["papers"]) == 35
    assert len(err.splitlines()) == 2
    assert "SUMMARIZER_HOME" in err

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

from summarizer.papers.wire import dumps, fields

COMMAND = [sys.executable, "-m", "summarizer"]


def start(*argv, **options):
    options.setdefault("env", dict(os.environ))  # without what readline puts beside it
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
    assert err.splitlines()[-1] == "summarize: interrupted; finished work is kept"
    assert "Traceback" not in err


def test_runs_at_once_give_the_same_papers(example, home):
    processes = [start("papers", example, "--json") for _ in range(3)]
    results = [finish(process) for process in processes]
    assert [code for code, _, _ in results] == [0, 0, 0]
    assert papers_of(results[0][1]) == papers_of(results[1][1]) == papers_of(results[2][1])
    (path,) = (home / "data" / "library").glob("file-*/undated.json")
    stored = json.loads(path.read_text())
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


def asks(*argv):
    return start("papers", *argv, "--json", "--model", "openai/m", "-q")


def papers_file(tmp_path, count):
    from papers import paper

    found = [
        fields(paper(number % 5, id=f"2511.{number:05}", title=f"Zeta{number}ia and its study"))
        | {"abstract": f"We study Zeta{number}ia for tool use. Kappa{number}on is {number} metres."}
        for number in range(count)
    ]
    path = tmp_path / "many.json"
    path.write_text(dumps(found))
    return path


@pytest.fixture
def model(llm, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", llm.url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-abcdefghij")
    llm.delay = 0.15
    return llm


def test_two_runs_at_once_ask_about_each_paper_once(model, tmp_path):
    path = papers_file(tmp_path, 20)
    both = [finish(each) for each in [asks(path), asks(path)]]
    assert [code for code, _, _ in both] == [0, 0]
    assert [len(json.loads(out)["papers"]) for _, out, _ in both] == [20, 20]
    assert model.received == 20


@pytest.mark.parametrize(
    ("sent", "code", "said"),
    [
        (signal.SIGINT, 130, "interrupted; finished work is kept"),
        (signal.SIGTERM, 143, "ended by SIGTERM; finished work is kept"),
        (signal.SIGHUP, 129, "ended by SIGHUP; finished work is kept"),
    ],
)
@pytest.mark.parametrize("background", [False, True])
def test_a_run_told_to_end_keeps_what_is_in_flight(model, tmp_path, sent, code, said, background):
    if background and sent is signal.SIGINT:
        pytest.skip("a shell's background commands do not hear it")

    def hearing():
        signal.signal(sent, signal.SIG_DFL)  # the tests themselves may run under `nohup`
        if background:
            signal.signal(signal.SIGINT, signal.SIG_IGN)

    path = papers_file(tmp_path, 40)
    first = start("papers", path, "--json", "--model", "openai/m", "-q", preexec_fn=hearing)
    while model.received < 20:
        time.sleep(0.01)
    first.send_signal(sent)
    found, _, err = finish(first)
    assert (found, err) == (code, f"summarize: {said}\n")
    again = finish(asks(path))
    assert again[0] == 0
    assert model.received == 40


def test_a_hangup_that_is_ignored_ends_nothing(model, tmp_path):
    path = papers_file(tmp_path, 10)
    run = start(
        "papers", path, "--json", "--model", "openai/m", "-q",
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    )  # fmt: skip
    while not model.received:
        time.sleep(0.01)
    run.send_signal(signal.SIGHUP)
    assert finish(run)[0] == 0


def test_on_a_full_disk_no_more_is_asked_and_paid(model, tmp_path):
    def no_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    path = papers_file(tmp_path, 40)
    run = start("papers", path, "--json", "--model", "openai/m", "-q", preexec_fn=no_room)
    code, out, err = finish(run)
    assert code == 2
    assert len(json.loads(out)["skipped"]) == 40
    assert model.received == 0
    assert len(err.splitlines()) == 1
    assert "nothing more is asked: make room" in err


@pytest.mark.parametrize("closed", ["2>&-", "2>&- <&-"])
def test_messages_of_a_closed_standard_error_are_not_among_the_results(file, closed):
    command = f"{' '.join(COMMAND)} papers {file} --json --report --verbose {closed}"
    done = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["papers"]) == 3


@pytest.mark.parametrize(
    "command", ["papers {} --json", "papers {}", "trends", "library", "topics"]
)
def test_a_closed_standard_output_is_one_line(file, command, home):
    finish(start("papers", file))
    typed = f"{' '.join(COMMAND)} {command.format(file)} -q >&-"
    done = subprocess.run(["sh", "-c", typed], stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode in {2, 3}
    assert len(done.stderr.splitlines()) == 1
    assert b"Traceback" not in done.stderr


def test_a_standard_error_that_takes_nothing_ends_nothing(file):
    command = f"{' '.join(COMMAND)} papers {file} --json --report --verbose 2>/dev/full"
    done = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["papers"]) == 3

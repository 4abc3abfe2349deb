"""Turns at a site are kept between runs, which are real processes here."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise

import pytest
from engine_double import Heard

from summarizer.network import throttle
from summarizer.network.throttle import Throttle

RUN = """
import sys, time
from summarizer.observer import Silent
from summarizer.network.throttle import Throttle
for _ in range(2):
    with Throttle("site", 0.2, Silent(), time.sleep).one():
        begun = time.time()
        time.sleep(0.05)
        print(begun, time.time(), flush=True)
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_runs_take_turns_with_a_pause_between_them():
    runs = [subprocess.Popen([sys.executable, "-c", RUN], stdout=subprocess.PIPE) for _ in range(3)]
    lines = [line for run in runs for line in run.communicate()[0].splitlines()]
    assert [run.returncode for run in runs] == [0, 0, 0]
    requests = sorted(tuple(map(float, line.split())) for line in lines)
    assert len(requests) == 6
    for (_, ended), (begun, _) in pairwise(requests):
        assert begun - ended >= 0.19


def waits(pause=3.0):
    slept = []
    turn = Throttle("site", pause, Heard(), slept.append)
    return turn, slept


def test_the_first_request_does_not_wait_and_the_next_does():
    turn, slept = waits(30)
    with turn.one():
        assert slept == []
    with turn.one():
        assert 0 < slept[0] <= 30


def test_a_run_that_was_told_to_hold_back_holds_back_the_others():
    waits()[0].hold_back(60)
    turn, slept = waits()
    with turn.one():
        assert 30 < slept[0] <= 60
    assert waits()[0].hold_back(1) is None
    turn, slept = waits()
    with turn.one():
        assert slept[0] > 20


def test_a_clock_that_was_set_back_does_not_stop_anyone():
    waits()[0].hold_back(100_000)
    turn, slept = waits()
    with turn.one():
        assert slept == []


def test_a_folder_that_someone_else_put_there_is_not_used(place, home, monkeypatch):
    import os

    (place / "elsewhere").mkdir()
    (place / f"summarizer-turns-{os.getuid()}").symlink_to(place / "elsewhere")
    with waits()[0].one():
        pass
    assert list((place / "elsewhere").iterdir()) == []
    assert list((home / "cache" / "turns").iterdir())


def test_without_a_place_for_the_lock_each_request_has_a_pause(monkeypatch):
    def nowhere():
        raise PermissionError(13, "no")

    monkeypatch.setattr(throttle, "_folder", nowhere)
    turn, slept = waits(0.5)
    with turn.one():
        assert slept == [0.5]


def test_a_run_that_waits_says_so(monkeypatch):
    monkeypatch.setattr(throttle, "_PATIENCE", 0.01)
    monkeypatch.setattr(throttle, "LONGEST", 0.05)
    turn, _ = waits()
    other, _ = waits()
    begun = time.monotonic()
    with turn.one(), pytest.raises(throttle.Refused, match="try again later"), other.one():
        pass
    assert "waiting for it to finish" in other.observer.notes[0]
    assert time.monotonic() - begun < 5

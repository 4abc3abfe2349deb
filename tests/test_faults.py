"""The whole command against a model's server that fails in every way there is.

`SUMMARIZER_LONG=1` kills fifty times where the usual run kills six times.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from llm_server import BAD, PASSING, LLMServer

from summarizer.cli import main
from summarizer.network import retries

COMMAND = [sys.executable, "-m", "summarizer"]
LONG = bool(os.environ.get("SUMMARIZER_LONG"))
KILLS = 50 if LONG else 6
KEY = "sk-test-0123456789-very-secret"


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "2.5")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with LLMServer(stall=3) as running:
        yield running


def record(number):
    abstract = (
        f"We study retrieval-augmented generation in setting {number} of a larger series. "
        f"Reinforcement learning of agents gains {number} points on a benchmark."
    )
    return {"id": f"2512.{number:05d}", "title": f"Study {number}", "abstract": abstract}


@pytest.fixture
def papers(tmp_path):
    """Write a file of so many papers; its path."""

    def write(count, **changes):
        path = tmp_path / f"papers-{count}.jsonl"
        path.write_text("".join(json.dumps(record(each) | changes) + "\n" for each in range(count)))
        return path

    return write


def argv(server, path, *options):
    told = ["papers", path, "--model", "openai/scripted", "--base-url", server.url, "--json"]
    return [str(each) for each in (*told, *options)]


def start(server, path, *options, **environment):
    """The command in a process of its own."""
    return subprocess.Popen(
        [*COMMAND, *argv(server, path, *options)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )


def finish(process):
    out, err = process.communicate(timeout=90)
    assert "Traceback" not in err, err
    return process.returncode, json.loads(out) if out else None, err


@pytest.fixture
def run(capsys):
    """The command in this process, where retries take no time; waits that a server asks for do."""

    def run(server, path, *options):
        with retries.testing():
            code = main(argv(server, path, *options))
        out, err = capsys.readouterr()
        return code, json.loads(out) if out.startswith("{") else None, err

    return run


def annotated(digest):
    return {each["title"] for each in digest["papers"]}


def skipped(digest):
    return {each["title"]: each["reason"] for each in digest["skipped"]}


def content(digest):
    """What does not depend on when and how often it was asked."""
    return [each | {"cached": None} for each in digest["papers"]]


def kept(home):
    """Titles of the papers whose answers are on disk."""
    answers = (json.loads(path.read_text()) for path in home.glob("cache/**/??/*.json"))
    return {f"Study {int(each['paper'].partition('.')[2])}" for each in answers}


def asked(server):
    return {request.title for request in server.requests}


def until_asked(server, process, count=1):
    """Wait until the server has had so many requests."""
    while server.received < count:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


# Every paper ends annotated, or skipped with its true reason


GOOD = {None, "duplicate-tags", "invented-quotes", "invented-tags"}
EXTRACTED = {"invented-numbers", "truncated-stop"}
REASONS = {
    "refusal": r"refus|declin|cannot help",
    "truncated": r"cut|truncat|limit",
    "filtered": r"filter",
    "not-json": r"answer|JSON",
}
ANSWER = r"answer|JSON|form"


def reason(fault):
    return REASONS.get(fault, ANSWER if fault in BAD else "[0-9]{3}|reach|did not answer")


def check_truth(server, digest, titles):
    """Each paper once, as what the server said of it in its last requests allows."""
    said = {title: [] for title in titles}
    for request in server.requests:
        said[request.title].append(request.fault)
    assert annotated(digest) | set(skipped(digest)) == set(titles)
    assert len(digest["papers"]) + len(digest["skipped"]) == len(titles)
    for paper in digest["papers"]:
        faults = set(said[paper["title"]])
        assert faults & (GOOD if paper["tldr_origin"] == "model" else EXTRACTED), faults
    for title, why in skipped(digest).items():
        assert not set(said[title]) & GOOD, (title, said[title], why)
        assert re.search(reason(said[title][-1]), why), (said[title], why)


def test_at_thirty_per_cent_faults_each_paper_is_annotated_or_skipped_with_its_reason(
    server, papers, home, run
):
    server.faults, server.seed = 0.3, 7
    code, digest, err = run(server, papers(300), "--concurrency", 32)
    assert code == 1, err
    check_truth(server, digest, {f"Study {n}" for n in range(300)})
    assert kept(home) == annotated(digest)


def test_what_a_run_counts_is_what_the_server_gave_failed_tries_too(server, papers, run):
    server.faults, server.mix = 0.4, (*PASSING[:6], "garbage", "refusal", "truncated")
    _, digest, _ = run(server, papers(60), "--concurrency", 16)
    given = [request.usage for request in server.requests if request.usage]
    usage = digest["usage"]
    assert len(server.requests) > 80
    assert usage["requests"] == len(server.requests)
    assert usage["input_tokens"] == sum(each["prompt_tokens"] for each in given)
    assert usage["output_tokens"] == sum(each["completion_tokens"] for each in given)


def test_no_request_for_an_answer_on_disk(server, papers, home, run):
    server.faults, server.mix = 0.3, BAD
    path = papers(60)
    _, first, _ = run(server, path)
    done = kept(home)
    assert 0 < len(done) < 60
    server.reset()
    server.faults = 0
    code, second, _ = run(server, path)
    assert code == 0
    assert asked(server) == {f"Study {n}" for n in range(60)} - done
    assert server.received == len(asked(server))
    assert {each["title"] for each in second["papers"] if each["cached"]} == done
    server.reset()
    third = run(server, path)[1]
    assert (server.received, third["usage"]["requests"], third["usage"]["cached"]) == (0, 0, 60)
    assert content(third) == content(second)
    assert [p for p in content(second) if p["title"] in done] == content(first)


@pytest.mark.parametrize("fault", ["garbage", "wrong-schema", "empty", "huge"])
def test_a_bad_answer_is_asked_again_once_and_no_more(server, papers, fault, run, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "30")
    server.plan = lambda _: fault
    path = papers(3)
    code, digest, _ = run(server, path)
    assert (code, digest["papers"], len(digest["skipped"])) == (1, [], 3)
    assert set(server.per_paper.values()) == {2}
    assert all(re.search(ANSWER, each["reason"]) for each in digest["skipped"])
    server.reset()
    code, digest, _ = run(server, path, "--fallback", "embedded")
    assert code == 0
    assert {each["tldr_origin"] for each in digest["papers"]} == {"extracted"}
    assert set(server.per_paper.values()) == {2}


def test_of_answers_that_break_off_twice_the_whole_tags_stay(server, papers, run):
    server.plan = lambda _: "truncated-stop"
    code, digest, _ = run(server, papers(3))
    assert (code, digest["skipped"]) == (0, [])
    assert set(server.per_paper.values()) == {2}
    assert {each["tldr_origin"] for each in digest["papers"]} == {"extracted"}
    assert all(each["tags"] for each in digest["papers"])


@pytest.mark.parametrize(("fault", "asked"), [("refusal", 1), ("truncated", 2), ("filtered", 1)])
def test_of_answers_that_are_none_only_one_cut_off_is_asked_for_again(
    server, papers, fault, asked, run
):
    server.plan = lambda request: fault if request.title == "Study 1" else None
    path = papers(3)
    code, digest, _ = run(server, path)
    assert code == 1
    assert annotated(digest) == {"Study 0", "Study 2"}
    assert re.search(REASONS[fault], skipped(digest)["Study 1"])
    assert server.per_paper["Study 1"] == asked
    code, digest, _ = run(server, path, "--fallback", "embedded")
    assert code == 0
    origins = {each["title"]: each["tldr_origin"] for each in digest["papers"]}
    assert origins == {"Study 0": "model", "Study 1": "extracted", "Study 2": "model"}


def test_an_invented_number_is_asked_again_with_the_reason_then_extracted(server, papers, run):
    server.plan = lambda request: "invented-numbers" if request.title == "Study 1" else None
    _, digest, _ = run(server, papers(2))
    origins = {each["title"]: each["tldr_origin"] for each in digest["papers"]}
    assert origins == {"Study 0": "model", "Study 1": "extracted"}
    again = [each for each in server.requests if each.title == "Study 1"]
    assert len(again) == 2
    assert "97.31" in again[1].body["messages"][-1]["content"]
    assert "97.31" not in json.dumps(digest)


def test_invented_quotes_and_duplicate_tags_leave_only_what_the_paper_proves(server, papers, run):
    faults = {"Study 0": "invented-quotes", "Study 1": "duplicate-tags", "Study 2": "invented-tags"}
    server.plan = lambda request: faults[request.title]
    _, digest, _ = run(server, papers(3))
    quoted, doubled, tagged = sorted(digest["papers"], key=lambda each: each["title"])
    assert quoted["tags"] == []
    assert len(doubled["tags"]) == len(set(doubled["tags"])) > 0
    assert tagged["tags"] == []
    assert tagged["proposed_tags"] == ["quantum-origami"]
    for each in doubled["evidence"]:
        assert doubled[each["field"]][each["start"] : each["end"]] == each["quote"]


# Retries, in one place


@pytest.mark.parametrize("fault", PASSING)
def test_what_passes_is_tried_again(server, papers, fault, run):
    server.plan = lambda request: fault if request.attempt == 1 else None
    code, digest, err = run(server, papers(3))
    assert code == 0, err
    assert len(digest["papers"]) == 3
    assert set(server.per_paper.values()) == {2}


@pytest.mark.parametrize(
    ("fault", "held"), [("429-seconds", 1.0), ("503-seconds", 1.0), ("429-date", 0.1)]
)
def test_retry_after_holds_back_all_workers(server, papers, fault, held, run):
    server.retry_after, server.script, server.delay = 1.0, [fault], 0.1
    code, digest, _ = run(server, papers(40), "--concurrency", 4)
    assert (code, len(digest["papers"])) == (0, 40)
    said = server.requests[0].answered
    later = sorted(each.at - said for each in server.requests if each.at - said > 0.05)
    assert later[0] >= held - 0.05


def test_a_server_with_less_room_finds_all_papers_answered_at_its_pace(server, papers, run):
    server.capacity, server.delay, server.retry_after = 4, 0.05, 0.05
    code, digest, _ = run(server, papers(120), "--concurrency", 16)
    assert (code, len(digest["papers"])) == (0, 120)
    assert 4 < server.peak <= 16
    assert server.outcomes["429-seconds"] < 60


def test_never_more_at_once_than_asked(server, papers, run):
    server.delay = 0.05
    run(server, papers(40), "--concurrency", 5)
    assert server.peak == 5
    server.reset()
    run(server, papers(40), "--refresh")
    assert server.peak == 8


def test_equal_papers_in_flight_are_one_request(server, tmp_path, run):
    server.delay = 0.2
    path = tmp_path / "equal.jsonl"
    same = [record(1) | {"id": f"2512.0000{number}"} for number in range(5)]
    path.write_text("".join(json.dumps(each) + "\n" for each in same))
    code, digest, _ = run(server, path)
    assert code == 0
    assert [each["id"] for each in digest["papers"]] == [each["id"] for each in same]
    assert server.received == 1
    assert digest["usage"]["requests"] == 1


# What ends a run


@pytest.mark.parametrize("fault", ["401", "403", "404", "quota"])
def test_a_final_refusal_stops_at_once_and_keeps_what_was_finished(
    server, papers, home, fault, run
):
    server.delay = 0.02
    server.plan = lambda request: fault if request.number > 20 else None
    path = papers(200)
    code, digest, err = run(server, path, "--concurrency", 4)
    assert code == 4
    assert server.received <= 28
    assert len(kept(home)) == server.outcomes["good"] == 20
    assert KEY not in err
    assert err.splitlines()[-1].startswith("summarize: ")
    if digest is not None:
        assert annotated(digest) == kept(home)
        assert len(digest["skipped"]) == 180
    server.plan = None
    server.reset()
    code, digest, _ = run(server, path)
    assert (code, server.received, len(digest["papers"])) == (0, 180, 200)


def test_a_missing_key_is_one_line_that_names_the_variable(papers, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    for provider in ("openai", "groq"):
        argv = ["papers", papers(1), "--model", f"{provider}/any"]
        done = subprocess.run([*COMMAND, *argv], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (4, "")
        assert f"{provider.upper()}_API_KEY" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_server_that_always_fails_ends_with_4_and_asks_no_more_than_the_policy(
    server, papers, run
):
    server.plan = lambda _: "503"
    code, _, err = run(server, papers(40), "--concurrency", 4)
    assert code == 4
    assert max(server.per_paper.values()) <= 6
    assert "503" in err


def test_a_server_that_is_gone(papers, run):
    with LLMServer() as gone:
        pass
    path = papers(5)
    code, _, err = run(gone, path)
    assert code == 4
    assert "cannot reach" in err
    assert err.splitlines()[-1].startswith("summarize: cannot reach http://127.0.0.1:")
    code, digest, err = run(gone, path, "--fallback", "embedded")
    assert code == 0
    assert len(digest["papers"]) == 5
    assert {each["tldr_origin"] for each in digest["papers"]} == {"extracted"}


# Budget


def test_max_requests_stops_before_the_request_too_many(server, papers, run):
    server.delay = 0.02
    code, digest, err = run(server, papers(30), "--max-requests", 10)
    assert code == 4
    assert server.received == 10
    assert len(digest["papers"]) == 10
    assert len(digest["skipped"]) == 20
    assert all("budget" in each["reason"] for each in digest["skipped"])
    assert "budget" in err


def test_max_requests_counts_every_try(server, papers, run):
    server.faults, server.mix = 0.5, ("500", "garbage")
    code, _, _ = run(server, papers(40), "--max-requests", 15)
    assert (code, server.received) == (4, 15)


def test_max_usd_is_never_exceeded(server, papers, run):
    budget = ("--model", "openai/gpt-4o-mini", "--max-usd", "0.01")
    code, digest, _ = run(server, papers(40), *budget)
    given = [request.usage for request in server.requests]
    tokens = [(each["prompt_tokens"], each["completion_tokens"]) for each in given]
    spent = sum(asked * 0.15 + said * 0.6 for asked, said in tokens) / 1e6
    assert code == 4
    assert 0 < spent <= 0.01
    assert digest["usage"]["usd"] == pytest.approx(spent, rel=0.01)
    assert len(digest["papers"]) + len(digest["skipped"]) == 40


def test_an_unknown_price_is_null_and_cannot_be_limited(server, papers, run):
    path = papers(2)
    assert run(server, path)[1]["usage"]["usd"] is None
    server.reset()
    code, _, err = run(server, path, "--refresh", "--max-usd", "1")
    assert (code, server.received) == (2, 0)
    assert "price" in err


def test_a_dry_run_asks_nothing_and_says_what_would_be_asked(server, papers, run):
    run(server, papers(3))
    server.reset()
    process = start(server, papers(10), "--dry-run")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, server.received) == (0, 0)
    assert re.search(r"\b10\b", out + err)
    assert re.search(r"\b3\b", out + err)
    assert re.search(r"\b7\b", out + err)


# Killed and interrupted


def undisturbed(server, path, place):
    code, whole, err = finish(start(server, path, SUMMARIZER_HOME=str(place)))
    assert code == 0, err
    server.reset()
    return whole


def killed(server, path, count, chance):
    """Start a run and kill it: one in four while it loads, else some answers later."""
    process, before = start(server, path, "--concurrency", 8), server.outcomes["good"]
    if chance.random() < 0.25:
        time.sleep(chance.uniform(0, 1))
    else:
        wanted = before + chance.uniform(0, 1.2 * count / KILLS)
        while server.outcomes["good"] < wanted and process.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.05))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    while server.in_flight:
        time.sleep(0.01)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("faults", [0.0, 0.3] if LONG else [0.3])
def test_killed_at_any_moment_and_resumed_the_digest_is_the_same(
    server, papers, home, tmp_path, faults, run
):
    path, count = papers(300), 300
    whole = undisturbed(server, path, tmp_path / "whole")
    server.mix = tuple(fault for fault in PASSING if fault != "stall")
    server.faults, server.delay = faults, 0.05
    chance = random.Random(faults)
    begun = 0
    for _ in range(KILLS):
        done, before = kept(home), server.received
        begun += len(done) < count
        killed(server, path, count, chance)
        assert not done & {request.title for request in server.requests[before:]}
    assert kept(home)
    assert begun > KILLS / 2
    server.faults = 0.0  # by chance, a paper may meet one fault after the other and be skipped
    code, digest, err = run(server, path, "--concurrency", 8)
    assert code == 0, err
    assert "damaged" not in err
    changed = [
        pair for pair in zip(content(digest), content(whole), strict=True) if pair[0] != pair[1]
    ]
    assert changed == []
    assert server.outcomes["good"] <= count + 8 * KILLS
    good = Counter(request.title for request in server.requests if not request.fault)
    assert set(good) == annotated(digest)
    assert max(good.values()) <= 1 + KILLS


def test_an_interrupt_keeps_answers_that_arrive_within_two_seconds(server, papers, home):
    server.held = True
    process = start(server, papers(40), "--concurrency", 8, SUMMARIZER_TIMEOUT="30")
    until_asked(server, process, 8)
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    server.held = False
    asked_at = time.monotonic()
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - asked_at < 10
    assert err.splitlines()[-1] == "summarize: interrupted; finished work is kept"
    assert "Traceback" not in err
    assert len(kept(home)) == server.received == 8


def test_an_interrupt_waits_no_longer_than_two_seconds(server, papers):
    server.delay = 20
    process = start(server, papers(40), SUMMARIZER_TIMEOUT="60")
    until_asked(server, process, 8)
    process.send_signal(signal.SIGINT)
    asked_at = time.monotonic()
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert 1.5 < time.monotonic() - asked_at < 10
    assert "Traceback" not in err


# Ways of asking


@pytest.mark.parametrize(
    ("accepts", "mode"),
    [
        (("strict", "json_schema", "tools", "json_object", "plain"), "strict"),
        (("tools", "json_object", "plain"), "tools"),
        (("json_object", "plain"), "json_object"),
        (("plain",), "plain"),
    ],
)
def test_the_way_a_server_takes_is_found_and_remembered(server, papers, accepts, mode, run):
    server.accepts = accepts
    code, digest, err = run(server, papers(30))
    assert code == 0, err
    assert all(each["tldr_origin"] == "model" and each["tags"] for each in digest["papers"])
    assert server.modes[0] == "strict"
    assert server.modes[-1] == mode
    assert server.received <= 30 + 4 * 8, Counter(server.modes)
    server.reset()
    run(server, papers(31), "--refresh")
    assert set(server.modes) == {mode}


@pytest.mark.parametrize("mode", ["strict", "tools", "json_object", "plain"])
def test_json_is_cut_out_of_fences_and_prose_in_any_way_of_asking(server, papers, mode, run):
    server.accepts = (mode,)
    server.plan = lambda _: "fenced"
    code, digest, _ = run(server, papers(3))
    assert code == 0
    assert {each["tldr_origin"] for each in digest["papers"]} == {"model"}


@pytest.mark.parametrize("mode", ["tools", "json_object", "plain"])
def test_faults_in_every_way_of_asking(server, papers, mode, run):
    server.accepts, server.faults, server.seed = (mode,), 0.3, 3
    code, digest, err = run(server, papers(60), "--concurrency", 16)
    assert code == 1, err
    check_truth(server, digest, {f"Study {n}" for n in range(60)})


# The key


def everything_written(home):
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def test_the_key_is_in_no_process_list_and_no_file(server, papers, home):
    server.delay = 0.3
    process = start(server, papers(12), "--verbose")
    until_asked(server, process)
    command = Path(f"/proc/{process.pid}/cmdline")
    listed = command.read_bytes() if command.exists() else b""
    out, err = process.communicate(timeout=60)
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY.encode() not in listed + everything_written(home)
    assert KEY not in out + err


@pytest.mark.parametrize("fault", ["401", "403", "500", "garbage"])
@pytest.mark.parametrize("mode", ["strict", "tools"])
def test_no_failure_shows_the_key(server, papers, home, run, fault, mode, caplog):
    server.accepts, server.plan = (mode,), lambda _: fault
    code, digest, err = run(server, papers(6), "--verbose")
    assert code
    assert KEY[3:] not in json.dumps(digest) + err + caplog.text
    assert KEY.encode() not in everything_written(home)

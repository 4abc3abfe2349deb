"""Runs begun from a page: their cost first, their events, their end."""

from __future__ import annotations

import json
import multiprocessing
import signal
import time

import pytest

from summarizer.library.run import Run
from summarizer.serve.jobs import Job
from summarizer.serve.worker import Order, Teller


def ended(client, name):
    """A run at its end."""
    for _ in range(600):
        run = client.get(f"/api/runs/{name}").json()["run"]
        if run["ended"]:
            return run
        time.sleep(0.05)
    pytest.fail("the run does not end")


def test_a_run_costs_nothing_with_the_built_in_engine_and_begins_at_once(client, hugging_face):
    answer = client.post("/api/runs", json={"spec": "hf:2025-12-09"})
    assert answer.status_code == 202
    run = ended(client, answer.json()["run"]["id"])
    done = run["events"][-1]
    assert (done["event"], done["day"]) == ("done", "2025-12-09"), run
    assert done["papers"] > 0
    assert Run().library.days("hf") == ["2025-12-09"]
    assert client.get("/days/2025-12-09.html").status_code == 200


def test_what_it_tells_can_be_watched_from_the_beginning(client, hugging_face):
    name = client.post("/api/runs", json={"spec": "hf:2025-12-09"}).json()["run"]["id"]
    ended(client, name)
    lines = client.get(f"/api/runs/{name}/events").text.split("\n\n")
    told = [json.loads(line.removeprefix("data: ")) for line in lines if line]
    assert told[-1]["event"] == "done"


def test_what_costs_is_said_first_and_begun_only_when_agreed_to(client, hugging_face, llm):
    for name, value in {"model": "openai/scripted", "base_url": llm.url}.items():
        assert client.post("/api/settings", json={"name": name, "value": value}).status_code == 200
    asked = client.post("/api/runs", json={"spec": "hf:2025-12-09"}).json()
    assert asked["run"] is None
    assert asked["forecast"]["requests"] == asked["forecast"]["papers"] > 0
    assert llm.received == 0
    begun = client.post("/api/runs", json={"spec": "hf:2025-12-09", "agreed": True}).json()
    assert ended(client, begun["run"]["id"])["events"][-1]["event"] == "done"
    assert llm.received >= asked["forecast"]["requests"]


@pytest.fixture(params=["default_int_handler", "SIG_IGN"])
def interrupts(request):
    """A server from a terminal, or from a script's background, where Ctrl-C's signal is ignored."""
    before = signal.signal(signal.SIGINT, getattr(signal, request.param))
    yield
    signal.signal(signal.SIGINT, before)


def test_one_run_goes_on_at_a_time_and_can_be_stopped(client, hugging_face, llm, interrupts):
    llm.delay = 30
    for name, value in {"model": "openai/scripted", "base_url": llm.url}.items():
        client.post("/api/settings", json={"name": name, "value": value})
    body = {"spec": "hf:2025-12-09", "agreed": True}
    name = client.post("/api/runs", json=body).json()["run"]["id"]
    while not llm.received:
        time.sleep(0.05)
    assert client.get("/api/runs").json()["run"]["id"] == name
    assert client.post("/api/runs", json=body).status_code == 400
    client.post(f"/api/runs/{name}/stop")
    assert ended(client, name)["events"][-1]["event"] == "stopped"


@pytest.mark.parametrize("spec", ["nowhere", "examples.txt", "hf:2025-12"])
def test_what_lists_no_day_is_one_line(client, spec):
    answer = client.post("/api/runs", json={"spec": spec})
    assert answer.status_code == 400
    assert "\n" not in answer.json()["error"]


def test_a_source_that_does_not_answer_is_said(client, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("SUMMARIZER_MAX_WAIT", "0.1")
    name = client.post("/api/runs", json={"spec": "hf:2025-12-09"}).json()["run"]["id"]
    last = ended(client, name)["events"][-1]
    assert last["event"] == "failed"
    assert "127.0.0.1:9" in last["why"]


def test_of_progress_only_the_newest_is_kept():
    job = Job("x", Order("hf", {}))
    for event in (("progress", {"done": 1}), ("progress", {"done": 2}), ("note", {"line": "x"})):
        job.add(event)
    assert [number for number, _ in job.events] == [2, 3]


def test_a_run_that_is_not_known_is_said(client):
    assert client.get("/api/runs/x").status_code == 404
    assert client.get("/api/runs/x/events").status_code == 404


def test_a_run_whose_server_is_gone_ends_as_by_ctrl_c():
    receiver, sender = multiprocessing.Pipe(duplex=False)
    told = Teller(sender)
    told.note("heard")
    receiver.close()
    with pytest.raises(KeyboardInterrupt):
        told.note("not heard")
    told.warn("nor is this")
    told.tell("stopped")


def test_a_run_that_cannot_be_begun_is_said_and_the_next_one_may(client, monkeypatch, hugging_face):
    def full(_):
        raise OSError(11, "Resource temporarily unavailable")

    with monkeypatch.context() as patch:
        patch.setattr(multiprocessing.context.SpawnProcess, "start", full)
        answer = client.post("/api/runs", json={"spec": "hf:2025-12-09"})
    assert answer.status_code == 400
    assert "Resource temporarily unavailable" in answer.json()["error"]
    again = client.post("/api/runs", json={"spec": "hf:2025-12-09"})
    assert ended(client, again.json()["run"]["id"])["events"][-1]["event"] == "done"


def test_a_run_stopped_before_it_did_anything_is_stopped(client, hugging_face):
    name = client.post("/api/runs", json={"spec": "hf:2025-12-09"}).json()["run"]["id"]
    client.post(f"/api/runs/{name}/stop")
    assert ended(client, name)["events"][-1]["event"] == "stopped"

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from summarizer import http
from summarizer.errors import Refused, Unreachable
from summarizer.settings import Settings

QUERY = {"date": "2025-12-09", "limit": "100", "p": "0"}


class Heard:
    def __init__(self):
        self.notes = []

    def note(self, message):
        self.notes.append(message)

    detail = warn = note


@pytest.fixture
def client():
    made = http.Client(Settings(timeout=0.5), Heard())
    yield made
    made.close()


def get(client, server):
    return client.get(f"{server.url}/api/daily_papers", QUERY, accept={400})


def test_a_request_names_the_tool_and_its_version(client, hugging_face):
    assert get(client, hugging_face).status == 200
    agent = hugging_face.requests[0][2]["User-Agent"]
    assert agent.startswith("summarizer/")


@pytest.mark.parametrize("fault", [429, 500, 503, 408, "stall", "cut", (429, {"Retry-After": "7"})])
def test_a_failure_that_passes_is_tried_again(client, hugging_face, fault):
    hugging_face.script = [fault, fault]
    assert get(client, hugging_face).status == 200
    assert len(hugging_face.requests) == 3


@pytest.mark.parametrize(
    ("fault", "error", "said"),
    [
        (500, Unreachable, "answered 500"),
        (429, Refused, "limits requests"),
        ("stall", Unreachable, "did not answer within 0.5 s"),
        ("cut", Unreachable, "cannot reach"),
    ],
)
def test_a_failure_that_stays_is_given_up_with_its_name(client, hugging_face, fault, error, said):
    hugging_face.script = [fault] * 9
    with pytest.raises(error, match=said):
        get(client, hugging_face)
    assert len(hugging_face.requests) == http.ATTEMPTS


@pytest.mark.parametrize("status", [401, 403, 404, 301])
def test_a_no_is_not_asked_again(client, hugging_face, status):
    hugging_face.script = [status] * 9
    with pytest.raises(Refused, match=str(status)):
        get(client, hugging_face)
    assert len(hugging_face.requests) == 1


def test_an_accepted_status_is_an_answer(client, hugging_face):
    hugging_face.script = [400]
    assert get(client, hugging_face).status == 400


def test_the_wait_a_server_asks_for_is_kept_and_said(client, hugging_face):
    hugging_face.script = [(429, {"RateLimit": '"api";r=0;t=42'})]
    get(client, hugging_face)
    assert any("waiting 42 s" in note for note in client.observer.notes)


@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_longer_than_allowed_ends_the_request(client, hugging_face, status):
    hugging_face.script = [(status, {"Retry-After": "240"})]
    with pytest.raises((Refused, Unreachable), match="try again in 240 s"):
        get(client, hugging_face)
    assert len(hugging_face.requests) == 1


def test_an_answer_without_end_is_not_read(client, hugging_face, monkeypatch):
    monkeypatch.setattr(http, "MAX_BYTES", 100)
    with pytest.raises(Unreachable, match="answered more than"):
        get(client, hugging_face)


def test_no_server_at_all_is_said(client):
    with pytest.raises(Unreachable, match="check the network, or use `--offline`"):
        client.get("http://127.0.0.1:9/", QUERY)


def test_an_address_that_is_none_is_said(client):
    with pytest.raises(Unreachable, match="cannot reach"):
        client.get("htp:/nonsense", QUERY)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "Sat, 01 Jan 2000 00:00:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"ratelimit": '"api";r=0;t=182'}, 182),
        ({}, None),
    ],
)
def test_what_a_server_asks_to_wait(headers, seconds):
    assert http.retry_after(headers) == seconds


def test_a_date_to_wait_for_is_seconds_from_now():
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 25 < http.retry_after({"retry-after": later}) <= 30

"""Browsers that send nonsense, and clients that break off: a line or a page each, nothing lost."""

from __future__ import annotations

import re
import socket

import httpx
import pytest
from stored_days import store

from summarizer import settings
from summarizer.library.run import Run

CHUNKED = (
    b"POST /api/settings HTTP/1.1\r\nHost: HERE\r\nTransfer-Encoding: chunked\r\n"
    b"Content-Type: application/json\r\n\r\nZZZ\r\n"
)


@pytest.fixture
def stored(home):
    store(Run(), [1, 2, 3])


def sent(address, data, *, whole=True):
    """What a server answers to these bytes; its status is the number at 9."""
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), 10) as connection:
        found = b""
        try:
            connection.sendall(data)
            while whole and (part := connection.recv(65536)):
                found += part
        except ConnectionError:
            pass  # it had enough
        return found


def asked(address, path, method="GET", headers=""):
    lines = f"{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}\r\n"
    return sent(address, lines.encode("latin-1"))


def still_answers(address):
    answer = httpx.get(f"http://{address}/api/days")
    return answer.status_code == 200 and answer.json()["days"][0]["papers"] == 3


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\xff\x13 garbage\r\n\r\n" * 10,
        bytes.fromhex("16030100c8010000c40303") + bytes(200),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: HERE\r\nX-Long: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET /search?q=" + b"a" * 10_000_000 + b" HTTP/1.1\r\nHost: HERE\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: HERE\r\nHost: evil.example\r\n\r\n",
        b"POST /api/settings HTTP/1.1\r\nHost: HERE\r\nContent-Length: -5\r\n\r\n{}",
        CHUNKED,
    ],
)
def test_what_is_no_request_is_refused(address, stored, told, data):
    answer = sent(address, data.replace(b"HERE", address.encode()))
    assert answer[9:10] in {b"4", b""}
    assert b"Traceback" not in answer
    assert still_answers(address)
    assert told == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/%00", 404),
        ("/days/%00.html", 404),
        ("/days/%zz.html", 404),
        ("/papers/%00.html", 404),
        ("/weeks/%00.html", 404),
        ("/topics/%00/index.html", 404),
        ("/topics/%3Cscript%3E", 404),
        ("/collections/..%2f..%2fx.html", 404),
        ("/../../etc/passwd", 404),
        ("/days/../../x", 404),
        ("//evil.example/", 404),
        ("/papers/a%0d%0aX-Evil:%201.html", 404),
        ("/search?q=%ff%00%zz", 200),
        ("/search?q=%ed%a0%80", 200),
        ("/search?q=%22(((*", 200),
        ("/search?q=" + "a%20" * 400, 200),
        ("/search?q=case&page=%c2%b2", 200),
        ("/search?q=case&page=-1", 200),
        ("/search?q=case&page=9999", 200),
        ("/api/papers/%ff%fe", 404),
        ("/api/papers/%ed%a0%80", 404),
        ("/api/days/2025-02-30", 400),
        ("/api/search?q=%22", 400),
        ("/api/search?q=a&limit=-1", 400),
        ("/api/search?q=a&limit=%d9%a3", 400),
        ("/api/search?q=" + "a%20" * 400, 400),
        ("/api/trends?weeks=x", 400),
    ],
)
def test_an_address_that_makes_no_sense_is_a_page_or_a_line(address, stored, told, path, status):
    answer = asked(address, path)
    assert int(answer[9:12]) == status
    assert told == []
    body = answer.partition(b"\r\n\r\n")[2]
    assert (b'{"error"' in body) if path.startswith("/api/") else (b"<h1>" in body)


@pytest.mark.parametrize("path", ["/papers/..%2f..%2fetc%2fpasswd", "/papers/%2f%2fevil.example"])
@pytest.mark.parametrize("before", ["", "?x=1"])
def test_no_address_leads_to_another_site(address, stored, path, before):
    place = re.search(rb"location: (\S+)", asked(address, path + before))[1]
    assert re.fullmatch(rb"/papers/[\w-]+\.html", place)


@pytest.mark.parametrize("given", ["a%0d%0aX-Evil:%201", "a%3Fb", "%2e%2e"])
def test_a_short_address_keeps_to_its_own_page(address, stored, given):
    answer = asked(address, f"/days/{given}")
    assert b"\r\nX-Evil" not in answer
    place = re.search(rb"location: (\S+)", answer)
    assert place is None or re.fullmatch(rb"/days/[\w%.-]+\.html", place[1])


@pytest.mark.parametrize(
    "headers",
    [
        "If-None-Match: \xff\xfe\r\n",
        "Cookie: \x7f=;;;=\r\n",
        "Authorization: \r\n",
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
        "".join(f"X-{number}: a\r\n" for number in range(1000)),
    ],
)
def test_headers_that_make_no_sense_are_passed_over(address, stored, headers):
    assert asked(address, "/", headers=headers)[9:12] == b"200"


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "TRACE", "NONSENSE"])
def test_a_method_that_is_not_taken_is_said_with_those_that_are(address, stored, method):
    answer = asked(address, "/", method)
    assert answer[9:12] == b"405"
    assert b"allow: GET, HEAD" in answer or b"allow: HEAD, GET" in answer
    assert f"here takes {method}".encode() in answer


def test_head_is_a_page_without_its_text(address, stored):
    head, _, body = asked(address, "/", "HEAD").partition(b"\r\n\r\n")
    assert head[9:12] == b"200"
    assert int(re.search(rb"content-length: (\d+)", head)[1]) > 1000
    assert body == b""


def test_a_client_that_breaks_off_while_it_is_answered(address, stored, told):
    for _ in range(20):
        sent(address, f"GET / HTTP/1.1\r\nHost: {address}\r\n\r\n".encode(), whole=False)
    assert still_answers(address)
    assert told == []


def test_a_client_that_breaks_off_while_it_asks_changes_nothing(address, stored, told):
    lines = (
        f"POST /api/settings HTTP/1.1\r\nHost: {address}\r\nContent-Length: 100\r\n"
        'Content-Type: application/json\r\n\r\n{"name": "daily", "value": "arxiv:cs.CL"}'
    )
    sent(address, lines.encode(), whole=False)
    assert still_answers(address)
    assert settings.load().daily == "hf"
    assert told == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/papers/2512.00001/review", r'{"tags": {"\ud800": true}}'),
        ("/api/papers/2512.00001/review", r'{"\ud800": true}'),
        ("/api/settings", r'{"name": "\ud800", "value": "x"}'),
        ("/api/settings", r'{"name": "smtp_host", "value": ["\ud800"]}'),
        ("/api/vocabulary", r'{"action": "remove", "name": "\ud800"}'),
        ("/api/runs", r'{"spec": "\ud800"}'),
    ],
)
def test_half_a_character_is_a_line(address, stored, told, path, body):
    headers = {"content-type": "application/json"}
    answer = httpx.post(f"http://{address}{path}", content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert told == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_can_be_have_their_pages(address, stored, told, day):
    store(Run(), [1], day=day)
    for path in ("/days/index.html", f"/days/{day}.html", f"/months/{day[:7]}.html", "/"):
        assert asked(address, path)[9:12] == b"200", path
    assert told == []

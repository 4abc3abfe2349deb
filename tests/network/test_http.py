from __future__ import annotations

import gzip
import re
import socket
import time
import tracemalloc

import pytest
from engine_double import Heard
from site_server import send

from summarizer.errors import BadAnswer, Refused, SettingsError, Unreachable
from summarizer.network import connection, http
from summarizer.network.webcache import WebCache
from summarizer.observer import Once
from summarizer.settings import Settings

QUERY = {"date": "2025-12-09", "limit": "100", "p": "0"}


@pytest.fixture
def connect(tmp_path):
    """Clients with settings of their own; all are closed at the end."""
    made = []

    def make(**settings):
        heard = Heard()
        cache = WebCache(tmp_path / "http", Once(heard))
        made.append(http.Client(Settings(timeout=0.5, **settings), heard, cache))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def client(hugging_face, connect):
    return connect(hf_endpoint=hugging_face.url)


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
        (429, Refused, "allows no more requests now"),
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
    monkeypatch.setattr(connection, "MAX_BYTES", 100)
    with pytest.raises(Unreachable, match="sent more than"):
        get(client, hugging_face)


def test_no_server_at_all_is_said(connect):
    client = connect(hf_endpoint="http://127.0.0.1:9")
    with pytest.raises(Unreachable, match="check the network, use `--offline`"):
        client.get("http://127.0.0.1:9/", QUERY)


def test_an_address_that_is_none_is_said(client):
    with pytest.raises(Refused, match="cannot reach htp:/nonsense: not a web address"):
        client.get("htp:/nonsense", QUERY)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://localhost/", "http://[::1]:80/"])
def test_this_machine_is_not_asked_unless_configured(client, url):
    with pytest.raises(Refused, match="not used unless configured"):
        client.get(url, QUERY)


@pytest.fixture
def papers_example(hugging_face, monkeypatch):
    """The playing site under a public name that leads to this machine."""
    lookup = socket.getaddrinfo

    def lying(host, *rest, **more):
        return lookup("127.0.0.1" if host == "papers.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lying)
    return hugging_face.url.replace("127.0.0.1", "papers.example")


def test_a_public_name_that_leads_to_this_machine_is_not_asked(
    hugging_face, connect, papers_example
):
    with pytest.raises(Refused, match=r"leads to 127\.0\.0\.1, a private address"):
        connect().get(papers_example, QUERY)
    assert hugging_face.requests == []


def test_a_site_inside_a_private_network_is_asked_where_it_was_set(
    hugging_face, connect, papers_example
):
    hugging_face.script = [b"[1]", b"[2]"]
    client = connect(hf_endpoint=papers_example)
    assert client.get(f"{papers_example}/api/x", {}).body == b"[1]"
    client = connect(arxiv_endpoint=papers_example, origins={"arxiv_endpoint": "environment"})
    assert client.get(f"{papers_example}/api/x", {}).body == b"[2]"


def test_a_proxy_on_this_machine_may_be_used(hugging_face, connect, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", hugging_face.url)
    monkeypatch.setenv("http_proxy", hugging_face.url)
    hugging_face.script = [b"[1]"]
    assert connect().get("http://papers.example/api/x", {}).body == b"[1]"


def test_an_answer_in_drops_is_given_up_in_time(client, hugging_face):
    hugging_face.script = ["drip"] * http.ATTEMPTS
    begun = time.monotonic()
    with pytest.raises(Unreachable, match="did not send its whole answer within 2 s"):
        get(client, hugging_face)
    assert time.monotonic() - begun < http.ATTEMPTS * 2 + 20


def test_what_came_until_time_was_up_is_no_whole_answer(client, hugging_face):
    def without_end(handler):
        """A body whose end only the connection's end would tell."""
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        for _ in range(30):
            handler.wfile.write(b"half ")
            time.sleep(0.1)

    hugging_face.script = [without_end] * http.ATTEMPTS
    with pytest.raises(Unreachable, match="did not send its whole answer within 2 s"):
        get(client, hugging_face)


def test_after_an_answer_in_drops_the_next_is_read(client, hugging_face):
    hugging_face.script = ["drip"]
    assert get(client, hugging_face).status == 200


def packed(body, *, coding="gzip"):
    return (200, {"Content-Encoding": coding}, body)


def test_a_packed_answer_is_unpacked(client, hugging_face):
    halves = gzip.compress(b"[1,", mtime=0) + gzip.compress(b"2]", mtime=0)
    hugging_face.script = [packed(gzip.compress(b"[]", mtime=0)), packed(halves)]
    assert get(client, hugging_face).body == b"[]"
    assert get(client, hugging_face).body == b"[1,2]"
    assert hugging_face.requests[0][2]["Accept-Encoding"] == "gzip"


def test_a_bomb_is_not_unpacked(client, hugging_face):
    hugging_face.script = [packed(gzip.compress(bytes(200 << 20), 9))]
    tracemalloc.start()
    with pytest.raises(BadAnswer, match="sent more than 32 MB: not read"):
        get(client, hugging_face)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * connection.MAX_BYTES


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (packed(gzip.compress(b"[]" * 99, mtime=0)[:-9]), "cut off"),
        (packed(b"nonsense"), "damaged gzip"),
        (packed(b"x", coding="br"), "`br`, which was not requested"),
        (
            packed(gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), coding="gzip, gzip"),
            "not requested",
        ),
    ],
)
def test_an_answer_packed_badly_is_one_clear_error(client, hugging_face, answer, said):
    hugging_face.script = [answer]
    with pytest.raises(BadAnswer, match=said):
        get(client, hugging_face)


def moved(location, status=302):
    return (status, {"Location": location})


def test_a_redirect_within_the_site_is_followed(client, hugging_face):
    hugging_face.script = [moved("/elsewhere"), b"[3]"]
    assert get(client, hugging_face).body == b"[3]"
    assert [path for path, *_ in hugging_face.requests] == ["/api/daily_papers", "/elsewhere"]


@pytest.mark.parametrize("location", ["https://evil.test/", "http://127.0.0.1:9/", "file:///x"])
def test_a_redirect_elsewhere_is_refused(client, hugging_face, location):
    hugging_face.script = [moved(location)]
    with pytest.raises(Refused, match=r"not followed|not a web address"):
        get(client, hugging_face)
    assert len(hugging_face.requests) == 1


def test_redirects_in_a_circle_end(client, hugging_face):
    hugging_face.script = [moved("/x")] * 9
    with pytest.raises(Refused, match="more than 5 redirects"):
        get(client, hugging_face)


def test_an_answer_that_has_not_changed_is_not_sent_again(client, hugging_face):
    def once(handler):
        same = handler.headers["If-None-Match"] == '"a"'
        send(handler, 304 if same else 200, b"" if same else b"[7]", {"ETag": '"a"'})

    hugging_face.script = [once, once, (200, {"ETag": '"b"'}, b"[8]")]
    assert [get(client, hugging_face).body for _ in range(3)] == [b"[7]", b"[7]", b"[8]"]
    assert "If-None-Match" not in hugging_face.requests[0][2]
    assert hugging_face.requests[2][2]["If-None-Match"] == '"a"'


def test_an_answer_is_kept_for_its_own_request_alone(client, hugging_face):
    hugging_face.script = [(200, {"Last-Modified": "Tue, 09 Dec 2025 07:00:00 GMT"}, b"[1]"), b""]
    get(client, hugging_face)
    client.get(f"{hugging_face.url}/api/daily_papers", QUERY | {"p": "1"})
    assert "If-Modified-Since" not in hugging_face.requests[1][2]


def test_the_last_request_allowed_is_followed_by_a_wait(client, hugging_face):
    hugging_face.script = [(200, {"RateLimit": '"api";r=0;t=42'}, b"[]")]
    get(client, hugging_face)
    get(client, hugging_face)
    assert any(re.search(r"used up; waiting (42|[23].) s", note) for note in client.observer.notes)


def test_a_limit_that_is_used_up_for_long_sends_nothing(client, hugging_face):
    hugging_face.script = [(200, {"RateLimit": '"api";r=0;t=300'}, b"[]")]
    get(client, hugging_face)
    for _ in range(2):
        with pytest.raises(Refused, match=r"try again in (300|2..) s"):
            get(client, hugging_face)
    assert len(hugging_face.requests) == 1
    client.get(f"{hugging_face.url}/papers/date/2025-12-09", {})


def test_the_token_goes_to_hugging_face_and_nowhere_else(
    client, connect, hugging_face, monkeypatch
):
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    get(client, hugging_face)
    assert hugging_face.requests[0][2]["Authorization"] == "Bearer hf_secret"
    hugging_face.script = [b"{}"]
    connect(arxiv_endpoint=hugging_face.url).get(f"{hugging_face.url}/api/query", QUERY)
    assert "Authorization" not in hugging_face.requests[1][2]
    said = " ".join([*client.observer.notes, *client.observer.details, repr(client)])
    assert "hf_secret" not in said


def test_a_token_that_is_none_is_named(client, hugging_face, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_\u00e4 x")
    with pytest.raises(SettingsError, match="`HF_TOKEN`"):
        get(client, hugging_face)


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "1"}])
def test_arxiv_is_backed_off_from_half_a_minute_on(hugging_face, connect, headers):
    client = connect(arxiv_endpoint=hugging_face.url)
    hugging_face.script = [*[(429, headers)] * 3, b"{}"]
    client.get(f"{hugging_face.url}/api/query", QUERY)
    waits = [note for note in client.observer.notes if "waiting" in note]
    assert [note.rpartition("; ")[2] for note in waits] == [
        "waiting 30 s",
        "waiting 60 s",
        "waiting 60 s",
    ]


def test_an_answer_that_is_in_trouble_is_tried_again(client, hugging_face):
    hugging_face.script = [b"empty"]
    url = f"{hugging_face.url}/api/daily_papers"
    said = {b"empty": "gave nothing"}
    assert client.get(url, QUERY, trouble=lambda answer: said.get(answer.body)).body != b"empty"
    hugging_face.script = [b"empty"] * 9
    with pytest.raises(BadAnswer, match="gave nothing: try again later"):
        client.get(url, QUERY, trouble=lambda answer: said.get(answer.body))

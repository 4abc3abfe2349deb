from __future__ import annotations

import json

import pytest
from conversations import FOLDER
from engine_double import Heard

from summarizer import cli
from summarizer.errors import InputError, Refused
from summarizer.network.connection import Answer
from summarizer.network.http import Client
from summarizer.network.replay import Exchange, Recorder, Server, load
from summarizer.settings import ENDPOINTS, Settings
from summarizer.settings.table import VARIABLES


def exchange(body, query=(), **headers):
    return Exchange(("/api/x", tuple(sorted(query))), Answer(200, headers, body))


@pytest.fixture
def play():
    """A server for exchanges, and a client led there."""
    made = []

    def start(*exchanges):
        server = Server(exchanges).__enter__()
        client = Client(Settings(hf_endpoint=server.url, timeout=0.5), Heard())
        made.append((server, client))
        return server, lambda **query: client.get(f"{server.url}/api/x", query).body

    yield start
    for server, client in made:
        client.close()
        server.__exit__()


def test_equal_requests_get_their_answers_in_order_and_the_last_ever_after(play):
    server, get = play(exchange(b"1"), exchange(b"2"), exchange(b"other", [("p", "1")]))
    assert [get(), get(), get()] == [b"1", b"2", b"2"]
    assert [request[1] for request in server.unplayed] == [(("p", "1"),)]
    assert get(p="1") == b"other"
    assert server.unplayed == []


def test_what_is_not_recorded_is_refused_and_known(play):
    server, get = play(exchange(b"1"))
    with pytest.raises(Refused, match="status 404"):
        get(q="x")
    assert server.unknown == [("/api/x", (("q", "x"),))]


def test_a_cassette_read_back_is_the_same(tmp_path):
    recorder = Recorder()
    headers = {"content-type": "text/html", "set-cookie": "secret", "etag": '"1"', "date": "now"}
    recorder("https://a.org/x?b=2", {"a": "1"}, Answer(200, headers, "\u00e9\r\n".encode()))
    recorder("https://a.org/y", {}, Answer(302, {"location": "https://a.org/z?q=1"}, b"\xff\x00"))
    recorder.save(tmp_path / "made.json")
    first, second = load([tmp_path])
    assert first.request == ("/x", (("a", "1"), ("b", "2")))
    assert first.answer == Answer(
        200, {"content-type": "text/html", "etag": '"1"'}, "\u00e9\r\n".encode()
    )
    assert second.answer == Answer(302, {"location": "/z?q=1"}, b"\xff\x00")
    assert "secret" not in (tmp_path / "made.json").read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not a cassette"),
        ("[]", "is not a cassette"),
        ('{"schema": "x/2", "exchanges": []}', "its schema is not summarizer/cassette/1"),
        ('{"schema": "summarizer/cassette/1", "exchanges": [{}]}', "is not a cassette"),
        ('{"schema": "summarizer/cassette/1", "exchanges": []}', "no recorded answers found"),
    ],
)
def test_what_is_no_cassette_is_one_clear_error(tmp_path, text, said):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(InputError, match=said):
        load([tmp_path / "x.json"])


def test_a_cassette_that_is_not_there_is_said(tmp_path):
    with pytest.raises(InputError, match="cannot read the cassette"):
        load([tmp_path / "nowhere.json"])
    with pytest.raises(InputError, match="no recorded answers found"):
        load([tmp_path])


@pytest.fixture
def environment(monkeypatch):
    """The variables that the command sets are forgotten afterwards."""
    for name in (*ENDPOINTS, "arxiv_pause", "site_pause"):
        monkeypatch.setenv(VARIABLES[name], "")


def test_a_command_runs_against_recorded_answers(environment, capsys):
    argv = ["replay", str(FOLDER), "papers", "hf:2025-12-09", "--json", "--quiet"]
    assert cli.main(argv) == 0
    assert len(json.loads(capsys.readouterr().out)["papers"]) == 3


def test_what_was_not_recorded_is_an_error_of_the_command(environment, capsys):
    assert cli.main(["replay", str(FOLDER), "papers", "hf:2024-01-01"]) == 4
    err = capsys.readouterr().err
    assert "status 404" in err
    assert "not in the recordings, such as /api/daily_papers?date=2024-01-01&" in err


def test_without_a_command_the_way_there_is_printed(monkeypatch, capsys):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Server, "wait", interrupted)
    code = cli.main(["replay", str(FOLDER)])
    out = capsys.readouterr().out
    assert "export HF_ENDPOINT=http://127.0.0.1:" in out
    assert code == 130

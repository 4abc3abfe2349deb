"""What a model's server may not do to us, whatever it answers."""

from __future__ import annotations

import json
import tracemalloc

import pytest
from hostile_model import (
    PAPER,
    HostileModel,
    bomb,
    completion,
    endless,
    leads,
    refuses,
    says,
)

KEY = "sk-abcdefghij0123456789"


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def ask(run, tmp_path):
    """Ask a server about one paper; exit code, digest or None, standard error."""
    path = tmp_path / "one.json"
    path.write_text(json.dumps([PAPER]))

    def ask(server, *options):
        model = ("--model", "openai/m", "--base-url", server.url, "--json")
        code, out, err = run("papers", path, *model, *options)
        return code, json.loads(out) if out else None, err

    return ask


@pytest.mark.parametrize(
    "said",
    [
        "max_tokens (or max_completion_tokens) must be at most 1024",
        "use max_completion_tokens, not max_tokens; temperature, json_schema and tool are unknown",
        "system role, max_items, max_completion_tokens, max_tokens and temperature: all bad",
    ],
)
def test_each_way_of_asking_is_tried_once(ask, said):
    with HostileModel(refuses(said)) as server:
        code, _, err = ask(server)
    bodies = [json.dumps(body, sort_keys=True) for _, _, body in server.requests]
    assert code == 4
    assert len(bodies) == len(set(bodies)) <= 16
    assert "refused every form of the request: " in err
    assert len([line for line in err.splitlines() if "refused every form" in line]) == 1


@pytest.mark.parametrize("reply", [endless, bomb])
def test_an_answer_without_end_is_not_read(ask, reply):
    tracemalloc.start()
    with HostileModel(reply) as server:
        code, _, err = ask(server)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert code == 4
    assert "sent more than 32 MB: not read" in err
    assert len(server.requests) == 1
    assert peak < 128 << 20


def test_an_answer_may_be_packed(ask):
    import gzip

    body = gzip.compress(json.dumps(completion()).encode(), mtime=0)
    with HostileModel(lambda _: (200, {"Content-Encoding": "gzip"}, body)) as server:
        code, digest, _ = ask(server)
    assert (code, digest["papers"][0]["tags"]) == (0, ["rag"])
    assert server.requests[0][1]["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("coding", "said"),
    [("br", "which was not requested"), ("gzip", "answered damaged gzip")],
)
def test_an_answer_that_cannot_be_unpacked_is_said(ask, coding, said):
    with HostileModel(lambda _: (200, {"Content-Encoding": coding}, b"\x1f\x8bno")) as server:
        code, _, err = ask(server)
    assert code == 4
    assert said in err


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_paper_follows_a_redirect_to_another_host(ask, status):
    with (
        HostileModel(says(completion())) as other,
        HostileModel(leads(status, f"{other.url}/chat/completions")) as server,
    ):
        code, _, err = ask(server)
    assert code == 4
    assert other.requests == []
    assert len(server.requests) == 1
    assert "another site: not followed" in err


def test_a_redirect_within_the_server_is_followed(ask):
    def reply(request):
        if request[0] == "/v1/chat/completions":
            return 307, {"Location": "/new/chat/completions"}, b""
        return 200, {}, completion()

    with HostileModel(reply) as server:
        code, digest, _ = ask(server)
    assert (code, len(digest["papers"])) == (0, 1)
    assert server.requests[1][2] == server.requests[0][2]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "/v1/chat/completions", "//"])
def test_a_redirect_that_leads_nowhere_ends_the_run(ask, location):
    with HostileModel(leads(307, location)) as server:
        code, _, err = ask(server)
    assert code == 4
    assert len(server.requests) <= 6
    assert "Traceback" not in err


def test_what_is_meant_for_openai_is_not_sent_elsewhere(ask, monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-secret")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "sk-admin-secret")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Gate: secret\nAuthorization: Bearer secret")
    with HostileModel(says(completion())) as server:
        code, _, _ = ask(server)
    _, headers, _ = server.requests[0]
    assert code == 0
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert "secret" not in json.dumps(headers)


@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": True, "completion_tokens": []},
        {"prompt_tokens": 1e30, "completion_tokens": 5},
        {"prompt_tokens": 10**400, "completion_tokens": 5},
        {"prompt_tokens": -5, "completion_tokens": -5},
        {"prompt_tokens": "many", "completion_tokens": None},
        {"prompt_tokens": 0, "completion_tokens": 0},
        {"prompt_tokens": 1.5, "completion_tokens": 2},
        {},
        [],
        None,
        True,
    ],
)
def test_tokens_that_cannot_be_are_not_known(ask, usage):
    with HostileModel(says(completion(usage=usage))) as server:
        code, digest, err = ask(server)
    took = digest["usage"]
    assert code == 0
    assert digest["papers"][0]["tldr_origin"] == "model"
    assert (took["requests"], took["untold"]) == (1, 1)
    assert (took["input_tokens"], took["output_tokens"], took["usd"]) == (None, None, None)
    assert "1 request, tokens not known, cost unknown" in err


def test_tokens_that_some_answers_tell_are_said_to_be_of_some(run, file):
    told = iter([0, {"prompt_tokens": 10, "completion_tokens": 5}, None])

    def reply(_):
        return 200, {}, completion(usage=next(told))

    with HostileModel(reply) as server:
        model = ("--model", "openai/m", "--base-url", server.url, "--json", "--max-requests", "3")
        code, out, err = run("papers", file, *model, "--concurrency", "1")
    took = json.loads(out)["usage"]
    assert code == 4
    assert (took["input_tokens"], took["output_tokens"], took["untold"]) == (10, 5, 2)
    assert "10 tokens in, 5 out (of 2 of 3 requests not known)" in err


@pytest.mark.parametrize("key", ["sk-a\nb", "sk-a\rb", "sk-ä", "sk a", "sk-\u2026"])
def test_a_key_that_no_header_can_hold_is_said_at_once(ask, monkeypatch, key):
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with HostileModel(says(completion())) as server:
        code, _, err = ask(server)
    assert (code, server.requests) == (2, [])
    assert err == ("summarize: `OPENAI_API_KEY` holds characters that no key has: set it again\n")


@pytest.mark.parametrize(
    "kept",
    [
        {
            "mode": "evil",
            "limit": "max_tokens",
            "temperature": True,
            "system": True,
            "bounds": True,
        },
        {"mode": ["strict"], "limit": 5, "temperature": 1, "system": None, "bounds": {}},
        {"mode": "strict"},
        [],
        "x",
    ],
)
def test_a_strange_servers_file_is_as_good_as_none(ask, home, kept):
    with HostileModel(says(completion())) as server:
        (home / "cache").mkdir(parents=True)
        (home / "cache" / "servers.json").write_text(json.dumps({f"{server.url} m": kept}))
        code, _, err = ask(server)
    assert code == 0
    assert "Traceback" not in err


def test_a_servers_file_that_nests_without_end_is_as_good_as_none(ask, home):
    (home / "cache").mkdir(parents=True)
    (home / "cache" / "servers.json").write_text("[" * 100_000)
    with HostileModel(says(completion())) as server:
        assert ask(server)[0] == 0

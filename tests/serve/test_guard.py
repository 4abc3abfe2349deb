"""Who may ask, and what for: other hosts, other sites, tokens, sizes."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from summarizer.serve.app import application
from summarizer.serve.guard import COOKIE, LARGEST
from summarizer.serve.serving import Serving

HOST = "127.0.0.1:8411"


def client(token=None, host=HOST):
    app = application(Serving(), [HOST], token)
    return TestClient(app, base_url=f"http://{host}", raise_server_exceptions=False)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8411", "127.0.0.1:80", "127.0.0.1"])
def test_another_name_for_this_machine_is_refused(home, host):
    answer = client(host=host).get("/")
    assert answer.status_code == 403
    assert answer.text.count("\n") == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://evil.example", "sec-fetch-site": "same-origin"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/json"}, 405),
        ({"content-type": "application/json", "origin": f"http://{HOST}"}, 405),
        (
            {
                "content-type": "application/json",
                "origin": "null",
                "sec-fetch-site": "same-origin",
            },
            405,
        ),
    ],
)
def test_only_own_pages_and_programs_may_change_anything(home, headers, status):
    assert client().post("/api/days", content=b"{}", headers=headers).status_code == status


def test_a_long_body_is_refused(home):
    headers = {"content-type": "application/json"}
    answer = client().post("/api/days", content=b" " * (LARGEST + 1), headers=headers)
    assert answer.status_code == 413


def test_a_long_address_is_refused(home):
    assert client().get("/search.html?q=" + "x" * 9000).status_code == 414


def test_a_token_is_asked_for_and_kept(home):
    browser = client("secret", "papers.example")
    assert browser.get("/api/days").status_code == 401
    assert browser.get("/?token=wrong").status_code == 401
    opened = browser.get("/?token=secret", follow_redirects=False)
    assert (opened.status_code, opened.headers["location"]) == (303, "/")
    assert "HttpOnly" in opened.headers["set-cookie"]
    assert browser.cookies[COOKIE] == "secret"
    assert browser.get("/api/days").status_code == 200


def test_a_program_gives_the_token_as_a_header(home):
    headers = {"authorization": "Bearer secret"}
    assert client("secret").get("/api/days", headers=headers).status_code == 200
    headers = {"authorization": "Bearer Secret"}
    assert client("secret").get("/api/days", headers=headers).status_code == 401


@pytest.mark.parametrize("other", ["a[b]=1", '{"x": 1}', "=; ;;", 'x="\\', "x=ü"])
def test_the_token_is_found_beside_what_others_set(home, other):
    headers = {"cookie": f"{other}; {COOKIE}=secret; {other}".encode("latin-1")}
    assert client("secret").get("/api/days", headers=headers).status_code == 200
    headers = {"cookie": f"{other}; {COOKIE}=wrong".encode("latin-1")}
    assert client("secret").get("/api/days", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/papers/cs.LG%2F0601001", "/papers/cs.LG%2F0601001"),
        ("/topics/a%3Fb%23c%25d", "/topics/a%3Fb%23c%25d"),
        ("//evil.example/x", "/evil.example/x"),
        ("/%5Cevil.example", "/%5Cevil.example"),
        ("/%2Fevil.example", "/%2Fevil.example"),
        ("/a%0d%0aX-Evil:1", "/a%0d%0aX-Evil:1"),
    ],
)
def test_an_address_with_the_token_leads_to_the_same_without(home, path, to):
    address = f"http://{HOST}{path}?token=secret&q=a%26b"
    answer = client("secret").get(address, follow_redirects=False)
    assert answer.headers["location"] == f"{to}?q=a%26b"

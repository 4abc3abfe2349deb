"""The pages, the API and the feeds of `summarize serve`, asked without a socket."""

from __future__ import annotations

import pytest
from stored_days import store

from summarizer.library.run import Run


@pytest.fixture
def stored(home):
    run = Run()
    store(run, [1, 2, 3])
    store(run, [3, 4], day="2025-12-10", tags=("peft",))
    return run


def test_the_start_page_is_the_newest_day(client, stored):
    page = client.get("/")
    assert page.status_code == 200
    assert "Wednesday, 10 December 2025" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_a_page_is_not_sent_again_until_something_changed(client, stored):
    tag = client.get("/").headers["etag"]
    assert client.get("/", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/days/2025-12-09.html",
        "/days/2025-12-09",
        "/days/",
        "/search.html?q=case",
        "/search",
        "/for-you",
        "/topics/",
        "/topics/rag",
        "/topics/rag/index.html",
        "/topics/rag/2025-12.html",
        "/topics/rag/feed.xml",
        "/weeks/2025-W50",
        "/months/2025-12.html",
        "/feed.xml",
        "/feed.json",
        "/api/days",
        "/api/days/2025-12-09",
        "/api/search?q=tag:rag",
        "/api/topics",
        "/api/topics/rag",
        "/api/trends",
        "/api/openapi.json",
    ],
)
def test_what_can_be_read(client, stored, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/days/2025-12-11.html",
        "/days/x.html",
        "/papers/x.html",
        "/x",
        "/topics/nonsense",
        "/topics/rag/2024-01.html",
        "/weeks/2024-W01.html",
        "/months/x.html",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(client, stored, path):
    page = client.get(path)
    assert page.status_code == 404
    assert "<h1>" in page.text


def test_an_empty_library_is_a_page_that_says_what_to_do(client):
    assert "summarize today" in client.get("/").text
    assert client.get("/api/days").json() == {"days": []}


def test_an_error_of_the_api_is_one_line(client, stored):
    answer = client.get("/api/search?q=tag:nonsense-topic")
    assert answer.status_code == 400
    assert list(answer.json()) == ["error"]


def test_a_paper_has_a_page_and_an_answer(client, stored):
    paper = client.get("/api/days/2025-12-10").json()["papers"][0]
    assert client.get(f"/papers/{paper['id']}").status_code == 200
    answer = client.get(f"/api/papers/{paper['id']}").json()
    assert answer["title"] == paper["title"]
    assert answer["days"][0] == "2025-12-10"
    assert answer["versions"][0] == {"day": "2025-12-10", "source": "hf", "version": None}

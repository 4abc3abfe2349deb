"""Libraries that are damaged, gone or being written: a page or a line each, nothing lost."""

from __future__ import annotations

import shutil
import threading

import pytest
from stored_days import review, store

from summarizer.library.run import Run
from summarizer.serve.serving import Serving

READ = [
    *("/", "/days/index.html", "/days/2025-12-09.html", "/search?q=line", "/topics/index.html"),
    *("/topics/rag/index.html", "/weeks/2025-W50.html", "/months/2025-12.html", "/feed.xml"),
    *("/papers/2512.00001.html", "/for-you.html", "/collections/x.html", "/settings.html"),
    *("/api/days", "/api/days/2025-12-09", "/api/search?q=line", "/api/topics", "/api/trends"),
    *("/api/topics/rag", "/api/papers/2512.00001", "/api/papers/2512.00001/similar"),
    "/api/for-me",
]


@pytest.fixture
def run(home):
    run = Run()
    store(run, [1, 2])
    store(run, [3, 4], day="2025-12-10")
    return run


@pytest.fixture
def said(client):
    """What the server tells its owner from now on."""
    lines = []
    client.app.app.state.serving.observer.__init__(Listener(lines))
    return lines


class Listener:
    def __init__(self, lines):
        self.note = self.detail = self.progress = lambda _: None
        self.warn = lines.append


def answers(client):
    """Every page, none of which is a fault of the program."""
    found = {path: client.get(path) for path in READ}
    assert {path: each.status_code for path, each in found.items() if each.status_code >= 500} == {}
    assert not any("Traceback" in each.text for each in found.values())
    return found


def newest(home):
    return home / "data" / "library" / "hf" / "2025-12-10.json"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"papers": 1}', "\x00" * 100])
def test_a_damaged_day_is_kept_aside_and_the_day_before_is_shown(client, run, home, said, content):
    newest(home).write_text(content)
    page = client.get("/")
    assert "9 December 2025" in page.text
    assert newest(home).with_name("2025-12-10.json.damaged").read_text() == content
    assert len(said) == 1
    assert "was damaged" in said[0]
    answers(client)


def test_a_damaged_day_says_so_itself(client, run, home):
    newest(home).write_text("{")
    page = client.get("/days/2025-12-10.html")
    assert page.status_code == 404
    assert "cannot be read" in page.text


def test_a_damaged_index_is_made_anew(client, run, home):
    client.get("/api/search?q=line")
    (home / "cache" / "search.sqlite").write_bytes(b"nonsense" * 1000)
    assert client.get("/api/search?q=line").json()["total"] == 4


def test_a_damaged_review_is_passed_over(client, run, home, said):
    review(home, "2512.00001", tags={"rag": False})
    (home / "data" / "reviews" / "2512.00001.json").write_text("{")
    answers(client)
    assert len(said) == len(set(said)) > 0


@pytest.mark.parametrize("name", ["config.toml", "interests.toml"])
def test_a_file_of_the_readers_that_is_wrong_is_named_with_its_place(client, run, home, name):
    (home / name).write_text("= nonsense")
    page = answers(client)["/"]
    assert page.status_code == 400
    assert name in page.text
    assert "line 1" in page.text


def test_a_home_that_is_removed_is_an_empty_library(client, run, home):
    answers(client)
    shutil.rmtree(home)
    found = answers(client)
    assert "summarize today" in found["/"].text
    assert found["/api/days"].json() == {"days": []}
    store(Run(), [5])
    assert "9 December 2025" in client.get("/").text


def test_a_home_that_cannot_be_written_is_read(client, run, home, said):
    shutil.rmtree(home)
    home.write_text("a file in its place")
    answers(client)
    assert len(said) == len(set(said)) > 0


def test_what_another_program_stores_is_shown_at_once(client, run):
    assert client.get("/api/days/2025-12-11").status_code == 404
    store(run, [5], day="2025-12-11")
    assert "11 December 2025" in client.get("/").text
    assert client.get("/api/days/2025-12-11").status_code == 200


def test_a_file_changed_in_its_place_is_seen_after_a_while(client, run, home, monkeypatch):
    from summarizer.serve import glances

    assert "Line 3." in client.get("/").text
    newest(home).write_text(newest(home).read_text().replace("Line 3.", "Another line."))
    monkeypatch.setattr(glances, "_LONGEST", 0)
    assert "Another line." in client.get("/").text


def test_days_written_meanwhile_are_read_whole(client, run):
    numbers, ended = [3, 4], threading.Event()

    def write():
        while not ended.is_set():
            numbers.append(numbers[-1] + 1)
            store(run, numbers[-1:], day="2025-12-10")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(15):
            known = len(numbers) - 1
            found = client.get("/api/days/2025-12-10")
            assert found.status_code == 200
            assert len(found.json()["papers"]) >= known
            assert client.get("/").status_code == 200
            assert client.get("/api/search?q=line").status_code == 200
    finally:
        ended.set()
        writer.join()


def test_two_servers_keep_pages_of_their_own(home):
    assert Serving("One").pages is not Serving("Two").pages


def test_a_browser_takes_no_page_of_another_server_for_its_own(client, run):
    tags = [client.get(path).headers["etag"] for path in ("/", "/api/days")]
    again = [client.get("/", headers={"if-none-match": tags[0]}).status_code]
    client.app.app.state.serving = Serving("Another title")
    for path, tag in zip(("/", "/api/days"), tags, strict=True):
        again.append(client.get(path, headers={"if-none-match": tag}).status_code)
    assert again == [304, 200, 200]

"""Settings, interests and topics changed over the API, with the checks of the command line."""

from __future__ import annotations

import pytest
from stored_days import store

from summarizer import settings
from summarizer.interests import interestsfile
from summarizer.library.run import Run
from summarizer.topics import vocabularyfile


@pytest.mark.parametrize("path", ["/settings.html", "/interests.html", "/vocabulary.html"])
def test_each_has_a_page(client, path):
    assert client.get(path).status_code == 200


def test_a_setting_is_kept_in_the_file_and_taken_out_again(client):
    answer = client.post("/api/settings", json={"name": "daily", "value": "arxiv:cs.CL"})
    assert answer.status_code == 200
    assert settings.load().daily == "arxiv:cs.CL"
    client.post("/api/settings", json={"name": "daily", "value": None})
    assert settings.load().daily == "hf"


def test_a_setting_that_holds_secrets_is_not_shown(client, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_POST_TO", "ntfy://secret-topic")
    for path in ("/settings.html", "/api/settings"):
        text = client.get(path).text
        assert "secret-topic" not in text
        assert "mail_to" in text


@pytest.mark.parametrize(
    "body",
    [
        {"name": "daily", "value": "nowhere"},
        {"name": "max_usd", "value": "much"},
        {"name": "api_key", "value": "x"},
        {"name": "post_to", "value": "ntfy://topic"},
        {"name": "model", "value": ["x"]},
        {},
        [],
    ],
)
def test_what_the_command_would_refuse_is_refused(client, body):
    answer = client.post("/api/settings", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not settings.config_path().exists()


def test_interests_are_checked_and_kept_for_their_owner(client):
    text = '[mine]\nwords = ["sparse attention"]\n'
    answer = client.put("/api/interests", json={"text": text, "shown": ""})
    assert answer.json()["profiles"] == ["mine"]
    assert interestsfile.path().read_text() == text
    assert interestsfile.path().stat().st_mode & 0o077 == 0


def test_interests_that_are_wrong_change_nothing(client):
    answer = client.put("/api/interests", json={"text": "[mine]\nwords = 1\n", "shown": ""})
    assert answer.status_code == 400
    assert "line 2" in answer.json()["error"]
    assert not interestsfile.path().exists()


def test_interests_that_changed_meanwhile_are_not_written_over(client):
    text = '[mine]\nwords = ["sparse attention"]\n'
    client.put("/api/interests", json={"text": text, "shown": ""})
    answer = client.put("/api/interests", json={"text": "", "shown": "other"})
    assert answer.status_code == 400
    assert interestsfile.path().read_text() == text


def test_a_topic_is_renamed_only_after_its_diff_was_shown(client):
    run = Run()
    store(run, [1])
    body = {"action": "rename", "name": "rag", "other": "retrieval"}
    shown = client.post("/api/vocabulary", json=body).json()
    assert shown["dry_run"]
    assert any(line.startswith("+name") for line in shown["diff"])
    assert vocabularyfile.in_use(run.settings).get("rag")
    done = client.post("/api/vocabulary", json=body | {"dry_run": False}).json()
    assert done["papers"] == 1
    assert vocabularyfile.in_use(settings.load()).get("retrieval")


@pytest.mark.parametrize(
    "body",
    [
        {"action": "paint", "name": "rag"},
        {"action": "merge", "name": "rag"},
        {"action": "remove", "name": "no such topic"},
        {"action": "add", "name": "tea", "group": "none", "definition": "About tea."},
        {"action": "add", "name": "tea", "group": "applications"},
        {"action": "add", "name": "rag", "group": "applications", "definition": "About tea."},
    ],
)
def test_an_edit_that_makes_no_sense_is_one_line(client, body):
    answer = client.post("/api/vocabulary", json=body)
    assert answer.status_code == 400
    assert "\n" not in answer.json()["error"]


def test_a_topic_is_added(client):
    body = {"action": "add", "name": "tea", "group": "applications", "definition": "About tea."}
    done = client.post("/api/vocabulary", json=body | {"dry_run": False, "aliases": "green tea"})
    assert done.status_code == 200
    found = vocabularyfile.in_use(settings.load()).get("tea")
    assert found.aliases == ("green tea",)


def test_interests_that_are_no_text_are_a_line_and_stay(client, home):
    home.mkdir(exist_ok=True)
    (home / "interests.toml").write_bytes(b"\xff\xfe")
    assert client.get("/interests.html").status_code == 400
    assert "UTF-8" in client.get("/api/interests").json()["error"]
    sent = {"text": "", "shown": ""}
    assert client.put("/api/interests", json=sent).status_code == 400
    assert (home / "interests.toml").read_bytes() == b"\xff\xfe"

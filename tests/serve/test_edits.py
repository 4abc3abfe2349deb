"""Edits from a page: what they keep, answer and refuse, and that others' edits stay."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import stored_days

from summarizer import files
from summarizer.library.run import Run

PAPER = "2512.00000"


@pytest.fixture
def library(home):
    run = Run()
    stored_days.store(run, (0, 1), tags=("rag", "agents"))
    return run


def review(client, identity=PAPER, **body):
    return client.post(f"/api/papers/{identity}/review", json=body)


def stands(client, identity=PAPER):
    return client.get(f"/api/papers/{identity}/review").json()


def kept(identity=PAPER):
    return Run().reviews.of([identity]).get(identity)


class TestReview:
    def test_what_is_asked_about_a_paper(self, client, library):
        found = stands(client)
        kinds = {each["name"]: each["kind"] for each in found["tags"]}
        assert (kinds["rag"], kinds["agents"]) == ("given", "given")
        assert "near" in kinds.values()
        (rag,) = (each for each in found["tags"] if each["name"] == "rag")
        assert (rag["label"], rag["quote"]) == ("RAG", "Augmented Generation")
        assert (found["tldr"], found["tldr_is_mine"], found["notes"]) == ("Line 0.", False, None)
        assert (found["complete"], found["marks"]) == (False, [])

    def test_a_paper_without_an_annotation_is_reviewed_like_any_other(self, client, library):
        stored_days.store(Run(), (2,), day="2025-12-10", skipped=(3,))
        found = stands(client, "2512.00003")
        assert (found["tldr"], {each["kind"] for each in found["tags"]}) == (None, {"near"})
        answer = review(client, "2512.00003", tags={"rag": True}, tldr="Mine.")
        assert (answer.status_code, answer.json()["paper"]) == (200, None)
        assert (kept("2512.00003").tags, kept("2512.00003").tldr) == ({"rag": True}, "Mine.")

    def test_an_edit_is_kept_shown_and_taken_back(self, client, library):
        answer = review(
            client,
            shown={"tags": ["rag", "agents"], "tldr": "Line 0.", "notes": None, "complete": False},
            tags={"retrieval augmentation": True, "agents": False},
            tldr="A better line.",
            notes="see also",
            complete=True,
        )
        assert answer.status_code == 200
        found = answer.json()
        assert (found["conflicts"], found["session"]) == ([], 1)
        assert found["paper"]["tags"] == ["rag"]
        assert (found["paper"]["tldr"], found["paper"]["reviewed"]) == ("A better line.", True)
        assert found["review"] == stands(client)
        assert "A better line." in client.get(f"/papers/{PAPER}.html").text
        undone = client.post("/api/undo", json={"what": "review", "session": 1})
        assert undone.json() == {"undone": [PAPER], "notes": []}
        assert stands(client)["tldr"] == "Line 0."
        assert "A better line." not in client.get(f"/papers/{PAPER}.html").text

    def test_what_was_changed_elsewhere_meanwhile_is_a_conflict_and_stays(self, client, library):
        shown = {"tags": {"rag": "given"}, "tldr": "Line 0."}
        assert review(client, shown=shown, tldr="First.").status_code == 200
        answer = review(client, shown=shown, tldr="Second.")
        assert answer.status_code == 409
        assert "“Second.” here, “First.” in the review" in answer.json()["conflicts"][0]
        assert answer.json()["review"]["tldr"] == "First."
        answer = review(client, shown=shown, tldr="Second.", tags={"rag": False})
        assert (answer.status_code, len(answer.json()["conflicts"])) == (200, 1)
        assert (kept().tldr, kept().tags) == ("First.", {"rag": False})

    def test_the_same_from_two_tabs_is_one_change(self, client, library):
        body = {"shown": {"tags": {"rag": "given"}}, "tags": {"rag": True}}
        assert review(client, **body).json()["session"] == 1
        again = review(client, **body)
        assert (again.status_code, again.json()["session"]) == (200, None)

    def test_many_tabs_and_a_command_line_at_once_lose_nothing(self, client, library, tmp_path):
        report = tmp_path / "report.md"
        command = [sys.executable, "-m", "summarizer", "review"]
        subprocess.run([*command, "hf:2025-12-09", "--offline", "-o", report], check=True)
        report.write_text(report.read_text().replace("- better TL;DR:", "- better TL;DR: Theirs."))
        bodies = [{"tags": {name: True}} for name in ("peft", "rag", "agents")]
        bodies += [{"notes": "mine"}, {"complete": True, "shown": {"tags": []}}]
        with (
            subprocess.Popen([*command, "--apply", report]) as applying,
            ThreadPoolExecutor() as pool,
        ):
            codes = [each.status_code for each in pool.map(lambda b: review(client, **b), bodies)]
        assert (applying.returncode, codes) == (0, [200] * 5)
        assert {"peft", "rag", "agents"} <= set(kept().right)
        assert (kept().notes, kept().tldr, kept().complete) == ("mine", "Theirs.", True)

    @pytest.mark.parametrize(
        "identity", ["cs%2F9901001", "cs/9901001", "sha256%3A0123456789abcdef"]
    )
    def test_ids_of_every_form(self, client, library, identity):
        known = identity.replace("%2F", "/").replace("%3A", ":")
        stored_days.store(Run(), (2,), day="2025-12-10", id=known)
        assert review(client, identity, notes="n").status_code == 200
        assert kept(known).notes == "n"

    @pytest.mark.parametrize(
        ("body", "why"),
        [
            ({"tags": {"ragg": True}}, "unknown topic `ragg`"),
            ({"tags": {"rag": "yes"}}, "each of `tags` is true (right), false (wrong) or null"),
            ({"tags": ["rag"]}, "`tags` must be an object"),
            ({"tldr": 1}, "`tldr` must be a text"),
            ({"notes": "n" * 20_001}, "`notes` must be a text of at most 20,000"),
            ({"complete": "yes"}, "`complete` must be true or false"),
            ({"shown": []}, "`shown` must be an object"),
            ({"shown": {"tags": {"rag": 1}}}, "what was `shown` cannot be read"),
            ({"star": True}, "unknown field `star`"),
        ],
    )
    def test_nonsense_is_one_line(self, client, library, home, body, why):
        answer = review(client, **body)
        assert answer.status_code == 400
        assert why in answer.json()["error"]
        assert not list((home / "data").glob("reviews/*.json"))

    def test_an_unknown_paper_is_not_found(self, client, library):
        for answer in (review(client, "2512.99999", notes="n"), client.get("/api/papers/x/review")):
            assert answer.status_code == 404
            assert "it is not in the library" in answer.json()["error"]

    def test_a_full_disk_says_so_and_keeps_what_was(self, client, library, monkeypatch):
        review(client, notes="first")

        def full(draft):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files._Draft, "settle", full)
        answer = review(client, notes="second")
        assert (answer.status_code, kept().notes) == (507, "first")
        assert "No space left on device" in answer.json()["error"]

    def test_another_site_changes_nothing(self, client, library):
        answer = client.post(
            f"/api/papers/{PAPER}/review",
            json={"notes": "n"},
            headers={"origin": "https://example.org"},
        )
        assert (answer.status_code, kept()) == (403, None)


class TestMarks:
    def test_given_taken_away_and_taken_back(self, client, library):
        path = f"/api/papers/{PAPER}/marks"
        assert client.post(path, json={"star": True}).json() == {"marks": ["star"], "session": 1}
        assert client.post(path, json={"star": True}).json() == {"marks": ["star"], "session": None}
        assert client.post(path, json={"hide": True}).json() == {"marks": ["hide"], "session": 2}
        client.post("/api/papers/2512.00001/marks", json={"later": True})
        back = client.post("/api/undo", json={"what": "marks", "session": 2})
        assert back.json() == {"undone": [PAPER], "notes": []}
        assert stands(client)["marks"] == ["star"]
        again = client.post("/api/undo", json={"what": "marks", "session": 2})
        assert (again.status_code, again.json()["undone"]) == (409, [])
        assert client.post("/api/undo", json={"what": "marks"}).json()["undone"] == ["2512.00001"]

    @pytest.mark.parametrize(
        "body", [{}, {"star": 1}, {"love": True}, {"star": True, "hide": True}, [], "star"]
    )
    def test_nonsense_is_one_line(self, client, library, body):
        answer = client.post(f"/api/papers/{PAPER}/marks", json=body)
        assert (answer.status_code, list(answer.json())) == (400, ["error"])

    def test_at_once_none_is_lost(self, client, library):
        bodies = [{"star": True}, {"later": True}, {"read": True}, {"star": True}]

        def mark(body):
            return client.post(f"/api/papers/{PAPER}/marks", json=body).status_code

        with ThreadPoolExecutor() as pool:
            assert list(pool.map(mark, bodies)) == [200] * 4
        assert {"star", "read"} <= set(stands(client)["marks"])


class TestUndo:
    @pytest.mark.parametrize(
        "body", [{}, {"what": "all"}, {"what": "marks", "session": "1"}, {"what": "review", "x": 1}]
    )
    def test_nonsense_is_one_line(self, client, library, body):
        answer = client.post("/api/undo", json=body)
        assert (answer.status_code, list(answer.json())) == (400, ["error"])

    def test_nothing_to_take_back(self, client, library):
        for what in ("marks", "review"):
            answer = client.post("/api/undo", json={"what": what})
            assert (answer.status_code, answer.json()["undone"]) == (409, [])


def test_topics_are_completed_by_name_label_and_alias(client, library):
    def found(typed):
        return client.get("/api/topics/complete", params={"q": typed}).json()["topics"]

    assert found("retrieval augmentation")[0] == {
        "name": "rag",
        "label": "RAG",
        "group": "Language models",
        "definition": "Retrieval-augmented generation: generation conditioned on retrieved "
        "documents or a datastore.",
        "fits": "retrieval augmentation",
    }
    assert found("rag")[0]["name"] == "rag"
    assert found("") == found("\x00") == []


def test_the_description_of_the_api_fits_what_is_answered(client, library):
    import jsonschema

    document = client.get("/api/openapi.json").json()

    def check(method, path, answer):
        told = document["paths"][path][method]["responses"]["200"]["content"]["application/json"]
        schema = told["schema"] | {"components": document["components"]}
        jsonschema.validate(answer.json(), schema)

    body = {"tags": {"rag": True, "agents": None}, "notes": "n", "complete": True}
    schema = document["paths"]["/api/papers/{id}/review"]["post"]["requestBody"]["content"]
    jsonschema.validate(body, schema["application/json"]["schema"])
    check("post", "/api/papers/{id}/review", review(client, **body))
    check("get", "/api/papers/{id}/review", client.get(f"/api/papers/{PAPER}/review"))
    star = client.post(f"/api/papers/{PAPER}/marks", json={"star": True})
    check("post", "/api/papers/{id}/marks", star)
    check("post", "/api/undo", client.post("/api/undo", json={"what": "marks"}))
    check("get", "/api/topics/complete", client.get("/api/topics/complete?q=rag"))

"""The description of the API, and that real answers are as it says."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator
from stored_days import store

from summarizer.fulltext.copies import Copy
from summarizer.library.run import Run
from summarizer.serve.app import routes
from summarizer.serve.openapi import document

DOCUMENT = document()
PAPER = "2512.00001"
ASKED = {
    "/api/days": ["/api/days"],
    "/api/days/{day}": ["/api/days/2025-12-09"],
    "/api/papers/{id}": [f"/api/papers/{PAPER}", f"/api/papers/{quote('x/1:2', safe='')}"],
    "/api/papers/{id}/similar": [f"/api/papers/{PAPER}/similar"],
    "/api/search": ["/api/search?q=line", "/api/search?q=tag:rag&limit=1&offset=1"],
    "/api/texts": ["/api/texts?q=sentence"],
    "/api/topics": ["/api/topics"],
    "/api/topics/{name}": ["/api/topics/rag", "/api/topics/RAG", "/api/topics/none"],
    "/api/for-me": ["/api/for-me?limit=2"],
    "/api/trends": ["/api/trends", "/api/trends?weeks=1"],
    "/api/topics/complete": ["/api/topics/complete?q=ra"],
    "/api/papers/{id}/review": [f"/api/papers/{PAPER}/review"],
    "/api/settings": ["/api/settings"],
    "/api/interests": ["/api/interests"],
    "/api/vocabulary": ["/api/vocabulary"],
    "/api/runs": ["/api/runs"],
}
WRITTEN = [
    ("post", "/api/papers/{id}/review", PAPER, {"tags": {"rag": False}, "notes": "n"}),
    ("post", "/api/papers/{id}/marks", PAPER, {"star": True, "later": False}),
    ("post", "/api/undo", "", {"what": "marks"}),
    ("post", "/api/settings", "", {"name": "daily", "value": "arxiv:cs.CL"}),
    ("post", "/api/settings", "", {"name": "daily", "value": None}),
    ("put", "/api/interests", "", {"text": "[mine]\nwords = ['x']\n", "shown": ""}),
    ("post", "/api/vocabulary", "", {"action": "rename", "name": "rag", "other": "retrieval"}),
]
WATCHED = {"/api/runs/{id}", "/api/runs/{id}/stop", "/api/runs/{id}/events"}
"""What is asked of a run that goes on: test_runs.py asks it."""


@pytest.fixture
def run(home):
    run = Run()
    store(run, [1, 2, 3])
    store(run, [4], day="2025-12-10", tags=("peft",))
    store(run, [5], day="2025-12-11", id="x/1:2", skipped=(6,))
    for each in (PAPER, "2512.00099"):
        text = b"# A title\n\n## 1 Method\n\nA sentence is here, and no more than that.\n"
        run.texts.put(each, Copy("hf", "https://x.example/x.md", None, "2025-12-09", text))
    run.marks.mark(run.library.read("hf", "2025-12-09").entries[:2], "star")
    return run


def schema(path, method="get", part=None):
    told = DOCUMENT["paths"][path][method]
    found = told["requestBody"] if part else told["responses"]["200"]
    return found["content"]["application/json"]["schema"] | {"components": DOCUMENT["components"]}


def errors(known, value):
    return [each.message for each in Draft202012Validator(known).iter_errors(value)]


def reading():
    return {path for path, each in DOCUMENT["paths"].items() if "get" in each}


def test_it_is_served_and_its_schemas_are_schemas(client):
    assert client.get("/api/openapi.json").json() == DOCUMENT
    assert DOCUMENT["openapi"].startswith("3.1")
    for each in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(each)


def test_every_question_that_is_described_is_asked_here():
    assert set(ASKED) == reading() - WATCHED


@pytest.mark.parametrize(
    ("path", "address"), [(path, each) for path, found in ASKED.items() for each in found]
)
def test_an_answer_is_as_it_is_described(client, run, path, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert errors(schema(path), answer.json()) == []


@pytest.mark.parametrize(("method", "path", "paper", "body"), WRITTEN)
def test_a_change_is_as_it_is_described(client, run, method, path, paper, body):
    assert errors(schema(path, method, "body"), body) == []
    answer = client.request(method, path.replace("{id}", paper), json=body)
    assert answer.status_code == 200, answer.text
    assert errors(schema(path, method), answer.json()) == []


def test_the_description_tells_right_from_wrong(client, run):
    answer = client.get(f"/api/papers/{PAPER}").json()
    del answer["title"]
    assert errors(schema("/api/papers/{id}"), answer)


def test_every_route_that_answers_json_is_described_and_no_other():
    found = {
        (method.lower(), each.path.replace(":path", ""))
        for each in routes()
        if each.path.startswith("/api/") and each.path != "/api/openapi.json"
        for method in each.methods - {"HEAD"}
    }
    told = {(method, path) for path, each in DOCUMENT["paths"].items() for method in each}
    assert found == told


def test_pages_of_results_follow_each_other(client, run):
    whole = client.get("/api/search?q=tag:rag").json()
    parts = [client.get(f"/api/search?q=tag:rag&limit=1&offset={at}").json() for at in range(5)]
    assert {each["total"] for each in parts} == {whole["total"]} == {4}
    assert [each["papers"] for each in parts] == [*([one] for one in whole["papers"]), []]


def test_a_page_holds_at_most_so_many(client, run):
    assert len(client.get("/api/search?q=line&limit=0").json()["papers"]) == 1
    assert client.get("/api/search?q=line&limit=100000").status_code == 200


def test_a_paper_keeps_its_address(client, run):
    for each in client.get("/api/search?q=line").json()["papers"]:
        same = client.get(f"/api/papers/{quote(each['id'], safe='')}").json()
        assert same["id"] == each["id"]
        assert client.get(f"/papers/{quote(each['id'], safe='')}").status_code == 200

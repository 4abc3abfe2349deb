"""`summarize models`: what a server has, for people and for programs."""

from __future__ import annotations

import json

import pytest
from hostile_model import HostileModel

MODELS = {
    "data": [
        {
            "id": "small",
            "context_length": 8192,
            "pricing": {"prompt": "0.000001", "completion": "0"},
        },
        {"id": "large"},
    ]
}


@pytest.fixture
def server():
    with HostileModel(lambda _: (200, {}, MODELS)) as running:
        yield running


def test_people_get_a_table(run, server):
    code, out, err = run("models", "openrouter", "--base-url", server.url)
    assert (code, err) == (0, "")
    assert [line.split() for line in out.splitlines()] == [
        ["model", "$", "in", "$", "out", "context"],
        ["large", "-", "-", "-"],
        ["small", "1.00", "0.00", "8,192"],
    ]


def test_programs_get_names_that_can_be_given_to_model(run, server):
    code, out, _ = run("models", "openrouter", "--base-url", server.url, "--json")
    document = json.loads(out)
    assert (code, document["schema"]) == (0, "summarizer/models/1")
    assert document["models"][1] == {
        "model": "openrouter/small",
        "input_usd_per_million": 1.0,
        "output_usd_per_million": 0.0,
        "context": 8192,
    }


def test_without_a_provider_it_is_the_configured_one(run, server, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_MODEL", "ollama/small")
    assert run("models", "--base-url", server.url)[0] == 0
    code, _, err = run("models")
    assert code == 4
    assert "`ollama serve` starts it" in " ".join(err.split())


@pytest.mark.parametrize(("words", "said"), [((), "names no provider"), (("no",), "no provider")])
def test_what_is_no_provider_is_said_with_those_there_are(run, words, said):
    code, out, err = run("models", *words)
    assert (code, out) == (2, "")
    assert said in err
    assert "openrouter" in err


def test_another_providers_address_is_not_asked(run, server, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_MODEL", "openai/x")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    assert run("models", "openai")[0] == 0
    asked = len(server.requests)
    assert run("models", "ollama")[0] == 4
    assert len(server.requests) == asked


def test_an_address_alone_is_asked_as_any_compatible_server_is(run, server):
    code, out, _ = run("models", "--base-url", server.url)
    assert code == 0
    assert out.startswith("model")

"""The lists of models that servers give, and what is made of them."""

from __future__ import annotations

import pytest
from hostile_model import HostileModel

from summarizer.engines.llm import providers
from summarizer.engines.llm.listing import ListedModel, listed
from summarizer.errors import BadAnswer, NotRunning, Refused
from summarizer.settings import Settings

KEY = "sk-test-0123456789"


def models(body, provider="ollama", status=200, end=""):
    with HostileModel(lambda _: (status, {}, body)) as server:
        there = Settings(model=f"{provider}/any", base_url=server.url + end)
        return listed(providers.server(there), 5), server.requests


def test_the_models_are_listed_by_name_with_prices_where_they_are_known():
    body = {"data": [{"id": "gpt-4o-mini"}, {"id": "a-model-of-ones-own"}]}
    found, _ = models(body, "openai")
    assert found == [
        ListedModel("a-model-of-ones-own"),
        ListedModel("gpt-4o-mini", 0.15, 0.6),
    ]


def test_on_the_readers_own_machine_models_cost_nothing():
    found, _ = models({"data": [{"id": "m", "max_model_len": 4096}]}, "vllm")
    assert found == [ListedModel("m", 0.0, 0.0, 4096)]


@pytest.mark.parametrize(
    ("pricing", "prices"),
    [
        ({"prompt": "0.00000015", "completion": "0.0000006"}, (0.15, 0.6)),
        ({"input": 0.18, "output": 0.2}, (0.18, 0.2)),
        ({"prompt": "-1", "completion": "-1"}, (None, None)),
        ({"prompt": "free"}, (None, None)),
        ("none", (None, None)),
    ],
)
def test_a_servers_own_prices_come_first(pricing, prices):
    found, _ = models([{"id": "x/y", "pricing": pricing, "context_length": 8192}], "openrouter")
    assert found == [ListedModel("x/y", *prices, 8192)]


@pytest.mark.parametrize(
    "body",
    [
        {"data": [{"id": "m"}, {"object": "nameless"}, "text"]},
        {"models": [{"name": "models/m"}]},
        [{"model": "m"}],
    ],
)
def test_every_shape_of_a_list_is_read(body):
    assert [each.id for each in models(body)[0]] == ["m"]


def test_key_and_query_go_along(monkeypatch):
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    _, requests = models({"data": []}, "azure", end="/chat/completions?api-version=1")
    (path, headers, _) = requests[0]
    assert path == "/v1/models?api-version=1"
    assert headers["Api-Key"] == KEY
    assert "Authorization" not in headers


def test_anthropics_list_is_asked_for_in_its_own_way(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    with HostileModel(lambda _: (200, {}, {"data": []})) as server:
        known = providers.Provider(server.url, "ANTHROPIC_API_KEY")
        monkeypatch.setitem(providers.PROVIDERS, "anthropic", known)
        listed(providers.server(Settings(model="anthropic/any")), 5)
    ((path, headers, _),) = server.requests
    assert path == "/v1/models?limit=1000"
    assert headers["X-Api-Key"] == KEY
    assert headers["Anthropic-Version"]
    assert "Authorization" not in headers


@pytest.mark.parametrize(
    ("status", "body", "error", "said"),
    [
        (200, b"<html><title>Web UI</title>", BadAnswer, "not with a list of models"),
        (200, {"status": "fine"}, BadAnswer, "not with a list of models"),
        (404, b"", BadAnswer, r"lists no models \(HTTP 404\)"),
        (401, {"error": {"message": "bad key"}}, Refused, "bad key"),
        (302, b"", Refused, "status 302"),
    ],
)
def test_what_is_no_list_is_one_line(status, body, error, said):
    with pytest.raises(error, match=said) as found:
        models(body, "openai", status)
    assert "\n" not in str(found.value)


def test_a_server_that_is_not_running_is_said():
    there = providers.server(Settings(model="ollama/any", base_url="http://127.0.0.1:9/v1"))
    with pytest.raises(NotRunning, match="`ollama serve` starts it"):
        listed(there, 5)

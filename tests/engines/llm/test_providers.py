from __future__ import annotations

import pytest

from summarizer.engines.llm.providers import PROVIDERS, Server, server
from summarizer.errors import MissingKey, SettingsError
from summarizer.settings import Settings, load

KEY = "sk-abcdefghij0123456789"


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_is_known_by_its_name(name, monkeypatch):
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "mine.openai.azure.com")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    found = server(Settings(model=f"{name}/some/model"))
    assert (found.model, found.name) == ("some/model", f"{name}/some/model")
    assert found.base_url.startswith(PROVIDERS[name].base_url.partition("{")[0])
    assert found.own


def test_a_missing_key_is_one_line_that_names_the_variable():
    with pytest.raises(MissingKey, match="`GROQ_API_KEY`") as error:
        server(Settings(model="groq/x")).check_key()
    assert "\n" not in str(error.value)


def test_a_server_of_ones_own_needs_no_key():
    server(Settings(model="openai/x", base_url="http://127.0.0.1:1/v1")).check_key()
    server(Settings(model="ollama/x")).check_key()


def test_the_key_comes_from_the_providers_variable(monkeypatch):
    monkeypatch.setenv("MISTRAL_API_KEY", f" {KEY}\n")
    found = server(Settings(model="mistral/x"))
    assert found.key == KEY
    assert server(Settings(model="openai/x")).key is None


def test_the_base_url_variable_is_for_openai_alone(monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1/")
    assert server(load({"model": "openai/x"})).base_url == "http://127.0.0.1:9/v1"
    assert server(load({"model": "groq/x"})).own
    flags = {"model": "groq/x", "base_url": "http://127.0.0.1:8/v1"}
    assert server(load(flags)).base_url == "http://127.0.0.1:8/v1"


@pytest.mark.parametrize(
    ("given", "base_url", "query", "user"),
    [
        ("http://h/v1/", "http://h/v1", "", None),
        ("http://h/v1/chat/completions", "http://h/v1", "", None),
        ("http://h/v1/chat/completions/", "http://h/v1", "", None),
        ("http://h/v1/models", "http://h/v1", "", None),
        ("https://h/v1?api-version=preview", "https://h/v1", "api-version=preview", None),
        ("https://h/d/chat/completions?a=1&b=", "https://h/d", "a=1&b=", None),
        ("http://me:p%40ss@h:8/v1", "http://h:8/v1", "", "me:p@ss"),
        ("http://[::1]:8/v1", "http://[::1]:8/v1", "", None),
    ],
)
def test_a_base_url_is_taken_apart(given, base_url, query, user):
    found = server(Settings(model="openai/x", base_url=given))
    assert (found.base_url, found.query, found.user) == (base_url, query, user)
    assert found.url("/models") == f"{base_url}/models" + (f"?{query}" if query else "")
    assert "p@ss" not in repr(found)


def test_a_user_and_a_password_go_before_the_key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    found = server(Settings(model="openai/x", base_url="http://me:pass@h/v1"))
    assert found.headers == {"Authorization": "Basic bWU6cGFzcw=="}
    assert found.hidden("me:pass and pass") == "*** and ***"
    assert server(Settings(model="openai/x")).headers == {"Authorization": f"Bearer {KEY}"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://mine.openai.azure.com/", "https://mine.openai.azure.com/openai/v1"),
        ("mine.openai.azure.com/openai/v1", "https://mine.openai.azure.com/openai/v1"),
    ],
)
def test_azure_is_where_its_endpoint_is_and_has_its_own_header(monkeypatch, given, expected):
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", given)
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    found = server(Settings(model="azure/deployment"))
    assert (found.base_url, found.own) == (expected, True)
    assert found.headers == {"api-key": KEY}


def test_azure_is_known_by_its_host_too(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    place = "https://mine.openai.azure.com/openai/deployments/d?api-version=2024-10-21"
    assert server(Settings(model="openai/d", base_url=place)).headers == {"api-key": KEY}


def test_bedrock_is_where_its_region_is(monkeypatch):
    with pytest.raises(SettingsError, match="set `AWS_REGION`"):
        server(Settings(model="bedrock/m"))
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    found = server(Settings(model="bedrock/m"))
    assert (found.base_url, found.own) == ("https://bedrock-mantle.eu-west-1.api.aws/v1", True)


def test_a_provider_says_what_the_environment_must_hold():
    assert PROVIDERS["azure"].variables == ("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT")
    assert PROVIDERS["groq"].variables == ("GROQ_API_KEY",)
    assert PROVIDERS["ollama"].variables == ()


@pytest.mark.parametrize(
    ("model", "base_url", "advice"),
    [
        ("ollama/m", None, "is ollama running? `ollama serve` starts it"),
        ("openai/m", "http://127.0.0.1:1234/v1", "is lmstudio running? `lms server start`"),
        ("openai/m", "http://127.0.0.1:9/v1", "is the server running"),
    ],
)
def test_a_local_server_is_known_by_its_name_or_port(model, base_url, advice):
    assert advice in server(Settings(model=model, base_url=base_url)).start_advice


@pytest.mark.parametrize("model", ["openai", "openai/", "openai/ "])
def test_a_model_without_a_name_is_refused(model):
    with pytest.raises(SettingsError, match="give `openai/NAME`"):
        server(Settings(model=model))


def test_a_base_url_that_is_none_is_refused():
    with pytest.raises(SettingsError, match="not a base URL"):
        server(Settings(model="openai/x", base_url="localhost:8080"))


@pytest.mark.parametrize(
    "text",
    [
        f"Incorrect API key provided: {KEY}.",
        "Incorrect API key provided: sk-proj-abcd****wxyz.",
        "Authorization: Bearer abc.def-ghi",
        "http://user:secret@host/v1 is gone",
        "the key my-own-odd-key is wrong",
        "API key not valid: AIzaSyA-abcdefghij",
    ],
)
def test_no_key_or_password_is_left_in_a_text(text):
    own = Server("openai", "x", "http://h/v1", "OPENAI_API_KEY", "my-own-odd-key")
    shown = own.hidden(text)
    for secret in (KEY, "abcd", "wxyz", "abc.def-ghi", "secret", "my-own-odd-key", "abcdefghij"):
        assert secret not in shown
    assert "***" in shown


def test_a_server_shows_neither_key_nor_password():
    own = Server("openai", "x", "http://user:secret@host/v1", "OPENAI_API_KEY", KEY)
    assert KEY not in repr(own)
    assert own.shown_url == "http://host/v1"

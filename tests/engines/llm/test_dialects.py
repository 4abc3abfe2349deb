from __future__ import annotations

import json

import pytest

from summarizer.engines.llm.dialects import MODES, Dialect, Memory, first
from summarizer.engines.llm.providers import Server

HERE = Server("openai", "m", "http://user:secret@127.0.0.1:1/v1", None, "sk-key-key-key")
MESSAGES = [{"role": "system", "content": "rules"}, {"role": "user", "content": "paper"}]


def test_the_ways_are_tried_from_the_strictest_on():
    way, seen = Dialect(), []
    while way:
        seen.append(way.mode)
        way = way.after("no")
    assert tuple(seen) == MODES == ("strict", "tools", "json_object", "text")


@pytest.mark.parametrize(
    ("said", "change"),
    [
        ("use 'max_completion_tokens' instead", {"limit": "max_completion_tokens"}),
        ("Unsupported value: 'temperature'", {"temperature": False}),
        ("System role not supported", {"system": False}),
        ("'maxLength' is not permitted", {"bounds": False}),
    ],
)
def test_a_named_parameter_is_changed_before_the_way_is(said, change):
    assert Dialect().after(said) == Dialect(**change)


def test_openais_own_server_is_asked_its_own_way():
    own = Server("openai", "m", "https://api.openai.com/v1", "OPENAI_API_KEY")
    assert first(own).limit == "max_completion_tokens"
    assert not first(own).temperature
    assert first(HERE) == Dialect()
    assert not first(own).bounds
    assert not first(Server("groq", "m", "https://api.groq.com/openai/v1", "GROQ_API_KEY")).bounds


@pytest.mark.parametrize(
    ("provider", "url", "way"),
    [
        ("azure", "https://x.openai.azure.com/openai/v1",
         Dialect(limit="max_completion_tokens", temperature=False, bounds=False)),
        ("xai", "https://api.x.ai/v1", Dialect(limit="max_completion_tokens", bounds=False)),
        ("anthropic", "https://api.anthropic.com/v1", Dialect(mode="tools", bounds=False)),
        ("anthropic", "http://127.0.0.1:1/v1", Dialect()),
    ],
)  # fmt: skip
def test_a_provider_is_asked_first_as_its_documentation_says(provider, url, way):
    assert first(Server(provider, "m", url, "KEY")) == way


@pytest.mark.parametrize("mode", MODES)
def test_each_way_makes_its_own_demand(mode):
    body = Dialect(mode=mode).body("m", MESSAGES, {"type": "object"}, 99)
    assert (body["model"], body["max_tokens"], body["messages"]) == ("m", 99, MESSAGES)
    assert ("response_format" in body) is (mode in {"strict", "json_object"})
    assert ("tools" in body) is (mode == "tools")


def test_without_a_system_role_the_first_message_goes_in_front_of_the_second():
    body = Dialect(system=False).body("m", MESSAGES, {}, 9)
    assert body["messages"] == [{"role": "user", "content": "rules\n\npaper"}]


class TestMemory:
    def test_what_a_server_took_is_remembered_by_server_and_model(self, tmp_path):
        memory = Memory(tmp_path / "servers.json")
        assert memory.recall(HERE) == Dialect()
        memory.keep(HERE, Dialect(mode="tools"))
        assert Memory(tmp_path / "servers.json").recall(HERE) == Dialect(mode="tools")
        other = Server("openai", "other", HERE.base_url, None)
        assert memory.recall(other) == Dialect()

    def test_neither_key_nor_password_is_in_it(self, tmp_path):
        memory = Memory(tmp_path / "servers.json")
        memory.keep(HERE, Dialect())
        text = memory.path.read_text()
        assert "secret" not in text
        assert "sk-key" not in text

    @pytest.mark.parametrize(
        "text",
        ["", "[]", "{", '{"http://127.0.0.1:1/v1 m": 1}', '{"http://127.0.0.1:1/v1 m": {"x": 1}}'],
    )
    def test_a_damaged_one_is_no_trouble(self, tmp_path, text):
        memory = Memory(tmp_path / "servers.json")
        memory.path.write_text(text)
        assert memory.recall(HERE) == Dialect()
        memory.keep(HERE, Dialect(mode="text"))
        assert json.loads(memory.path.read_text())

    def test_a_folder_that_takes_nothing_is_no_trouble(self, tmp_path):
        (tmp_path / "file").write_text("x")
        memory = Memory(tmp_path / "file" / "servers.json")
        memory.keep(HERE, Dialect(mode="text"))
        assert memory.recall(HERE) == Dialect()

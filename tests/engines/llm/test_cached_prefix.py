"""What is sent so that a provider reads the shared beginning of prompts from its cache."""

from __future__ import annotations

import pytest

from summarizer.engines.llm.dialects import with_cached_prefix
from summarizer.engines.llm.providers import server
from summarizer.settings import Settings

BODY = {"model": "m", "messages": [{"role": "system", "content": "All."},
                                   {"role": "user", "content": "One."}]}  # fmt: skip


def hinted(model, base_url=None, body=BODY):
    return with_cached_prefix(body, server(Settings(model=model, base_url=base_url)))


def test_openai_is_told_a_key_that_is_the_same_for_the_same_beginning():
    found = hinted("openai/gpt-5-mini")
    assert found.items() > BODY.items()
    other = hinted("openai/gpt-5-mini", body=BODY | {"messages": [BODY["messages"][1]]})
    assert found["prompt_cache_key"] == hinted("openai/gpt-5-mini")["prompt_cache_key"]
    assert found["prompt_cache_key"] != other["prompt_cache_key"]


def test_openrouter_hands_anthropic_s_models_the_mark():
    system, user = hinted("openrouter/anthropic/claude-sonnet-4.5")["messages"]
    assert system["content"][0] == {
        "type": "text", "text": "All.", "cache_control": {"type": "ephemeral"}
    }  # fmt: skip
    assert user == BODY["messages"][1]


@pytest.mark.parametrize(
    ("model", "base_url"),
    [
        ("openai/any", "http://127.0.0.1:9/v1"),
        ("openrouter/openai/gpt-5", None),
        ("gemini/gemini-2.5-flash", None),
    ],
)
def test_others_are_sent_nothing_they_may_not_know(model, base_url):
    assert hinted(model, base_url) == BODY

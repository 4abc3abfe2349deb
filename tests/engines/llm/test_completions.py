from __future__ import annotations

import json

import pytest

from summarizer.engines.llm import completions
from summarizer.engines.llm.providers import Server
from summarizer.errors import NotAnnotated

SERVER = Server("openai", "m", "http://127.0.0.1:9/v1", None)
GOOD = {"tags": [{"tag": "rag", "quote": "retrieval"}], "proposed_tags": [], "tldr": "It says so."}
TEXT = json.dumps(GOOD)


def said(message, finish="stop", **usage):
    """The text of a completion with one message."""
    choice = {"message": {"role": "assistant", "content": None} | message, "finish_reason": finish}
    told = {"prompt_tokens": 10, "completion_tokens": 2000} | usage
    return completions.text({"choices": [choice], "usage": told}, SERVER)


@pytest.mark.parametrize(
    "message",
    [
        {"content": TEXT},
        {"content": [{"type": "thinking", "text": "Hm."}, {"type": "text", "text": TEXT}]},
        {"content": [{"type": "reasoning", "text": "Hm."}, {"type": "text", "text": TEXT}]},
        {"content": GOOD},
        {"content": "", "reasoning_content": TEXT},
        {"reasoning": TEXT},
        {"reasoning_details": [{"type": "reasoning.text", "text": TEXT}]},
        {"reasoning_content": f"Let me see: {json.dumps({'tldr': 'x', 'tags': []})}, no. {TEXT}"},
        {"tool_calls": [{"function": {"name": "annotate", "arguments": TEXT}}]},
        {"tool_calls": [{"function": {"name": "annotate", "arguments": GOOD}}]},
        {"tool_calls": [{"name": "annotate", "arguments": GOOD}]},
        {"tool_calls": [{"function": {"arguments": "{}"}}], "content": TEXT},
        {"tool_calls": [{"function": {"arguments": '{"tags": ['}}], "content": TEXT},
        {"function_call": {"name": "annotate", "arguments": TEXT}},
    ],
)
def test_an_answer_is_found_wherever_a_server_puts_it(message):
    assert said(message) == TEXT


@pytest.mark.parametrize("after", [" But `rag` is wrong, since", '\n{"tags": ['])
def test_a_draft_among_thoughts_is_no_answer(after):
    assert said({"content": "", "reasoning_content": TEXT + after}) == ""


@pytest.mark.parametrize("finish", ["length", "MAX_TOKENS", "max_tokens"])
def test_an_answer_that_is_cut_off_names_the_setting(finish):
    with pytest.raises(completions.CutOff, match="`SUMMARIZER_MAX_OUTPUT_TOKENS`") as caught:
        said({"content": TEXT[:40]}, finish)
    assert "at 2,000 tokens" in str(caught.value)
    assert not caught.value.thought
    assert isinstance(caught.value, NotAnnotated)


def test_an_answer_that_is_whole_is_one_though_the_server_stopped_it():
    assert said({"content": f"{TEXT}\n\n\n"}, "length").strip() == TEXT


@pytest.mark.parametrize(
    ("message", "usage"),
    [
        ({"content": f"<think>\nA first idea: {TEXT}\nBut"}, {}),
        ({"content": "", "reasoning_content": TEXT}, {}),
        ({"content": ""}, {"completion_tokens_details": {"reasoning_tokens": 2000}}),
        ({"content": TEXT[:9]}, {"completion_tokens_details": {"reasoning_tokens": 1990}}),
    ],
)
def test_room_that_went_into_thinking_is_told(message, usage):
    with pytest.raises(completions.CutOff, match="spent on thinking") as caught:
        said(message, "length", **usage)
    assert caught.value.thought


def test_nothing_at_all_is_taken_for_thought_and_not_called_so():
    with pytest.raises(completions.CutOff) as caught:
        said({"content": ""}, "length")
    assert caught.value.thought
    assert "thinking" not in str(caught.value)

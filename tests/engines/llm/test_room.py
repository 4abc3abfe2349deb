from __future__ import annotations

import pytest

from summarizer.engines.llm.providers import server
from summarizer.engines.llm.room import HOPELESS, Share, patience, room, thinks
from summarizer.settings import load


def made(model="openai/m", price=None, **flags):
    settings = load({"model": model, **flags})
    return room(server(settings), settings, lambda _: price)


@pytest.mark.parametrize(
    "model",
    ["o1", "o3-mini", "gpt-5", "gpt-5-mini", "openai/gpt-5.1", "deepseek-reasoner", "deepseek-r1",
     "deepseek-r1:8b", "DeepSeek-R1-Distill-Qwen-7B", "qwq-32b", "Qwen/Qwen3-8B", "qwen3:4b",
     "kimi-k2-thinking", "gpt-oss:20b", "magistral-small", "Phi-4-mini-reasoning"],
)  # fmt: skip
def test_models_that_think_are_known_by_name_and_get_more_room(model):
    assert thinks(model)
    assert made(f"openrouter/{model}").share.most == 8000


@pytest.mark.parametrize(
    "model",
    ["gpt-4o-mini", "gpt-4.1", "llama3.2", "mistral-small", "smollm2", "deepseek-chat",
     "gpt-5-chat", "Qwen3-4B-Instruct-2507", "qwen2.5:7b", "gemma3", "claude-3-5-haiku"],
)  # fmt: skip
def test_other_models_get_the_usual_room(model):
    assert not thinks(model)
    assert made(f"openrouter/{model}").share.most == 2000


def test_a_reader_s_own_number_is_never_exceeded():
    own = made("openai/gpt-5", max_output_tokens=700)
    assert own.share == Share(700)
    assert own.more(own.share, thought=False) is None
    assert own.more(own.share, thought=True).most == 700


def test_a_small_budget_grants_no_more_than_the_usual():
    assert made("openai/gpt-5", price=0.016, max_usd=1).share.most == 2000
    assert made("openai/gpt-5", price=0.016, max_usd=5).share.most == 8000


def test_an_answer_cut_off_is_granted_twice_the_room_once():
    ours = made()
    wider = ours.more(ours.share, thought=False)
    assert wider == Share(4000)
    ours.settle(wider)
    assert ours.more(wider, thought=False) is None


def test_more_room_that_a_model_fills_by_repeating_itself_is_not_tried_again():
    ours = made()
    wider = ours.more(ours.share, thought=False)
    ours.failed(wider, ours.share, thought=False)
    assert ours.more(ours.share, thought=False) is None
    assert ours.share == Share(2000)
    other = made()
    other.settle(wider)
    other.failed(wider, Share(2000), thought=False)
    assert other.share == wider


def test_a_model_that_thought_in_vain_gets_more_room_from_the_start():
    ours = made()
    wider = ours.more(ours.share, thought=True)
    ours.failed(wider, ours.share, thought=True)
    assert ours.share == wider
    assert ours.more(wider, thought=True) is None


@pytest.mark.parametrize(
    ("model", "flags", "asked"),
    [
        ("openai/m", {}, {"reasoning_effort": "low"}),
        ("openrouter/m", {}, {"reasoning_effort": "low"}),
        ("deepseek/deepseek-reasoner", {}, {"thinking": {"type": "disabled"}}),
        ("ollama/qwen3", {}, {"reasoning_effort": "none"}),
        ("ollama/gpt-oss", {}, {"reasoning_effort": "low"}),
        ("vllm/m", {},
         {"reasoning_effort": "low", "chat_template_kwargs": {"enable_thinking": False}}),
    ],
)  # fmt: skip
def test_less_thought_is_asked_for_in_the_server_s_way(model, flags, asked):
    ours = made(model, **flags)
    assert ours.more(ours.share, thought=True).less == asked
    assert ours.more(ours.share, thought=False).less == {}


def test_what_was_refused_is_not_tried_again():
    ours = made("vllm/m")
    seen, asked = [], ours.share
    while len(seen) < 9 and (share := ours.more(asked, thought=True)):
        seen.append(share)
        about = "reasoning_effort is unknown" if share.less else "max_tokens is too large"
        ours.refused(share, asked, about)
    assert [sorted(each.less) for each in seen] == [
        ["chat_template_kwargs", "reasoning_effort"], ["reasoning_effort"], [],
    ]  # fmt: skip


def test_a_default_that_a_server_refuses_shrinks_to_the_usual_once():
    ours = made("vllm/qwen3")
    assert not ours.shrunk("no such model")
    assert ours.shrunk("max_tokens is too large: 8000")
    assert ours.share == ours.granted(Share(8000)) == Share(2000)
    assert ours.more(ours.share, thought=False) is None
    assert not ours.shrunk("max_tokens is too large: 2000")


def test_a_longer_answer_may_take_longer_unless_the_reader_says_how_long():
    assert [patience(load({}), most) for most in (0, 2000, 8000)] == [120, 120, 480]
    assert patience(load({"timeout": 9}), 8000) == 9


def test_a_run_in_which_no_answer_is_whole_has_an_end():
    ours = made()
    assert [ours.lost() for _ in range(HOPELESS)] == [False] * (HOPELESS - 1) + [True]
    other = made()
    other.kept()
    assert not any(other.lost() for _ in range(2 * HOPELESS))

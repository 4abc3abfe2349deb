"""A second look at a TL;DR: what is asked, what is made of the verdict, and what it costs."""

from __future__ import annotations

import asyncio
import json

import pytest
from engine_double import Heard
from llm_server import good_answer
from papers import paper

from summarizer import engines
from summarizer.engines.llm.verification import Verdict, verdict_in
from summarizer.errors import BudgetSpent
from summarizer.settings import load

YES, NO = '{"supported": true, "problem": null}', '{"supported": false, "problem": "it says more"}'


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (YES, Verdict(True)),
        (NO, Verdict(False, "it says more")),
        (f"<think>maybe {NO}</think>\n```json\n{YES}\n```", Verdict(True)),
        ("supported: no", Verdict(False, "it says no more")),
        ("{'supported': 'Yes'}", Verdict(True)),
    ],
)
def test_the_last_verdict_counts(text, verdict):
    assert verdict_in(text) == verdict


@pytest.mark.parametrize("text", ["", "It is fine.", "unsupported", '{"supported": null}'])
def test_a_verdict_that_cannot_be_read_is_none(text):
    assert verdict_in(text).supported is None


@pytest.fixture
def verified(llm, monkeypatch):
    """Annotate papers with a check by verdicts in turn; the engine, annotations and requests."""
    monkeypatch.setenv("OPENAI_API_KEY", "key")

    def make(*verdicts, papers=1, observer=False, **flags):
        said = list(verdicts)

        def answer(request):
            if "You check whether" in request.body["messages"][0]["content"]:
                return said.pop(0)
            return good_answer(request)

        llm.answer = answer
        told = {"model": "openai/scripted", "base_url": llm.url, "verify": "on"}
        engine = engines.create(load(told | flags))
        if observer:
            engine.observer = Heard()

        async def all_of_them():
            try:
                return [await engine.answer(paper(number)) for number in range(papers)]
            finally:
                await engine.close()

        return engine, asyncio.run(all_of_them()), llm.requests

    return make


def test_a_supported_tldr_stays(verified):
    engine, (found,), requests = verified(YES)
    assert found.tldr_origin == "model"
    assert len(requests) == engine.usage.requests == 2
    asked = requests[1].body["messages"][-1]["content"]
    assert found.tldr in asked
    assert found.tldr_evidence[0].quote in asked
    assert "response_format" not in requests[1].body


def test_what_is_not_supported_is_asked_for_again_and_may_then_stay(verified):
    _, (found,), requests = verified(NO, YES)
    assert (found.tldr_origin, len(requests)) == ("model", 4)
    assert (
        "not supported by title and abstract: it says more"
        in requests[2].body["messages"][-1]["content"]
    )


def test_what_is_never_supported_is_replaced(verified):
    _, (found,), requests = verified(NO, NO)
    assert (found.tldr_origin, len(requests)) == ("extracted", 4)
    assert found.tags


def test_a_verdict_that_cannot_be_read_is_asked_for_once_more(verified):
    _, (found,), requests = verified("Verdict: no", NO, YES)
    assert (found.tldr_origin, len(requests)) == ("model", 5)
    assert "JSON object alone" in requests[2].body["messages"][-1]["content"]


def test_what_cannot_be_checked_stays_and_is_said(verified):
    engine, (found,), requests = verified("I like it.", "", observer=True)
    assert (found.tldr_origin, len(requests)) == ("model", 3)
    assert "1 TL;DR could not be checked, and stay" in engine.observer.notes[0]


def test_another_model_may_check(verified):
    _, _, requests = verified(YES, verify_model="openai/cheap")
    assert [each.body["model"] for each in requests] == ["scripted", "cheap"]


def test_checks_count_in_the_budget_and_what_was_paid_for_stays(verified):
    engine, found, requests = verified(YES, papers=2, max_requests=3)
    assert [each.tldr_origin for each in found] == ["model", "model"]
    assert len(requests) == engine.usage.requests == 3
    with pytest.raises(BudgetSpent):
        verified(YES, papers=3, max_requests=3)


def test_a_forecast_counts_them(llm, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    told = {"model": "openai/gpt-4o-mini", "base_url": llm.url}
    plain = engines.create(load(told)).expected(paper())
    checked = engines.create(load(told | {"verify": "on"})).expected(paper())
    assert (plain.requests, checked.requests) == (1, 2)
    assert checked.input_tokens > plain.input_tokens
    assert checked.usd > plain.usd


def test_an_answer_that_was_checked_is_another_than_one_that_was_not(llm):
    told = {"model": "openai/scripted", "base_url": llm.url}
    plain, checked = load(told), load(told | {"verify": "on"})
    other = load(told | {"verify": "on", "verify_model": "openai/cheap"})
    prompts = {engines.create(each).prompt for each in (plain, checked, other)}
    assert len(prompts) == 3


def test_the_command_line_asks_for_it(run, llm, file, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    llm.answer = lambda request: (
        YES if "You check" in request.body["messages"][0]["content"] else good_answer(request)
    )
    argv = ["papers", file, "--model", "openai/scripted", "--base-url", llm.url, "--json"]
    code, out, _ = run(*argv, "--verify")
    assert (code, json.loads(out)["usage"]["requests"]) == (0, 6)
    assert json.loads(run(*argv, "--verify")[1])["usage"]["requests"] == 0
    assert json.loads(run(*argv)[1])["usage"]["requests"] == 3

"""The scripted model itself, asked through the plain openai SDK."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time

import httpx
import httpx2
import openai
import pytest
from llm_server import CONTENT, EVERY, HUGE_BYTES, LLMServer
from places import TESTS

TITLE = "Retrieval-augmented generation with agents"
ABSTRACT = "We study retrieval-augmented generation. It gains 12 % on three benchmarks."
SCHEMA = {
    "type": "object",
    "properties": {
        "tldr": {"type": "string"},
        "tags": {"type": "array", "items": {"$ref": "#/$defs/Tag"}},
    },
    "$defs": {
        "Tag": {
            "type": "object",
            "properties": {"tag": {"type": "string"}, "quote": {"type": "string"}},
        }
    },
}
STRICT = {
    "type": "json_schema",
    "json_schema": {"name": "answer", "strict": True, "schema": SCHEMA},
}
TOOL = {"type": "function", "function": {"name": "answer", "parameters": SCHEMA}}


@pytest.fixture
def server():
    with LLMServer() as running:
        yield running


@pytest.fixture
def ask(server):
    with openai.OpenAI(base_url=server.url, api_key="sk-secret", max_retries=0) as client:

        def ask(title=TITLE, **options):
            text = json.dumps({"title": title, "abstract": ABSTRACT})
            messages = [
                {"role": "system", "content": "Tag the paper."},
                {"role": "user", "content": text},
            ]
            options = {"response_format": STRICT, "model": "scripted", "timeout": 5} | options
            return client.chat.completions.create(messages=messages, **options)

        yield ask


def content(answer):
    said = json.loads(answer.choices[0].message.content)
    return {name: said[name] for name in ("tldr", "tags")}


def test_a_good_answer_fits_the_schema_and_quotes_the_paper(ask, server):
    answer = ask()
    said = content(answer)
    assert said["tldr"] == "We study retrieval-augmented generation."
    assert {"tag": "rag", "quote": "retrieval-augmented"} in said["tags"]
    assert all(each["quote"] in ABSTRACT for each in said["tags"])
    assert answer.usage.total_tokens > answer.usage.prompt_tokens > 0
    (request,) = server.requests
    assert (request.title, request.mode, request.attempt) == (TITLE, "strict", 1)
    assert request.headers["authorization"] == "Bearer sk-secret"


def test_the_same_paper_gets_the_same_answer_whatever_the_mode(ask, server):
    strict = content(ask())
    loose = {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA}}
    assert content(ask(response_format=loose)) == strict
    assert content(ask(response_format={"type": "json_object"})) == strict
    assert content(ask(response_format=openai.omit)) == strict
    called = ask(response_format=openai.omit, tools=[TOOL], tool_choice="required").choices[0]
    assert json.loads(called.message.tool_calls[0].function.arguments) == strict
    assert server.modes == ["strict", "json_schema", "json_object", "plain", "tools"]


def test_a_mode_that_is_not_accepted_is_refused_with_400(ask, server):
    server.accepts = ("json_object", "plain")
    with pytest.raises(openai.BadRequestError, match="response_format"):
        ask()
    with pytest.raises(openai.BadRequestError, match="tools"):
        ask(response_format=openai.omit, tools=[TOOL])
    assert content(ask(response_format={"type": "json_object"}))


@pytest.mark.parametrize(
    ("fault", "error", "status"),
    [
        ("400", openai.BadRequestError, 400),
        ("401", openai.AuthenticationError, 401),
        ("403", openai.PermissionDeniedError, 403),
        ("404", openai.NotFoundError, 404),
        ("408", openai.APIStatusError, 408),
        ("429", openai.RateLimitError, 429),
        ("500", openai.InternalServerError, 500),
        ("502", openai.InternalServerError, 502),
        ("503", openai.InternalServerError, 503),
        ("quota", openai.RateLimitError, 429),
    ],
)
def test_a_status_is_the_sdk_s_error(ask, server, fault, error, status):
    server.script = [fault]
    with pytest.raises(error) as caught:
        ask()
    assert caught.value.status_code == status
    assert content(ask())


def test_retry_after_is_given_in_seconds_or_as_a_date(ask, server):
    server.script = ["429-seconds", "429-date"]
    for expected in ("0.2", "GMT"):
        with pytest.raises(openai.RateLimitError) as caught:
            ask()
        assert caught.value.response.headers["retry-after"].endswith(expected)


@pytest.mark.parametrize("fault", ["cut", "cut-headers", "reset"])
def test_a_connection_breaks(ask, server, fault):
    server.script = [fault]
    with pytest.raises(openai.APIConnectionError):
        ask()
    assert content(ask())


def test_a_stall_is_longer_than_the_caller_waits(ask, server):
    server.script = ["stall"]
    with pytest.raises(openai.APITimeoutError):
        ask(timeout=0.1)


def test_bad_contents(ask, server):
    server.script = list(CONTENT)
    texts = {fault: ask().choices[0].message.content for fault in CONTENT}
    assert "```json" in texts["fenced"]
    assert len(texts["huge"]) > HUGE_BYTES
    good = content(ask())
    assert json.loads(texts["duplicate-tags"])["tags"] == good["tags"] * 2
    assert json.loads(texts["invented-numbers"])["tldr"].endswith("by 97.31%.")
    assert json.loads(texts["invented-quotes"])["tags"][0]["quote"] not in ABSTRACT
    with pytest.raises(ValueError, match="Expecting"):
        json.loads(texts["garbage"])


def test_truncated_refused_and_filtered_answers_say_so(ask, server):
    server.script = ["truncated", "refusal", "filtered"]
    first, second, third = (ask().choices[0] for _ in range(3))
    assert first.finish_reason == "length"
    assert second.message.refusal
    assert third.finish_reason == "content_filter"
    assert [choice.message.content for choice in (second, third)] == [None, ""]


def outcomes(order, seed):
    with LLMServer(faults=0.5, seed=seed, mix=("429", "500")) as server, httpx.Client() as client:
        for number in order:
            body = {"messages": [{"role": "user", "content": f"Title: {number}\n\nAbstract: x"}]}
            client.post(f"{server.url}/chat/completions", json=body)
        return {(request.title, request.attempt): request.fault for request in server.requests}


def test_faults_depend_on_seed_and_paper_and_not_on_the_order():
    order = [*range(20), 3, 3, 0]
    assert outcomes(order, 1) == outcomes(order[::-1], 1)
    assert outcomes(order, 1) != outcomes(order, 2)
    assert set(outcomes(order, 1).values()) == {None, "429", "500"}


def test_fifty_at_once_take_one_delay(server):
    server.delay = 0.3

    async def together():
        async with openai.AsyncOpenAI(base_url=server.url, api_key="none") as client:
            create = client.chat.completions.create
            asked = [
                create(
                    model="m", messages=[{"role": "user", "content": f"Title: {n}\n\nAbstract: x"}]
                )
                for n in range(50)
            ]
            return await asyncio.gather(*asked)

    start = time.monotonic()
    assert len(asyncio.run(together())) == 50
    assert time.monotonic() - start < 2
    assert server.peak == 50
    assert set(server.per_paper.values()) == {1}


def test_more_than_it_has_room_for_is_refused(server):
    server.capacity, server.delay = 2, 0.2

    async def together():
        async with httpx.AsyncClient() as client:
            asked = (client.post(f"{server.url}/chat/completions", json={}) for _ in range(5))
            return await asyncio.gather(*asked)

    statuses = [answer.status_code for answer in asyncio.run(together())]
    assert sorted(statuses) == [200, 200, 429, 429, 429]


def test_every_fault_has_an_answer(ask, server):
    server.stall = 0
    for fault in sorted(EVERY):
        server.script = [fault]
        with contextlib.suppress(openai.OpenAIError, httpx2.HTTPError):
            assert ask(timeout=2)
        assert server.requests[-1].fault == fault


def test_by_hand():
    script = TESTS / "support" / "llm_server.py"
    argv = [sys.executable, str(script), "--port", "0", "--faults", "1", "--mix", "503"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().strip()
        assert httpx.post(f"{url}/chat/completions", json={}).status_code == 503
        stats = httpx.get(url.replace("/v1", "/stats")).json()
        assert stats["outcomes"] == {"503": 1}
        assert httpx.get(f"{url}/models").json()["data"][0]["id"] == "scripted"
        process.terminate()

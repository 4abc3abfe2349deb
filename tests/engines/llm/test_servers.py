"""Servers as they are: what a reader sees of a digest whose model's server refuses in its own way.

Each answer has the shape of one seen in the wild; what a server says next depends on the request.
"""

from __future__ import annotations

import json
import re
import time

import pytest
from hostile_model import GOOD, PAPER, HostileModel, completion

PROSE = "**Tags:** retrieval\n\n**TL;DR:** It studies retrieval in $O(n^{2})$."
GEMINI = "You exceeded your current quota, please check your plan and billing details."


@pytest.fixture
def digest(run, tmp_path, monkeypatch):
    """A digest of some papers by a server; exit code, digest or None, what was said in one line."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789")

    def digest(url, *options, papers=3, model="openai/m"):
        path = tmp_path / f"{papers}.json"
        some = [PAPER | {"title": f"{PAPER['title']} {number}"} for number in range(papers)]
        path.write_text(json.dumps(some))
        code, out, err = run(
            "papers", path, "--model", model, "--base-url", url, "--refresh", "--json", *options
        )
        return code, json.loads(out) if out else None, " ".join(err.split())

    return digest


def served(digest, reply, *options, **more):
    """The digest by a server that replies so; exit code, digest, what was said, the requests."""
    with HostileModel(reply) as server:
        return *digest(server.url, *options, **more), [body for _, _, body in server.requests]


def first(replies, then=completion):
    """A server whose first replies are these, and whose later ones are good."""
    waiting = list(replies)
    return lambda _: waiting.pop(0) if waiting else (200, {}, then())


def error(status, message, **more):
    return status, {}, {"error": {"message": message, **more}}


def reasons(found):
    return {each["reason"] for each in found["skipped"]}


def way(body):
    wanted = (body.get("response_format") or {}).get("type")
    return "tools" if body.get("tools") else wanted or "text"


def gemini(quota, delay):
    details = [
        {"@type": "x/google.rpc.QuotaFailure", "violations": [{"quotaId": quota}]},
        {"@type": "x/google.rpc.RetryInfo", "retryDelay": delay},
    ]
    return 429, {}, [{"error": {"code": 429, "message": GEMINI, "details": details}}]


class TestWaits:
    def test_a_limit_by_the_minute_is_waited_for(self, digest):
        refused = gemini("GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "0.4s")
        began = time.monotonic()
        code, found, said, requests = served(digest, first([refused]))
        assert (code, len(found["papers"]), len(requests)) == (0, 3, 4)
        assert time.monotonic() - began > 0.4
        assert said.count("as it asks") == 1

    def test_words_that_come_again_are_not_repeated(self, digest):
        slow = error(429, "Please try again in 1.2s.")
        code, _, said, _ = served(digest, first([slow, slow]), papers=1)
        assert code == 0
        assert said.count("Please try again") == 1
        assert "the same again; waiting 1 s" in said

    def test_a_limit_by_the_day_ends_the_run_in_the_servers_words(self, digest):
        refused = gemini("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "41234s")
        code, found, said, requests = served(digest, lambda _: refused, papers=40)
        assert (code, found["papers"]) == (4, [])
        assert len(requests) <= 8
        assert f"the quota is used up: {GEMINI.rstrip('.')}" in said
        assert "{'" not in said

    def test_an_error_within_an_answer_is_tried_again(self, digest):
        choice = {"index": 0, "message": {"content": ""}, "finish_reason": "error"}
        lost = {"choices": [choice | {"error": {"code": 502, "message": "connection lost"}}]}
        code, found, _, requests = served(digest, first([(200, {}, lost)]))
        assert (code, len(found["papers"]), len(requests)) == (0, 3, 4)
        code, found, said, _ = served(digest, lambda _: (200, {}, lost), papers=1)
        assert code == 4
        assert "answered 502: connection lost (6 tries)" in said


class TestRefusals:
    @pytest.mark.parametrize(
        "refused",
        [
            error(401, "Incorrect API key provided", code="invalid_api_key"),
            error(404, "The model `m` does not exist", code="model_not_found"),
            error(402, "This request requires more credits, or fewer max_tokens"),
            (404, {}, b"404 page not found"),
        ],
    )
    def test_a_refusal_for_good_ends_the_run_with_what_was_in_flight(self, digest, refused):
        code, found, _, requests = served(digest, lambda _: refused, papers=40)
        assert (code, len(found["skipped"])) == (4, 40)
        assert len(requests) <= 8
        assert not any("the run is ending" in each for each in reasons(found))

    def test_a_lack_of_credit_is_no_fault_of_the_key(self, digest):
        refused = error(402, "This request requires more credits, or fewer max_tokens.")
        _, _, said, _ = served(digest, lambda _: refused)
        assert "more credits, or fewer max_tokens: lower `SUMMARIZER_MAX_OUTPUT_TOKENS`" in said
        assert "OPENAI_API_KEY" not in said

    def test_a_key_that_was_not_sent_is_asked_for(self, digest, monkeypatch):
        monkeypatch.delenv("OPENAI_API_KEY")
        _, _, said, _ = served(digest, lambda _: error(401, "No auth"))
        assert said.endswith("no key was sent: set `OPENAI_API_KEY`")

    def test_a_context_that_is_too_small_is_said_with_its_size(self, digest):
        refused = error(400, "the request exceeds the available context size", n_ctx=4096,
                        n_prompt_tokens=5200)  # fmt: skip
        code, found, _, requests = served(digest, lambda _: refused)
        assert (code, len(requests)) == (1, 3)
        (reason,) = reasons(found)
        assert "context holds 4,096 tokens (the request has 5,200)" in reason


class TestOutputLimits:
    def test_a_limit_that_is_named_is_asked_for_instead(self, digest):
        said = "max_tokens is too large: 2000. This model supports at most 1024 completion tokens"

        def reply(request):
            many = request[2]["max_tokens"] > 1024
            return error(400, said) if many else (200, {}, completion())

        code, found, note, requests = served(digest, reply, papers=20)
        assert (code, len(found["papers"])) == (0, 20)
        assert len(requests) <= 28
        assert {way(body) for body in requests} == {"json_schema"}
        assert "gives at most 1,024 tokens" in note

    @pytest.mark.parametrize("said", ["max_tokens is too large", "max_tokens must be at most 1024"])
    def test_where_that_does_not_help_the_setting_is_named(self, digest, said):
        code, _, note, requests = served(digest, lambda _: error(400, said))
        assert code == 4
        assert "set `SUMMARIZER_MAX_OUTPUT_TOKENS` to fewer" in note
        assert {way(body) for body in requests} == {"json_schema"}

    def test_what_a_context_leaves_is_for_one_paper(self, digest):
        said = (
            "maximum context length is 4096 tokens (3200 in the messages, 2000 in the completion)"
        )

        def reply(request):
            paper = request[2]["messages"][-1]["content"]
            long = "Retrieval 0" in paper and request[2]["max_tokens"] > 896
            return error(400, said) if long else (200, {}, completion())

        code, found, _, requests = served(digest, reply)
        assert (code, len(found["papers"]), len(requests)) == (0, 3, 4)
        assert sorted(body["max_tokens"] for body in requests) == [896, 2000, 2000, 2000]


class TestWays:
    @pytest.mark.parametrize("taken", ["tools", "json_object", "text"])
    def test_a_way_that_is_ignored_gives_place_to_the_next(self, digest, taken):
        def reply(request):
            good = way(request[2]) == taken
            return 200, {}, completion() if good else completion(PROSE)

        code, found, _, requests = served(digest, reply, papers=12)
        assert (code, len(found["papers"])) == (0, 12)
        assert way(requests[-1]) == taken
        assert sum(way(body) == "json_schema" for body in requests) <= 8

    def test_what_was_found_out_is_remembered(self, digest):
        def reply(request):
            return 200, {}, completion() if way(request[2]) == "text" else completion(PROSE)

        with HostileModel(reply) as server:
            digest(server.url, papers=3)
            before = len(server.requests)
            digest(server.url, papers=4)
            later = [way(body) for _, _, body in server.requests[before:]]
        assert later == ["text"] * 4

    def test_prose_once_among_answers_changes_nothing(self, digest):
        code, found, _, requests = served(digest, first([(200, {}, completion())] * 2 + [
            (200, {}, completion(PROSE))]), "--concurrency", "1")  # fmt: skip
        assert (code, len(found["papers"])) == (0, 3)
        assert {way(body) for body in requests} == {"json_schema"}

    def test_broken_json_is_no_reason_for_another_way(self, digest):
        broken = (200, {}, completion('Here it is: {"tags": ['))
        code, _, _, requests = served(digest, lambda _: broken)
        assert (code, len(requests)) == (1, 6)
        assert {way(body) for body in requests} == {"json_schema"}

    def test_what_a_server_threw_away_is_read_where_it_is_an_answer(self, digest):
        thrown = error(400, "Failed to generate JSON", code="json_validate_failed",
                       failed_generation=json.dumps(GOOD))  # fmt: skip
        code, found, _, requests = served(digest, lambda _: thrown)
        assert (code, len(found["papers"]), len(requests)) == (0, 3, 3)

    def test_what_is_no_answer_is_asked_for_again(self, digest):
        thrown = error(400, "Failed to generate JSON", code="json_validate_failed",
                       failed_generation='{"tags": [')  # fmt: skip
        code, found, _, requests = served(digest, first([(200, {}, completion()), thrown]))
        assert (code, len(found["papers"]), len(requests)) == (0, 3, 4)


class TestAddresses:
    @pytest.mark.parametrize("answer", [(404, {}, b"404 page not found"), (405, {}, b""),
        (200, {"Content-Type": "text/html"}, b"<!doctype html><title>Web UI</title>"),
        (200, {}, b'{"error": "Unexpected endpoint or method. (POST /chat/completions)"}'),
    ])  # fmt: skip
    def test_a_base_url_without_its_end_is_said(self, digest, answer):
        with HostileModel(lambda _: answer) as server:
            base = server.url.removesuffix("/v1")
            code, _, said = digest(base, papers=40)
            assert code == 4
            assert said.endswith(f"give `--base-url {base}/v1`")
            assert len(server.requests) <= 9

    def test_a_page_instead_of_a_tool_call_is_one_too(self, digest):
        page = (200, {"Content-Type": "text/html"}, b"<html><title>Web UI</title>")

        def reply(request):
            return page if way(request[2]) == "tools" else error(400, "json_schema is unknown")

        code, _, said, _ = served(digest, reply)
        assert code == 4
        assert "answers with `Web UI` and no JSON" in said

    def test_json_under_another_type_of_content_is_read(self, digest):
        answer = (200, {"Content-Type": "text/plain"}, completion())
        assert served(digest, lambda _: answer)[0] == 0

    def test_a_page_once_is_passed_over(self, digest):
        page = (200, {"Content-Type": "text/html"}, b"<html><title>Bad gateway</title>")
        code, _, _, requests = served(digest, first([page]), papers=1)
        assert (code, len(requests)) == (0, 2)

    @pytest.mark.parametrize(
        ("end", "path"),
        [
            ("/v1", "/v1/chat/completions"),
            ("/v1/chat/completions", "/v1/chat/completions"),
            ("/v1/chat/completions/", "/v1/chat/completions"),
            ("/v1?api-version=preview", "/v1/chat/completions?api-version=preview"),
            ("/d/chat/completions?api-version=1", "/d/chat/completions?api-version=1"),
        ],
    )
    @pytest.mark.parametrize("demand", ["json_schema", "tools"])
    def test_every_form_of_an_address_is_asked_in_the_same_place(self, digest, end, path, demand):
        def reply(request):
            refused = way(request[2]) != demand
            return error(400, "json_schema unsupported") if refused else (200, {}, completion())

        with HostileModel(reply) as server:
            code, _, _ = digest(server.url.removesuffix("/v1") + end, papers=1)
            assert code == 0
            assert {where for where, _, _ in server.requests} == {path}

    def test_a_user_and_a_password_go_along_and_are_not_shown(self, digest):
        with HostileModel(lambda _: error(401, "no")) as server:
            url = server.url.replace("://", "://me:p%40ss@")
            code, found, said = digest(url, papers=1)
            sent = server.requests[0][1]["Authorization"]
        assert (code, sent) == (4, "Basic bWU6cEBzcw==")
        assert "check the user and password in the base URL" in said
        assert not re.search(r"p(?:@|%40)ss", f"{said} {found}")

    @pytest.mark.parametrize(
        ("url", "model", "advice"),
        [
            ("http://127.0.0.1:9/v1", "openai/m", "is the server running"),
            ("http://localhost:9/v1", "openai/m", "is the server running"),
            ("http://127.0.0.1:9/v1", "ollama/m", "is ollama running? `ollama serve` starts it"),
        ],
    )
    def test_a_server_that_is_not_running_is_said_at_once(self, digest, url, model, advice):
        code, found, said = digest(url, papers=40, model=model)
        assert (code, found["usage"]["requests"]) == (4, 0)
        assert f"cannot reach {url}: nothing listens there: {advice}" in said
        code, found, _ = digest(url, "--fallback", "embedded", model=model)
        assert (code, len(found["papers"])) == (0, 3)

    @pytest.mark.parametrize("key", ["sk-a\nb", "clé"])
    def test_a_key_that_no_header_takes_is_refused_at_once(self, digest, monkeypatch, key):
        monkeypatch.setenv("OPENAI_API_KEY", key)
        code, found, said = digest("http://127.0.0.1:9/v1")
        assert (code, found) == (2, None)
        assert said == (
            "summarize: `OPENAI_API_KEY` holds characters that no key has: set it again"
        )

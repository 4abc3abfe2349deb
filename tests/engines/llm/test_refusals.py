from __future__ import annotations

from email.utils import formatdate
from time import time

import pytest

from summarizer.engines.llm.providers import Server
from summarizer.engines.llm.refusals import FormRefused, Generated, LimitRefused, meaning, refusal
from summarizer.errors import NotAnnotated, Refused, TooLong, Unreachable
from summarizer.network.retries import Passing

SERVER = Server("groq", "m", "http://h/v1", "GROQ_API_KEY", "gsk_secretsecret")


def meant(status, message="", code=None, headers=None):
    body = {"error": {"message": message, "code": code}}
    return meaning(refusal(status, body, headers or {}), SERVER, 60)


@pytest.mark.parametrize(
    ("status", "message", "code", "kind"),
    [
        (401, "no", None, Refused),
        (403, "no", None, Refused),
        (402, "Insufficient credits", None, Refused),
        (429, "You exceeded your current quota", "insufficient_quota", Refused),
        (404, "The model `x` does not exist", "model_not_found", Refused),
        (400, "model `x` not found", None, Refused),
        (400, "API key not valid", None, Refused),
        (404, "Not Found", None, Refused),
        (404, "The API deployment for this resource does not exist", "DeploymentNotFound", Refused),
        (403, "Your team doesn't have any credits", None, Refused),
        (400, "Your credit balance is too low", None, Refused),
        (402, "This request requires more credits, or fewer max_tokens", None, Refused),
        (429, "Rate limit exceeded: free-models-per-day", None, Refused),
        (429, "Quota exceeded, limit: 0. Please retry in 13s.", None, Refused),
        (429, "Resource has been exhausted (e.g. check quota).", None, Passing),
        (429, "check your plan and billing details. Please retry in 1.5s.", None, Passing),
        (429, "tokens per minute (TPM): limit 6000; upgrade at /billing", None, Passing),
        (
            413,
            "tokens per minute (TPM): limit 6000, requested 7000",
            "rate_limit_exceeded",
            TooLong,
        ),
        (400, "max_tokens is too large", None, LimitRefused),
        (400, "Failed to generate JSON", "json_validate_failed", Generated),
        (405, "Method not allowed", None, Refused),
        (400, "maximum context length is 8192 tokens", "context_length_exceeded", TooLong),
        (413, "too large", None, TooLong),
        (400, "blocked", "content_filter", NotAnnotated),
        (403, "flagged by moderation", None, NotAnnotated),
        (400, "response_format is not supported", None, FormRefused),
        (422, "Extra inputs are not permitted", None, FormRefused),
        (404, "No endpoints found that support tool use", None, FormRefused),
        (500, "failed to parse grammar", None, FormRefused),
        (408, "timeout", None, Passing),
        (429, "slow down", None, Passing),
        (500, "oops", None, Passing),
        (503, "overloaded", None, Passing),
        (529, "overloaded", None, Passing),
    ],
)
def test_a_no_means_what_the_server_says(status, message, code, kind):
    found = meant(status, message, code)
    assert type(found) is kind
    assert message in str(found)


@pytest.mark.parametrize("form", [lambda: "7", lambda: formatdate(time() + 7.5, usegmt=True)])
def test_a_retry_after_is_seconds_or_a_date(form):
    found = meant(429, "slow", headers={"retry-after": form()})
    assert 5 < found.wait <= 8


def test_a_wait_beyond_the_readers_limit_ends_the_run():
    assert isinstance(meant(429, "slow", headers={"retry-after": "61"}), Refused)


def test_a_long_wait_of_a_server_in_trouble_is_not_waited_for():
    found = meant(503, "down", headers={"retry-after": "999"})
    assert isinstance(found.error, Unreachable)
    assert found.wait is None


@pytest.mark.parametrize(
    "body", [None, "<html>", [], {"error": "plain"}, {"detail": "x"}, {"error": {"message": None}}]
)
def test_any_body_is_read(body):
    assert isinstance(meaning(refusal(500, body, {}, "text"), SERVER, 60), Passing)


def test_no_key_is_repeated():
    assert "secretsecret" not in str(meant(401, "wrong key gsk_secretsecret"))
    assert "`GROQ_API_KEY`" in str(meant(401, "wrong"))


def test_only_a_refused_key_is_to_be_checked():
    assert "check `GROQ_API_KEY`" in str(meant(401, "no"))
    for status, said in ((402, "fewer max_tokens"), (403, "Country not supported")):
        assert "GROQ_API_KEY" not in str(meant(status, said))


def test_a_model_that_is_unknown_is_answered_with_where_the_models_are():
    place = "`summarize models groq --base-url http://h/v1` lists its models"
    assert str(meant(404, "The model `x` does not exist.")).endswith(f"does not exist: {place}")

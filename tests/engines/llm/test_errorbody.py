"""The shapes in which servers write that they refuse, as they were seen in the wild."""

from __future__ import annotations

import json

import pytest

from summarizer.engines.llm.errorbody import refusal, spoken, status_in

UPSTREAM = "The model takes at most one image"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"error": {"message": "no"}}, "no"),
        ([{"error": {"message": "no", "status": "UNAVAILABLE"}}], "no"),
        ({"error": "no"}, "no"),
        ({"object": "error", "message": "no"}, "no"),
        ({"detail": "no"}, "no"),
        ({"detail": [{"loc": ["body", "n"], "msg": "no"}]}, "no"),
        ({"errors": [{"message": "no"}, {"message": "never"}]}, "no; never"),
        ('{"error": {"message": "no"}}', "no"),
        ({"error": {"message": '{"error": {"message": "no"}}'}}, "no"),
        (b'{"message": "no"}', "no"),
        ("no", "no"),
        ("<!DOCTYPE html><title>502 Bad\nGateway</title><p>x", "502 Bad Gateway"),
        ("<html><style>a{}</style><body>Nothing here</body></html>", "Nothing here"),
        (None, "no reason given"),
        ([], "no reason given"),
        ({"foo": {"bar": [1, None]}}, "no reason given"),
        ('{"cut', '{"cut'),
    ],
)
def test_what_is_said_is_found_and_is_never_shown_as_code(body, said):
    assert refusal(500, body, {}).shown == said


@pytest.mark.parametrize("raw", [UPSTREAM, json.dumps({"error": {"message": UPSTREAM}}),
                                 {"error": {"message": UPSTREAM}}])  # fmt: skip
def test_a_routers_refusal_is_in_the_words_of_the_provider_behind_it(raw):
    metadata = {"raw": raw, "provider_name": "Crucible"}
    body = {"error": {"message": "Provider returned error", "code": 400, "metadata": metadata}}
    assert refusal(400, body, {}).shown == f"{UPSTREAM} (Crucible)"


def test_a_long_refusal_is_cut():
    shown = refusal(400, {"error": {"message": "word " * 200}}, {}).shown
    assert len(shown) < 320
    assert shown.endswith(" ...")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1.5s", 1.5),
        ("450ms", 0.45),
        ("7m12.5s", 432.5),
        ("1h2m", 3720),
        ("20 seconds", 20),
        ("2 minutes", 120),
        ("soon", None),
    ],
)
def test_a_span_of_time_is_read_as_it_is_spoken(text, seconds):
    assert spoken(text) == seconds


@pytest.mark.parametrize(
    ("said", "details", "headers", "wait"),
    [
        ("Please retry in 1.5s.", [], {}, 1.5),
        ("Please try again in 7m12s. Visit x", [], {}, 432),
        ("Retry after 30 seconds", [], {}, 30),
        ("slow", [{"@type": "RetryInfo", "retryDelay": "34.07s"}], {}, 34.07),
        ("slow", [{"retryDelay": {"seconds": 3, "nanos": 500_000_000}}], {}, 3.5),
        ("Please retry in 1.5s.", [{"retryDelay": "1s"}], {"retry-after": "2"}, 2),
        ("slow", [], {"retry-after-ms": "1500"}, 1.5),
        ("Please try again in 6ms.", [], {}, None),
        ("slow", [], {}, None),
    ],
)
def test_the_wait_is_found_in_headers_details_and_words(said, details, headers, wait):
    body = [{"error": {"code": 429, "message": said, "details": details}}]
    assert refusal(429, body, headers).wait == wait


def test_what_the_model_had_said_is_kept():
    body = {"error": {"message": "no", "code": "json_validate_failed", "failed_generation": "{"}}
    assert refusal(400, body, {}).generated == "{"
    assert refusal(400, {"error": {"message": "no"}}, {}).generated is None


@pytest.mark.parametrize(
    ("error", "status"),
    [
        ({"code": 503}, 503),
        ({"code": "429"}, 429),
        ({"code": "rate_limit_exceeded"}, 429),
        ({"message": "x"}, 502),
        ("x", 502),
        ({"code": 7}, 502),
    ],
)
def test_an_error_within_an_answer_has_the_status_it_names(error, status):
    assert status_in(error) == status

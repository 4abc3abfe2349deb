"""Papers fetched and annotated for an agent: what it may ask for, and what it may spend."""

from __future__ import annotations

import pytest


@pytest.fixture
def paid(monkeypatch, llm):
    """A language model, whose server is scripted."""
    monkeypatch.setenv("SUMMARIZER_MODEL", "openai/test")
    monkeypatch.setenv("OPENAI_BASE_URL", llm.url)
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    return llm


def test_a_day_is_fetched_annotated_and_stored(ask, hugging_face):
    told = ask("annotate", spec="hf:2025-12-09")
    assert told.data["total"] == 3
    assert told.data["usage"] == {"requests": 0, "usd": None, "cached": 0}
    assert told.data["model"] == "embedded"
    assert told.text.startswith("Annotated from hf:2025-12-09 (no request, no cost): 3 papers")
    assert ask("day", date="2025-12-09").data["total"] == 3


@pytest.mark.parametrize("spec", ["-", "pyproject.toml", "/etc/passwd", "*.json", "nothing", ".."])
def test_no_file_is_read(ask, home, spec):
    told = ask("annotate", spec=spec)
    assert told.data is None
    assert told.text.startswith(f"`{spec}` is no SPEC of arXiv or Hugging Face: write it like")


def test_an_address_of_another_site_is_refused(ask, home):
    assert "is not on a supported site" in ask("annotate", spec="https://example.com/x").text


def test_a_model_that_may_cost_money_needs_a_budget(ask, hugging_face, paid):
    told = ask("annotate", spec="hf:2025-12-09")
    assert "no budget is set" in told.text
    assert paid.requests == []


def test_all_calls_keep_to_one_budget(ask, hugging_face, paid, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_MAX_REQUESTS", "12")
    first = ask("annotate", spec="hf:2025-12-09")
    assert first.data, first.text
    taken = first.data["usage"]["requests"]
    assert 3 <= taken == len(paid.requests) < 12
    assert f"{taken} requests, cost unknown" in first.text
    monkeypatch.setenv("SUMMARIZER_MAX_REQUESTS", str(taken + 1))
    hugging_face.days["2025-12-08"] = [
        {**each, "paper": {**each["paper"], "id": f"2511.0000{at}", "summary": f"Other {at}."}}
        for at, each in enumerate(hugging_face.days["2025-12-09"])
    ]
    second = ask("annotate", spec="hf:2025-12-08")
    assert second.data is None
    assert second.text.endswith(
        "the budget of 1 request is used up; 1 paper annotated before it, and stored"
    )
    third = ask("annotate", spec="hf:2025-12-08")
    assert third.text.startswith("the budget is used up")
    assert len(paid.requests) == taken + 1

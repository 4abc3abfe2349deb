"""A short fuzz run; the long one is `python tests/fuzz.py`."""

from __future__ import annotations

import fuzz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def test_a_short_run_finds_nothing(tmp_path, monkeypatch):
    # A busy machine takes twice the time of a quiet one; what grows by the square takes far more.
    monkeypatch.setattr(fuzz, "MOST_SECONDS", 5 * fuzz.MOST_SECONDS)
    rounds, good, failures = fuzz.run(20, 1, tmp_path, most=300)
    assert failures == []
    assert rounds > 50
    assert good > rounds / 10


@pytest.mark.parametrize("number", range(len(fuzz.seeds())))
def test_every_seed_is_read(number):
    seed = fuzz.seeds()[number]
    assert fuzz.check(seed) is None or fuzz.check(seed).papers


@given(st.binary(max_size=3000))
@settings(max_examples=200)
def test_any_bytes_are_papers_or_one_clear_error(data):
    fuzz.check(data)


@given(st.lists(st.sampled_from(fuzz.PIECES), max_size=60).map(b"".join))
@settings(max_examples=200)
def test_any_pieces_are_too(data):
    fuzz.check(data)


def test_a_broken_promise_is_found(monkeypatch, tmp_path):
    def broken(_):
        message = "an accident"
        raise KeyError(message)

    monkeypatch.setattr(fuzz, "content_listing", broken)
    _, good, failures = fuzz.run(5, 1, tmp_path, most=3)
    assert (good, len(failures)) == (0, 3)

from __future__ import annotations

import asyncio

import pytest

from summarizer.errors import Unreachable
from summarizer.network import retries


def waits(failure, monkeypatch):
    """What the policy would wait between the tries of something that always fails."""
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    token = retries._SLEEP.set(sleep)

    async def fail():
        raise failure

    try:
        with pytest.raises(type(failure)):
            asyncio.run(retries.policy().copy()(fail))
    finally:
        retries._SLEEP.reset(token)
    return slept


def test_what_may_pass_is_tried_with_growing_random_waits(monkeypatch):
    slept = waits(retries.Passing(Unreachable("x")), monkeypatch)
    assert len(slept) == retries.ATTEMPTS - 1
    assert all(each <= retries.LONGEST for each in slept)
    assert len(set(slept)) > 1


def test_where_the_server_said_when_the_hold_is_the_only_wait(monkeypatch):
    assert set(waits(retries.Passing(Unreachable("x"), 3.0), monkeypatch)) == {0.0}


def test_what_does_not_pass_is_tried_once(monkeypatch):
    assert waits(ValueError("x"), monkeypatch) == []


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 529])
def test_a_status_that_may_pass(status):
    assert retries.passes(status)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422])
def test_a_status_that_does_not(status):
    assert not retries.passes(status)

"""One budget and one rate for several workers, each with a meter of its own on one file."""

from __future__ import annotations

import asyncio

import pytest

from summarizer.corpus.ledger import Ledger, SharedMeter
from summarizer.engines.llm.rates import Rate
from summarizer.engines.llm.usage import Meter, Tokens
from summarizer.errors import BudgetSpent


def cents(tokens):
    return (tokens.input + tokens.output) / 100


def meters(path, **limits):
    meter, ledger = Meter(cents, **limits), Ledger(path / "ledger")
    return [SharedMeter.of(meter, ledger) for _ in range(2)], ledger


async def until_spent(meter):
    while True:
        reserved = await meter.reserve(Tokens(20, 10))
        await asyncio.sleep(0)
        meter.settle(reserved, Tokens(10, 5))


def test_requests_of_all_workers_count_together(tmp_path):
    (one, other), ledger = meters(tmp_path, max_requests=7)

    async def both():
        await asyncio.gather(until_spent(one), until_spent(other), return_exceptions=True)

    asyncio.run(both())
    assert one.requests + other.requests == ledger.read().requests == 7
    assert one.requests > 1
    assert other.requests > 1
    assert ledger.read().usage().input_tokens == 70


def test_money_is_never_exceeded_whoever_spends_it(tmp_path):
    (one, other), ledger = meters(tmp_path, max_usd=1.0)
    for meter in (one, other):
        with pytest.raises(BudgetSpent, match=r"could exceed the budget of \$1"):
            asyncio.run(until_spent(meter))
    assert 0.7 < ledger.read().usage().usd <= 1.0
    assert ledger.read().held == 0


def test_what_one_holds_the_other_waits_for(tmp_path):
    (one, other), _ = meters(tmp_path, max_usd=0.5)

    async def both():
        reserved = await one.reserve(Tokens(20, 10))
        waiting = asyncio.ensure_future(other.reserve(Tokens(20, 10)))
        await asyncio.sleep(0.12)
        assert not waiting.done()
        one.settle(reserved, Tokens(10, 5))
        assert await waiting == pytest.approx(0.3)

    asyncio.run(both())


def test_what_a_lost_worker_held_stays_held(tmp_path):
    (lost, other), ledger = meters(tmp_path, max_usd=0.5)
    asyncio.run(lost.reserve(Tokens(20, 10)))
    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(other.reserve(Tokens(20, 10)), 0.2))
    assert ledger.read().requests == 1


def test_the_rate_is_one_for_all(tmp_path):
    meter, ledger = Meter(cents, rate=Rate(3)), Ledger(tmp_path / "ledger")
    now = [100.0]
    one, other = (SharedMeter.of(meter, ledger) for _ in range(2))
    one.clock = other.clock = lambda: now[0]
    assert [each._take(0.0) for each in (one, other, one)] == [0.0, 0.0, 0.0]
    assert other._take(0.0) == 60.0
    now[0] += 59
    assert one._take(0.0) == 1.0
    now[0] += 1
    assert other._take(0.0) == 0.0


def test_a_try_without_tokens_counts_at_its_worst(tmp_path):
    (one, _), ledger = meters(tmp_path, max_usd=1.0)
    reserved = asyncio.run(one.reserve(Tokens(20, 10)))
    one.settle(reserved, None)
    assert ledger.read().unpriced == pytest.approx(0.3)
    assert ledger.read().usage().usd is None

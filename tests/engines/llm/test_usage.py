from __future__ import annotations

import asyncio

import pytest

from summarizer.engines.llm.usage import Meter, Tokens, expected, price_of, worst_case
from summarizer.errors import BudgetSpent, SettingsError


def cents(tokens):
    return (tokens.input + tokens.output) / 100


def test_a_known_price_is_reckoned_an_unknown_one_is_none_and_a_local_one_is_free():
    price = price_of("openai", "gpt-5-mini")
    assert price(Tokens(1_000_000, 0)) == pytest.approx(0.25)
    assert price(Tokens(1_000_000, 0, cached=1_000_000)) < 0.25
    assert price_of("openai", "SmolLM2-135M")(Tokens(1, 1)) is None
    assert price_of("ollama", "gpt-5-mini")(Tokens(1, 1)) == 0  # on the reader's own machine


def test_one_try_of_unknown_price_makes_the_sum_unknown():
    meter = Meter(lambda _: None)
    assert meter.usage().usd is None
    asyncio.run(meter.reserve(Tokens(1, 1)))
    meter.settle(0, Tokens(10, 2))
    assert (meter.usage().input_tokens, meter.usage().output_tokens) == (10, 2)
    assert meter.usage().usd is None


def test_requests_stop_at_the_most_allowed():
    meter = Meter(cents, max_requests=2)

    async def three():
        for _ in range(3):
            await meter.reserve(Tokens(1, 1))

    with pytest.raises(BudgetSpent, match="2 requests"):
        asyncio.run(three())
    assert meter.requests == 2


def test_the_money_is_never_exceeded_even_if_every_answer_is_as_long_as_can_be():
    meter = Meter(cents, max_usd=1.0)

    async def run():
        while True:
            reserved = await meter.reserve(Tokens(20, 10))
            meter.settle(reserved, Tokens(20, 10))

    with pytest.raises(BudgetSpent):
        asyncio.run(run())
    assert meter.usage().usd == pytest.approx(0.9)


def test_a_request_waits_for_others_that_hold_what_is_left():
    meter = Meter(cents, max_usd=1.0)

    async def run():
        first = await meter.reserve(Tokens(30, 30))
        second = asyncio.ensure_future(meter.reserve(Tokens(30, 30)))
        await asyncio.sleep(0)
        assert not second.done()
        meter.settle(first, Tokens(10, 0))
        return await second

    assert asyncio.run(run()) == pytest.approx(0.6)


def test_a_try_that_may_have_been_charged_counts_in_full_for_the_budget():
    meter = Meter(cents, max_usd=1.0)

    async def run():
        meter.settle(await meter.reserve(Tokens(50, 0)), None, charged=True)
        meter.settle(await meter.reserve(Tokens(50, 0)), None, charged=False)
        await meter.reserve(Tokens(51, 0))

    with pytest.raises(BudgetSpent):
        asyncio.run(run())
    assert meter.requests == 2
    assert meter.usage().usd is None


def test_a_run_that_nothing_was_told_of_has_no_known_cost():
    meter = Meter(cents)
    assert meter.usage().usd is None
    asyncio.run(meter.reserve(Tokens(1, 1)))
    meter.settle(0, None)
    assert meter.usage().usd is None
    meter.settle(0, Tokens(10, 0))
    assert meter.usage().usd == pytest.approx(0.1)


def test_a_limit_in_money_needs_a_price():
    with pytest.raises(SettingsError, match="give `--max-requests` instead"):
        Meter(lambda _: None, max_usd=1.0).check()
    Meter(cents, max_usd=1.0).check()


def test_the_worst_case_is_worse_than_what_is_expected():
    text = "word " * 800
    assert worst_case([text], 2000).input > expected(len(text)).input
    assert worst_case([text], 2000).output == 2000


@pytest.mark.parametrize("sign", ["字", "ก", "🙂", "\ud800"])
def test_a_sign_beyond_ascii_may_take_a_token_a_byte(sign):
    assert worst_case([sign * 100], 1).input >= 100 * len(sign.encode("utf-8", "replace"))

from __future__ import annotations

import asyncio

import pytest

from summarizer.engines.llm.pace import Pace
from summarizer.errors import Refused


def test_no_more_than_the_limit_are_in_the_works():
    async def run():
        pace, most = Pace(3), 0

        async def one():
            nonlocal most
            async with pace.turn():
                most = max(most, pace.active)
                await asyncio.sleep(0.001)

        await asyncio.gather(*(one() for _ in range(20)))
        assert pace.active == 0
        return most

    assert asyncio.run(run()) == 3


def test_the_limit_halves_once_for_refusals_of_one_moment_and_grows_back():
    now = [0.0]
    pace = Pace(8, clock=lambda: now[0])
    now[0] = 1.0
    for _ in range(5):
        pace.too_fast(began=0.5)
    assert (pace.limit, pace.halved) == (4, 1)
    now[0] = 2.0
    pace.too_fast(began=1.5)
    assert pace.limit == 2
    for _ in range(100):
        pace.went_well()
    assert pace.limit == 8


def test_a_server_that_answers_one_by_one_is_asked_no_more_than_it_answers_in_time():
    now = [0.0]
    pace = Pace(8, clock=lambda: now[0])
    for _ in range(5):
        now[0] += 20
        pace.went_well()
    now[0] = 120.0
    for _ in range(3):
        pace.too_late(began=0.0)
    assert (pace.limit, pace.halved) == (2, 1)
    for _ in range(20):
        pace.went_well()
    assert pace.limit == 2
    for _ in range(1000):
        pace.went_well()
    assert pace.limit == 8


def test_one_late_answer_of_a_server_that_answers_many_changes_nothing():
    now = [0.0]
    pace = Pace(8, clock=lambda: now[0])
    for _ in range(100):
        now[0] += 1
        pace.went_well()
    pace.too_late(began=now[0] - 60)
    assert (pace.limit, pace.halved) == (8, 0)


def test_the_limit_never_falls_below_one():
    pace = Pace(2, clock=iter(range(100)).__next__)
    for began in range(5, 50, 5):
        pace.too_fast(began)
    assert pace.limit == 1


def test_a_hold_keeps_everyone_back():
    async def run():
        pace = Pace(8)
        began = pace.clock()
        pace.hold(0.1)

        async def one():
            async with pace.turn() as moment:
                return moment - began

        return await asyncio.gather(*(one() for _ in range(4)))

    assert min(asyncio.run(run())) >= 0.1


def test_one_who_is_cancelled_while_waiting_blocks_nobody():
    async def run():
        pace = Pace(1)
        async with pace.turn():
            waiting = [asyncio.ensure_future(pace._enter()) for _ in range(3)]
            await asyncio.sleep(0)
            waiting[0].cancel()
        await asyncio.wait_for(waiting[1], 1)
        waiting[2].cancel()
        return [each.cancelled() for each in waiting]

    assert asyncio.run(run()) == [True, False, False]


def test_nothing_begins_once_it_is_closed():
    async def run():
        pace = Pace(1, closed=True)
        async with pace.turn():
            pass

    with pytest.raises(Refused, match="the run is ending"):
        asyncio.run(run())


def test_what_waits_when_it_is_closed_raises_the_first_reason():
    async def run():
        pace = Pace(1)
        async with pace.turn():
            waiting = asyncio.ensure_future(pace.turn().__aenter__())
            await asyncio.sleep(0)
            pace.close(Refused("no key"))
            pace.close(Refused("later"))
        await waiting

    with pytest.raises(Refused, match="no key"):
        asyncio.run(run())


def test_waits_that_are_asked_for_at_once_are_new_once():
    pace = Pace(2, clock=lambda: 100.0)
    assert [pace.hold(seconds) for seconds in (2.0, 2.5, 2.0, 5.0)] == [True, False, False, True]

from __future__ import annotations

import asyncio

import pytest

from summarizer.annotate.eventloop import Loop


async def add(left, right):
    await asyncio.sleep(0)
    return left + right


def steps():
    with Loop() as loop:
        yield loop.run(add(1, 2))
        yield loop.run(add(3, 4))


def test_values_are_made_a_step_at_a_time():
    assert list(steps()) == [3, 7]


def test_steps_run_where_a_loop_is_running_already():
    async def inside():
        return list(steps())

    assert asyncio.run(inside()) == [3, 7]


def test_tasks_go_on_from_step_to_step_and_end_with_the_loop():
    ended = []

    async def begin():
        async def forever():
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(True)

        return asyncio.ensure_future(forever())

    async def done(task):
        await asyncio.sleep(0)
        return task.done()

    with Loop() as loop:
        task = loop.run(begin())
        assert not loop.run(done(task))
        assert ended == []
    assert ended == [True]


def test_an_error_in_a_step_comes_out_of_it():
    async def fail():
        raise ValueError

    with Loop() as loop, pytest.raises(ValueError, match=r"^$"):
        loop.run(fail())

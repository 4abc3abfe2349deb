from __future__ import annotations

import asyncio
import signal

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


async def interrupted():
    signal.raise_signal(signal.SIGINT)
    await asyncio.sleep(0)
    raise AssertionError


async def interrupted_as_it_ends():
    step = asyncio.current_task()
    step.add_done_callback(lambda _: signal.raise_signal(signal.SIGINT))


async def failing_as_it_is_interrupted():
    signal.raise_signal(signal.SIGINT)
    raise ValueError


async def deaf():
    for _ in range(2):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize(
    "step", [interrupted, interrupted_as_it_ends, failing_as_it_is_interrupted, deaf]
)
def test_after_ctrl_c_the_next_step_runs_to_its_end(step):
    with Loop() as loop:
        with pytest.raises(KeyboardInterrupt):
            loop.run(step())
        assert loop.run(add(1, 2)) == 3
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_breaks_no_task_that_is_at_work_as_a_step_ends():
    worked = []

    async def work():
        signal.raise_signal(signal.SIGINT)
        worked.append(1)

    async def begin():
        worked.append(asyncio.ensure_future(work()))

    with Loop() as loop:
        with pytest.raises(KeyboardInterrupt):
            loop.run(begin())
        loop.run(add(1, 2))
    assert worked[0].done()
    assert worked[1:] == [1]

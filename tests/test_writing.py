from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from summarizer.writing import Writer


def written(*writes):
    async def run():
        with ThreadPoolExecutor(1) as thread:
            writer = Writer(thread)
            return await asyncio.gather(*map(writer.write, writes), return_exceptions=True)

    return asyncio.run(run())


def test_every_write_is_done_in_order_and_one_failure_is_its_own():
    done = []

    def fail():
        raise OSError

    results = written(lambda: done.append(1), fail, lambda: done.append(2))
    assert done == [1, 2]
    assert [type(each) for each in results] == [type(None), OSError, type(None)]


def test_a_write_is_done_though_its_caller_is_cancelled():
    done = []

    async def run():
        with ThreadPoolExecutor(1) as thread:
            writer = Writer(thread)
            caller = asyncio.ensure_future(writer.write(lambda: done.append(1)))
            await asyncio.sleep(0)
            caller.cancel()
            with pytest.raises(asyncio.CancelledError):
                await caller
            await writer.flush()

    asyncio.run(run())
    assert done == [1]

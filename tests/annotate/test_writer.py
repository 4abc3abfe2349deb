from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from summarizer.annotate.writer import Writer


def written(values, write_all):
    async def run():
        with ThreadPoolExecutor(1) as thread:
            writer = Writer(thread, write_all)
            return await asyncio.gather(*map(writer.write, values), return_exceptions=True)

    return asyncio.run(run())


def test_what_comes_together_is_written_together_in_its_order():
    batches = []
    assert written([1, 2, 3], batches.append) == [None, None, None]
    assert batches == [[1, 2, 3]]


def test_a_failure_is_told_to_all_of_its_batch():
    def fail(_):
        raise OSError

    assert [type(each) for each in written([1, 2], fail)] == [OSError, OSError]


def test_a_write_is_done_though_its_caller_is_cancelled():
    batches = []

    async def run():
        with ThreadPoolExecutor(1) as thread:
            writer = Writer(thread, batches.append)
            caller = asyncio.ensure_future(writer.write(1))
            await asyncio.sleep(0)
            caller.cancel()
            with pytest.raises(asyncio.CancelledError):
                await caller
            await writer.flush()

    asyncio.run(run())
    assert batches == [[1]]

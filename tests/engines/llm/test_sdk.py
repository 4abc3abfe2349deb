from __future__ import annotations

import asyncio
import re

import pytest

from summarizer.engines.llm import providers
from summarizer.engines.llm.sdk import SDK
from summarizer.settings import load

BODY = {"model": "scripted", "messages": [{"role": "user", "content": "Title: A\nAbstract: B"}]}


def failure(url, timeout=5.0):
    """What the failure of one request means."""
    settings = load({"model": "openai/scripted", "base_url": url, "timeout": timeout})
    transport = SDK(providers.server(settings), settings)

    async def one():
        try:
            await transport.post(BODY, "text")
        except Exception as error:  # noqa: BLE001 - the transport says what it means
            return transport.failure(error)
        finally:
            await transport.close()

    return asyncio.run(one())


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("reset", "reset by peer|the server closed the connection"),
        ("cut-headers", "the server closed the connection before the answer was complete"),
        ("cut", r"received \d+ of 5000 bytes"),
    ],
)
def test_a_connection_that_breaks_is_no_time_out_and_slows_nobody_down(llm, fault, said):
    llm.script = [fault]
    found = failure(llm.url)
    assert re.fullmatch(rf"cannot reach {llm.url}: .*({said}).*", str(found))
    assert (found.lost, found.crowded) == (True, False)


def test_a_server_that_is_not_there_slows_nobody_down():
    found = failure("http://127.0.0.1:9/v1")
    assert str(found).startswith("cannot reach http://127.0.0.1:9/v1: ")
    assert (found.lost, found.crowded) == (True, False)


def test_an_answer_that_does_not_come_is_a_time_out(llm):
    llm.script, llm.stall = ["stall"], 5.0
    found = failure(llm.url, timeout=0.2)
    assert str(found) == f"{llm.url} did not answer within 0.2 s"
    assert (found.lost, found.crowded) == (True, True)


def test_behind_a_proxy_it_is_the_proxy_that_cannot_be_reached(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    found = failure("http://nowhere.invalid/v1")
    assert str(found) == "cannot reach http://nowhere.invalid/v1: All connection attempts failed"

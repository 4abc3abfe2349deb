"""Agents over HTTP: `/mcp` of a server, behind its guard and its token."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys

import httpx
import pytest
import stored_days

from summarizer.library.run import Run


@pytest.fixture
def door(home, monkeypatch, request):
    """A server that lets agents in, and its address."""
    monkeypatch.setenv("SUMMARIZER_SERVE_TOKEN", "a-secret-of-the-tests")
    stored_days.store(Run(), range(6))
    words = [sys.executable, "-m", "summarizer", "serve", "--port", "0", *request.param]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if line.startswith("summarize: for agents: "):
            break
    port = line.split("/mcp")[0].rpartition(":")[2]
    yield f"http://127.0.0.1:{port}/mcp"
    process.terminate()
    process.communicate()


def posted(address, **headers):
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    given = {
        "content-type": "application/json",
        "accept": "application/json, text/event-stream",
        **headers,
    }
    return httpx.post(address, content=json.dumps(message), headers=given)


@pytest.mark.parametrize("door", [["--mcp=write"]], indirect=True)
def test_two_clients_read_and_write_at_once_and_others_are_refused(door):
    from mcp import Client

    async def work():
        async with Client(door) as first, Client(door, mode="legacy") as second:
            calls = [
                client.call_tool("mark", {"ids": [f"2512.0000{at}"], "mark": "later"})
                for at, client in enumerate((first, second, first, second))
            ]
            answers = await asyncio.gather(*calls)
            return answers, await first.call_tool("search", {"query": "marked:later"})

    answers, found = asyncio.run(work())
    assert [each.structured_content["changed"] for each in answers] == [1, 1, 1, 1]
    assert found.structured_content["total"] == 4
    assert posted(door, host="evil.example").status_code == 403
    assert posted(door, origin="http://evil.example").status_code == 403
    assert posted(door, **{"content-type": "text/plain"}).status_code == 415
    assert posted(door).status_code == 200


@pytest.mark.parametrize("door", [["--mcp", "--host", "0.0.0.0"]], indirect=True)
def test_beyond_this_machine_the_token_is_asked_for(door):
    from mcp import Client
    from mcp.client.streamable_http import streamable_http_client

    assert posted(door).status_code == 401
    assert posted(door, authorization="Bearer wrong").status_code == 401

    async def work():
        import httpx2

        headers = {"Authorization": "Bearer a-secret-of-the-tests"}
        async with (
            httpx2.AsyncClient(headers=headers) as http,
            Client(streamable_http_client(door, http_client=http)) as client,
        ):
            tools = (await client.list_tools()).tools
            return tools, await client.call_tool("today", {"limit": 1})

    tools, answer = asyncio.run(work())
    assert "mark" not in {each.name for each in tools}
    assert answer.structured_content["total"] == 6

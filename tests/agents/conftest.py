"""A library of a few days, and tools called as an agent calls them."""

from __future__ import annotations

import asyncio
import json

import pytest
import stored_days
from jsonschema import Draft202012Validator

from summarizer import settings
from summarizer.agents import tools
from summarizer.agents.server import every_tool, server
from summarizer.library.run import Run

BUGS = []


def runs(observer):
    """A run for a call, with the settings of the environment."""
    return Run(settings.load(), observer)


def known():
    """Every tool there is, with a budget of its own."""
    return {each.name: each for each in every_tool(write=True)}


@pytest.fixture
def ask(home):
    """Call a tool: what it tells, checked against its schema; it never has a bug."""
    there = known()

    def call(name, **given):
        told = tools.call(there[name], given, runs, BUGS.append)
        assert "a bug in this program" not in told.text
        if told.data is not None:
            json.dumps(told.data).encode()
            schema = there[name].output()
            Draft202012Validator.check_schema(schema)
            Draft202012Validator(schema).validate(told.data)
        return told

    return call


@pytest.fixture
def days(home):
    """Three days: nine papers on the newest, two and one before."""
    run = Run()
    stored_days.store(run, range(9), day="2025-12-09", upvotes=3)
    stored_days.store(run, (10, 11), day="2025-12-08", tags=("peft",))
    stored_days.store(run, (20,), day="2025-11-26", label="arxiv-cs.CL", tags=())
    return run


@pytest.fixture
def connected():
    """Do something with the SDK's own client, to a server in this process."""

    def do(work, *, write=False, mode="auto"):
        from mcp import Client

        async def inside():
            made = server(runs, BUGS.append, write=write)
            async with Client(made, mode=mode) as client:
                return await work(client)

        return asyncio.run(inside())

    return do

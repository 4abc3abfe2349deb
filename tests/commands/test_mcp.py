"""`summarize mcp`: a real process that a client starts, and how clients are told of it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import stored_days
import yaml

from summarizer.agents.clients import CLIENTS, Launch, snippet
from summarizer.library.run import Run

SERVE = [sys.executable, "-m", "summarizer", "mcp"]
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def asked(number, name="today", **given):
    params = {"name": name, "arguments": given}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


def lines(*messages):
    return "".join(f"{json.dumps(each)}\n" for each in messages).encode()


@pytest.fixture
def started():
    """A server's process, which is ended with the test."""
    process = subprocess.Popen(
        SERVE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    yield process
    process.kill()
    process.communicate()


def test_the_sdks_client_lists_and_calls_and_goes(home):
    from mcp import Client, StdioServerParameters

    stored_days.store(Run(), range(4))

    async def work():
        server = StdioServerParameters(
            command=SERVE[0], args=[*SERVE[1:], "--write"], env=dict(os.environ)
        )
        async with Client(server) as first, Client(server) as second:
            tools = (await first.list_tools()).tools
            marks = [
                client.call_tool("mark", {"ids": [f"2512.0000{at}"], "mark": "star"})
                for at, client in enumerate((first, second, first, second))
            ]
            answers = await asyncio.gather(*marks)
            return len(tools), answers, await second.call_tool("search", {"query": "marked:star"})

    count, answers, found = asyncio.run(work())
    assert count == 14
    assert [each.structured_content["changed"] for each in answers] == [1, 1, 1, 1]
    assert found.structured_content["total"] == 4


def test_nothing_but_the_protocol_is_on_standard_output(home, started):
    (home / "config").mkdir(parents=True)
    stored_days.store(Run(), range(2), day="2025-12-09")
    stored_days.store(Run(), (3,), day="2025-12-08")
    Run().library.path("hf", "2025-12-08").write_text("{")  # something to warn of
    nonsense = b'nonsense\n{"a": 1}\n\xff\xfe\n[]\n'
    started.stdin.write(nonsense + lines(HELLO, READY, asked(2, "week")))
    started.stdin.flush()
    found = [json.loads(started.stdout.readline()) for _ in range(2)]
    out, err = started.communicate(timeout=60)
    assert {each["id"] for each in found} == {1, 2}
    assert (out, err) == (b"", b"")
    assert started.returncode == 0


def test_a_client_that_says_nothing_ends_it_quietly(home):
    done = subprocess.run(SERVE, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_client_that_breaks_off_ends_it_quietly(home, started):
    stored_days.store(Run(), range(2))
    started.stdin.write(lines(HELLO, READY))
    started.stdin.flush()
    started.stdout.readline()
    started.stdout.close()
    started.stdin.write(lines(*(asked(number) for number in range(5, 15))))
    started.stdin.flush()
    assert started.wait(60) == 0
    assert started.stderr.read() == b""


def test_a_client_that_goes_during_a_long_call_is_not_waited_for(
    home, hugging_face, llm, monkeypatch
):
    """The model's server never answers; the call would take as long as its retries."""
    llm.script = ["stall"] * 50
    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "60")
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    words = ["--write", "--model", "openai/x", "--base-url", llm.url, "--max-requests", "9"]
    with subprocess.Popen(
        [*SERVE, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdin.write(lines(HELLO, READY, asked(2, "annotate", spec="hf:2025-12-09")))
        process.stdin.flush()
        process.stdout.readline()
        while not llm.requests:
            assert process.poll() is None
        process.stdin.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == b""


def test_a_call_with_half_a_character_is_answered(home, started):
    stored_days.store(Run(), range(2))
    calls = lines(asked(2, "search", query="line \ud83d"), asked(3, "search", query="\U0001f600"))
    started.stdin.write(lines(HELLO, READY) + calls + b'{"broken": "\\ud83d\n' + lines(asked(4)))
    started.stdin.flush()
    answers = [json.loads(started.stdout.readline()) for _ in range(4)]
    assert {each["id"] for each in answers} == {1, 2, 3, 4}
    assert all("result" in each for each in answers)


def test_it_ends_when_it_is_told_to(home, started):
    started.stdin.write(lines(HELLO))
    started.stdin.flush()
    started.stdout.readline()
    started.send_signal(signal.SIGTERM)
    assert started.wait(60) == 143
    assert started.stderr.read().startswith(b"summarize: ended by SIGTERM")


def test_a_wrong_setting_is_said_before_anything_is_served(run):
    code, out, err = run("mcp", "--max-usd", "much")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_without_the_extra_a_line_says_how_to_get_it(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    code, out, err = run("mcp")
    assert (code, out) == (2, "")
    assert err == (
        "summarize: `summarize mcp` needs the MCP SDK: `pip install 'summarize-papers[mcp]'`\n"
    )


def test_starting_loads_nothing_that_only_some_calls_need(home):
    script = (
        "import sys\nfrom summarizer.cli import main\n"
        "assert main(['mcp']) == 0\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    loaded = set(done.stderr.split())
    assert not loaded & {"openai", "instructor", "selectolax", "daft", "pyarrow", "nh3", "numpy"}
    assert not loaded & {"summarizer.pipeline", "summarizer.ranking", "summarizer.engines.llm"}


class TestInstall:
    """`summarize mcp install`."""

    @pytest.mark.parametrize("name", CLIENTS)
    def test_every_client_gets_its_configuration_and_where_it_goes(self, run, home, name):
        code, out, err = run("mcp", "install", name, "--write")
        assert code == 0
        assert str(home) in out
        assert "--write" in out
        assert err.startswith("summarize: for ")

    def test_what_is_printed_is_of_the_clients_form(self):
        launch = Launch('/a b/"s"', ["mcp", "--write"], {"SUMMARIZER_HOME": "C:\\x"})
        common = {"command": launch.program, "args": ["mcp", "--write"], "env": launch.environment}
        assert json.loads(snippet("cursor", launch)[1]) == {"mcpServers": {"summarizer": common}}
        assert json.loads(snippet("vscode", launch)[1])["servers"]["summarizer"] == {
            "type": "stdio",
            **common,
        }
        assert json.loads(snippet("zed", launch)[1])["context_servers"]["summarizer"] == common
        codex = tomllib.loads(snippet("codex", launch)[1])
        assert codex == {"mcp_servers": {"summarizer": common}}
        goose = yaml.safe_load(snippet("goose", launch)[1])["extensions"]["summarizer"]
        assert (goose["cmd"], goose["args"]) == (launch.program, ["mcp", "--write"])
        assert goose["envs"] == launch.environment
        opencode = json.loads(snippet("opencode", launch)[1])["mcp"]["summarizer"]
        assert opencode["command"] == [launch.program, "mcp", "--write"]

    def test_a_command_can_be_typed_as_it_is_printed(self):
        import shlex

        launch = Launch("/a b/summarize", ["mcp"], {"SUMMARIZER_HOME": "/c d"})
        assert shlex.split(snippet("Claude Code", launch)[1]) == [
            *"claude mcp add --env".split(),
            "SUMMARIZER_HOME=/c d",
            *"--scope user summarizer --".split(),
            "/a b/summarize",
            "mcp",
        ]

    def test_write_carries_over_from_before_the_action(self, run):
        assert "--write" in run("mcp", "--write", "install", "cursor")[1]
        assert "--write" not in run("mcp", "install", "cursor")[1]

    def test_the_program_is_an_absolute_path(self, run):
        entry = json.loads(run("mcp", "install", "other")[1])["mcpServers"]["summarizer"]
        assert Path(entry["command"]).is_absolute()
        assert entry["args"][-1] == "mcp"

    def test_an_unknown_client_is_asked_about_with_the_list(self, run):
        code, out, err = run("mcp", "install", "emacs")
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert all(name in err for name in CLIENTS)
        assert "did you mean `cursor`?" in run("mcp", "install", "curser")[2]

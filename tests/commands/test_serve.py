"""`summarize serve` as it is typed: its line, its port, its token, its end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys

import httpx
import pytest
from stored_days import store

from summarizer.library.run import Run


@pytest.fixture
def serve(home):
    """Start the command in a process of its own; the line it prints, and the process."""
    begun = []

    def start(*options, **variables):
        process = subprocess.Popen(
            [sys.executable, "-m", "summarizer", "serve", *options],
            env=os.environ | variables,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        begun.append(process)
        return process.stderr.readline(), process

    yield start
    for each in begun:
        each.kill()
        each.communicate()


def test_it_says_where_and_answers_until_ctrl_c(serve):
    store(Run(), [1])
    line, process = serve("--port", "0", "--title", "Our papers")
    assert re.fullmatch(
        r"summarize: Our papers: http://127\.0\.0\.1:\d+/ \(Ctrl-C ends it\)\n", line
    )
    address = re.search(r"http://\S+", line)[0]
    assert "9 December 2025" in httpx.get(address).text
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert len(err.splitlines()) == 1
    assert "interrupted" in err


def test_beyond_this_machine_there_is_a_token_in_the_line(serve):
    line, _ = serve("--port", "0", "--host", "0.0.0.0")
    port, token = re.search(r":(\d+)/\?token=(\S+)", line).groups()
    assert len(token) >= 20
    address = f"http://127.0.0.1:{port}"
    assert httpx.get(address).status_code == 401
    assert httpx.get(f"{address}/api/days").json() == {"error": httpx.get(address).text.strip()}
    with httpx.Client() as reader:
        assert reader.get(f"{address}/?token={token}", follow_redirects=True).status_code == 200
        assert reader.get(f"{address}/api/days").status_code == 200


def test_a_token_of_ones_own_is_taken(serve):
    line, _ = serve("--port", "0", "--host", "0.0.0.0", SUMMARIZER_SERVE_TOKEN="a-token-of-our-own")
    port = re.search(r":(\d+)/\?token=a-token-of-our-own ", line)[1]
    headers = {"authorization": "Bearer a-token-of-our-own"}
    assert httpx.get(f"http://127.0.0.1:{port}/api/days", headers=headers).status_code == 200


def test_a_token_of_any_signs_is_in_the_address_as_it_has_to_be(serve):
    token = "a+b/c=&d#e%41;f?g"
    line, _ = serve("--port", "0", "--host", "0.0.0.0", SUMMARIZER_SERVE_TOKEN=token)
    port, query = re.search(r":(\d+)/(\S+)", line).groups()
    with httpx.Client() as reader:
        opened = reader.get(f"http://127.0.0.1:{port}/{query}", follow_redirects=True)
        assert opened.status_code == 200


@pytest.mark.parametrize("token", ["two words", "tökên", "short"])
def test_a_token_that_is_none_is_refused(run, monkeypatch, token):
    monkeypatch.setenv("SUMMARIZER_SERVE_TOKEN", token)
    code, _, err = run("serve", "--port", "0", "--host", "0.0.0.0")
    assert (code, err.count("\n")) == (2, 1)
    assert "SUMMARIZER_SERVE_TOKEN" in err


def test_a_port_in_use_is_one_line_that_says_what_to_do(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, out, err = run("serve", "--port", port)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"port {port} is in use" in err
    assert "--port" in err


@pytest.mark.parametrize("port", ["x", "-1", "65536", "٣", "1" * 5000])
def test_a_port_that_is_none(run, port):
    code, _, err = run("serve", f"--port={port}")
    assert code == 2
    assert "is not a port" in err


def test_a_host_that_is_not_this_machine(run):
    code, _, err = run("serve", "--port", "0", "--host", "192.0.2.1")
    assert (code, err.count("\n")) == (2, 1)
    assert "192.0.2.1" in err


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_an_extra_that_is_not_installed_is_named(run, monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    code, _, err = run("serve")
    assert (code, err.count("\n")) == (2, 1)
    assert "pip install 'summarize-papers[serve]'" in err


def test_a_profile_that_is_not_there_is_said_before_anything_is_served(run):
    code, _, err = run("serve", "--port", "0", "--for-me", "nobody")
    assert (code, err.count("\n")) == (2, 1)
    assert "nobody" in err

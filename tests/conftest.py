"""Every test has a home of its own, no network but loopback, and no waiting."""

from __future__ import annotations

import os
import signal
import socket
import tempfile

import pytest
from browser import browser, chromium  # noqa: F401 - fixtures of every test
from hf_server import HuggingFaceServer
from hypothesis import settings
from llm_server import LLMServer
from papers import api_item, paper
from places import EXAMPLE, SHARED

from summarizer import cli
from summarizer.papers.wire import dumps

# How long an example takes is the machine's affair.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")


def pytest_configure():
    """Let Ctrl-C be what it is in a terminal: a job in the background ignores it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items):
    """Let the cluster's tests begin in the middle.

    They are long, so they must not come last; and slow beside what `.ci/run` does in its first
    minutes.
    """
    long = [each for each in items if each.path.name == "test_ray.py"]
    rest = [each for each in items if each.path.name != "test_ray.py"]
    middle = next(
        (place for place, each in enumerate(rest) if "tests/mail/" in each.nodeid), len(rest)
    )
    items[:] = [*rest[:middle], *long, *rest[middle:]]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A fresh SUMMARIZER_HOME, and none of the machine's own settings."""
    place = tmp_path / "home"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in os.environ:
        if name.startswith(("SUMMARIZER_", "OPENAI_")) or name.endswith("_API_KEY"):
            monkeypatch.delenv(name)
    for name in ("HF_ENDPOINT", "HF_TOKEN", "NO_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    os.unsetenv("COLUMNS")  # readline sets it for child processes only: `os.environ` lacks it
    monkeypatch.setenv("SUMMARIZER_HOME", str(place))
    return place


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch):
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            message = f"a test tried to reach {address}"
            raise AssertionError(message)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def no_waiting():
    """Retries without the waits between them."""
    from summarizer.network import http, retries

    with http.testing(), retries.testing():
        yield


@pytest.fixture
def shared():
    """The folder of real captures, which stays outside the repository."""
    if not SHARED.is_dir():
        pytest.skip("the captures in ../shared/data are not here")
    return SHARED


@pytest.fixture
def example():
    """The example input, a real text dump of 35 papers."""
    return EXAMPLE


@pytest.fixture
def run(capsys):
    """Run a command; exit code, standard output, standard error."""

    def call(*argv):
        try:
            code = cli.main([str(each) for each in argv])
        except SystemExit as stop:
            code = stop.code
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def file(tmp_path):
    """A file of three papers."""
    path = tmp_path / "papers.json"
    path.write_text(dumps([paper(0), paper(1), paper(2)]))
    return path


@pytest.fixture
def llm():
    """A scripted server that plays an OpenAI-compatible model."""
    with LLMServer() as server:
        yield server


@pytest.fixture
def hugging_face(monkeypatch):
    """A server that plays the Daily Papers API; three papers on 2025-12-09."""
    with HuggingFaceServer() as server:
        server.days["2025-12-09"] = [api_item(number) for number in range(3)]
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_TIMEOUT", "0.5")
        yield server

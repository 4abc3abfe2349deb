"""A scripted server of batches, files of papers, and commands run against the server."""

from __future__ import annotations

import pytest
from batch_runs import KEY, MODEL, record
from batch_server import BatchServer

from summarizer import cli
from summarizer.papers.wire import dumps


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "5")
    with BatchServer(stall=30, retry_after=0.05) as running:
        yield running


@pytest.fixture
def write(tmp_path):
    """Write a file of so many papers, or of these; its path."""

    def make(papers, name="papers.jsonl"):
        records = (
            [record(number) for number in range(papers)] if isinstance(papers, int) else papers
        )
        path = tmp_path / name
        path.write_text("".join(f"{dumps(each)}\n" for each in records))
        return str(path)

    return make


@pytest.fixture
def run(capsys, server):
    """A command; exit code, standard output, standard error."""

    def call(*argv, model=MODEL):
        flags = ["--model", model, "--base-url", server.url] if model else []
        code = cli.main([*map(str, argv), *flags])
        out, err = capsys.readouterr()
        assert KEY not in out + err
        assert "Traceback" not in err
        return code, out, err

    return call


@pytest.fixture
def another_machine(monkeypatch, tmp_path):
    """From now on, another home."""

    def move(name="elsewhere"):
        monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / name))

    return move

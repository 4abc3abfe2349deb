"""A corpus through a model's server: answers kept, limits held by all workers, a stop resumed."""

from __future__ import annotations

import pytest
from corpora import ids, manifest, rows, write

from summarizer.cli import main

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
pytest.importorskip("daft", reason="corpora need `pip install 'summarize-papers[corpus]'`")


@pytest.fixture
def corpus(llm, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "5")

    def run(*arguments, out="out", code=0):
        model = ["--model", "openai/scripted", "--base-url", llm.url]
        given = ["corpus", *map(str, arguments), "-o", str(tmp_path / out), *model]
        assert main(given) == code

    return run


def test_every_paper_is_asked_about_once(corpus, llm, tmp_path):
    source = write(tmp_path / "papers.jsonl", 40)
    corpus(source, "--rows", 10)
    assert len(ids(tmp_path / "out")) == 40
    assert {row["tldr_origin"] for row in rows(tmp_path / "out")} <= {"model", "extracted"}
    asked = len(llm.requests)
    said = manifest(tmp_path / "out")
    assert said["usage"]["requests"] == asked
    assert said["usage"]["input_tokens"] > 0
    corpus(source, out="again")
    assert len(llm.requests) == asked
    assert all(row["cached"] for row in rows(tmp_path / "again"))


def test_two_workers_share_one_budget_and_the_next_run_goes_on(corpus, llm, tmp_path, capsys):
    source = write(tmp_path / "papers.jsonl", 60)
    corpus(source, "--rows", 15, "--workers", 2, "--max-requests", 21, code=4)
    assert len(llm.requests) == 21
    said = capsys.readouterr().err
    assert "the budget of 21 requests is used up" in said
    assert "continues" in said
    assert not manifest(tmp_path / "out")["complete"]
    made = ids(tmp_path / "out")
    corpus(source, "--rows", 15)
    assert set(made) < set(ids(tmp_path / "out"))
    assert len(ids(tmp_path / "out")) == 60


def test_papers_that_the_model_failed_on_are_failed_and_tried_again(corpus, llm, tmp_path):
    source = write(tmp_path / "papers.jsonl", 5)
    llm.plan = lambda request: "empty" if request.attempt < 3 else None
    corpus(source, code=1)
    failed = rows(tmp_path / "out", "failed")
    assert failed
    assert all(row["id"] and row["reason"] for row in failed)
    llm.plan = lambda _: None
    corpus(source)
    assert len(ids(tmp_path / "out")) == 5
    assert not rows(tmp_path / "out", "failed")


def test_a_missing_key_ends_it_before_anything_is_made(llm, tmp_path, capsys):
    source = write(tmp_path / "papers.jsonl", 5)
    out = str(tmp_path / "out")
    assert main(["corpus", str(source), "-o", out, "--model", "openai/x"]) == 4
    assert "OPENAI_API_KEY" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()

"""`summarize similar` as it is typed."""

from __future__ import annotations

import json

import pytest
from papers import RAG, paper
from stored_days import store

from summarizer.library.run import Run
from summarizer.papers.wire import dumps


@pytest.fixture(autouse=True)
def stored():
    run = Run()
    store(run, range(3))
    store(run, [4], "2025-12-10", title="A Dense Index for Retrieval", abstract=f"{RAG} Fast.")


@pytest.mark.parametrize(
    "named", ["2512.00000", "https://arxiv.org/abs/2512.00000v2", "a sparse index"]
)
def test_the_nearest_papers_are_shown_with_the_reason(run, named):
    code, out, err = run("similar", named, "--limit", "1")
    assert (code, err) == (0, "")
    assert out.startswith("1 paper like “A Sparse Index for Retrieval-Augmented Generation”\n")
    assert "\n  1 A Dense Index for Retrieval\n" in out
    assert " · both: RAG; " in out


def test_json_has_the_paper_asked_for_and_how_near_the_others_are(run, tmp_path):
    code, out, _ = run("similar", "2512.00000", "--json", "--limit", "2")
    document = json.loads(out)
    assert (code, document["schema"]) == (0, "summarizer/similar/1")
    assert [each["id"] for each in document["query"]] == ["2512.00000"]
    assert document["papers"][0]["id"] == "2512.00004"
    similarity = document["papers"][0]["similarity"]
    assert 0 < similarity["score"] <= 1
    assert "topic rag" in similarity["why"]
    (tmp_path / "near.json").write_text(out)
    assert run("papers", tmp_path / "near.json", "--json")[0] == 0


def test_of_a_file_the_papers_like_all_of_it_are_shown_and_none_of_its_own(run, file):
    code, out, _ = run("similar", file)
    assert code == 0
    assert "1 paper like 3 papers\n" in out
    assert "A Dense Index for Retrieval" in out
    assert "Eight Steps" not in out


def test_a_file_with_one_paper_is_that_paper(run, tmp_path):
    path = tmp_path / "one.json"
    path.write_text(dumps([paper(8, title="Retrieval", abstract=RAG.replace("12", "14"))]))
    code, out, _ = run("similar", path, "--limit", "2")
    assert code == 0
    assert out.startswith("2 papers like “Retrieval”\n")


def test_nothing_of_the_file_is_stored(run, tmp_path):
    path = tmp_path / "one.json"
    path.write_text(dumps([paper(8)]))
    run("similar", path)
    assert Run().library.find(["2512.00008"]) == {}


def test_where_nothing_is_stored_it_is_said_what_to_do(run, monkeypatch, tmp_path, file):
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "other"))
    code, out, err = run("similar", file)
    assert (code, out) == (0, "0 papers like 3 papers\n")
    assert "nothing is stored yet: run `summarize today`" in err


def test_without_a_network_no_option_is_blamed_that_was_not_given(run):
    code, _, err = run("similar", "2401.00001")
    assert code == 4
    assert "2401.00001 is not stored, and arXiv could not be asked" in " ".join(err.split())
    assert "leave out" not in err


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (["no such paper"], "is no arXiv id, and no stored paper's id or title begins so"),
        (["2401.00001", "--offline"], "2401.00001 is not stored, and arXiv was not asked"),
        (["2512.00000", "--as", "bibtex"], "`--as` is for a file"),
        ([""], "is no arXiv id"),
    ],
)
def test_what_cannot_be_is_one_line(run, typed, reason):
    code, out, err = run("similar", *typed)
    assert (code, out) == (2, "")
    assert reason in " ".join(err.split())


def test_a_file_without_papers_is_an_error(run, tmp_path):
    path = tmp_path / "empty.json"
    path.write_text("[]")
    assert run("similar", path)[0] == 2

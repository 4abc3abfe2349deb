"""What may be given as an input, and what happens to it."""

from __future__ import annotations

import json

import pytest
from papers import paper

from summarizer.papers.wire import dumps


@pytest.mark.parametrize(
    "cited",
    [
        "2512.00001",
        "2512.00001v2",
        "arXiv:2512.00001",
        "arxiv.org/abs/2512.00001",
        "https://arxiv.org/pdf/2512.00001v3",
        "doi:10.48550/arXiv.2512.00001",
        "https://doi.org/10.48550/arXiv.2512.00001",
        "https://www.alphaxiv.org/abs/2512.00001",
        "https://ar5iv.labs.arxiv.org/html/2512.00001",
        "astro-ph/0601001",
    ],
)
def test_a_paper_is_asked_for_as_it_is_cited(run, cited):
    code, _, err = run("papers", cited, "--offline")
    assert code == 4
    identity = "astro-ph/0601001" if "astro" in cited else "2512.00001"
    assert f"nothing from arxiv:{identity}" in err


def test_a_file_of_that_name_goes_before_it(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2512.00001").write_text(dumps([paper()]))
    assert run("papers", "2512.00001")[0] == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("cs.CL", "arxiv:cs.CL"), ("hf/2025-12-09", "hf:2025-12-09"), ("arxiv/cs.CL", "arxiv:cs.CL")],
)
def test_a_prefix_that_is_missing_is_asked_back(run, typed, meant):
    code, _, err = run("papers", typed)
    assert (code, err.count("\n")) == (2, 1)
    assert f"did you mean `{meant}`?" in err


def test_a_file_in_the_place_of_a_command_is_asked_back(run, file):
    assert f"did you mean `summarize papers {file}`?" in run(str(file))[2]


@pytest.mark.parametrize("command", ["papers", "review"])
def test_a_result_is_never_written_over_its_input(run, file, command):
    before = file.read_text()
    code, _, err = run(command, file, "-o", file)
    assert (code, file.read_text()) == (2, before)
    assert "write the result to another file" in err
    link = file.with_name("link.json")
    link.symlink_to(file)
    assert run(command, file, "-o", link)[0] == 2


def test_where_a_result_went_is_said(run, file, tmp_path):
    assert (
        f"written to `{tmp_path / 'day.md'}`" in run("papers", file, "-o", tmp_path / "day.md")[2]
    )
    said = run("review", file, "-o", tmp_path / "report.md")[2]
    assert f"then run `summarize review --apply {tmp_path / 'report.md'}`" in said


class TestTheDayOfAFile:
    def test_is_the_one_that_is_given(self, run, tmp_path):
        path = tmp_path / "notes.csv"
        path.write_text("title,abstract\nWeaving Nets,We study nets and how they are woven.\n")
        digest = json.loads(run("papers", path, "--date", "2025-12-09", "--json")[1])
        assert (digest["date"], digest["papers"][0]["listed"]) == ("2025-12-09", "2025-12-09")
        assert run("week", "2025-W50", "--quiet")[0] == 0

    def test_is_the_pages_own_where_it_says_another(self, run, example):
        code, out, err = run("papers", example, "--date", "2025-12-15", "--json")
        assert (code, json.loads(out)["date"]) == (0, "2025-12-09")
        assert "the page is of 2025-12-09, not of 2025-12-15" in err

    def test_is_not_in_the_future(self, run, example):
        code, _, err = run("papers", example, "--date", "2999-01-01")
        assert (code, "is in the future" in err) == (2, True)


def test_what_is_played_is_not_stored(run):
    from places import ROOT

    cassettes = ROOT / "cassettes" / "test_conversations"
    assert run("replay", cassettes, "papers", "hf:2025-12-09", "--quiet")[0] == 0
    assert json.loads(run("library", "--json")[1])["stored"] == []


def test_a_model_on_this_machine_costs_nothing():
    from summarizer.engines.llm.usage import Tokens, price_of

    assert price_of("ollama", "any")(Tokens(1000, 1000)) == 0
    assert price_of("openai", "no-such-model")(Tokens(1000, 1000)) is None


def test_words_of_a_query_may_follow_an_option(run):
    assert run("search", "attention", "--limit", "1", "since:2025")[0] == 0

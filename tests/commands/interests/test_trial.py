"""`summarize interests test`: how papers would rank, and one explained."""

from __future__ import annotations

import json

import pytest
from papers import paper

from summarizer.library.run import Run


@pytest.fixture(autouse=True)
def mine(run):
    assert run("interests", "add", "mine", "--topic", "rag")[0] == 0


def test_papers_are_listed_by_their_scores_with_reasons(run, file):
    code, out, err = run("interests", "test", file)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "For you: 1 of 3"
    assert paper(0).title in lines[2]
    assert "2512.00000 · topic rag" in lines[3]
    assert lines[5] == "Other papers (2)"
    assert "no word, topic or example of yours is near" in out
    scores = [float(line.split()[0]) for line in lines if line.startswith(" 0.")]
    assert scores == sorted(scores, reverse=True)


def test_nothing_is_kept(run, file):
    run("interests", "test", file)
    assert not list(Run().library.all())
    assert "1 of 3" in run("interests", "test", file)[1]


def test_limit_shows_the_best(run, file):
    out = run("interests", "test", file, "--limit", "1")[1]
    assert out.startswith("For you: 1 of 3\n")
    assert out.count("2512.") == 1
    run("interests", "add", "mine", "--words", "diffusion", "scaling")
    out = run("interests", "test", file, "--limit", "1")[1]
    assert out.startswith("For you: 3 of 3\n")
    assert out.count("2512.") == 1


def test_a_paper_that_was_missed_is_explained(run, file):
    code, out, _ = run("interests", "test", file, "--paper", "eight steps")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "Eight Steps Are Enough for Diffusion Models"
    assert lines[1].startswith("2512.00001, ")
    assert lines[1].endswith(" of 3")
    assert lines[2].startswith("topics: diffusion-models")
    assert lines[4] == "by the profile mine"
    assert lines[5].startswith("score 0.")
    assert "`summarize star 2512.00001` says that you want such papers" in " ".join(out.split())
    found = run("interests", "test", file, "--paper", "2512.00000")[1]
    assert "topic rag" in found
    assert found.endswith("for you: its score is 0.5 or more\n")


def test_each_profile_explains_it(run, file):
    run("interests", "add", "tea", "--words", "diffusion")
    out = run("interests", "test", file, "--paper", "2512.00001")[1]
    assert "by the profile mine" in out
    assert "by the profile tea" in out
    alone = run("interests", "test", file, "--paper", "2512.00001", "--profile", "tea")[1]
    assert "by the profile mine" not in alone


def test_a_stored_paper_is_explained_without_a_spec(run, file):
    run("papers", file, "--quiet")
    out = run("interests", "test", "--paper", "scaling laws", "--offline")[1]
    assert out.splitlines()[:2] == [paper(2).title, "2512.00002"]


def test_hidden_papers_are_said_to_be_hidden(run, file):
    run("papers", file, "--quiet")
    run("hide", "2512.00000")
    out = run("interests", "test", file)[1]
    assert "Hidden, not shown by --for-me (1)" in out
    assert out.index("2512.00000") > out.index("2512.00001")
    one = run("interests", "test", file, "--paper", "2512.00000")[1]
    assert "hidden: `summarize hide --undo 2512.00000` shows it again" in one


def test_json_says_the_same(run, file):
    table = json.loads(run("interests", "test", file, "--json")[1])
    assert (table["schema"], table["profile"], table["count"]) == (
        *("summarizer/interests-test/1", None, 3),
    )
    assert table["papers"][0]["id"] == "2512.00000"
    relevance = table["papers"][0]["relevance"]
    assert relevance["why"][0] == "topic rag"
    assert relevance["profile"] == "mine"
    one = json.loads(run("interests", "test", file, "--json", "--paper", "2512.00000")[1])
    assert (one["id"], one["rank"], one["count"], one["hidden"]) == ("2512.00000", 1, 3, False)
    assert list(one["explained"]) == ["mine"]


def test_no_language_model_is_asked(run, file, llm):
    run("config", "set", "model", "openai/x")
    run("config", "set", "base_url", llm.url)
    assert "For you: 1 of 3" in run("interests", "test", file)[1]
    assert not llm.requests


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ([], "which papers? Give a SPEC, such as `hf`, or `--paper ID` of a stored one"),
        (["FILE", "--profile", "mien"], "no profile `mien`: did you mean `mine`"),
        (["FILE", "--paper", "no such"], "`no such` matches 0 of 3 papers"),
        (["--paper", "no such", "--offline"], "no such"),
        (["missing.json"], "cannot read `missing.json`"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_line(run, file, given, what):
    code, out, err = run("interests", "test", *(str(file) if x == "FILE" else x for x in given))
    assert (code, out) == (2, "")
    assert what in " ".join(err.split())


def test_without_interests_it_says_how_they_are_made(run, file):
    run("interests", "remove", "mine")
    code, _, err = run("interests", "test", file)
    assert code == 2
    assert "no interests yet" in err


def test_examples_that_cannot_be_read_are_warned_of_and_the_rest_is_used(run, file, tmp_path):
    examples = tmp_path / "gone.bib"
    examples.write_text("@article{a, title={A Title}}")
    run("interests", "add", "mine", "--from", examples)
    examples.unlink()
    code, out, err = run("interests", "test", file)
    assert code == 0
    assert out.startswith("For you: 1 of 3")
    assert len([line for line in err.splitlines() if line.startswith("summarize: ")]) == 1
    assert "gone.bib" in err

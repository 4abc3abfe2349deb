"""`summarize interests learn`: what marks suggest, shown before it is kept."""

from __future__ import annotations

import io
import json

import pytest
from papers import paper
from stored_days import review

from summarizer.commands.interests import learning
from summarizer.interests import interestsfile
from summarizer.library.run import Run

RAG, DIFFUSION, SCALING = range(3)


@pytest.fixture
def marked(stored, mark):
    mark("star", stored[RAG][:5])
    mark("later", stored[RAG][5:6])
    mark("hide", stored[DIFFUSION][:6])
    return stored


def typed(monkeypatch, answer):
    """Somebody sits at a terminal, and types this."""
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    monkeypatch.setattr(learning, "_asks", lambda: True)


def test_suggestions_are_shown_with_their_evidence_and_nothing_is_kept(run, marked):
    code, out, err = run("interests", "learn")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "mine: 6 starred or kept for later, 6 hidden, 63 other papers"
    assert lines[2] == "wanted"
    assert any(
        line.split() == "topic rag 6 of 6 starred, 19 of 69 others".split() for line in lines
    )
    at = lines.index("not wanted")
    assert any(line.startswith("  topic diffusion-models ") for line in lines[at:])
    assert "`summarize interests learn mine --keep` adds it" in " ".join(err.split())
    assert not interestsfile.read()


def test_keep_adds_them(run, marked):
    code, _, err = run("interests", "learn", "--keep")
    assert code == 0
    assert "added to `mine` in" in err
    mine = interestsfile.read().named("mine")
    assert "rag" in mine.wanted.topics
    assert "diffusion-models" in mine.unwanted.topics
    code, out, err = run("interests", "learn")
    assert out.splitlines()[1:] == []
    assert "nothing to add" in err


def test_yes_at_the_terminal_adds_them(run, marked, monkeypatch):
    typed(monkeypatch, "n\n")
    code, _, err = run("interests", "learn")
    assert code == 0
    assert "Add this to `mine`? [y/N]" in err
    assert not interestsfile.read()
    typed(monkeypatch, "")
    assert run("interests", "learn")[0] == 0
    assert not interestsfile.read()
    typed(monkeypatch, "y\n")
    assert "added to `mine`" in run("interests", "learn")[2]
    assert "rag" in interestsfile.read().named("mine").wanted.topics


def test_json_shows_and_keeps(run, marked):
    table = json.loads(run("interests", "learn", "--json")[1])
    assert {
        name: table[name] for name in ("schema", "profile", "wanted", "unwanted", "others")
    } == {
        "schema": "summarizer/interests-learned/1",
        "profile": "mine",
        "wanted": 6,
        "unwanted": 6,
        "others": 63,
    }
    assert table["lacking"] is None
    assert table["kept"] is False
    assert {
        "kind": "topics",
        "value": "rag",
        "is_wanted": True,
        "have": 6,
        "marked": 6,
        "others_have": 19,
        "others": 69,
    } in table["suggestions"]
    assert json.loads(run("interests", "learn", "--json", "--keep")[1])["kept"] is True
    assert interestsfile.read().find("mine")


def test_too_little_is_said_with_what_is_missing(run, stored, mark):
    mark("star", stored[RAG][:2])
    code, out, err = run("interests", "learn", "--keep")
    assert code == 0
    assert out == "mine: 2 starred or kept for later, 0 hidden, 73 other papers\n"
    said = " ".join(err.split())
    assert "too little to learn from: 2 papers are starred or kept for later, and 0 hidden" in said
    assert "at least 3 of one of them are needed: `summarize star ID`" in said
    assert json.loads(run("interests", "learn", "--json")[1])["lacking"]


def test_topics_count_as_they_were_reviewed(run, marked, home):
    assert "topic rag" in run("interests", "learn")[1]
    for identity in marked[RAG]:
        review(home, identity, complete=True, tags={})
    assert "topic rag" not in run("interests", "learn")[1]


def test_with_several_profiles_each_learns_from_what_it_wants_most(run, stored, mark):
    run("interests", "add", "mine", "--topic", "information-retrieval", "--words", "sparse index")
    run("interests", "add", "scale", "--words", "learning rate")
    mark("star", [*stored[RAG][:6], *stored[SCALING][:6]])
    code, _, err = run("interests", "learn")
    assert code == 2
    assert "which profile? Give one of `mine`, `scale`" in err
    out = run("interests", "learn", "mine")[1]
    assert out.startswith("mine: 6 starred")
    assert "topic rag" in out
    assert "scaling-laws" not in out
    other = run("interests", "learn", "scale")[1]
    assert "topic scaling-laws" in other
    assert "rag" not in other
    assert run("interests", "learn", "new")[1].startswith("new: 12 starred")


def test_a_name_that_no_profile_can_have_is_refused(run, marked):
    assert run("interests", "learn", "all")[0] == 2


def test_a_name_with_an_invisible_sign_is_kept_without_it(run, stored):
    papers = [
        paper(number, authors=("A.\u200b Author",), id=f"2511.9{number:04}") for number in range(4)
    ]
    Run().marks.mark(papers, "star")
    code, _, err = run("interests", "learn", "--keep")
    assert (code, "added to `mine`" in err) == (0, True)
    assert "A. Author" in interestsfile.read().named("mine").wanted.authors

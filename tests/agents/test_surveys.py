"""The tools that tell of one paper, of topics, and of trends."""

from __future__ import annotations

import pytest
import stored_days
from papers import RAG, paper

from summarizer.library.run import Run
from summarizer.papers.schema import json_schema


def test_a_paper_has_every_field_of_the_digest(ask, days):
    told = ask("paper", id=paper(0).id)
    entry = json_schema()["$defs"]["Entry"]["properties"]
    assert told.data["paper"].keys() == {*entry, "injections"}
    assert told.data["paper"]["abstract"] == RAG
    assert told.data["days"] == ["2025-12-09"]
    assert told.data["review"] is None


def test_evidence_points_into_the_paper(ask, home, run, file):
    assert run("papers", file, "-q")[0] == 0
    found = ask("paper", id=paper(0).id).data["paper"]
    assert found["evidence"]
    for each in (*found["evidence"], *found["tldr_evidence"]):
        assert found[each["field"]][each["start"] : each["end"]] == each["quote"]


@pytest.mark.parametrize(
    "text",
    ["2512.00001", "arXiv:2512.00001v2", "https://arxiv.org/abs/2512.00001", "eight steps"],
)
def test_a_paper_is_found_as_people_call_it(ask, home, text):
    stored_days.store(Run(), (0, 1, 2))
    assert ask("paper", id=text).data["paper"]["id"] == "2512.00001"


def test_an_unknown_paper_is_an_error_in_a_line(ask, days):
    assert ask("paper", id="2401.00001").text == (
        "2401.00001 is not stored: `search` finds what is"
    )
    assert ask("paper", id="no such title").text.startswith("`no such title` is no arXiv id")


def test_what_fits_several_papers_names_none_of_their_titles(ask, days):
    told = ask("paper", id="a sparse")
    assert told.text == ("`a sparse` fits 3 papers: type more of it, or find its id by `search`")


def test_what_the_reader_said_is_told(ask, days, home):
    stored_days.review(home, paper(0).id, tags={"rag": False, "agents": True}, notes="Read twice.")
    days.marks.mark([paper(0)], "later")
    told = ask("paper", id=paper(0).id)
    assert told.data["review"] == {
        "right": ["agents"],
        "wrong": ["rag"],
        "complete": False,
        "notes": "Read twice.",
    }
    assert told.data["paper"]["tags"] == ["agents"]
    assert told.text.startswith("Marked: later\n")
    assert "The reader's notes: Read twice." in told.text


def test_topics_come_with_their_papers_and_one_with_its_meaning(ask, days):
    told = ask("topics")
    assert [(each["name"], each["papers"]) for each in told.data["topics"]] == [
        ("rag", 9),
        ("peft", 2),
    ]
    assert told.data["without_topic"] == 1
    [rag] = ask("topics", topic="RAG").data["topics"]
    assert (rag["name"], rag["papers"]) == ("rag", 9)
    assert rag["definition"]
    assert rag["aliases"]
    cursor = ask("topics", limit=1).data["next_cursor"]
    [second] = ask("topics", limit=1, cursor=cursor).data["topics"]
    assert second["name"] == "peft"


def test_trends_count_papers_by_week(ask, days):
    told = ask("trends")
    assert told.data["weeks"] == ["2025-W48", "2025-W49", "2025-W50"]
    assert told.data["papers"] == [1, 0, 11]
    assert told.data["topics"][0] == {"topic": "rag", "papers": [0, 0, 9]}
    assert ask("trends", topics=["peft"], weeks=1).data["topics"] == [
        {"topic": "peft", "papers": [2]}
    ]
    assert ask("trends", topics=["nonsense"]).data is None


def test_an_empty_library_has_no_topics_and_no_trends(ask, home):
    for name in ("topics", "trends"):
        told = ask(name)
        assert told.data["topics"] == []
        assert "nothing is stored yet" in told.data["notes"][0]

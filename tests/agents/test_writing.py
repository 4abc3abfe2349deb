"""The tools that change what is stored: as the reader's own edits, and taken back like them."""

from __future__ import annotations

from papers import paper

ID = paper(0).id


def test_papers_are_marked_and_the_mark_is_taken_away(ask, days):
    told = ask("mark", ids=[ID, paper(1).id], mark="star")
    assert told.data["changed"] == 2
    assert told.data["papers"][0] == {"id": ID, "marks": ["star"]}
    assert ask("search", query="marked:star").data["total"] == 2
    assert ask("mark", ids=[ID], mark="star").data["changed"] == 0
    assert ask("mark", ids=[ID], mark="star", on=False).data["papers"] == [{"id": ID, "marks": []}]


def test_nothing_is_marked_where_one_paper_is_unknown(ask, days):
    assert ask("mark", ids=[ID, "2401.00001"], mark="hide").data is None
    assert days.marks.of([ID]) == {}


def test_the_command_line_takes_an_agents_mark_back(ask, days, run):
    ask("mark", ids=[ID], mark="later")
    code, _, err = run("later", "--undo")
    assert code == 0
    assert "no longer to read later" in err
    assert days.marks.of([ID])[ID].marks == ()


def test_notes_are_added_to_what_is_noted(ask, days):
    assert ask("note", id=ID, text="First.").data["note"] == "First."
    assert ask("note", id=ID, text="Second.").data["note"] == "First. Second."
    assert ask("note", id=ID, text="Only.", replace=True).data["note"] == "Only."
    assert ask("note", id=ID, replace=True).data["note"] is None
    assert ask("note", id=ID).text.startswith("`text` is empty")


def test_a_review_corrects_topics_and_tldr_and_is_undone(ask, days, run):
    told = ask("review", id=ID, right=["peft"], wrong=["RAG"], tldr="A better line.")
    assert told.data["right"] == ["peft"]
    assert told.data["wrong"] == ["rag"]
    assert told.data["tldr"] == "A better line."
    found = ask("paper", id=ID).data["paper"]
    assert found["tags"] == ["peft"]
    assert (found["tldr"], found["tldr_origin"]) == ("A better line.", "review")
    assert days.reviews.of([ID])[ID].changes[-1].by == "agent (MCP)"
    assert run("review", "--undo")[0] == 0
    assert ask("paper", id=ID).data["paper"]["tags"] == ["rag"]


def test_a_review_of_nothing_or_of_no_topic_changes_nothing(ask, days):
    assert ask("review", id=ID).text.startswith("nothing to correct")
    assert ask("review", id=ID, right=["nonsense"]).text.startswith("unknown topic `nonsense`")
    assert "named twice" in ask("review", id=ID, right=["rag"], wrong=["rag"]).text
    assert ask("review", id="2401.00001", right=["rag"]).data is None
    assert days.reviews.of([ID]) == {}


def test_a_judgement_is_taken_away(ask, days):
    ask("review", id=ID, wrong=["rag"])
    assert ask("review", id=ID, unjudged=["rag"]).data["wrong"] == []
    assert ask("paper", id=ID).data["paper"]["tags"] == ["rag"]

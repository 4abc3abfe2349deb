"""The stored papers that are most like others."""

from __future__ import annotations

import pytest
from engine_double import Heard
from papers import RAG, paper
from stored_days import review, store

from summarizer.library import neighbours
from summarizer.library.neighbours import similar
from summarizer.library.run import Run

NEAR = f"{RAG} Latency of retrieval counts."


@pytest.fixture
def run():
    made = Run(observer=Heard())
    store(made, range(3))
    store(made, [4], "2025-12-10", title="A Dense Index for Retrieval", abstract=NEAR)
    return made


def ids(found):
    return [each.entry.id for each in found]


def test_the_nearest_comes_first_with_its_reasons(run):
    found = similar([paper(0)], run)
    assert ids(found)[0] == "2512.00004"
    assert "2512.00000" not in ids(found)
    assert found[0].score >= found[-1].score
    assert all(each.why for each in found)


def test_a_paper_that_is_not_stored_has_neighbours_too(run):
    unknown = paper(7, title="Retrieval without an index", abstract=RAG.replace("12", "13"))
    assert set(ids(similar([unknown], run))[:2]) == {"2512.00000", "2512.00004"}


def test_another_reading_of_the_paper_is_no_neighbour(run):
    assert "2512.00000" not in ids(similar([paper(0, id="sha256:0123456789abcdef")], run))


def test_of_several_papers_those_are_near_that_are_like_all_and_none_of_them(run):
    found = similar([paper(0), paper(4, id="2601.00001", abstract=NEAR + " Fast.")], run)
    assert ids(found)[:1] == ["2512.00004"]
    assert "2512.00000" not in ids(found)


def test_of_thousands_of_papers_some_stand_for_all(run, monkeypatch):
    monkeypatch.setattr(neighbours, "_MANY_EXAMPLES", 2)
    many = [paper(0, id=f"2601.0000{number}") for number in range(5)]
    assert "2512.00004" in ids(similar(many, run))


def test_papers_are_shown_as_their_reader_corrected_and_marked_them(run, home):
    review(home, "2512.00004", tldr="A better line.")
    run.marks.mark([paper(4)], "star")
    entry = similar([paper(0)], run)[0].entry
    assert (entry.tldr, entry.marks) == ("A better line.", ("star",))


@pytest.mark.parametrize("papers", [[], [paper(0, title="", abstract="")]])
def test_where_nothing_is_told_nothing_is_near(run, papers):
    assert similar(papers, run) == []


def test_where_nothing_is_stored_nothing_is_near():
    assert similar([paper(0)], Run()) == []


@pytest.mark.parametrize("search", [0, 10**9])
def test_papers_get_their_neighbours_one_by_one_or_all_at_once(run, monkeypatch, search):
    monkeypatch.setattr(neighbours, "_READ_IN_A_SEARCH", search)
    found = neighbours.neighbours(["2512.00000", "2401.00001"], run, 2)
    assert found["2401.00001"] == []
    first = found["2512.00000"][0]
    assert (first.id, first.title) == ("2512.00004", "A Dense Index for Retrieval")
    assert first.why
    among = neighbours.neighbours(["2512.00000"], run, 2, {"2512.00000", "2512.00002"})
    assert "2512.00004" not in {each.id for each in among["2512.00000"]}


def test_no_papers_have_no_neighbours(run):
    assert neighbours.neighbours([], run) == {}

"""The papers most like one."""

from __future__ import annotations

from papers import paper

from summarizer.interests.similarity import similar, vector


def test_the_nearest_comes_first_with_its_reasons_and_never_the_paper_itself():
    other = paper(0, id="2512.00009", title="An Index for Retrieval")
    found = similar(paper(0), [paper(0), paper(1), other], 2)
    assert found[0][0].id == other.id
    assert all(each.id != paper(0).id for each, _, _ in found)
    assert 0.5 < found[0][1] <= 1
    assert "topic rag" in found[0][2]
    assert any("retrieval" in why.lower() for why in found[0][2])


def test_what_has_nothing_in_common_is_left_out():
    other = paper(1, title="Cheese", abstract="Milk turns sour in warm rooms.", authors=())
    assert similar(paper(0), [other]) == []


def test_a_vector_has_length_one():
    assert abs(sum(each**2 for each in vector(paper(0)).values()) - 1) < 1e-9
    assert vector(paper(0, title="", abstract="")) == {}

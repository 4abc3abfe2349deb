"""The papers most like one."""

from __future__ import annotations

from papers import paper

from summarizer.interests.similarity import similar


def test_the_nearest_comes_first_with_its_reasons_and_never_the_paper_itself():
    other = paper(0, id="2512.00009", title="An Index for Retrieval")
    found = similar(paper(0), [paper(0), paper(1), other], 2)
    assert found[0][0].id == other.id
    assert all(each.id != paper(0).id for each, _, _ in found)
    assert any("retrieval" in why.lower() for why in found[0][2])

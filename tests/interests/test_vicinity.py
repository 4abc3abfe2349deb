"""Very many papers, each with those nearest to it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from papers import DIFFUSION, RAG, SCALING, paper

from summarizer.annotate.entries import entry
from summarizer.interests.vicinity import Vicinity
from summarizer.papers.records import Annotation

ANSWER = Annotation(tldr=None, tldr_origin=None, tags=("rag",), engine="embedded")


def other(number, title, abstract, **changes):
    return paper(number, id=f"2601.0000{number}", title=title, abstract=abstract, **changes)


def test_the_nearest_come_first_and_say_what_both_are_about():
    near = other(4, "Retrieval-Augmented Generation, Indexed", RAG.replace("12 ms", "9 ms"))
    far = other(5, "Samplers", DIFFUSION)
    found = Vicinity([paper(0), far, near, paper(2)]).nearest("2512.00000")
    assert found[0].id == near.id
    assert 0.3 < found[0].score <= 1
    assert any("retrieval" in each.casefold() for each in found[0].why)


def test_every_word_that_is_a_reason_stands_in_the_paper():
    papers = [paper(0), other(4, "Sparse indexes for Retrieval", f"{RAG} Diffusion models.")]
    (found,) = Vicinity(papers).nearest("2512.00000")
    for each in found.why:
        quote = each.removeprefix("words “").removesuffix("”")
        assert quote in papers[1].title or quote in papers[1].abstract


def test_shared_topics_bring_papers_nearer_and_are_named():
    both = [paper(0), other(4, "Another Sparse Index", f"{SCALING} A sparse index.")]
    (without,) = Vicinity([*both, paper(1)]).nearest("2512.00000")[:1]
    tagged = [entry(each, ANSWER) for each in both]
    (found,) = Vicinity([*tagged, paper(1)]).nearest("2512.00000")[:1]
    assert found.score > without.score
    assert found.why[0] == "topic rag"


def test_neither_the_paper_itself_nor_another_reading_of_it_is_near():
    same = replace(paper(0), id="sha256:0123456789abcdef")
    vicinity = Vicinity([paper(0), paper(0), same, paper(2)])
    assert len(vicinity) == 3
    assert same.id not in {each.id for each in vicinity.nearest("2512.00000")}


def test_a_paper_that_was_not_taken_in_has_no_neighbours():
    assert Vicinity([paper(0)]).nearest("2401.00001") == []
    assert Vicinity().nearest("2401.00001") == []


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=120)), max_size=6))
def test_any_texts_can_be_compared(texts):
    papers = [other(number, *each) for number, each in enumerate(texts)]
    vicinity = Vicinity(papers)
    for each in papers:
        found = vicinity.nearest(each.id, 3)
        assert len(found) <= 3
        assert all(0 < near.score <= 1 and near.why and near.id != each.id for near in found)

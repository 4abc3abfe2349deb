from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import RAG, paper

from summarizer.papers.identity import Register, each_once
from summarizer.papers.records import merge
from summarizer.text.plain import content_id


def known_by_text(**changes):
    made = paper(**changes)
    return replace(made, id=content_id(made.title, made.abstract))


class TestOnePaper:
    @pytest.mark.parametrize(
        "title",
        [
            "A Sparse Index for Retrieval-Augmented Generation",
            "A sparse index for\n  retrieval augmented generation.",
            r"A \textbf{Sparse} Index for Retrieval--Augmented Generation",
            "A SPARSE INDEX FOR RETRIEVAL‐AUGMENTED GENERATION",  # noqa: RUF001 - a hyphen is meant
        ],
    )
    @pytest.mark.parametrize(
        "abstract", [RAG, RAG[:90] + " [...]", RAG.replace(" ", "\n"), RAG[:-60]]
    )
    def test_whatever_the_spelling_of_its_title_and_abstract(self, title, abstract):
        other = known_by_text(title=title, abstract=abstract)
        for papers in ([paper(), other], [other, paper()]):
            found = each_once(papers)
            assert [each.id for each in found] == ["2512.00000"]

    def test_under_a_like_title(self):
        other = known_by_text(title="A Sparse Index for Retrieval", abstract=RAG)
        assert len(each_once([other, paper()])) == 1

    def test_in_a_version_with_a_changed_abstract(self):
        other = known_by_text(abstract=RAG.replace("RAG", "RAG, as it is called") + " More.")
        assert len(each_once([paper(), other])) == 1

    def test_stands_where_it_was_first_met(self):
        papers = [paper(1), known_by_text(), paper(2), paper()]
        assert [each.id[-1] for each in each_once(papers)] == ["1", "0", "2"]

    def test_is_found_under_each_of_its_ids(self):
        register = Register()
        other = known_by_text()
        assert register.add(other)
        assert not register.add(paper())
        assert register.find(other.id) == register.find(paper().id)
        assert register.find("2512.99999") is None


class TestTwoPapers:
    def test_of_two_arxiv_ids_are_two(self):
        assert len(each_once([paper(), paper(id="2512.77777")])) == 2

    def test_of_one_title_and_other_abstracts_are_two(self):
        other = known_by_text(abstract="Something else altogether is studied here. " * 4)
        assert len(each_once([paper(), other])) == 2

    def test_of_one_abstract_and_other_titles_are_two(self):
        other = known_by_text(title="Weekly")
        assert len(each_once([paper(), other])) == 2


@given(st.lists(st.sampled_from([paper(0), paper(1), known_by_text(), known_by_text(number=1)])))
def test_the_order_of_readings_makes_no_difference_to_which_there_are(papers):
    found = {each.title for each in each_once(papers)}
    assert found == {each.title for each in papers}
    assert len(each_once(papers)) == len(found)


class TestMerging:
    def test_newest_counts_longest_abstract_first_listing(self):
        old = paper(upvotes=5, comments=3, listed="2025-12-08", source="hf:2025-12-08")
        new = paper(upvotes=9, comments=None, abstract="Short.", source="hf:2025-12-09")
        for merged in (merge(old, new), merge(new, old)):
            assert (merged.upvotes, merged.comments, merged.listed) == (9, 3, "2025-12-08")
            assert (merged.abstract, merged.source) == (old.abstract, "hf:2025-12-08")

    def test_a_newer_versions_text_stands_even_if_it_is_shorter(self):
        old, new = paper(version=1), paper(version=2, abstract="Short.", title="T")
        for merged in (merge(old, new), merge(new, old)):
            assert (merged.title, merged.abstract, merged.version) == ("T", "Short.", 2)

    def test_where_each_field_came_from_is_kept(self):
        hugging = paper(abstract="Short.", source="hf:2025-12-09", authors=())
        arxiv = paper(upvotes=None, source="arxiv:cs.CL", listed=None, doi="10.1/x")
        origins = merge(hugging, arxiv).origins
        assert origins["abstract"] == origins["authors"] == origins["doi"] == "arxiv:cs.CL"
        assert origins["upvotes"] == origins["listed"] == "hf:2025-12-09"
        assert "organization" not in origins

    def test_a_paper_of_one_source_has_no_such_table(self):
        assert merge(paper(upvotes=1), paper(upvotes=2)).origins == {}

    def test_what_was_merged_before_keeps_its_origins(self):
        once = merge(paper(source="a"), paper(source="b", upvotes=None))
        assert merge(once, paper(source="c", upvotes=None)).origins["upvotes"] == "a"

    def test_an_arxiv_id_stands_before_one_of_the_text(self):
        assert merge(paper(), known_by_text(abstract=RAG + " More.")).id == "2512.00000"

from __future__ import annotations

from dataclasses import replace

from papers import paper

from summarizer.annotate.entries import entry
from summarizer.papers.records import Annotation, Tag
from summarizer.reviews.corrections import corrected
from summarizer.reviews.judgements import Review

RAG = Tag("rag", "Retrieval-Augmented Generation", "title", 19, 49, 0.93)


def answered(*tags):
    evidence = tuple(tag for tag in (RAG,) if tag.tag in tags)
    annotation = Annotation(
        tldr="An index.", tldr_origin="model", tags=tags, evidence=evidence, engine="e"
    )
    return entry(paper(), annotation)


def review(**values):
    return Review(id=paper().id, **values)


def test_what_was_judged_wrong_is_left_out_with_its_evidence():
    after = corrected(answered("rag", "agents"), review(tags={"rag": False}))
    assert (after.tags, after.evidence, after.reviewed) == (("agents",), (), True)


def test_what_was_judged_right_is_added_with_the_quote_it_was_shown_with():
    found = review(
        tags={"rag": True, "efficiency": True}, quotes={"efficiency": "queries in 12 ms"}
    )
    after = corrected(answered("agents"), found)
    assert after.tags == ("agents", "rag", "efficiency")
    (tag,) = after.evidence
    assert (tag.tag, tag.quote, tag.score) == ("efficiency", "queries in 12 ms", 1.0)
    assert getattr(after, tag.field)[tag.start : tag.end] == tag.quote


def test_a_quote_that_no_longer_stands_in_the_paper_is_no_evidence():
    after = corrected(answered(), review(tags={"rag": True}, quotes={"rag": "not in there"}))
    assert (after.tags, after.evidence) == (("rag",), ())


def test_a_complete_review_is_the_last_word():
    after = corrected(answered("rag", "agents"), review(tags={"rag": True}, complete=True))
    assert (after.tags, after.evidence) == (("rag",), (replace(RAG, score=1.0),))


def test_a_better_tldr_takes_the_place_of_the_answers():
    after = corrected(answered("rag"), review(tldr="Better."))
    assert (after.tldr, after.tldr_origin, after.tags) == ("Better.", "review", ("rag",))


def test_a_note_leaves_the_answer_as_it_is():
    before = answered("rag")
    assert corrected(before, review(notes="see also ...")) is before

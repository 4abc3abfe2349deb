"""A paper's texts for its own page: what is proved by which words, and the rows that say so."""

from __future__ import annotations

from dataclasses import replace

from papers import paper

from summarizer.annotate.entries import entry
from summarizer.papers.records import Annotation, Passage, Tag
from summarizer.renderers.html.passages import reading
from summarizer.topics.labels import NAMES, Labels

ABSTRACT = "We study retrieval-augmented generation with agents. It is fast. It is cheap."


def placed(record, quote, *about, field="abstract", text=ABSTRACT, score=()):
    start = text.index(quote)
    return record(*about, quote, field, start, start + len(quote), *score)


def tag(name, quote, score=0.9):
    return placed(Tag, quote, name, score=(score,))


def read(tags=(), basis=(), labels=None, abstract=ABSTRACT):
    names = tuple(dict.fromkeys(each.tag for each in tags))
    made = Annotation(
        tldr="T.",
        tldr_origin="model",
        tldr_evidence=tuple(placed(Passage, each) for each in basis),
        tags=names,
        evidence=tuple(tags),
        engine="x",
    )
    return reading(entry(paper(abstract=abstract), made), Labels(labels or {}))


def texts(stretches):
    return ["".join(text for text, _ in each.parts) for each in stretches]


def test_the_words_are_those_of_the_abstract_whatever_is_marked():
    found = read([tag("rag", "retrieval-augmented generation")], ["generation with agents."])
    assert "".join(texts(found.abstract)) == ABSTRACT


def test_words_lead_to_the_row_of_their_topic_and_the_row_to_its_first_words():
    found = read([tag("rag", "retrieval-augmented generation"), tag("agents", "agents")])
    marked = {each.says: each for each in found.abstract if each.topic}
    assert [(found.proofs[each.row].what, each.number) for each in marked.values()] == [
        ("rag", 1),
        ("agents", 2),
    ]
    assert [each.at for each in found.proofs] == [1, 2]


def test_a_topic_is_called_by_its_label_and_a_doubtful_one_is_called_so():
    found = read([tag("rag", "agents", score=0.2)], labels={"rag": "Retrieval"})
    assert [each.what for each in found.proofs] == ["maybe Retrieval"]
    assert [each.says for each in found.abstract if each.topic] == ["maybe Retrieval"]


def test_words_that_prove_two_topics_lead_to_the_first_and_say_both():
    found = read([tag("rag", "generation with agents"), tag("agents", "agents")])
    (marked,) = [each for each in found.abstract if each.topic]
    assert marked.says == "rag, agents"
    assert [each.at for each in found.proofs] == [1, 1]


def test_what_the_tldr_stands_on_goes_on_through_what_proves_a_topic():
    sentence = "We study retrieval-augmented generation with agents."
    found = read([tag("rag", "retrieval-augmented generation")], [sentence])
    assert [each.parts for each in found.abstract] == [
        (("We study ", True),),
        (("retrieval-augmented generation", True),),
        ((" with agents.", True),),
        ((" It is fast. It is cheap.", False),),
    ]
    assert [each.says for each in found.abstract] == ["TL;DR", "rag", "", ""]
    assert [(each.what, each.at) for each in found.proofs] == [("TL;DR", 1), ("rag", 2)]


def test_two_passages_of_the_tldr_have_a_row_and_a_place_each():
    found = read(basis=["It is fast.", "It is cheap."])
    assert [(each.text, each.at) for each in found.proofs] == [
        ("It is fast.", 1),
        ("It is cheap.", 2),
    ]
    assert found.marks_tldr
    assert not found.marks_topics


def test_a_quote_that_is_not_in_the_text_has_a_row_and_no_place():
    found = read([replace(tag("rag", "agents"), quote="no such words")])
    assert [(each.text, each.at) for each in found.proofs] == [("no such words", None)]
    assert texts(found.abstract) == [ABSTRACT]


def test_a_topic_that_a_reader_added_has_a_row_without_words():
    made = Annotation(tldr=None, tldr_origin=None, tags=("rag",), engine="x")
    found = reading(entry(paper(abstract=ABSTRACT), made), NAMES)
    assert [(each.what, each.text, each.at) for each in found.proofs] == [("rag", None, None)]


def test_no_abstract_has_no_words():
    assert "".join(texts(read(abstract="").abstract)) == ""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import paper

from summarizer.papers.records import Annotation, Answer, Paper, Tag
from summarizer.papers.wire import dumps, dumps_each, load
from summarizer.text.plain import encodable

ANNOTATION = Annotation(
    tldr="A tldr.",
    tldr_origin="extracted",
    tags=("rag",),
    evidence=(Tag("rag", "RAG", "abstract", 3, 6, 0.9),),
    engine="embedded",
)


@pytest.mark.parametrize(
    "record",
    [paper(), paper(authors=(), upvotes=None), paper(withdrawn=True, version=2), ANNOTATION],
)
def test_a_record_read_back_is_the_same(record):
    assert load(type(record), json.loads(dumps(record))) == record


@given(st.text(st.characters(codec=None)))
def test_any_text_survives_and_can_be_printed(text):
    line = dumps({"text": text})
    assert json.loads(line) == {"text": encodable(text)}
    line.encode()
    assert not any(each in line for each in "\x1b\x9b\u202e\u2028\x7f")


@given(st.lists(st.text(st.characters(codec=None))))
def test_a_list_is_the_same_whether_each_value_is_encoded_alone(texts):
    assert dumps_each(texts) == dumps(texts)


def test_unknown_keys_are_left_out():
    document = json.loads(dumps(paper())) | {"unheard_of": 3}
    assert load(Paper, document) == paper()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"title": 3}, "Paper.title"),
        ({"upvotes": "many"}, "Paper.upvotes"),
        ({"upvotes": True}, "Paper.upvotes"),
        ({"authors": [1]}, "Paper.authors"),
        ({"withdrawn": 1}, "Paper.withdrawn"),
    ],
)
def test_a_wrong_type_is_named(change, named):
    with pytest.raises(ValueError, match=named):
        load(Paper, json.loads(dumps(paper())) | change)


@pytest.mark.parametrize("document", [None, [], "x", {}, {"id": "1"}])
def test_what_is_no_record_is_a_value_error(document):
    with pytest.raises(ValueError, match=r"Paper|argument"):
        load(Paper, document)


OF_TEXT = Tag("rag", "RAG for all", "text", 3, 14, 0.9, "Method")


def test_a_quote_has_a_section_only_where_it_stands_in_one():
    assert "section" not in json.loads(dumps(ANNOTATION))["evidence"][0]
    assert json.loads(dumps(OF_TEXT))["section"] == "Method"
    assert load(Tag, json.loads(dumps(OF_TEXT))) == OF_TEXT


def test_what_a_model_said_in_vain_is_kept_with_its_answer():
    kept = Answer(
        tldr=None,
        tldr_origin=None,
        engine="openai",
        unproven={"rag": "RAG for all"},
        refused=("A line.", "its quote"),
    )
    assert load(Answer, json.loads(dumps(kept))) == kept
    assert load(Annotation, json.loads(dumps(kept))) == Annotation(
        tldr=None, tldr_origin=None, engine="openai"
    )

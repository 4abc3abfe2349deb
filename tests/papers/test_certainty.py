"""How sure topics are, and papers that have none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from papers import paper

from summarizer.annotate.entries import entry, unannotated
from summarizer.papers.certainty import (
    NO_TOPIC,
    at_least,
    fits,
    given,
    has_no_topic,
    heading,
    said,
)
from summarizer.papers.records import Annotation, Entry, Tag
from summarizer.papers.wire import dumps, load


def scored(name, score):
    return Tag(name, "Sparse", "title", 2, 8, score)


def tagged(*tags, evidence=()):
    return entry(
        paper(),
        Annotation(tldr=None, tldr_origin=None, tags=tags, evidence=evidence, engine="embedded"),
    )


MIXED = tagged(
    "rag", "agents", "read", evidence=(scored("rag", 0.41), scored("agents", 0.5))
)  # fmt: skip


def test_what_may_be_wrong_comes_last_and_a_topic_without_a_score_is_sure():
    assert said(MIXED) == ["agents", "read", "maybe rag"]
    assert [(each.name, each.score) for each in given(MIXED)] == [
        ("agents", 0.5),
        ("read", None),
        ("rag", 0.41),
    ]
    assert heading(MIXED) == "agents"


def test_of_several_proofs_the_best_counts_and_the_first_is_shown():
    made = tagged("rag", evidence=(scored("rag", 0.2), replace(scored("rag", 0.7), quote="x")))
    (found,) = given(made)
    assert (found.score, found.said) == (0.7, "rag")
    assert found.proof == scored("rag", 0.2)


def test_a_paper_that_nobody_read_is_not_one_without_a_topic():
    waiting = unannotated(paper())
    assert (has_no_topic(tagged()), has_no_topic(waiting), has_no_topic(MIXED)) == (
        *(True, False, False),
    )
    assert (said(tagged()), said(waiting)) == ([NO_TOPIC], [])
    assert (heading(tagged()), heading(waiting)) == (NO_TOPIC, "not annotated")
    assert fits(tagged(), {NO_TOPIC})
    assert not fits(waiting, {NO_TOPIC})
    assert fits(MIXED, {NO_TOPIC, "rag"})
    assert not fits(MIXED, {NO_TOPIC, "peft"})


@pytest.mark.parametrize(
    ("least", "left"),
    [
        (None, ("rag", "agents", "read")),
        (0.0, ("rag", "agents", "read")),
        (0.41, ("rag", "agents", "read")),
        (0.42, ("agents", "read")),
        (1.0, ("read",)),
    ],
)
def test_topics_below_a_score_are_left_out_with_their_proofs(least, left):
    (found,) = at_least([MIXED], least)
    assert found.tags == left
    assert {each.tag for each in found.evidence} <= set(left)
    assert found.abstract == MIXED.abstract


def test_a_score_survives_being_written_and_read():
    import json

    assert load(Entry, json.loads(dumps(MIXED))) == MIXED

"""What a profile names, looked for in a paper."""

from __future__ import annotations

import pytest
from papers import paper

from summarizer.interests.features import features
from summarizer.interests.finder import Finder
from summarizer.interests.profile import Wishes
from summarizer.papers.records import Entry


def found(title, abstract="", **wishes):
    one = paper(title=title, abstract=abstract)
    finder = Finder(Wishes(**{name: tuple(values) for name, values in wishes.items()}))
    return [str(each) for each in finder.find(one, features(one))]


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("world models", "Masked Actions for Unified World Modeling"),
        ("world modelling", "A World Model of Everything"),
        ("reward model", "Reward Models for All"),
        ("pruning", "How to Prune a Network"),
        ("fine-tuning", "We Fine-Tuned It"),
        ("quantize", "Quantizing Networks"),
        ("world model", "On world-models"),
    ],
)
def test_words_are_found_with_any_ending_and_said_as_the_paper_writes_them(wish, title):
    (said,) = found(title, words=[wish])
    assert said.removeprefix("words “").removesuffix("”") in title


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("world models", "The World of Modern Art"),
        ("reward model", "Rewards Without a Model"),
        ("sing", "A Single Sign"),
    ],
)
def test_other_words_are_not_found(wish, title):
    assert not found(title, words=[wish])


def test_a_phrase_as_it_was_wished_for_stays_so():
    assert found("Sparse ATTENTION", words=["sparse attention"]) == ["words “sparse attention”"]


def test_a_reason_stands_once_whatever_forms_the_paper_has():
    assert len(found("World Models", "We do world modeling.", words=["world model"])) <= 2


def test_a_narrower_topic_is_found_where_the_broader_one_is_wished_for():
    one = annotated("GUI Agents", tags=("gui-agents",))
    assert [str(each) for each in Finder(Wishes(topics=("agents",))).find(one, features(one))] == [
        "topic gui-agents"
    ]
    other = annotated("Agents", tags=("agents",))
    assert not Finder(Wishes(topics=("gui-agents",))).find(other, features(other))


def annotated(title, **changes):
    return Entry(
        id="2401.00001",
        title=title,
        abstract="",
        tldr=None,
        tldr_origin=None,
        engine="embedded",
        **changes,
    )

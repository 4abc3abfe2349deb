"""What is learned of a reader, and what it says of papers."""

from __future__ import annotations

import json

from papers import paper

from summarizer.interests.profile import Profile, Wishes
from summarizer.interests.ranker import Ranker, Taste, learn


def ranker(*wanted, unwanted=(), **wishes):
    negative = wishes.pop("no", {})
    profile = Profile(name="mine", wanted=Wishes(**wishes), unwanted=Wishes(**negative))
    return learn(Taste(profile, wanted, unwanted))


def test_a_paper_like_the_example_comes_before_others():
    mine = ranker(paper(0))
    near = paper(0, id="2512.00009", title="Retrieval with an Index")
    first, second = mine.relevances([near, paper(1)])
    assert first.score > second.score
    assert first.profile == "mine"


def test_words_that_are_wished_for_are_a_reason():
    found = ranker(words=("sparse index",)).relevance(paper(0))
    assert found.score >= 0.5
    assert found.why[0] == "words “sparse index”"


def test_what_is_not_wished_for_lowers_the_score():
    plain, other = ranker(paper(0)), ranker(paper(0), no={"words": ("latency",)})
    assert other.relevance(paper(0)).score < plain.relevance(paper(0)).score


def test_it_is_the_same_after_it_was_packed():
    mine = ranker(paper(0), unwanted=[paper(1)], authors=("First Author",))
    again = Ranker.unpacked(json.loads(json.dumps(mine.packed())))
    for number in range(3):
        assert again.relevance(paper(number)) == mine.relevance(paper(number))

"""Notes of OpenReview's, laid open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openreview_server import note, old_note, private, reply

from summarizer.sources.forumnotes import (
    decided,
    decision_of,
    is_note,
    is_public,
    is_reply,
    laid_open,
)


def test_a_paper_is_a_note_with_a_title_and_a_reply_is_none():
    for paper in (note(), old_note()):
        assert is_note(paper)
        assert not is_reply(paper)
        assert is_reply(reply(paper))
        assert not is_note(reply(paper))
    assert not is_note({"title": "A title"})
    assert not is_note({"content": {"title": "A title"}})


def test_both_apis_give_the_same_fields():
    new, old = laid_open(note(1)), laid_open(old_note(1))
    for name in ("title", "abstract", "authors"):
        assert new[name] == old[name]
    assert (new["ai_keywords"], old["ai_keywords"]) == (
        ["sparse index", "retrieval"],
        ["sparse index"],
    )
    assert (new["TLDR"], old["TL;DR"]) == ("A line by the authors, number 1.",) * 2
    assert new["url"] == "https://openreview.net/forum?id=orNote0001"
    assert (new["published"], new["updated"], old["published"]) == (
        *("2026-01-26", "2026-01-27", "2019-09-25"),
    )


@pytest.mark.parametrize(
    ("state", "journal", "comment"),
    [
        ("accepted", "ICLR 2026 Poster", "primary area: generative models"),
        ("rejected", None, "Submitted to ICLR 2026; primary area: generative models"),
        ("submitted", None, "ICLR 2026 Conference Submission; primary area: generative models"),
    ],
)
def test_only_an_accepted_paper_is_of_the_venue(state, journal, comment):
    found = laid_open(note(1, state))
    assert (found["journal"], found["comment"]) == (journal, comment)
    assert "withdrawn" not in found


def test_a_withdrawn_paper_says_so():
    assert laid_open(note(1, "withdrawn"))["withdrawn"] is True


@pytest.mark.parametrize(
    "people",
    [
        ["Anonymous"],
        ["Anonymous Authors"],
        ["anonymous author 1", "Anonymous Author 2"],
        "Anonymous",
        3,
    ],
)
def test_authors_that_are_not_named_are_unknown(people):
    assert laid_open(note(authors=people))["authors"] is None


def test_a_name_like_anonymous_is_a_name():
    assert laid_open(note(authors=["Anonymous Smith"]))["authors"] == ["Anonymous Smith"]


def test_fields_and_decisions_for_some_people_only_are_out():
    known = note(1)
    found = laid_open(private(known, "authors", "TLDR"))
    assert (found["authors"], found["TLDR"]) == (None, None)
    decision = reply(known)
    assert decided([decision]) == "Accept (Poster)"
    assert decided([decision | {"readers": ["ICLR.cc/2026/Conference/Program_Chairs"]}]) is None
    assert decided([reply(known, "Official_Review", rating=8)]) is None
    assert not is_public(private(known))


@pytest.mark.parametrize("name", ["directReplies", "replies"])
def test_a_decision_is_found_among_the_replies_inside(name):
    for known in (note(1), old_note(1)):
        inside = known | {
            "details": {name: [None, reply(known, "Comment", comment="x"), reply(known)]}
        }
        assert decision_of(inside) == "Accept (Poster)"
        assert "decision: Accept (Poster)" in laid_open(inside)["comment"]


@pytest.mark.parametrize("names", [1.5, True, {"a": 1}, "ICLR.cc/2026/-/Decision"])
def test_a_reply_whose_invitations_are_no_list_is_no_decision(names):
    assert decided([reply(note(1)) | {"invitations": names}]) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "readers", "decision", "title", "x"]), inner)
    ),
    max_leaves=8,
)
NOTES = st.dictionaries(
    st.sampled_from(
        "id forum replyto readers invitations invitation pdate cdate mdate details".split()
    ),
    JSON,
)
FIELDS = st.dictionaries(
    st.sampled_from("title abstract authors venue venueid keywords TLDR primary_area".split()), JSON
)


@settings(max_examples=40)
@given(NOTES, FIELDS)
def test_whatever_a_note_holds_it_is_laid_open_without_fields_for_some_only(entry, content):
    known = entry | {"content": content}
    found = laid_open(known)
    assert is_note(known) in {True, False}
    assert is_reply(known) in {True, False}
    for name in ("title", "abstract"):
        field = content.get(name)
        if isinstance(field, dict) and "value" in field and not is_public(field):
            assert found[name] is None

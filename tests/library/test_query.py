"""Queries: words, phrases and filters as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import UsageError
from summarizer.library.query import OneOf, Query, Words, parse_query


def test_words_and_phrases_stand_apart():
    assert parse_query('sparse "attention sink"').words == (
        Words("sparse"),
        Words("attention sink"),
    )


def test_curly_quotes_make_phrases_too():
    assert parse_query("“attention sink”").words == (Words("attention sink"),)


def test_a_quote_left_open_reaches_to_the_end():
    assert parse_query('tag:rag "attention sink').words == (Words("attention sink"),)


def test_a_minus_turns_a_part_round():
    query = parse_query("-survey -tag:rag -source:hf")
    assert query.words == (Words("survey", negated=True),)
    assert query.tags == (OneOf(("rag",), negated=True),)
    assert query.sources == (OneOf(("hf",), negated=True),)


def test_a_comma_in_a_filter_means_either():
    assert parse_query("tag:rag,agents").tags == (OneOf(("rag", "agents")),)


def test_a_filter_takes_a_phrase():
    assert parse_query('tag:"machine translation"').tags == (OneOf(("machine translation",)),)
    assert parse_query('title:"sparse index"').words == (Words("sparse index", "title"),)


def test_a_comma_belongs_to_a_name():
    assert parse_query('author:"LeCun, Yann"').words == (Words("LeCun, Yann", "authors"),)
    assert parse_query("organization:A,B").words == (Words("A,B", "organization"),)


def test_an_organisation_may_be_spelt_as_in_london():
    assert parse_query("organisation:x").words == parse_query("organization:x").words


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("since:2025-12-09", "2025-12-09", None),
        ("until:2025-12-09", None, "2025-12-09"),
        ("since:2025 until:2025", "2025-01-01", "2025-12-31"),
        ("since:2024-02 until:2024-02", "2024-02-01", "2024-02-29"),
        ("since:2025-12 until:2025-12", "2025-12-01", "2025-12-31"),
        ("since:2025-W50 until:2025-w50", "2025-12-08", "2025-12-14"),
        ("since:2025-01 since:2025-03", "2025-03-01", None),
        ("until:2025-01 until:2025-03", None, "2025-01-31"),
    ],
)
def test_days_weeks_months_and_years_are_spans(text, since, until):
    query = parse_query(text)
    assert (query.since, query.until) == (since, until)


@pytest.mark.parametrize(("text", "expected"), [("yes", True), ("no", False), ("TRUE", True)])
def test_reviewed_is_yes_or_no(text, expected):
    assert parse_query(f"reviewed:{text}").reviewed is expected
    assert parse_query(f"-reviewed:{text}").reviewed is not expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("marked:star", ("star",)),
        ("marked:Starred,hidden", ("star", "hide")),
        ('marked:"to read later"', ("later",)),
        ("marked:any", ("any",)),
    ],
)
def test_marks_go_by_their_commands_or_by_what_a_paper_is_called_with_them(text, kinds):
    assert parse_query(text).marked == (OneOf(kinds),)
    assert parse_query(f"-{text}").marked == (OneOf(kinds, negated=True),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing to search for"),
        ('"" +++', "nothing to search for"),
        ("tag:", "`tag:` has no value"),
        ("organisation:", "`organization:` has no value"),
        ("source:, x", "`source:` has no value"),
        ("since:yesterday", "write YYYY-MM-DD"),
        ("since:2025-13", "write YYYY-MM-DD"),
        ("until:2025-02-30", "write YYYY-MM-DD"),
        ("until:2025-W60", "write YYYY-MM-DD"),
        ("until:9999-12", "write YYYY-MM-DD"),
        ("-since:2025", "without `-`"),
        ("marked:", "`marked:` has no value"),
        ("marked:stars", "no such mark: did you mean `star`"),
        ("marked:x", "write one of `star`, `later`, `read`, `hide`, or `any`"),
        ("reviewed:perhaps", "`reviewed:yes` or `reviewed:no`"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_way_to_write_it(text, reason):
    with pytest.raises(UsageError, match=reason):
        parse_query(text)


def test_an_unknown_filter_is_read_as_words_and_said():
    query = parse_query("arXiv:2305.10601")
    assert query.words == (Words("arXiv 2305.10601"),)
    assert "is not a filter and is searched as a word: the filters are title:" in query.notes[0]


@given(st.text(max_size=80))
def test_any_text_is_a_query_or_refused(text):
    try:
        query = parse_query(text)
    except UsageError:
        return
    assert query != Query(notes=query.notes)

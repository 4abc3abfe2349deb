from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import UsageError
from summarizer.sources.queries import Question, asked_words, escaped, terms_of


def asked(text, **given):
    return asked_words("x:?q", f"?q={text}", **given)


def test_a_question_in_all_its_parts():
    text = 'sparse "attention sink" -survey title:cache author:"A. Author" since:2025-06 until:2025'
    assert asked(text) == Question(
        text=text,
        words=("sparse",),
        phrases=("attention sink",),
        without=("survey",),
        titles=("cache",),
        authors=("A. Author",),
        since="2025-06-01",
        until="2025-12-31",
    )


def test_words_and_phrases_alone_for_a_plain_search_box():
    assert asked('sparse "attention sink" since:2025').plain == 'sparse "attention sink"'


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("C++", "C++"),
        ("C%2B%2B", "C++"),
        ("C++ templates", "C++ templates"),
        ("templates C++", "templates C++"),
        ("C++%20templates", "C++ templates"),
        ("C%2B%2B+templates", "C++ templates"),
        ("C++17", "C++17"),
        ('"C++"', '"C++"'),
        ("title:C++", "title:C++"),
        ("CD4+ T cells", "CD4+ T cells"),
        ("Ca2+-dependent", "Ca2+-dependent"),
        ("sparse+attention", "sparse attention"),
        ("sparse+%22attention+sink%22", 'sparse "attention sink"'),
        ("sparse attention+sink", "sparse attention+sink"),
        ("sparse%2Battention", "sparse+attention"),
        ("deep+learning+C++", "deep learning C++"),
        ("C+%2B", "C++"),
    ],
)
def test_a_plus_is_one_unless_it_stands_for_the_blank_between_words(typed, meant):
    assert asked(typed).text == meant
    assert asked(f"{typed}&sort=date", sorts=("date",)).text == meant


@given(st.text(alphabet='ab +"%&#C2.-', max_size=12))
@settings(max_examples=300)
def test_an_escaped_text_is_read_as_the_same(text):
    assert terms_of(f"?q={escaped(text)}")["q"] == [text]


@pytest.mark.parametrize(
    ("text", "shown"), [("C++", "C++"), ("R&D in C++", "R%26D in C++"), ("a+b", "a%2Bb")]
)
def test_signs_are_escaped_where_they_would_mean_something_else(text, shown):
    assert escaped(text) == shown


def test_an_order_of_the_site():
    assert asked("sparse&sort=date", sorts=("relevance", "date")).sort == "date"


@pytest.mark.parametrize(
    ("text", "given", "said"),
    [
        ("", {}, "behind `[?]q=`"),
        ("sparse&sort=date", {}, "`sort=` is not known here"),
        ("sparse&sort=size", {"sorts": ("date", "citations")}, "`sort=date` or `sort=citations`"),
        ("sparse&year=2025", {}, "`year=` is not known here"),
        ("sparse&index", {}, "to search for `index`, write"),
        ("sparse tag:rag", {}, "only search the library"),
        ("sparse tldr:x", {}, "`tldr:` only searches the library"),
        ("sparse -title:x", {}, "for words only"),
        ("sparse autor:x", {}, "`autor:` is not a filter"),
        ("-survey", {}, "name something"),
        ("since:2025", {}, "name something"),
        ("sparse author:x", {"allowed": ("since",)}, "cannot search with `author:`"),
        ("sparse -x", {"allowed": ("since",)}, "cannot search with `-`"),
        ("sparse since:2025-14", {}, "^`x:[?]q`: `since:2025-14`: write YYYY"),
        ("()", {}, "^`x:[?]q`: write words to search for"),
    ],
)
def test_what_a_site_cannot_be_asked_is_said(text, given, said):
    with pytest.raises(UsageError, match=said):
        asked(text, **given)


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_is_a_question_or_refused(text):
    with contextlib.suppress(UsageError):
        found = asked(text)
        assert found.words or found.phrases or found.titles or found.authors

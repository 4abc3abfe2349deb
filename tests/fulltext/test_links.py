"""Links of a text: only what authors call their own has a kind."""

from __future__ import annotations

import pytest
from fulltexts import PROSE
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.fulltext import Content, html
from summarizer.fulltext.draft import Draft
from summarizer.fulltext.records import Source

A, B = "https://github.com/a/b", "https://github.com/c/d"


def paper(*paragraphs, notes=()):
    draft = Draft(title="A title")
    draft.section("Method", number="2")
    for each in (PROSE, *paragraphs):
        draft.paragraph(each)
    for each in notes:
        draft.footnote(None, each)
    draft.reference("[1]", "B. Author. Code is available at https://github.com/e/f.")
    return draft.finish(Source("html", "paper.html"), "paper.html")


def kinds(*paragraphs, notes=()):
    return [(each.url, each.kind) for each in paper(*paragraphs, notes=notes).links]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (f"Our code is available at {A}.", [(A, "code")]),
        (f"Code and data are available at {A} (MIT).", [(A, "code")]),
        (f"Code: {A}", [(A, "code")]),
        (f"Code, rings of oaks and fitted models are available at {A}.", [(A, "code")]),
        (f"The code pertaining to the experiments can be found at {A}.", [(A, "code")]),
        (f"Evaluation code is publicly available at {A}", [(A, "code")]),
        (f"We have released a tool for it. This software is available on GitHub {A}.",
         [(A, "code")]),
        (f"Software Repository: {A}", [(A, "code")]),
        ("Our code is at github.com/a/b.", [(A, "code")]),
        (f"We release our data set ({A}).", [(A, "data")]),
        ("Project page: https://a.github.io/b/.", [("https://a.github.io/b/", "project")]),
        ("We will release the code at https://anonymous.4open.science/r/X-1/.",
         [("https://anonymous.4open.science/r/X-1/", "code")]),
        ("We release models: https://huggingface.co/a/b and https://huggingface.co/datasets/a/c.",
         [("https://huggingface.co/a/b", "model"),
          ("https://huggingface.co/datasets/a/c", "data")]),
        ("A demo is available at https://huggingface.co/spaces/a/b.",
         [("https://huggingface.co/spaces/a/b", "demo")]),
        ("We make the models publicly available at https://example.org/models/.",
         [("https://example.org/models/", "model")]),
        ("Our corpus is available at https://www.kaggle.com/datasets/a/b.",
         [("https://www.kaggle.com/datasets/a/b", "data")]),
        ("Our data are available at https://zenodo.org/records/1.",
         [("https://zenodo.org/records/1", "data")]),
    ],
)  # fmt: skip
def test_what_authors_call_their_own_has_a_kind(sentence, found):
    assert kinds(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        f"We use the implementation of X (Author, 2020) at {A}.",
        f"Our code is based on the official implementation: {A}.",
        f"The code for X can be found at {A}.",
        f"Their code is available at {A}.",
        f"X is a parser by Author et al. Code is available at {A}.",
        f"Our model uses {A}.",
        f"X is a tool of 2019. This software is available on GitHub {A}.",
        f"All experiments use X ({A}).",
        f"({A})",
        "The data set is available at https://zenodo.org/records/1.",
        "The data set was downloaded from https://www.kaggle.com/datasets/a/b.",
        "We evaluate on X, available at https://huggingface.co/datasets/x/y.",
        "Our models are fine-tuned from https://huggingface.co/m/l.",
    ],
)
def test_what_is_of_others_or_may_be_has_none(sentence):
    assert [kind for _, kind in kinds(sentence)] == [None]


def test_each_link_of_a_sentence_is_judged_by_the_words_before_it():
    assert kinds(f"Our code is at {A}; we used {B} as baseline.") == [(A, "code"), (B, None)]
    assert kinds(f"We compare with X ({B}) and release our code at {A}.") == [
        (B, None),
        (A, "code"),
    ]


def test_links_have_their_section_and_references_have_none():
    text = paper(f"See {A}.", notes=[f"See {B}."])
    assert [(each.url, each.section) for each in text.links] == [(A, "2 Method"), (B, None)]


def test_a_footnote_speaks_for_itself():
    assert kinds(notes=[f"Our code is available at {A}", B]) == [(A, "code"), (B, None)]


def test_signs_around_an_address_are_not_of_it():
    found = paper("(See https: //example.org/a_(b), or \u201chttps://example.org/c\u201d.)")
    assert [each.url for each in found.links] == [
        "https://example.org/a_(b)",
        "https://example.org/c",
    ]
    assert found.of(found.links[0]) == "https: //example.org/a_(b)"


_PIECES = st.sampled_from(
    ["Our code is at", "we use", A, B, "https://", "www.", "http://[", "(", ")", ".", ",", "and",
     "github.com/", "https://huggingface.co/a/b", "released", "[1]", "et al.", "$x$", "data"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=12).map(" ".join))
def test_each_link_is_what_stands_at_its_place(words):
    text = paper(words)
    for each in text.links:
        assert each.url.endswith("".join(text.of(each).split()))
        assert each.url[-1] not in ".,;:"


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(["We use", "We follow", "Based on", "The official code of X is"]),
        min_size=1,
    )
)
def test_no_sentence_on_others_makes_a_link_own(beginnings):
    assert {kind for _, kind in kinds(*(f"{each} {A}." for each in beginnings))} == {None}


NOTE = (
    '<span class="ltx_note ltx_role_footnote"><sup class="ltx_note_mark">1</sup><span '
    'class="ltx_note_content"><sup class="ltx_note_mark">1</sup>{}</span></span>'
)


def page(*paragraphs):
    body = "".join(f"<p class='ltx_p'>{each}</p>" for each in (PROSE, *paragraphs))
    heading = "<h1>A title</h1><h2 class='ltx_title_section'>1 Introduction</h2>"
    html_page = f"<!DOCTYPE html><html><body><article>{heading}{body}</article></body></html>"
    return html.parse(Content("paper.html", html_page.encode()))


def test_a_footnote_of_a_bare_address_is_spoken_of_where_it_is_called():
    text = page(
        f"We compare with X.{NOTE.format(B)} We release our code.{NOTE.format(A)} It is small.",
        f"Our code uses X{NOTE.format('https://example.org')} and Y.",
    )
    found = [(each.url, each.kind, each.section) for each in text.links]
    assert found == [
        (B, None, "1 Introduction"),
        (A, "code", "1 Introduction"),
        ("https://example.org", None, "1 Introduction"),
    ]
    assert [text.text[: each.called or 0][-8:] for each in text.footnotes] == [
        " with X.",
        "ur code.",
        "e uses X",
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["We ask", " ", "it.", "\u00e9", "NOTE", "<b>x</b>"]), max_size=10))
def test_marks_of_footnotes_leave_no_sign(pieces):
    text = page(" ".join(pieces).replace("NOTE", NOTE.format("A note.")))
    assert all(sign == "\n" or sign.isprintable() for sign in text.text)
    assert len(text.footnotes) == pieces.count("NOTE")
    called = [each.called for each in text.footnotes if each.called is not None]
    assert called == sorted(called)


@pytest.mark.parametrize("words", ["a-" * 20000, "https://a.org/" + ")" * 5000, f"our {A} " * 2000])
def test_a_page_built_to_take_time_has_few_links(words):
    assert len(paper(words).links) <= 300

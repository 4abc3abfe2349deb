# ruff: noqa: RUF001 - look-alikes are what is tested
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.folding import find, fold


@pytest.mark.parametrize(
    ("stood", "quote", "text"),
    [
        ("retrieval-aug-\nmented", "Retrieval-Augmented", "uses retrieval-aug-\nmented text"),
        ("sourcecitations", "source citations", "we add sourcecitations here"),
        ("source\n  citations", "source citations", "we add source\n  citations here"),
        ("512times512", "512×512", "images of 512times512 pixels"),
        ("512$\\times$512", "512x512", "images of 512$\\times$512 pixels"),
        ("$85\\%$", "85%", "up by $85\\%$ again"),
        ("Poincar\\'{e} ball", "Poincaré ball", "the Poincar\\'{e} ball"),
        ("eﬃcient", "efficient", "an eﬃcient thing"),
        ("state-of-the-art", "“state of the art”", "a state-of-the-art thing"),
        ("\\alpha$-divergence", "α-divergence", "the $\\alpha$-divergence"),
        ("text–to–image", "text-to-image", "a text–to–image model"),
        ("BERT", "bert", "like BERT."),
        ("模型", "模型", "我们的模型很好"),
        ("Ｗｉｄｅ", "wide", "Ｗｉｄｅ nets"),
        ("generation", "generation.", "for generation, too"),
    ],
)
def test_a_quote_is_found_whatever_its_spelling_and_placed_in_the_original(stood, quote, text):
    start, end = find(quote, text)
    assert text[start:end].strip("$") == stood.strip("$")


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("art", "we start here"),
        ("rag", "a fragment"),
        ("", "text"),
        ("...", "text ..."),
        ("two words", "two other words"),
        ("85%", "86%"),
    ],
)
def test_a_quote_that_is_not_there_is_not_found(quote, text):
    assert find(quote, text) is None


def test_the_first_place_where_the_quote_is_whole_words_is_given():
    text = "start with art"
    assert find("art", text) == (11, 14)


@given(st.text(max_size=200))
def test_any_text_folds_to_pieces_that_lie_in_it_in_order(text):
    folded = fold(text)
    assert len(folded.starts) == len(folded.spans)
    ends = 0
    for start, end in folded.spans:
        assert ends <= start < end <= len(text)
        ends = end


@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 80))
def test_any_slice_that_is_found_folds_to_the_same(text, start, length):
    quote = text[start : start + length]
    place = find(quote, text)
    if place:
        assert fold(quote).text.strip(".,;:!?") in fold(text[place[0] : place[1]]).text

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.hypertext import without_markup
from summarizer.text.readable import readable, reading_copy

MARKUP = {
    "<p>We grow <i>B. cereus</i> in CO<sub>2</sub> &lt; 4&#37;</p>": (
        "We grow B. cereus in CO₂ < 4%"
    ),
    "10<sup>8</sup> cells &times; 3 &amp; more": "10⁸ cells × 3 & more",  # noqa: RUF001 - the sign
    "<jats:title>Abstract</jats:title><jats:p>We sort.</jats:p>": "We sort.",
    "<sec><title>Aim</title><p>To sort.</p></sec><sec><title>Result.</title><p>Done.</p></sec>": (
        "Aim: To sort.\nResult: Done."
    ),
    "&lt;p&gt;We sort.&lt;/p&gt;": "We sort.",
    "one<br/>two<BR>three": "one\ntwo\nthree",
    '<a-b><span class="x">kept</span>': "<a-b>kept",
    "<inline-formula><alternatives><tex-math>$\\alpha$</tex-math><mml:math><mml:mi>a</mml:mi>"
    "</mml:math></alternatives></inline-formula>-cut": "α-cut",  # noqa: RUF001 - the letter
}
NO_MARKUP = (
    *("a < b and c > d", "the mean <p> of all", "R&D, AT&T; Q&A", "vector<int>", "if i<n and j>m"),
    *("<think> and </think> tokens", "between <s> and </s>", "&unknown; stays", "x <b y"),
)


@pytest.mark.parametrize(("text", "copy"), MARKUP.items())
def test_markup_reads_as_its_page_shows_it(text, copy):
    assert readable(text) == copy
    assert reading_copy(text) == copy


@pytest.mark.parametrize("text", NO_MARKUP)
def test_what_is_not_surely_markup_stays(text):
    assert without_markup(text) == text


@given(st.lists(st.sampled_from(["<p>", "</p>", "<", ">", "&", "lt;", "a", "<sub>", "</", "#"])))
def test_any_text_has_a_copy(pieces):
    text = "".join(pieces)
    assert len(without_markup(text)) <= len(text) + 4 * text.count("<")


@pytest.mark.parametrize(
    "piece",
    ["<", "<p", "<p>", "&", "&lt;p", "<alternatives>", "<a b=c ", "<!--", "\\documentclass"],
)
def test_a_long_text_of_any_kind_takes_no_time(piece):
    start = time.process_time()
    without_markup(piece * (60_000 // len(piece)) + "</p>")
    assert time.process_time() - start < 5

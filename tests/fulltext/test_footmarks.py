"""Where the marks of footnotes stood, counted in the tidied words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.fulltext.footmarks import marks, sign_of
from summarizer.fulltext.tidying import tidy

ONE, TWO = sign_of(0), sign_of(1)


@pytest.mark.parametrize(
    ("raw", "places"),
    [
        (f"Our code{ONE} is here.{TWO}", [8, 17]),
        (f"  Our  code {ONE} is\n here.{TWO} More.", [8, 17]),
        (f"{ONE}Our{TWO}", [0, 3]),
        (f"Our {ONE} {TWO} code", [3, 3]),
        (f"\ufb01ne{ONE}", [4]),
        ("Our code", []),
    ],
)
def test_each_mark_has_its_place(raw, places):
    assert [place for _, place in marks(raw)] == places


@given(st.lists(st.text(alphabet="ab \n\ufb01"), max_size=6))
def test_a_place_is_the_length_of_the_words_before_it(pieces):
    raw = ONE.join(pieces)
    whole = [len(tidy(ONE.join(pieces[:count]))) for count in range(1, len(pieces))]
    assert [place for _, place in marks(raw)] == whole

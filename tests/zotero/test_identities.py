"""Which item a paper is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import paper
from zotero_server import LETTERS

from summarizer.zotero import fields, identities

ID = "arXiv:2512.00000"


@pytest.mark.parametrize(
    "data",
    [
        {"archiveID": "arXiv:2512.00000"},
        {"archiveID": "2512.00000", "url": "http://arxiv.org/abs/2512.00000v2"},
        {"DOI": "10.48550/ARXIV.2512.00000"},
        {"DOI": "https://doi.org/10.48550/arXiv.2512.00000"},
        {"url": "https://arxiv.org/pdf/2512.00000v1"},
        {"extra": "Citation Key: author2025\narXiv: 2512.00000 [cs]"},
        {"extra": "arXiv:2512.00000 [cs.CL]"},
    ],
)
def test_an_arxiv_id_is_found_wherever_zotero_has_it(data):
    assert ID in identities.of_item(data)
    assert ID in identities.of_paper(paper())


@pytest.mark.parametrize(
    "data",
    [
        {"DOI": "10.1000/A.b"},
        {"DOI": "doi:10.1000/a.b"},
        {"url": "https://doi.org/10.1000/a.b"},
        {"extra": "DOI: 10.1000/a.b"},
    ],
)
def test_a_doi_is_one_whatever_its_case_and_form(data):
    assert identities.of_item(data) == {"doi:10.1000/a.b"}
    assert "doi:10.1000/a.b" in identities.of_paper(paper(doi="10.1000/A.B"))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"DOI": None, "extra": 3},
        {"url": "https://example.org/2512.00000"},
        {"extra": "a comment on the paper of A. Author"},
    ],
)
def test_what_names_no_paper_is_none(data):
    assert identities.of_item(data) == set()


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_key_is_one_of_zoteros_and_always_the_same(one, other):
    key = identities.key(one, other)
    assert len(key) == 8
    assert set(key) <= set(LETTERS)
    assert identities.key(one, other) == key


def test_an_item_of_ours_is_found_again():
    made = fields.item(paper(doi="10.1000/a.b"), [], None)
    assert identities.of_paper(paper(doi="10.1000/a.b")) <= identities.of_item(made) | {ID}
    assert ID in identities.of_item(made)

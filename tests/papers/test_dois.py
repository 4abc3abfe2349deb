from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import paper

from summarizer.papers import dois


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("10.1000/A1", "10.1000/a1"),
        ("https://doi.org/10.1000/A1", "10.1000/a1"),
        ("http://dx.doi.org/10.1000/a1.", "10.1000/a1"),
        ("doi:10.1000/a1v2", "10.1000/a1"),
        ("10.1101/2024.01.01.573000v3", "10.1101/2024.01.01.573000"),
        ("10.21203/rs.3.rs-12345/v1", "10.21203/rs.3.rs-12345"),
        ("10.31234/osf.io/abcde_v2", "10.31234/osf.io/abcde"),
        ("10.12688/f1000research.73600.2", "10.12688/f1000research.73600"),
        ("10.48550/arXiv.2512.00001v2", "10.48550/arxiv.2512.00001"),
        ("none", None),
    ],
)
def test_a_doi_is_one_however_it_is_written(written, name):
    assert dois.bare(written) == name


@pytest.mark.parametrize(
    ("name", "preprint"),
    [
        ("10.48550/arxiv.2512.00001", True),
        ("10.1101/2024.01.01.573000", True),
        ("10.1101/123456", True),
        ("10.64898/2026.03.02.709176", True),
        ("10.1101/gr.277000.122", False),
        ("10.1038/s41586-023-06139-9", False),
    ],
)
def test_a_preprints_doi_is_told_from_a_journals(name, preprint):
    assert dois.is_preprint(name) is preprint


def test_arxivs_own_doi_is_no_other_than_its_id():
    assert dois.doi(paper(doi="10.48550/arXiv.2512.00001")) is None
    assert dois.doi(paper(doi="10.1000/A1")) == "10.1000/a1"


def test_links_to_dois_are_read_and_other_links_are_not():
    links = ("https://doi.org/10.1038/A", "https://github.com/10.1038/b", "https://doi.org/x")
    assert dois.linked(paper(links=links)) == {"10.1038/a"}


@given(st.text())
def test_any_text_has_a_doi_or_none(text):
    found = dois.bare(text)
    assert found is None or dois.bare(dois.page(found)) == dois.bare(found)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("10.1000/A1.", "10.1000/a1"),
        ("https://doi.org/10.1000/a1).", "10.1000/a1"),
        ("doi:10.1016/S0140-6736(20)30183-5", "10.1016/s0140-6736(20)30183-5"),
        (
            "10.1002/1097(2000)25:3<1::aid-x>3.0.co;2-(y)",
            "10.1002/1097(2000)25:3<1::aid-x>3.0.co;2-(y)",
        ),
        ("10.1000/a1v2", "10.1000/a1v2"),
        ("10.1000/...", None),
        ("10.1000/a b", None),
    ],
)
def test_a_text_that_is_a_doi_is_it_without_the_signs_around_it(written, name):
    assert dois.whole(written) == name

"""Code and data that the authors give away, and where they are."""

from __future__ import annotations

import pytest

from summarizer.fulltext import Content, markdown
from summarizer.keypoints.extraction import points

FILLER = "Trees grow a ring in each year of their life, wide in wet years and narrow in dry ones. "
RELEASED = [
    "The package treelines is available from CRAN at https://CRAN.R-project.org/package=treelines.",
    "treelines is available from PyPI and can be installed with pip.",
    "The source code is hosted on GitHub at https://github.com/example/treelines under a licence.",
    "We release all of our annotations and models under an open licence.",
    "The data that support the findings of this study are available from the corresponding author.",
    "The stable version can be installed from CRAN with one command in R.",
    "Replication materials are archived on Zenodo with the paper.",
    "The algorithms were implemented in C and are available at http://rings.example.org here.",
    "The source code for treelines has been archived to Zenodo with the linked DOI: [@zenodo]",
]
NOT_THEIRS = [
    "Many packages for growth models are available from CRAN for this purpose.",
    "We use the publicly available data set of rings from https://example.org/rings.",
    "If more data are available, the model can be fitted with more terms.",
    "Information on the rings is available in the second column of our table.",
    "Research on rings is made difficult by the lack of publicly available data sets of trees.",
    "The means of the rings are provided directly in rings() in the current implementation.",
]


@pytest.mark.parametrize("sentence", RELEASED)
def test_what_is_given_away_is_found(page, sentence):
    found = points(page("We propose a way to read rings.", closing=sentence)).code
    assert found is not None
    assert found.line == sentence


@pytest.mark.parametrize("sentence", NOT_THEIRS)
def test_what_others_have_or_anyone_may_have_is_none(page, sentence):
    assert points(page(body=sentence)).code is None
    assert points(page(closing=sentence)).code is None


def test_the_abstracts_address_comes_before_a_supplement(page):
    abstract = "The code and the data are available at https://example.org/treelines for all."
    body = "The corresponding code is provided in the supplementary material of this paper."
    whole = page(f"We propose a way to read the rings of trees. {abstract}", body)
    assert points(whole).code.line == abstract


def test_an_address_below_the_page_is_told_without_a_sentence():
    text = (
        f"# Rings\n\n## Abstract\n\n{FILLER * 4}\n\n## 1 Introduction\n\nWords on rings, and "
        "more of them.[^1]\n\n[^1]: Our code is at https://github.com/example/treelines\n"
    )
    found = points(markdown.parse(Content("paper.md", text.encode()))).code
    assert found is not None
    assert "https://github.com/example/treelines" in found.line
    assert found.passages[0].quote in text

"""Code and data that the authors give away, and where they are."""

from __future__ import annotations

import pytest

from summarizer.fulltext import Content, markdown
from summarizer.keypoints.extraction import points

FILLER = "Trees grow a ring in each year of their life, wide in wet years and narrow in dry ones. "
RELEASED = [
    "Code, photographs of forests and fitted models are available at https://rings.example.org/.",
    "The package treelines is available from CRAN at https://CRAN.R-project.org/package=treelines.",
    "treelines is available from PyPI and can be installed with pip.",
    "The source code is hosted on GitHub at https://github.com/example/treelines under a licence.",
    "We release all of our annotations and models under an open licence.",
    "The data that support the findings of this study are available from the corresponding author.",
    "The stable version can be installed from CRAN with one command in R.",
    "Replication materials are archived on Zenodo with the paper.",
    "The algorithms were implemented in C and are available at http://rings.example.org here.",
    "Development of treelines takes place on GitHub, where faults may be told to us.",
    "We developed a web application, named Rings (https://rings.example.org), for all readers.",
    "The code and the analysis of this paper are accessible as the vignette of the package.",
]
HELD_BACK = [
    "The code and the data will be made available in the future, as they cannot be shared yet.",
    "The data that support this study are not publicly available, as the forests are private.",
]
NOT_THEIRS = [
    "The two data sets used are Oaks, which was measured in 1990, and the Elms of one valley.",
    "We use the Example Forest's ring width (EFR) dataset in the examples of this text.",
    "A cycle of reading and of counting is at the core of our treelines software for rings.",
    "treelines offers a frame in which new models can easily be written and released to others.",
    "Our approach explicitly models the rings of roots and hence is found to be more accurate.",
    "Many packages for growth models are available from CRAN for this purpose.",
    "We use the publicly available data set of rings from https://example.org/rings.",
    "If more data are available, the model can be fitted with more terms.",
    "Information on the rings is available in the second column of our table.",
    "Research on rings is made difficult by the lack of publicly available data sets of trees.",
    "One example of a package that uses treelines is morelines, available on CRAN.",
    "The only other open-source library for rings is Bark, written in Java by others.",
    "The files were originally posted at https://rings.example.org for all readers of rings.",
    "Bark: Models of Growth for Archives of Trees and Rings, https://rings.example.org.",
    "We use a simple artificial data set for the reading of the rings.",
    "The library has support for parallel and distributed computation of the rings.",
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


@pytest.mark.parametrize("sentence", HELD_BACK)
def test_what_is_not_given_away_goes_before_what_was_promised(page, sentence):
    promised = "We propose treelines, which we release with all of its models."
    whole = page(promised, closing=sentence, heading="Code and data availability")
    assert points(whole).code.line == sentence
    assert points(page(promised, closing=sentence)).code is None


def test_the_abstracts_address_comes_before_a_supplement(page):
    abstract = "The code and the data are available at https://example.org/treelines for all."
    body = "The corresponding code is provided in the supplementary material of this paper."
    whole = page(f"We propose a way to read the rings of trees. {abstract}", body)
    assert points(whole).code.line == abstract


def test_an_address_below_the_page_is_told_without_a_sentence():
    text = (
        f"# Rings\n\n## Abstract\n\n{FILLER * 4}\n\n## 1 Introduction\n\nWords on rings, and "
        "more of them.[^1]\n\n[^1]: We thank all trees. Our code is at "
        "https://github.com/example/treelines\n"
    )
    found = points(markdown.parse(Content("paper.md", text.encode()))).code
    assert found is not None
    assert found.line == "Our code is at https://github.com/example/treelines"
    assert found.passages[0].quote in text


def test_a_line_whose_reference_is_lost_is_passed_over(page):
    lost = "The source code for treelines has been archived to Zenodo and it has the DOI [@zenodo]"
    whole = f"Development of treelines happens on GitHub for all. {lost}"
    found = points(page("We propose treelines, which reads rings.", closing=whole)).code
    assert found.line == "Development of treelines happens on GitHub for all."


def test_one_sentence_says_what_it_is_and_where(page):
    said = "The treelines package reads the rings of trees, and is freely available from CRAN."
    found = points(page(said))
    assert found.approach.line == said
    assert found.code.line == said


def test_the_address_of_another_footnote_is_not_added():
    text = (
        f"# treelines: rings\n\n## Abstract\n\nWe propose treelines. {FILLER * 4}\n\n## Use\n\n"
        "The code of treelines is hosted at lines.example.com for all readers. "
        "It was told elsewhere.[^1]\n\n"
        "[^1]: https://example.org/me/treelines\n"
    )
    found = points(markdown.parse(Content("paper.md", text.encode()))).code
    assert found.line == "The code of treelines is hosted at lines.example.com for all readers."


@pytest.mark.parametrize(
    "sentence",
    [
        "While it reads rings, more sophisticated methods are now available for our purpose.",
        "If the pybark package is installed, treelines will use its optimized C code.",
        "When the bark library is available, treelines uses its code for the rings.",
        "Faster ways to read the rings of trees in our forests are now available online.",
    ],
)
def test_what_is_available_from_elsewhere_is_none(page, sentence):
    said = "We propose treelines, which reads the rings of trees."
    assert points(page(said, body=sentence)).code is None
    assert points(page(f"{said} {sentence}")).code is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Our code\\footnote{\\url{https://example.org/treelines}} reads rings on all systems.",
        "The program is available by anonymous ftp at ftp.example.org in the folder of rings.",
        "Our programs are available by anonymous FTP from rings.example.org for all readers.",
    ],
)
def test_ftp_and_addresses_in_latex_are_places(page, sentence):
    found = points(page("We propose a way to read rings.", closing=sentence)).code
    assert found is not None
    assert found.passages[0].quote == sentence


def test_code_of_what_a_paper_uses_is_not_its_own(page):
    said = "We study rings with RulerNet, whose code is available at https://github.com/other/rulernet."
    assert points(page(said)).code is None

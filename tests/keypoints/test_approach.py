"""What the authors did, made or studied."""

from __future__ import annotations

import pytest

from summarizer.fulltext import Content, markdown
from summarizer.keypoints.extraction import points

BEFORE = "Reading the rings of trees is difficult for people."
SAID = [
    "The treelines package implements growth models for trees with few measured rings.",
    "treelines is an R package providing growth models for trees with few measured rings.",
    "This paper describes recent changes in the way in which rings are read.",
    "This study aims to assess how well people read the rings of trees.",
    "The purpose of this study was to compare rings of wet years with those of dry ones.",
    "This survey systematizes what is known of the rings of trees in all forests.",
    "In this vignette, the growth of trees is modelled from few rings.",
    "A new model of the growth of trees is proposed that needs few rings only.",
    "In light of this, we (i) present growth models for trees with few rings.",
    "Here we combine growth models with photographs of the rings of trees.",
    "The package provides the function rings() for reading the age of trees.",
    "Conceptual tools for reading rings and their translation to a program are discussed.",
]


@pytest.mark.parametrize("sentence", SAID)
def test_an_abstract_says_it_in_many_words(page, sentence):
    found = points(page(f"{BEFORE} {sentence}")).approach
    assert found is not None
    assert found.passages[0].quote == sentence


@pytest.mark.parametrize(
    "other",
    [
        "To the best of our knowledge, treelines is the first program for the rings of trees.",
        "Concurrently, we introduce a set of photographs of rings that all may use.",
        "We evaluate our method on photographs of the rings of two hundred trees.",
        "In the first set of experiments, we measure the rings of two hundred trees.",
        "We argue that the rings of trees tell more of the weather than any book.",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_the_main_act_comes_before_what_goes_with_it(page, other, first):
    main = "We propose treelines, a method that reads the rings of trees."
    said = f"{main} {other}" if first else f"{other} {main}"
    assert points(page(f"{BEFORE} {said}")).approach.line == main


@pytest.mark.parametrize(
    "sentence",
    [
        "A wider view of the theory of rings is presented in Author (2005) and elsewhere.",
        "This paper is organized as follows: first we introduce the models of growth.",
        "This document was published in a similar form in a journal of the trees.",
        "Photography is a widely used method for trees and the framework of all research.",
    ],
)
def test_what_others_did_and_what_stands_where_is_none(page, sentence):
    assert points(page(sentence)).approach is None


def test_where_no_abstract_is_the_introduction_says_it():
    said = "treelines is a contributed R package for the rings of trees in all forests."
    made = f"# A tour\n\n## Introduction\n\n{said}\n\n## Use\n\n{'Rings grow in trees. ' * 20}\n"
    found = points(markdown.parse(Content("paper.md", made.encode()))).approach
    assert found is not None
    assert found.line == said


@pytest.mark.parametrize(
    "sentence",
    [
        "From the plots, we can observe that rings are wide in wet years.",
        "The treelines program was designed by Ada Oak, Ben Ash and Cem Elm.",
        "treelines was originally made to count the rings of oaks alone.",
    ],
)
def test_remarks_on_plots_and_who_made_it_are_none(page, sentence):
    assert points(page(f"{BEFORE} {sentence}")).approach is None


def test_what_is_presented_comes_before_what_it_has_too(page):
    said = "Building on this work, we present treelines, a program that reads rings of trees."
    also = "The library also includes models for many trees and for many kinds of rings."
    assert points(page(f"{BEFORE} {said} {also}")).approach.passages[0].quote == said


def test_a_title_and_authors_before_a_sentence_are_cut(page):
    title = "treelines: Reading the Rings of Trees"
    said = "The treelines package provides models for reading the rings of trees."
    found = points(page(f"{title} Ada Oak, Ben Ash {said}", title=title)).approach
    assert found.line == said
    assert found.passages[0].quote == said


def test_what_opens_a_list_says_it_without_the_list():
    text = f"# Rings of Trees\n\n## Introduction\n\n{BEFORE * 4} The package treelines "
    text += "offers a way to "
    text += "read the rings of trees, featuring:\n\n- growth models\n\n- photographs\n"
    found = points(markdown.parse(Content("paper.md", text.encode()))).approach
    assert found.line == "The package treelines offers a way to read the rings of trees."


def test_without_abstract_and_introduction_the_first_section_says_it():
    text = "# Rings\n\n## The joy of rings\n\nRings can be counted by many people. In this "
    text += f"package, we provide functions to read rings.\n\n## Oaks\n\n{BEFORE * 4}"
    found = points(markdown.parse(Content("paper.md", text.encode()))).approach
    assert found.line == "In this package, we provide functions to read rings."


@pytest.mark.parametrize(
    "sentence",
    [
        "Photography using colour film is a powerful tool for the reading of rings.",
        "Reading rings with a lens is a popular technique for dating the wood of houses.",
        "Bark is a widely used standard system for the dating of old wood.",
        "Counting by hand is one of the most common methods for dating the wood of houses.",
        "Ash and Elm proposed a method that reads the rings of trees from their roots.",
    ],
)
def test_what_the_field_uses_and_others_proposed_is_none(page, sentence):
    assert points(page(f"{sentence} {BEFORE}", title="Rings of trees")).approach is None


@pytest.mark.parametrize(
    ("title", "first", "better"),
    [
        (
            "treelines: A Python library for the rings of trees",
            "treelines is a Python library for the rings of trees.",
            "The library fits growth models to photographs and tells the weather of each year.",
        ),
        (
            "treelines: An R Package for Rings of Trees",
            "This paper introduces the treelines package for use within R.",
            "The package fits growth models to photographs and tells the weather of each year.",
        ),
        (
            "treelines 2: Rings of trees",
            "The treelines package provides tools for the rings of trees.",
            "In this major update to treelines, we implement growth models for young trees.",
        ),
        (
            "treelines: reading forests",
            "The treelines package is for people who read many rings of trees.",
            "The package fits growth models to photographs and tells the weather of each year.",
        ),
    ],
)
def test_what_says_more_than_the_title_comes_first(page, title, first, better):
    found = points(page(f"{BEFORE} {first} {better}", title=title)).approach
    assert better in (found.passages[0].quote, found.line)

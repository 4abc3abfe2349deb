"""What is lacking, hard or wanted before the authors' own work."""

from __future__ import annotations

import pytest

from summarizer.keypoints.extraction import points

APPROACH = "We propose treelines, a method that reads the rings of trees from photographs."
SAID = [
    "Most measurements of rings are slow, and depend on the eye of one person.",
    "No previously known method reads the rings of two trees from one photograph.",
    "Forests are often needed as archives of the weather of the past centuries.",
    "However, reading the rings of felled trees is time-consuming for all of us.",
    "Reading rings reliably is crucial for dating the wood of old houses.",
    "Photographs of rings are difficult to compare with each other.",
    "Common programs for rings entail excessive memory and many wasteful steps.",
    "Tables of rings are inadequate for the forests that are measured today.",
    "For photographs of roots, only naive programs without any models are available.",
    "This approach has two fundamental problems: slow readings and a bias towards wide rings.",
    "There is no common language for programs that read rings, and each starts anew.",
    "Programs for rings must be capable of reading many of them at a low price.",
]


@pytest.mark.parametrize("sentence", SAID)
def test_it_stands_before_the_authors_own_work(page, sentence):
    found = points(page(f"{sentence} {APPROACH}")).problem
    assert found is not None
    assert found.passages[0].quote == sentence


def test_what_is_lacking_comes_before_praise_of_the_field(page):
    praise = "Recent advances in photography have shown remarkable success in all of botany."
    lacking = "Existing programs, however, ignore rings that are not closed."
    assert points(page(f"{praise} {lacking} {APPROACH}")).problem.passages[0].quote == lacking


@pytest.mark.parametrize(
    "sentence",
    [
        "Recent advances in photography have shown remarkable success in all of botany.",
        "We will refer to the count of the rings as the age of a tree.",
        "Our previous work on photographs has produced the first program for this problem.",
        "This text was written in plain LaTeX without any difficulty for its authors.",
        "The important parameters of a reading are its time and the number of rings.",
        "Much of what is needed for the problem of rings already exists in other programs.",
        "Reading rings from photographs poses several problems.",
        "Treelines include simple rings, and can be combined into more complex calendars of trees.",
        "Counting rings is not as difficult as some people think that it is.",
        "The outcome is a line for each tree, which can be drawn and summarized.",
    ],
)
def test_what_states_no_problem_is_none(page, sentence):
    assert points(page(f"{sentence} {APPROACH}")).problem is None


def test_a_remedy_is_none(page):
    remedy = "Sharper photographs have the potential to address this bottleneck in all forests."
    lacking = "Rings of young trees are difficult to tell from each other."
    found = points(page(f"However, {lacking.lower()} {remedy} {APPROACH}")).problem
    assert found.line == lacking


def test_what_the_authors_study_names_it_where_nothing_else_does(page):
    studied = "We study the problem of reading rings from photographs of damaged trees."
    assert points(page(f"{studied} {APPROACH}")).problem.line == studied


def test_a_named_method_has_none(page):
    named = "However, treelines does not need any rings that were marked by hand before."
    assert points(page(f"{APPROACH} {named}")).problem is None


@pytest.mark.parametrize(
    "opener",
    [
        "In contrast,",
        "By contrast,",
        "Conversely,",
        "On the other hand,",
        "Instead,",
        "But instead,",
    ],
)
def test_what_speaks_against_the_sentence_before_is_none(page, opener):
    said = f"{opener} a program for photographs needs only few rings without any of that."
    assert points(page(f"A lens is read by people. {said} {APPROACH}")).problem is None


def test_what_names_a_failure_keeps_the_word_it_begins_with(page):
    said = "In contrast, programs for photographs fail when two rings touch each other."
    assert points(page(f"A lens is read by people. {said} {APPROACH}")).problem.line == said


def test_praise_that_is_justified_is_none(page):
    said = "The need for few rings only serves to justify the popularity of photographs."
    assert points(page(f"{said} {APPROACH}")).problem is None


@pytest.mark.parametrize(
    "sentence",
    [
        "There currently exists a gap between readers of rings and those of the weather.",
        "There is not a definitive standard implementation of the reading of rings.",
        "Each group writes its own program for rings, which is duplicated effort for all.",
    ],
)
def test_gaps_and_duplicated_effort_are_problems(page, sentence):
    assert points(page(f"{sentence} {APPROACH}")).problem.line == sentence

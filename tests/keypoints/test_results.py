"""What came out, with numbers and what it was compared with as they stand."""

from __future__ import annotations

import pytest

from summarizer.keypoints.extraction import points

APPROACH = "We propose treelines, a method that reads the rings of trees from photographs."
SAID = [
    "Experiments show that treelines outperforms all of the programs that we know.",
    "Our method is comparable to the readings of trained people.",
    "Memory consumption has decreased dramatically by means of a new way to keep rings.",
    "Compared to the earlier program, the new implementation supports more kinds of trees.",
    "We demonstrate that treelines is helpful for photographs of old and of young trees.",
    "Our comparison to methods that use fewer photographs shows the use of many of them.",
    "We evaluate treelines on two forests, showing that it reads rings as people do.",
    "The method is more accurate than all others, without rings that were marked by hand.",
]
NONE = [
    "Photographs and tools for growth are included to evaluate and improve the readings.",
    "The outcome is a line where each ring is associated with a year of the life of a tree.",
    "First, the rings are inserted into a table that is effectively used by the next step.",
    "Originally, treelines read one ring, but there are other programs with better readings.",
    "Most earlier programs succeed in reading rings of felled trees in better ways.",
]


@pytest.mark.parametrize("sentence", SAID)
def test_an_abstract_says_them_without_a_number_too(page, sentence):
    found = points(page(f"{APPROACH} {sentence}")).results
    assert found is not None
    assert found.line == sentence


@pytest.mark.parametrize("sentence", NONE)
def test_what_only_sounds_like_one_is_none(page, sentence):
    assert points(page(f"{APPROACH} {sentence}")).results is None


@pytest.mark.parametrize(
    "sentence",
    [
        "To improve the display, we read the rings 10 times and report the best reading.",
        "The results can be shown to be the same as those of the earlier program.",
        "Mean SD Min Max 3.58 0.08 3.43 3.75 2117 rings were better than those of the others.",
    ],
)
def test_what_leads_through_the_text_is_none(page, sentence):
    assert points(page(APPROACH, sentence)).results is None


def test_a_headline_of_the_abstract_comes_before_a_row_of_a_table(page):
    headline = "Experiments on two forests show that treelines outperforms all other programs."
    row = "For oaks, our accuracy is 3.1 points higher than that of the baseline, see the table."
    assert points(page(f"{APPROACH} {headline}", row)).results.line == headline


def test_a_conclusion_speaks_of_the_method_alone(page):
    found = "The method is simpler and has much lower costs than existing ones for 300 trees."
    assert points(page(APPROACH, closing=found)).results.line == found


def test_a_part_of_the_abstract_that_is_called_results_has_them(page):
    said = "The mean age of the trees was 24.2 years in the valley and 25.6 years on the hill."
    abstract = f"Aim: To compare the ages of trees in a valley. Methods: Rings. Results: {said}"
    found = points(page(abstract)).results
    assert found is not None
    assert found.line == said

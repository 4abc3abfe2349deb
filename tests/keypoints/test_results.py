"""What came out, with numbers and what it was compared with as they stand."""

from __future__ import annotations

import pytest

from summarizer.fulltext import Content, markdown
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
    "For nearly all photographs, both programs yield the same rings of a tree.",
    "The new program compares quite favorably with the readings of trained people.",
]
NONE = [
    "We perform all of our experiments on a single GPU and compare them with the help of a table.",
    "All models were trained with 8 GPUs for 40 hours, and the best photographs are kept.",
    "We report the accuracy after 10 photographs, since most readers have no more of them.",
    "We measure the error over 40 trees and compare it with that of trained people.",
    "Photographs and tools for growth are included to evaluate and improve the readings.",
    "The outcome is a line where each ring is associated with a year of the life of a tree.",
    "First, the rings are inserted into a table that is effectively used by the next step.",
    "Originally, treelines read one ring, but there are other programs with better readings.",
    "The goal of treelines is to help you with more accurate readings of 100 trees.",
    "Then, we report the main results on two forests, in terms of accuracy and of running times.",
    "treelines offers a collection of fast and accurate programs for the rings of trees.",
    "Applications of such readings include improvements of the well-known calendars of oaks.",
    "We illustrate the method with two forests of young and of old trees.",
    "The improved readings of all programs are given in Table 3 and beside it.",
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


def test_by_how_much_comes_before_what_was_merely_had(page):
    had = "It was found that a reading of 100 rings was achieved by the program."
    better = "It was found that the use of two photographs increases the accuracy of it by 48%."
    found = points(page(APPROACH, closing=f"{had} {better}")).results
    assert found.line == better


def test_a_saving_in_the_midst_of_the_text_counts_where_no_abstract_has_one(page):
    said = "A forest in treelines takes about 74 MB, versus 40 GB as a table (a saving of 99%)."
    assert points(page(APPROACH, body=said)).results.line == said


def test_an_example_says_which_was_better(page):
    found = points(page(APPROACH, "Again, as for oaks, rings() does a better job than lines()."))
    assert found.results is None  # a method tells how, and not what came out
    text = f"# Rings\n\n## Abstract\n\n{APPROACH}\n\n## Oaks\n\n"
    text += f"{APPROACH * 3} Again, as for oaks, rings() does a better job than lines()."
    found = points(markdown.parse(Content("paper.md", text.encode())))
    assert found.results.line == "As for oaks, rings() does a better job than lines()."


def test_how_long_it_took_is_one(page):
    said = "The parts are told, including timing for a set of 3 million rings in about 6 hours."
    made = "A new program is described for reading rings that are hard to see."
    assert points(page(f"{made} {said}")).results.line == said


@pytest.mark.parametrize(
    "sentence",
    [
        "In our tests, treelines is 20 times faster than the reading of rings by hand.",
        "This gives a speedup of several orders of magnitude over the reading by hand.",
        "Photographs have a substantial advantage over the reading of rings by hand.",
    ],
)
def test_a_speedup_and_an_advantage_are_results(page, sentence):
    said = "We propose treelines, a program that reads the rings of trees."
    assert points(page(f"{said} {sentence}")).results.line == sentence

"""What authors say that their work does not do, cover or know."""

from __future__ import annotations

import pytest

from summarizer.keypoints.extraction import points

OF_A_CONCLUSION = [
    "Due to limited computing time, we restricted ourselves to small photographs of oaks.",
    "An important direction for future work is extending our models to trees of the tropics.",
    "Theoretical results on the errors of our readings remain elusive.",
    "Our program reads most rings well, but underperforms trained people for narrow ones.",
    "The downside of our method is that it takes four times as long as fitting one tree.",
    "To date, treelines can only read rings from photographs taken in daylight.",
    "Currently only two growth models are available in treelines.",
    "We leave the extension to tropical trees to future work.",
    "Our program does not support rings of more than one tree at a time.",
    "The approach fails when two rings touch each other at the bark.",
    "One limitation of this study is that all trees stood in one forest.",
    "A drawback of the proposed method is its need for at least thirty rings.",
    "Growth models with more than one species are not yet implemented in the package.",
    "We only considered one forest, and our findings may not generalize to others.",
    "At the moment, the software is restricted to images of less than ten million pixels.",
    "While our method is fast, it still requires rings that were marked by hand.",
    "There are a few shortcomings, however: the program slows down with the size of a forest.",
    "Narrow rings near the bark may cause some numerical problems for the solver.",
    "Growth models of this kind scale poorly with the number of trees in a forest.",
    "We only tested whether it works for oaks, and other trees may need new models.",
    "The current version is optimized for photographs of oaks only, and slow for all others.",
    "The ages of young trees should not be overestimated in light of so few photographs.",
    "No attempt was made to read the rings of roots, which are far more irregular.",
]
OF_ANY_SECTION = [
    "Our reading of rings relies on strong assumptions, such as photographs from one camera.",
    "Our guarantees are only as good as the photographs that the model was fitted with.",
    "Our procedure can only correct readings whose rings are among the ten most likely ones.",
    "Our experiments only cover 40 photographs of trees from one valley.",
    "We have not yet tested the growth models of our program with trees of the tropics.",
    "The accuracy of our program on roots has not been tested, and we expect it to be low.",
    "Our program currently lacks a way to read rings from damaged photographs.",
    "So far the package has been tested on Linux only.",
    "The package does not currently handle missing rings.",
    "The rings() function currently only supports one tree at a time.",
    "The models that are implemented in treelines do not handle missing rings in any way.",
    "The rings() function must be used with caution for trees from tropical forests.",
    "This is not an exhaustive comparison, but shows how rings are read by other programs.",
    "This paper does not claim to cover the strengths and weaknesses of other programs.",
    "The support for photographs of roots should be considered preliminary in our program.",
    "Although the treelines package reads rings, it does not provide a way to draw them.",
    "(Since we have so few photographs, our ages should not be taken as those of the forest.)",
]
NONE = [
    "We find that our study of 6 trees is sufficient to see the weaknesses of the program.",
    "Photographs of our program can be made smaller with limited drawbacks for the readings.",
    "Other programs rely on strong assumptions, such as photographs from one camera.",
    "Earlier procedures can only correct readings whose rings are among the most likely.",
    "It has not been tested before whether rings can be read from photographs of roots.",
    "We show that disagreement is a feature of a program, rather than a weakness of the readings.",
    "Our program uses the small number of rings as a strength and not as a limitation.",
    "The motivation behind this work is to help forests, when rings were limited to houses so far.",
    "The goal of our work is to read rings of corals, which has not been done to date.",
    "The package is not limited to trees and can be used for corals too.",
    "Existing packages do not support rings of more than one tree.",
    "Unlike other methods, our method does not require rings that were marked by hand.",
    "We have shown that growth models overcome the limitations of simple averages.",
    "As the program is had at the cost of one download, we hope that it can be useful to others.",
    "We review other programs that have not been used by many readers of rings so far.",
    "We describe photographs of roots that are not yet available to all readers of rings.",
    "To date, treelines is already one of the most flexible programs for rings.",
]
OF_THE_TEXT_ALONE = [
    "The function does not return missing values if the argument is set to zero.",
    "So far, we have only addressed rings that are closed, as in the first part.",
    "For each ring, we look for the first pixel that was not yet visited.",
    "Since we did not provide a scale, the whole image is drawn in one piece.",
    "The null hypothesis cannot be rejected in this case.",
    "Photographs of roots are possible, but that discussion is beyond the scope of this paper.",
    "Other programs should be used with care, as they were made for photographs of corals.",
    "The disadvantage is that an average of all rings has to be computed first.",
]


@pytest.mark.parametrize("sentence", OF_A_CONCLUSION)
def test_a_conclusion_says_them_in_many_words(page, sentence):
    found = points(page(closing=sentence)).limits
    assert found is not None
    assert found.line == sentence


@pytest.mark.parametrize("sentence", OF_ANY_SECTION)
def test_what_is_named_counts_in_any_section(page, sentence):
    found = points(page(body=sentence)).limits
    assert found is not None
    assert found.line == sentence.strip("()")


@pytest.mark.parametrize("sentence", NONE)
def test_an_advantage_and_what_others_lack_is_none(page, sentence):
    assert points(page(closing=sentence)).limits is None
    assert points(page(body=sentence)).limits is None


@pytest.mark.parametrize("sentence", OF_THE_TEXT_ALONE)
def test_what_leads_through_the_text_is_none(page, sentence):
    assert points(page(body=sentence)).limits is None


@pytest.mark.parametrize(
    "heading", ["Limitations", "Threats to Validity", "Limitations and Ethics"]
)
def test_a_section_of_limits_needs_no_cue(page, heading):
    sentence = "All of the photographs were taken in one valley and in one year."
    found = points(page(closing=sentence, heading=heading)).limits
    assert found is not None
    assert found.line == sentence


def test_the_words_that_only_announce_are_dropped(page):
    said = "It should be noted that rings of young trees still require a careful eye."
    found = points(page(closing=said)).limits
    assert found is not None
    assert found.line == "Rings of young trees still require a careful eye."
    assert found.passages[0].quote == said


@pytest.mark.parametrize(
    "sentence",
    [
        "In each period, we do not know which weather will occur in the forest.",
        "Our way of reading suffers from a fair share of drawbacks that all lenses have.",
        "The lens suffers from several drawbacks, on which our method builds.",
    ],
)
def test_an_assumption_and_drawbacks_without_a_name_are_none(page, sentence):
    assert points(page(body=sentence)).limits is None


def test_what_is_not_addressed_is_one_in_an_abstract(page):
    said = "We do not address the rings of roots, which are read by other means."
    found = points(page(f"We propose treelines, which reads the rings of trees. {said}"))
    assert found.limits.line == said

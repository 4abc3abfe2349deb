"""A sentence as a line."""

from __future__ import annotations

import pytest

from summarizer.keypoints.lines import label_of, line_of, shape_of


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("However, rings are hard to read.", "Rings are hard to read."),
        ("In this case study we read rings.", "We read rings."),
        ("Rings, however, are hard to read.", "Rings are hard to read."),
        ("Building upon this discovery, we read rings.", "We read rings."),
        ("In detail, we read rings.", "We read rings."),
        ("In truth, we read rings.", "We read rings."),
        (r"We read $\textbf{R}$ings and $\textbf{x} + y$.", "We read Rings and $x + y$."),
        ("We therefore, read rings.", "We read rings."),
        (
            r"We read \emph{rings}~\cite{oak2019,elm} of \textbf{all} oaks.",
            "We read rings of all oaks.",
        ),
        ("As pointed out above, rings are hard to read.", "Rings are hard to read."),
        ("It should be noted that rings are hard to read.", "Rings are hard to read."),
        ("Results: All of the rings were read.", "All of the rings were read."),
        ("RESULTS: All of the rings were read.", "All of the rings were read."),
        ("\u2022 rings() reads the rings of trees.", "rings() reads the rings of trees."),
        ("Rings are read (see Fig. 3 and the rest) by us.", "Rings are read by us."),
        ("Rings are read [see @key2020; @other, pp. 3] by us [-@key].", "Rings are read by us."),
        ("(Note that rings are hard to read!)", "Rings are hard to read."),
        ("Rings are hard, in forests such as:", "Rings are hard, in forests."),
        ("So far, all of the rings were read.", "So far, all of the rings were read."),
        ("Overall, all of the rings were read.", "Overall, all of the rings were read."),
    ],
)
def test_what_leads_back_or_away_is_dropped(sentence, line):
    assert line_of(sentence) == line


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("However, [2] reads the rings of roots.", "[2] reads the rings of roots."),
        ("(Oak, 2019) showed how rings grow.", "(Oak, 2019) showed how rings grow."),
        ("As in [7], we read rings.", "As in [7], we read rings."),
        ("We follow [3] and read rings.", "We follow [3] and read rings."),
        ("Ours is better than that of [5, 6].", "Ours is better than that of [5, 6]."),
        ("Widths are scaled to [0, 1] first.", "Widths are scaled to [0, 1] first."),
        ("We use the rings of [4] here.", "We use the rings of [4] here."),
        (
            r"We follow \citet{oak2019} and read rings.",
            r"We follow \citet{oak2019} and read rings.",
        ),
    ],
)
def test_a_reference_that_is_a_word_of_the_sentence_stays(sentence, line):
    assert line_of(sentence) == line


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("Rings are wide [3], and narrow [4].", "Rings are wide, and narrow."),
        ("Rings are read by programs [1]-[3].", "Rings are read by programs."),
        (
            "We read rings of trees and (see Figure 3) of roots.",
            "We read rings of trees and of roots.",
        ),
        ("They told us [5] of rings.", "They told us of rings."),
        ("Rings (of oaks (Elm, 2010)) grow.", "Rings (of oaks) grow."),
        ("Rings grow (see Elm (2010)) in summer.", "Rings grow in summer."),
    ],
)
def test_a_reference_beside_the_sentence_goes(sentence, line):
    assert line_of(sentence) == line


def test_a_part_of_an_abstract_has_a_label():
    assert label_of("Methods: We read rings.") == "Methods"
    assert label_of("METHODS We read rings.") == "METHODS"
    assert label_of("Methods are many.") is None


@pytest.mark.parametrize(
    "line",
    [
        "This reads the rings of all trees.",
        "These methods read the rings of all trees.",
        "Table 3 shows the rings of all trees.",
        "The rings of all trees are read as in Section 4.",
        "We make the following contributions.",
        "The rings (of all trees are read.",
    ],
)
def test_what_points_elsewhere_is_worth_less(line):
    assert shape_of(line) > shape_of("We read the rings of all trees.") == 0.0


@pytest.mark.parametrize(
    "line", ["This paper reads rings.", "This vignette reads rings.", "So far, rings are read."]
)
def test_what_names_the_paper_itself_points_nowhere(line):
    assert shape_of(line) == 0.0

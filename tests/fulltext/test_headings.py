"""What headings and captions say."""

from __future__ import annotations

import pytest

from summarizer.fulltext.captions import kind_of as caption_kind
from summarizer.fulltext.captions import labelled
from summarizer.fulltext.headings import depth, is_known, is_references, kind_of, numbered


@pytest.mark.parametrize(
    ("heading", "number", "name", "level"),
    [
        ("1 Introduction", "1", "Introduction", 1),
        ("2.1 Data", "2.1", "Data", 2),
        ("3.2.1. Setup", "3.2.1", "Setup", 3),
        ("IV-A Threats", "IV-A", "Threats", 2),
        ("II. METHOD", "II", "METHOD", 1),
        ("A Proofs", "A", "Proofs", 1),
        ("B.2 More", "B.2", "More", 2),
        ("Appendix C Details", "C", "Details", 1),
        ("Section 4: Results", "4", "Results", 1),
        ("Introduction", None, "Introduction", None),
        ("A study of it", None, "A study of it", None),
        ("2020 was a year", None, "2020 was a year", None),
        ("3D shapes", None, "3D shapes", None),
    ],
)
def test_numbers_are_told_from_names(heading, number, name, level):
    assert numbered(heading) == (number, name)
    assert depth(number) == level


@pytest.mark.parametrize(
    ("heading", "number", "after", "kind"),
    [
        ("Abstract", None, False, "abstract"),
        ("Introduction", "1", False, "body"),
        ("Proofs", "A", True, "appendix"),
        ("Approach", "A", False, "body"),
        ("Appendix", None, True, "appendix"),
    ],
)
def test_kinds_of_sections(heading, number, after, kind):
    assert kind_of(heading, number, after_references=after) == kind


def test_known_headings():
    assert is_known("LIMITATIONS")
    assert is_known("Related Work")
    assert not is_known("Our Method")
    assert is_references("References and Notes")
    assert not is_references("Reference models")


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("Figure 1: How it goes.", "Figure 1", "figure"),
        ("Fig. 2. A map", "Fig. 2", "figure"),
        ("TABLE IV: Numbers", "TABLE IV", "table"),
        ("Algorithm 1 (sketch)", "Algorithm 1", "algorithm"),
        ("Table A.1 — More", "Table A.1", "table"),
    ],
)
def test_captions_begin_with_their_labels(text, label, kind):
    match = labelled(text)
    assert match[1] == label
    assert caption_kind(match) == kind


@pytest.mark.parametrize("text", ["Table 1 shows the results.", "Figures are bad.", "Tablets: 3"])
def test_sentences_about_figures_are_no_captions(text):
    assert labelled(text) is None

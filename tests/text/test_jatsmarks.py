"""Marks that a publisher's XML leaves in abstracts, as they were met in real ones."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.text.jatsmarks import without_marks


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("AO_SCPLOWBSTRACTC_SCPLOWProteins fold fast.", "Proteins fold fast."),
        ("We call it MO_SCPLOWUSEC_SCPLOWDO_SCPLOWRIFTC_SCPLOW.", "We call it MUSEDRIFT."),
        ("ABSTRACTProteins fold.", "Proteins fold."),
        ("Abstract: Proteins fold.", "Proteins fold."),
        ("Abstract\n\nProteins fold.", "Proteins fold."),
        (
            "Abstract/SummaryO_ST_ABSBackgroundC_ST_ABSCells grow.\n\nMethodsWe counted them.",
            "Background: Cells grow.\n\nMethodsWe counted them.",
        ),
        (
            "BackgroundCells grow.\n\nMethodsWe counted them.\n\nResults12 of 20 grew.",
            "Background: Cells grow.\n\nMethods: We counted them.\n\nResults: 12 of 20 grew.",
        ),
        (
            "BACKGROUNDCells grow.\nRESULTSTwelve grew.",
            "BACKGROUND: Cells grow.\nRESULTS: Twelve grew.",
        ),
        (
            "Cells grow. O_LIFirst, they split.C_LIO_LIThen they rest.C_LI",
            "Cells grow.\n- First, they split.\n- Then they rest.",
        ),
        (
            "Cells grow.\n\nPicturesO_FIG O_LINKSMALLFIG SRC='1.gif'>\nFIGEXP M_FIG C_FIG",
            "Cells grow.\n\nPictures",
        ),
    ],
)
def test_marks_go_and_headings_stand_apart(text, clean):
    assert without_marks(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "DesignSafe is a platform for data.",
        "CRISPRCas systems cut DNA.",
        "Summary statistics of 20 studies are given.",
        "Abstract rules are learned by mice.",
        "The gene ABC_LIKE and x_i are kept.",
        "Background noise is low.\n\nMethods matter.",
        "Abstract",
    ],
)
def test_a_text_that_has_none_stays(text):
    assert without_marks(text) == text


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="AabO_CFIGLTSCPLOW \n.:1", max_size=80))
def test_no_word_of_a_text_is_made_up(text):
    clean = without_marks(text)
    letters = re.sub(r"[\s:-]", "", clean)
    rest = iter(text)
    assert all(each in rest for each in letters)

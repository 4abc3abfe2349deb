"""Whose name it is: one person's spellings agree, another person's don't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.papers.authors import (
    clues,
    is_author,
    is_organization,
    letters,
    organization_clues,
    organization_words,
    readings,
)

SAME = [
    ("Yann LeCun", "Yann LeCun"),
    ("Y. LeCun", "Yann LeCun"),
    ("Yann LeCun", "Y. LeCun"),
    ("LeCun, Yann", "Yann LeCun"),
    ("LeCun, Y.", "Yann André LeCun"),
    ("Yann LeCun", "Yann A. LeCun"),
    ("yann lecun", "Yann LECUN"),
    ("Yann Le Cun", "Yann LeCun"),
    ("LeCun", "Yann Le Cun"),
    ("Yann", "Yann LeCun"),
    ("Jose Garcia", "José García"),
    ("Lukasz Kaiser", "Łukasz Kaiser"),
    ("Sorensen", "Søren Sørensen"),
    ("Xiaoming Li", "Xiao-Ming Li"),
    ("Xiao Ming Li", "Xiaoming Li"),
    ("X.-M. Li", "Xiao-Ming Li"),
    ("XM Li", "Xiao-Ming Li"),
    ("Li XM", "Xiao-Ming Li"),
    ("A. Author", "Author A"),
    ("L. van der Maaten", "Laurens van der Maaten"),
    ("Laurens Maaten", "Laurens van der Maaten"),
    ("van der Maaten", "Laurens van der Maaten"),
    ("van der Maaten, Laurens", "Laurens van der Maaten"),
    ("Maaten, Laurens van der", "Laurens van der Maaten"),
    ("Conor O'Brien", "Conor O’Brien"),  # noqa: RUF001 - as it is printed
    ("OBrien", "Conor O'Brien"),
    ("Anna Smith-Jones", "Anna Smith Jones"),
    ("Jones", "Anna Smith-Jones"),
    ("Martin Luther King Jr.", "Martin Luther King"),
    ("King, Jr., Martin", "Martin King"),
    ("King Jr., Martin", "Martin King"),
    ("王小明", "王小明"),
    ("小明", "王小明"),
    ("王 小明", "王小明"),
    ("Kimi Team", "Kimi Team"),
    ("Jun LI", "Jun Li"),
]
OTHERS = [
    ("Yann LeCun", "Anna LeCun"),
    ("Yann LeCun", "Yannick LeCun"),
    ("A. LeCun", "Yann LeCun"),
    ("Yann B. LeCun", "Yann A. LeCun"),
    ("Yann LeCun", "LeCun"),
    ("LeCun", "Yann Lecuna"),
    ("Jun Wang", "Li Jun Wang"),
    ("Jun Wang", "Jun Wan"),
    ("Dawn Song", "Le Song"),
    ("le Song", "Dawn Song"),
    ("Ann Alee", "Anna Lee"),
    ("Anna Smith", "Anna Smith-Jones"),
    ("Hughes", "Hugh Author"),
    ("Author One", "Second Author"),
    ("", "Yann LeCun"),
    ("...", "Yann LeCun"),
    ("Yann LeCun", ""),
]


@pytest.mark.parametrize(("wished", "author"), SAME)
def test_spellings_of_one_person_agree(wished, author):
    assert is_author(wished, author)


@pytest.mark.parametrize(("wished", "author"), OTHERS)
def test_another_person_is_not_meant(wished, author):
    assert not is_author(wished, author)


@pytest.mark.parametrize(("wished", "author"), SAME)
def test_who_may_be_meant_has_one_of_the_clues(wished, author):
    assert any(each in letters(author) for each in clues(wished))


PARTS = st.sampled_from(
    "Yann Le LeCun le van der X. XM Xiao-Ming O'Brien Ø ß 王 小明 Jr. , - JA Li LI É".split()
)
NAMES = st.lists(PARTS, max_size=5).map(" ".join) | st.text(max_size=12)


@given(NAMES, NAMES)
def test_no_match_is_without_a_clue(wished, author):
    if is_author(wished, author):
        assert any(each in letters(author) for each in clues(wished))


@given(NAMES)
def test_every_name_with_letters_is_its_own(name):
    assert is_author(name, name) == bool(readings(name)) == bool(letters(name))


@pytest.mark.parametrize(
    ("wished", "organization"),
    [
        ("DeepMind", "Google DeepMind"),
        ("google deepmind", "Google DeepMind"),
        ("Deep Mind", "Google DeepMind"),
        ("Hugging Face", "HuggingFace"),
        ("HuggingFace", "Hugging Face"),
        ("University of California, Berkeley", "University of California, Berkeley"),
        ("ETH Zurich", "ETH Zürich"),
    ],
)
def test_an_organisation_is_found_by_words_of_its_name(wished, organization):
    assert is_organization(wished, organization)


@pytest.mark.parametrize(
    ("wished", "organization"),
    [("Deep", "Google DeepMind"), ("Mind", "DeepMind"), ("", "DeepMind"), ("Meta", "Metaphysic")],
)
def test_half_a_word_names_no_organisation(wished, organization):
    assert not is_organization(wished, organization)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_two_texts_can_be_compared(one, other):
    assert is_organization(one, other) in {True, False}
    assert all(each.strip() for each in organization_clues(one))
    assert organization_words(other) == "" or letters(other)

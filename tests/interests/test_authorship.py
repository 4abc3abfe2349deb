"""Which names mean one person, and which one organisation."""

from __future__ import annotations

import pytest

from summarizer.interests.authorship import is_author, is_organization


@pytest.mark.parametrize(
    ("wished", "author"),
    [
        ("Geoffrey Hinton", "Geoffrey E. Hinton"),
        ("Hinton, Geoffrey", "Geoffrey Hinton"),
        ("Jürgen Schmidhuber", "Jurgen Schmidhuber"),
        ("Kai-Wei Chang", "Kai Wei Chang"),
        ("Kai-Wei Chang", "Kaiwei Chang"),
        ("G. E. Hinton", "Geoffrey E. Hinton"),
        ("Laurens van der Maaten", "Laurens Van Der Maaten"),
        ("QWEN TEAM", "Qwen Team"),
        ("Robert Author Jr.", "Robert Author"),
    ],
)
def test_one_person(wished, author):
    assert is_author(wished, author)
    assert is_author(author, wished)


@pytest.mark.parametrize(
    ("wished", "author"),
    [
        ("J. Smith", "John Smith"),
        ("Jane Smith", "John Smith"),
        ("Smith", "John Smith"),
        ("Wei Wang", "Wen Wang"),
        ("Y. Wang", "Yi Wang"),
        ("Wei Zhang", "Zhang Wei"),
        ("", "John Smith"),
        ("G. F. Hinton", "Geoffrey E. Hinton"),
    ],
)
def test_two_people_or_too_little_to_tell(wished, author):
    assert not is_author(wished, author)
    assert not is_author(author, wished)


@pytest.mark.parametrize(
    ("wished", "named", "same"),
    [
        ("deepseek", "DeepSeek", True),
        ("DeepSeek", "deepseek-ai", True),
        ("Google", "Google DeepMind", True),
        ("The Allen Institute", "Allen Institute for AI", True),
        ("DeepMind", "Google DeepMind", False),
        ("University", "Peking University", False),
        ("", "Peking University", False),
        ("!", "?", False),
    ],
)
def test_an_organisation_is_known_by_its_first_words(wished, named, same):
    assert is_organization(wished, named) is same

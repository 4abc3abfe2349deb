"""The hits of a topic: what proves it, and which of them is quoted."""

from __future__ import annotations

import pytest

from summarizer.engines.embedded.evidence import Evidence, collect
from summarizer.engines.embedded.phrases import Matcher
from summarizer.topics.vocabulary import Topic, Vocabulary

BEES = Topic(
    "bees",
    "Bees",
    "g",
    "d",
    ("apiary", "apiary of many hives"),
    weak=("bees", "honey", "wax"),
    exclusions=("honey bees game",),
)
MATCHER = Matcher(Vocabulary((BEES,)))


def evidence(title: str, abstract: str = "") -> Evidence:
    return collect(MATCHER, title, abstract).get(0, Evidence())


@pytest.mark.parametrize(
    ("title", "abstract", "proved"),
    [
        ("On Bees", "", True),
        ("Bees", "They fly.", True),
        ("", "On bees.", False),
        ("On honey", "Sweet honey.", False),
        ("On honey", "Sweet wax.", True),
        ("The Honey Bees Game", "", False),
        ("", "In an apiary.", True),
    ],
)
def test_a_topics_own_name_in_the_title_proves_it_even_as_a_cue(
    title: str, abstract: str, proved: bool
) -> None:
    assert evidence(title, abstract).proves() is proved


@pytest.mark.parametrize(
    ("title", "abstract", "quote"),
    [
        ("On an apiary", "An apiary of many hives.", "apiary"),
        ("On wax", "An apiary and bees.", "apiary"),
        ("On bees", "An apiary of many hives.", "bees"),
        ("", "An apiary, then an apiary of many hives.", "apiary of many hives"),
        ("Bees and an apiary", "", "Bees"),
        ("", "An apiary. One more apiary.", "apiary"),
    ],
)
def test_the_quote_is_the_strongest_hit(title: str, abstract: str, quote: str) -> None:
    place, hit = evidence(title, abstract).best()
    text = title if place == "title" else abstract
    assert text[hit.start : hit.end] == quote
    assert text.index(quote) == hit.start

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.sources.people import names

STRINGS = {
    "Berg, Ida and Castro, Leo": ("Ida Berg", "Leo Castro"),
    "Ida Berg, Leo Castro and Mia Dahl": ("Ida Berg", "Leo Castro", "Mia Dahl"),
    "Ida Berg, Leo Castro, and Mia Dahl": ("Ida Berg", "Leo Castro", "Mia Dahl"),
    "Ida Berg & Leo Castro": ("Ida Berg", "Leo Castro"),
    "A. One, B. Two, and C. Three": ("A. One", "B. Two", "C. Three"),
    "Berg, I., Castro, L.": ("I. Berg", "L. Castro"),
    "Berg, I., & Castro, L. M.": ("I. Berg", "L. M. Castro"),
    "Berg, Ida, Castro, Leo": ("Ida Berg", "Leo Castro"),
    "Berg, Ida": ("Ida Berg",),
    "Berg, I.; Castro, L.": ("I. Berg", "L. Castro"),
    "Ida Berg|Leo Castro": ("Ida Berg", "Leo Castro"),
    "Sam Ward, Jr., Ida Berg": ("Sam Ward Jr.", "Ida Berg"),
    "Ward, Sam, Jr. and Berg, Ida": ("Sam Ward Jr.", "Ida Berg"),
    "van den Berg, Jan and Solms, Kai von": ("Jan van den Berg", "Kai von Solms"),
    "Berg I, Castro L.": ("Berg I", "Castro L"),
    "Example Labs, Inc.": ("Example Labs, Inc.",),
    "Berg, Ida (571); Castro, Leo (572)": ("Ida Berg", "Leo Castro"),
    "Ida Berg; others": ("Ida Berg",),
    "['Berg, Ida', 'Leo Castro']": ("Ida Berg", "Leo Castro"),
    "nan": (),
    "": (),
}
OBJECTS = [
    {"name": "Ida Berg"},
    {"name": "Berg, Ida"},
    {"literal": "Ida Berg"},
    {"given": "Ida", "family": "Berg"},
    {"first": "Ida", "last": "Berg"},
    {"firstName": "Ida", "lastName": "Berg", "creatorType": "author"},
    {"first_name": "Ida", "last_name": "Berg"},
    {"givenName": "Ida", "familyName": "Berg"},
    {"full_name": "Berg, Ida"},
    {"display_name": "Ida Berg"},
    {"author": {"display_name": "Ida Berg"}},
    {"creator": "Berg, Ida"},
]


@pytest.mark.parametrize(("text", "people"), STRINGS.items())
def test_a_string_of_names_is_the_people_named(text, people):
    assert names(text) == people


@pytest.mark.parametrize("person", [*OBJECTS, "Berg, Ida", "Ida Berg"])
def test_an_object_with_a_name_is_a_person(person):
    assert names([person]) == ("Ida Berg",)
    assert names([person, {"affiliation": "X"}, None, 3]) == ("Ida Berg",)


def test_particles_and_suffixes_stand_in_their_places():
    person = {"given": "Jan", "non-dropping-particle": "van", "family": "Dyk", "suffix": "III"}
    assert names([person]) == ("Jan van Dyk III",)
    extended = "family=Dyk, given=Jan, prefix=van, useprefix=true"
    assert names([extended]) == ("Jan van Dyk",)


def test_people_who_were_read_already_stay_as_they_are():
    assert names(("Berg, Ida",)) == ("Berg, Ida",)


KEYS = st.sampled_from(["name", "given", "family", "author"])
VALUES = st.recursive(
    st.text() | st.none() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
)


@given(VALUES)
def test_any_value_gives_names_that_are_not_empty(value):
    found = names(value)
    assert all(isinstance(each, str) and each.strip() for each in found)


@given(st.lists(st.from_regex(r"[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}", fullmatch=True), min_size=1))
def test_names_in_reading_order_stay(people):
    people = [each for each in people if each != "Et Al" and not each.startswith("Co ")]
    assert names(people) == tuple(people)
    assert names("; ".join(people)) == tuple(people)
    inverted = " and ".join(f"{last}, {first}" for first, last in map(str.split, people))
    assert names(inverted) == tuple(people)

"""A full text as JSON comes back as it was, and another line is none."""

from __future__ import annotations

import contextlib
import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.fulltext.records import (
    Affiliation,
    Caption,
    FullText,
    Link,
    Lost,
    Noted,
    Reading,
    Section,
    Source,
    Span,
)
from summarizer.fulltext.wire import Forged, decoded, encoded

WHOLE = FullText(
    source=Source("pdf", "https://arxiv.org/pdf/2512.00001", "2512.00001", version="v2"),
    title="A title",
    text="A title\nA. Author\n1 Method\nOur words.\nMore.\nFigure 1\nNote\nOther",
    front=(Span(8, 17),),
    sections=(Section("Method", "1", 1, "body", 18, 43, (Span(27, 37), Span(38, 43))),),
    captions=(Caption("figure", "Figure 1", 44, 52),),
    footnotes=(Noted("1", 53, 57, called=30),),
    references=(Noted(None, 58, 63),),
    report=Reading(3, 2, (2,), (Lost("pictures", 4),), ("a note",)),
    affiliations=(Affiliation(None, 8, 17),),
    links=(Link("https://example.org", "code", 27, 37, "1 Method"),),
)
KNOWN = json.loads(encoded(WHOLE))


def places(value, above=()):
    """Every place in a JSON value."""
    yield above
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for name, each in inner:
            yield from places(each, (*above, name))


def at(place, change):
    """The text's JSON with another value at a place."""
    known = {"": deepcopy(KNOWN)}
    holder, name = known, ""
    for each in place:
        holder, name = holder[name], each
    holder[name] = change
    return json.dumps(known[""]).encode()


def test_each_part_comes_back():
    assert decoded(encoded(WHOLE)) == WHOLE


@given(st.text(), st.text(alphabet=st.characters(exclude_categories=())))
def test_every_sign_comes_back(title, words):
    whole = FullText(Source("pdf", "a.pdf"), title, words)
    assert decoded(encoded(whole)) == whole


def value_at(place):
    """The value at a place."""
    value = KNOWN
    for each in place:
        value = value[each]
    return value


@pytest.mark.parametrize("place", list(places(KNOWN)), ids=str)
def test_a_value_of_another_type_is_none(place):
    own = (int, str) if value_at(place) is None else (type(value_at(place)),)
    for other in (True, 1, 1.5, "words", [None], {"a": 1}):
        if type(other) not in own:
            with pytest.raises(Forged):
                decoded(at(place, other))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        *((place, 10**9) for place in places(KNOWN) if place[-1:] in {("start",), ("end",)}),
        *((place, -1) for place in places(KNOWN) if place[-1:] in {("start",), ("end",)}),
        (("front", 0, "end"), 20),  # within the section
        (("captions", 0, "start"), 30),
        (("sections", 0, "start"), 28),
        (("sections", 0, "paragraphs", 1, "start"), 36),
        (("sections", 0, "paragraphs", 1, "end"), 44),
        (("sections", 0, "level"), 0),
        (("sections", 0, "kind"), "preface"),
        (("links", 0, "kind"), "page"),
        (("footnotes", 0, "called"), 64),
        (("footnotes", 0, "called"), -1),
        (("report", "pages"), -1),
        (("report", "blank", 0), -1),
        (("report", "lost", 0, "count"), -1),
        (("text",), "A title"),
    ],
    ids=str,
)
def test_a_part_that_cannot_be_is_none(place, value):
    with pytest.raises(Forged):
        decoded(at(place, value))


@pytest.mark.parametrize("place", [each for each in places(KNOWN) if each], ids=str)
def test_what_is_missing_or_unknown_is_none(place):
    known = deepcopy(KNOWN)
    holder = known
    for each in place[:-1]:
        holder = holder[each]
    if isinstance(holder, dict):
        holder["more"] = 1
        with pytest.raises(Forged):
            decoded(json.dumps(known).encode())
        del holder["more"], holder[place[-1]]
        with pytest.raises(Forged):
            decoded(json.dumps(known).encode())


@given(st.binary())
def test_any_bytes_are_a_text_or_none(data):
    with contextlib.suppress(Forged):
        decoded(data)


@pytest.mark.parametrize(
    "data", [b"", b"[" * 100_000, b"9" * 5000, b"NaN", b"{", encoded(WHOLE)[:99]]
)
def test_damaged_bytes_are_none(data):
    with pytest.raises(Forged):
        decoded(data)

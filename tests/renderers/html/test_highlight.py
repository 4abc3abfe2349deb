"""Evidence marked in a text, also where people read another copy of it."""

# ruff: noqa: RUF001 -- signs are meant here

from __future__ import annotations

import re

import pytest

from summarizer.papers.records import Tag
from summarizer.renderers.html.highlight import marked, places
from summarizer.text.readable import readable

TEXT = "Retrieval helps. We study retrieval-augmented generation with agents."


def tag(name, quote, text=TEXT, *, nth=0):
    start = [match.start() for match in re.finditer(re.escape(quote), text)][nth]
    return Tag(name, quote, "abstract", start, start + len(quote), 1.0)


def shown(original, tags):
    copy = readable(original)
    return [(copy[start:end], topics) for start, end, topics in places(original, copy, tags)]


def test_a_quote_is_marked_with_its_topic():
    assert '<mark title="rag">retrieval-augmented generation</mark> with' in marked(
        TEXT, TEXT, [tag("rag", "retrieval-augmented generation")]
    )


def test_quotes_that_overlap_become_one_mark_with_both_topics():
    tags = [tag("rag", "retrieval-augmented generation"), tag("agents", "generation with agents")]
    whole = "retrieval-augmented generation with agents"
    assert shown(TEXT, tags) == [(whole, ("rag", "agents"))]


def test_the_same_quote_for_one_topic_is_named_once():
    tags = [tag("rag", "Retrieval"), tag("rag", "Retrieval helps")]
    assert shown(TEXT, tags) == [("Retrieval helps", ("rag",))]


def test_marks_stand_in_the_order_of_the_text():
    tags = [tag("agents", "agents"), tag("rag", "Retrieval")]
    assert shown(TEXT, tags) == [("Retrieval", ("rag",)), ("agents", ("agents",))]


def test_a_quote_is_found_where_latex_became_signs():
    text = r"On $\alpha$ and 512times512 images of size $\beta$ with diffusion models."
    tags = [tag("a", "512times512 images", text), tag("b", "diffusion models", text)]
    assert shown(text, tags) == [("512×512 images", ("a",)), ("diffusion models", ("b",))]


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_of_several_places_the_one_that_was_meant_is_marked(nth):
    text = r"First agents, $\alpha$ and more words. Then agents, $\beta$ and words; last agents."
    copy = readable(text)
    (place,) = places(text, copy, [tag("agents", "agents", text, nth=nth)])
    expected = [match.start() for match in re.finditer("agents", copy)][nth]
    assert place == (expected, expected + 6, ("agents",))


@pytest.mark.parametrize(
    "wrong",
    [
        Tag("rag", "not in the paper", "abstract", 0, 16, 1.0),
        Tag("rag", "not in the paper", "abstract", 900, 916, 1.0),
        Tag("rag", " ", "abstract", 3, 3, 1.0),
        Tag("rag", "", "abstract", 0, 0, 1.0),
    ],
)
def test_what_is_not_there_is_not_marked(wrong):
    assert places(TEXT, TEXT, [wrong]) == []


def test_offsets_that_are_wrong_do_not_mark_other_words():
    assert shown(TEXT, [Tag("rag", "agents", "abstract", 2, 8, 1.0)]) == [("agents", ("rag",))]


def test_nothing_of_a_text_or_a_topic_is_markup():
    text = "<script>alert(1)</script> <b onclick=x>bold</b>"
    html = str(marked(text, text, [Tag('"><img src=x>', "bold", "abstract", 40, 44, 1.0)]))
    assert re.findall(r"<(/?\w+)", html) == ["mark", "/mark"]
    assert "onclick=x&gt;" in html
    assert 'title="&quot;>' in html or 'title="&quot;&gt;' in html


def test_control_and_bidi_characters_do_not_come_through():
    text = "a\u202eb\x1b[31m c\n  d"
    assert marked(text, text, ()) == "ab[31m c d"

"""What marked papers have in common, and others do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from digests import entry
from hypothesis import given
from hypothesis import strategies as st

from summarizer.interests.profile import Profile, Wishes
from summarizer.interests.suggestions import Marked, suggestions
from summarizer.topics import vocabularyfile

MINE = Profile(name="mine")


def others(count=60, **changes):
    return [entry(1000 + number, **changes) for number in range(count)]


def said(found):
    return [
        (
            "+" if each.is_wanted else "-",
            each.kind,
            each.value,
            f"{each.have}/{each.marked} {each.others_have}/{each.others}",
        )
        for each in found
    ]


def test_a_topic_that_starred_papers_share_is_suggested_with_its_evidence():
    wanted = [entry(number, tags=["rag"] if number < 5 else []) for number in range(8)]
    rest = [*others(59), entry(2000, tags=["rag"])]
    found = suggestions(Marked(wanted, [], rest), MINE)
    assert said(found) == [("+", "topics", "rag", "5/8 1/60")]


def test_what_hidden_papers_share_is_suggested_as_not_wanted():
    hidden = [entry(number, tags=["robotics"]) for number in range(4)]
    found = suggestions(Marked([], hidden, others()), MINE)
    assert said(found) == [("-", "topics", "robotics", "4/4 0/60")]


def test_what_both_share_is_suggested_for_neither():
    wanted = [entry(number, tags=["rag", "agents"]) for number in range(4)]
    hidden = [entry(10 + number, tags=["agents"]) for number in range(4)]
    found = suggestions(Marked(wanted, hidden, others()), MINE)
    assert said(found) == [("+", "topics", "rag", "4/4 0/64")]


def test_what_all_papers_have_is_not_suggested():
    wanted = [entry(number, tags=["rag"]) for number in range(8)]
    assert suggestions(Marked(wanted, [], others(tags=["rag"])), MINE) == []


@pytest.mark.parametrize(
    ("wanted", "hidden", "rest", "what"),
    [
        (2, 2, 60, "2 papers are starred or kept for later, and 2 hidden: at least 3"),
        (1, 0, 60, "1 paper is starred or kept for later, and 0 hidden"),
        (8, 0, 19, "19 other papers are stored: at least 20 are needed"),
        (3, 0, 20, ""),
        (0, 3, 20, ""),
    ],
)
def test_nothing_is_suggested_on_too_little_and_what_is_missing_is_said(wanted, hidden, rest, what):
    marked = Marked(
        [entry(number, tags=["rag"]) for number in range(wanted)],
        [entry(100 + number, tags=["robotics"]) for number in range(hidden)],
        others(rest),
    )
    assert marked.lacking.startswith(what)
    assert bool(marked.lacking) is bool(what)
    assert bool(suggestions(marked, MINE)) is not bool(what)


def test_three_papers_of_one_author_are_enough_where_she_is_rare():
    wanted = [entry(number, authors=("A. Author", "B. Writer")) for number in range(3)]
    wanted += [entry(10 + number, organization="Example Lab") for number in range(3)]
    rest = others(200, authors=("B. Writer",))
    assert said(suggestions(Marked(wanted, [], rest), MINE)) == [
        ("+", "authors", "A. Author", "3/6 0/200"),
        ("+", "organizations", "Example Lab", "3/6 0/200"),
    ]


def test_two_papers_of_one_author_or_organisation_are_chance():
    wanted = [entry(number, authors=("A. Author",)) for number in range(2)]
    wanted += [entry(10 + number, organization="Example Lab") for number in range(2)]
    assert suggestions(Marked(wanted, [], others(200)), MINE) == []


@pytest.mark.parametrize("side", [1, -1])
def test_names_are_suggested_without_signs_that_no_reader_sees_and_once(side):
    names = ("A.\u200b Author", "A. Author", "\u200b")
    wanted = [entry(number, authors=names) for number in range(4)]
    found = suggestions(Marked(*(wanted, [])[::side], others(200)), MINE)
    assert [(each.kind, each.value) for each in found] == [("authors", "A. Author")]


def test_a_topic_that_the_vocabulary_does_not_know_is_not_suggested():
    wanted = [entry(number, tags=["gone"]) for number in range(8)]
    assert suggestions(Marked(wanted, [], others()), MINE, vocabularyfile.load()) == []


def test_phrases_are_as_papers_write_them_and_the_longest_that_fits_as_many():
    texts = [
        "We sparsify zebra stripes. It works.",
        "A zebra stripe, long.",
        "Zebra-Stripes (all).",
    ]
    wanted = [entry(number, text) for number, text in enumerate(texts * 2)]
    found = suggestions(Marked(wanted, [], others(200)), MINE)
    assert said(found) == [("+", "words", "zebra stripe", "6/6 0/200")]


def test_no_phrase_goes_over_a_stop_or_begins_with_an_empty_word():
    wanted = [entry(number, "We like the zebra. Quagga, the of.") for number in range(6)]
    values = {each.value for each in suggestions(Marked(wanted, [], others(200)), MINE)}
    assert values == {"zebra", "quagga"}


def test_words_that_any_paper_has_say_nothing():
    wanted = [entry(number, "The approach improves performance.") for number in range(8)]
    assert suggestions(Marked(wanted, [], others(200)), MINE) == []


def test_what_the_profile_says_already_is_not_suggested():
    text = "Retrieval-augmented generation of a zebra."
    wanted = [entry(number, text, tags=["rag"]) for number in range(8)]
    marked, vocabulary = Marked(wanted, [], others(200)), vocabularyfile.load()
    assert said(suggestions(marked, MINE, vocabulary)) == [
        ("+", "topics", "rag", "8/8 0/200"),
        ("+", "words", "zebra", "8/8 0/200"),
    ]
    rag = Profile(name="mine", wanted=Wishes(topics=("rag",), words=("zebras in the wild",)))
    assert suggestions(marked, rag, vocabulary) == []
    against = Profile(name="mine", wanted=Wishes(words=("x",)), unwanted=Wishes(topics=("rag",)))
    assert all(each.kind != "topics" for each in suggestions(marked, against, vocabulary))


@given(st.lists(st.text(max_size=60), min_size=3, max_size=6), st.integers(0, 3))
def test_any_texts_give_suggestions_that_stand_in_the_papers(texts, hidden):
    papers = [entry(number, text) for number, text in enumerate(texts)]
    marked = Marked(papers[hidden:], papers[:hidden], others())
    for each in suggestions(marked, MINE):
        own = marked.wanted if each.is_wanted else marked.unwanted
        assert 0 < each.have <= each.marked == len(own)
        assert any(each.value.split()[0] in replace(one).abstract.lower() for one in own)

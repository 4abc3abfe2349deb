from __future__ import annotations

import pytest

from summarizer.grounding.wording import turned, wording_from

WORDING = wording_from(
    {
        "rarity": ["use train map layer number analyze study good supervised", "reduce increase"],
        "same": ["study analyze", "reduce lower"],
        "opposed": ["increase | reduce lower"],
        "free": ["", "", "analyze"],
    }
)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("using", "use"), ("used", "use"), ("uses", "use"), ("training", "train"),
        ("mapped", "map"), ("mapping", "map"), ("studies", "study"), ("better", "good"),
        ("layer", "layer"), ("number", "number"), ("dnns", "dnn"), ("class", "class"),
        ("the", "the"), ("us", "us"), ("ing", "ing"),
    ],
)  # fmt: skip
def test_a_form_is_led_back_to_its_word(word, lemma):
    assert WORDING.lemma(word) == lemma


def test_derivations_share_a_root():
    for words in ("optimize optimization", "predict predictive"):
        one, other = map(WORDING.root, words.split())
        assert one == other
    assert WORDING.root("node") != WORDING.root("edge")


def test_words_of_a_group_are_alike_and_words_of_two_sides_are_opposite():
    assert WORDING.alike("study", "analyze")
    assert not WORDING.alike("study", "reduce")
    assert WORDING.opposite("reduce", "increase")
    assert WORDING.opposite("increase", "lower")
    assert not WORDING.opposite("reduce", "lower")


def test_a_prefix_can_turn_a_word_round():
    assert WORDING.opposite("unsupervised", "supervised")
    assert "supervised" in turned("unsupervised")
    assert "underperform" in turned("outperform") or "overperform" in turned("underperform")
    assert "useless" in turned("useful")


def test_a_synonym_of_a_word_that_true_lines_add_is_free_too():
    assert WORDING.free["analyze"] == WORDING.freed["study"] == 1.0

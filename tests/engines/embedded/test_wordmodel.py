"""The word model: what it sums without making rows is what the rows say."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.embedded.positions import WORD_FEATURES, places, word_rows
from summarizer.engines.embedded.tldr import Summarizer
from summarizer.readability.stems import Remembered, cue_of, runs, stems

WORDS = "we propose present the a of model models graph Graph 3 2024 this paper our, it: new"
sentence = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=12).map(" ".join)


@given(sentence, st.lists(sentence, max_size=7))
def test_a_chance_is_the_logistic_of_its_row_by_the_weights(title, sentences):
    model = Summarizer().words
    texts = [stems(each) for each in sentences]
    at = places(stems(title), texts, title, sentences, cue_of(sentences))
    rows = word_rows(title, sentences)
    chances = model.chances(at)
    assert list(chances) == list(rows)
    for word, row in rows.items():
        assert len(row) == len(WORD_FEATURES)
        value = model.bias + model.stems.get(word, 0.0)
        value += (
            math.sumprod(model.weights, row)
            if hasattr(math, "sumprod")
            else sum(weight * each for weight, each in zip(model.weights, row, strict=True))
        )
        assert chances[word] == pytest.approx(1 / (1 + math.exp(-value)), rel=1e-12)


@given(st.text())
def test_runs_are_what_a_regex_finds(text):
    import re

    assert runs(text) == re.findall("[a-z0-9]+", text.lower())


def test_what_is_remembered_stays_bounded():
    asked = []

    def length(word):
        asked.append(word)
        return len(word)

    lengths = Remembered(length, 3)
    for word in ("a", "bb", "a", "ccc", "dddd", "eeeee"):
        assert lengths[word] == len(word)
        assert len(lengths) <= 3
    assert asked == ["a", "bb", "ccc", "dddd", "eeeee"]

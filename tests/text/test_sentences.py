from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.sentences import split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "We study models, e.g. GPT-4, and metrics, i.e. accuracy, for text.",
        "Smith et al. propose a baseline that we extend.",
        "As Fig. 3 and Eq. 2 show, the loss falls.",
        "We compare RNNs vs. transformers at scale.",
        "Accuracy rises by 3.5 points to 91.2%.",
        "The bound $O(n. Log n)$ holds for all inputs.",
        "Samples are i.i.d. and weights are set w.r.t. the loss.",
        "We propose a method\nthat spans\nseveral lines.",
        "The library Node.js runs at www.Example.org today.",
        "The U.S. market grew.",
        "J. Smith wrote the code.",
    ],
)
def test_a_sentence_with_inner_marks_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It works. We show why.", ["It works.", "We show why."]),
        ("Does it work? Yes! It does.", ["Does it work?", "Yes!", "It does."]),
        ("We use BERT.We show gains.", ["We use BERT.", "We show gains."]),
        ("Gains hold in 2020. 3D models gain too.", ["Gains hold in 2020.", "3D models gain too."]),
        ('They said "no." We did not.', ['They said "no."', "We did not."]),
        ("As in Smith et al. We differ.", ["As in Smith et al.", "We differ."]),
        ("It is fast. alpha1 is faster.", ["It is fast.", "alpha1 is faster."]),
        ("See Table 2. We win.", ["See Table 2.", "We win."]),
        ("First paragraph\n\nSecond one", ["First paragraph", "Second one"]),
        ("Steps: 1. We read. 2. We write.", ["Steps: 1. We read.", "2. We write."]),
        ("我们提出方法。结果更好。", ["我们提出方法。", "结果更好。"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert expected == sentences(text)


def test_no_text_has_no_sentences() -> None:
    assert split("") == ()
    assert split(" \n\t ") == ()


@given(st.text(alphabet=st.sampled_from('aB. \n!?$()"3,e.g') | st.characters(), max_size=200))
def test_spans_are_in_order_and_leave_out_only_white_space(text: str) -> None:
    place = 0
    for start, end in split(text):
        assert start < end
        assert not text[place:start].strip()
        place = end
    assert not text[place:].strip()


@pytest.mark.parametrize(
    "piece", ["a.", "$", "A. ", "x", "\n", " ", '("', ".", ".\n \n", " .", "$a. ", "\n- "]
)
def test_time_grows_with_length_only(piece: str) -> None:
    start = time.process_time()
    split(piece * (200_000 // len(piece)))
    assert time.process_time() - start < 10

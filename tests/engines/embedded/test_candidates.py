"""Which parts of a paper become candidates, and which are not worth joining."""

import pytest

from summarizer.engines.embedded import features
from summarizer.engines.embedded.candidates import pool
from summarizer.engines.embedded.tldr import load, word_model_from
from summarizer.readability.lexicon import lexicon_from

MODEL = load()
WORDS, LEXICON = word_model_from(MODEL["words"]), lexicon_from(MODEL["lexicon"])


def texts(title: str, *sentences: str) -> list[str]:
    paper = features.context(title, sentences, WORDS)
    return [one.text for one in pool(title, sentences, paper, LEXICON)]


def test_two_sentences_of_we_are_joined() -> None:
    found = texts(
        "Foo: Reading Tables",
        "We propose Foo, a parser for the long tables of reports",
        "We show that large models fail on half of them",
    )
    assert (
        "We propose Foo, a parser for the long tables of reports, "
        "and show that large models fail on half of them"
    ) in found


@pytest.mark.parametrize(
    "second",
    [
        "We propose a novel framework",
        "We evaluate 14 large language models",
        "We introduce two key components",
        "We hope that parsers of reports will be used more",
    ],
)
def test_a_predicate_that_says_little_is_not_joined(second: str) -> None:
    found = texts("Foo: Reading Tables", "We propose Foo, a parser for long tables", second)
    assert not any("Foo" in one and second[3:] in one for one in found)


def test_a_name_alone_is_not_joined_to_what_follows() -> None:
    found = texts(
        "Foo: Reading Tables",
        "We propose Foo (Fast Ordering Of tables)",
        "We train parsers on the lines of long tables that were read by people",
    )
    assert not any(one.startswith(("We propose Foo and", "We propose Foo (")) for one in found)


def test_a_title_is_joined_only_to_a_sentence_that_lacks_it() -> None:
    title = "Sparse Routing of Long Tables in Web Reports"
    told = texts(title, "We train parsers with lines that people have marked as rare")
    assert any(one.startswith("We study sparse routing") and "train parsers" in one for one in told)
    again = texts(title, "We train sparse parsers for long tables that stand in reports")
    assert not any("study" in one and "train" in one for one in again)

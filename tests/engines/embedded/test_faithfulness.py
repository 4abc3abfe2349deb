"""A line with other denials than its sentences is held against the paper."""

from summarizer.engines.embedded.faithfulness import holds

SENTENCES = [
    "Large language models are widely used for planning",
    "We find that they cannot plan well by themselves",
    "Human feedback helps in most of the cases",
]
TITLE = "Can language models plan?"


def test_a_line_with_every_denial_of_its_sentences_holds() -> None:
    assert holds("We find that they cannot plan well by themselves", (1,), TITLE, SENTENCES)
    assert holds("Human feedback helps in most of the cases", (2,), TITLE, SENTENCES)


def test_a_line_that_denies_what_its_sentence_says_does_not_hold() -> None:
    line = "Human feedback does not help in most of the cases"
    assert not holds(line, (2,), TITLE, SENTENCES)

"""A sentence is cut only where its meaning stays."""

import pytest

from summarizer.engines.embedded.compression import cuts, without_brackets
from summarizer.engines.embedded.rewrites import Candidate


def shorter(text: str) -> list[str]:
    """The beginnings that a sentence may be cut to."""
    return [one.text for one in cuts(Candidate(text, (0,)))]


@pytest.mark.parametrize(
    ("text", "reversed_"),
    [
        (
            "We drive the search not by outer rules, but by what the model has learned of tables",
            "We drive the search not by outer rules",
        ),
        (
            "We train the parser on lines rather than cells, which makes it fast on long tables",
            "We train the parser on lines",
        ),
        (
            "We choose the next cell of a table instead of a whole line in each of the steps",
            "We choose the next cell of a table",
        ),
        (
            "We show that parsers read long tables well, unless the lines of these are mixed",
            "We show that parsers read long tables well",
        ),
        (
            "We combine a fast parser for short tables with a slow one for the long tables",
            "We combine a fast parser for short tables",
        ),
        (
            "We present the first model to read long tables of reports by their lines",
            "We present the first model",
        ),
        (
            "We start the search only at cells that are likely to be wrong in long tables",
            "We start the search only at cells",
        ),
        (
            "We reveal that in long tables like those of books, where lines repeat, rows are lost",
            "We reveal that in long tables like those of books",
        ),
        (
            "We measure the ability of large models to read tables that are long and mixed",
            "We measure the ability of large models",
        ),
    ],
)
def test_no_cut_turns_the_meaning_round(text: str, reversed_: str) -> None:
    assert reversed_ not in shorter(text)


def test_a_contrast_may_go_as_a_whole() -> None:
    text = "We train a parser for tables, using lines rather than cells of the tables"
    assert "We train a parser for tables" in shorter(text)


def test_brackets_that_belong_to_a_word_stay() -> None:
    assert without_brackets(Candidate("We introduce Foo(x) = tanh(x) for all parsers")) is None
    bare = without_brackets(Candidate("We introduce Foo (FO), a parser"))
    assert bare is not None
    assert bare.text == "We introduce Foo, a parser"

"""What is proposed and what is said of it elsewhere become one sentence, where both fit."""

import pytest

from summarizer.engines.embedded.appositions import appositions
from summarizer.engines.embedded.rewrites import Candidate
from summarizer.readability.lexicon import Lexicon


def told(proposal: str, *others: str) -> list[str]:
    """The lines made of a proposing sentence and the ones behind it."""
    ours = [[Candidate(proposal, (0,))]]
    found = appositions(ours, [proposal, *others], Lexicon(), lambda *_: False)
    return [one.text for one in found]


def test_a_named_thing_with_its_result() -> None:
    assert told(
        "We propose Foo, a parser for tables",
        "Foo outperforms all other parsers by 3%",
    ) == ["Foo, a parser for tables, outperforms all other parsers by 3%"]


def test_a_thing_goes_by_its_short_name_too() -> None:
    assert told(
        "We introduce Fast Table Parsing (FTP), a parser for tables",
        "On five datasets, FTP reduces errors",
    )[0].startswith("Fast Table Parsing (FTP), a parser for tables, reduces errors")


def test_the_scope_of_a_result_comes_along() -> None:
    assert "Foo, a parser for tables, reduces errors on five datasets" in told(
        "We propose Foo, a parser for tables",
        "Experiments on five datasets show that our parser Foo is fast",
        "Extensive experiments on five datasets demonstrate that Foo reduces errors",
    )


def test_a_thing_without_a_name_is_told_by_what_it_is() -> None:
    assert (
        told(
            "We propose a parser for tables",
            "Our method outperforms all others on five datasets",
        )[0]
        == "A parser for tables outperforms all others on five datasets"
    )


def test_a_long_thing_without_a_name_is_taken_up_by_it() -> None:
    assert told(
        "We propose a parser that reads tables by their lines",
        "Our parser outperforms all others on five datasets",
    )[0] == (
        "We propose a parser that reads tables by their lines; "
        "it outperforms all others on five datasets"
    )


@pytest.mark.parametrize(
    "claim",
    [
        "Bar outperforms all other parsers",  # another thing
        "Our method outperforms all others",  # no dataset outperforms
        "Foo is available for anyone",
        "Foo outperform all other parsers",  # not said of one thing
        "Foo addresses these issues",
    ],
)
def test_what_is_not_said_of_the_thing_is_not_told_of_it(claim: str) -> None:
    assert told("We introduce Foo, a dataset of tables", claim) == []


def test_it_is_only_what_the_sentence_before_has_proposed() -> None:
    proposal, other = "We propose Foo, a parser for tables", "Tables have many lines in common"
    assert told(proposal, "It outperforms all other parsers", other)
    assert told(proposal, other, "It outperforms all other parsers") == []

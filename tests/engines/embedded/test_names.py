"""Names known by their ending: the paper's own, or one that it uses."""

from __future__ import annotations

import pytest

from summarizer.engines.embedded.evidence import collect
from summarizer.engines.embedded.phrases import Matcher
from summarizer.topics.vocabulary import Topic, Vocabulary

MATCHER = Matcher(Vocabulary((Topic("trial", "Trial", "g", "d", ("*Bench", "*Arena")),)))


def quotes(title: str, abstract: str) -> list[str]:
    evidence = collect(MATCHER, title, abstract).get(0)
    if evidence is None:
        return []
    found = [(title, hit) for hit in evidence.title] + [(abstract, h) for h in evidence.abstract]
    assert all(hit.kind == "alias" for _, hit in found)
    return [text[hit.start : hit.end] for text, hit in found]


@pytest.mark.parametrize(
    "abstract",
    [
        "We introduce MathBench, which is hard.",
        "In this paper, we present the new and very large VSI-Bench.",
        "To fill this gap, we propose and release a first suite of tasks called MathBench.",
        "Tasks are few. MathBench comprises 500 of them.",
        "We ask how. MathBench, the first of its kind, has 500 tasks.",
        "We build MathBench. Models fail on MathBench.",
        "Our new benchmark, CharacterArena, is large.",
    ],
)
def test_a_name_that_is_introduced_shows_the_topic(abstract: str) -> None:
    assert quotes("", abstract)


@pytest.mark.parametrize(
    "abstract",
    [
        "It is evaluated on SWE-Bench.",
        "We propose a model, and it gains 3 points on MathBench.",
        "Experiments on SWE-Bench-like tasks and MathBench show gains.",
        "It surpasses others across MathBench and SWE-Bench.",
        "We present results on benchmarks such as MathBench.",
        "Results on MathBench, a set of 500 tasks, improve.",
    ],
)
def test_a_name_that_is_used_shows_nothing(abstract: str) -> None:
    assert quotes("", abstract) == []


def test_what_a_title_names_is_introduced_wherever_it_stands() -> None:
    assert quotes("MathBench", "Models fail on MathBench and on SWE-Bench.") == [
        "MathBench",
        "MathBench",
    ]

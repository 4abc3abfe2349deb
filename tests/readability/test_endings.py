from __future__ import annotations

import pytest

from summarizer.readability import contract


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Our work not only presents a method for scaling up models.", "half a pair"),
        ("We build a model of text and aim to close gaps, specifically.", "cut"),
        ("We propose a fast and small model for the tests and.", "cut"),
        ("We find that a key weakness of these old models is their inability.", "cut"),
        ("We introduce a small model that is well trained to decide.", "cut"),
        ("We introduce a small model that learns to choose which tools.", "cut"),
        ("We explore in large models how generating a chain of thought.", "cut"),
        ("We trained thirteen large readers of maps and towns and found.", "no object"),
        ("We study readers of maps and filters that are learned and can remove.", "no object"),
        ("We introduce a reader of maps and their roads, which enables.", "no object"),
        ("We introduce a reader of maps that people draw to learn and optimize.", "no object"),
        ("We train readers of maps to find people on roads and engage.", "no object"),
        ("We propose a reader of maps of all cities that can quickly obtain.", "no object"),
        ("We propose a reader of maps of all cities that efficiently enables.", "no object"),
        ("We propose a framework by taking maps and roads of all cities.", "nothing done"),
        (
            "We introduce FooNet and present a simple method by encouraging long roads.",
            "nothing done",
        ),
        ("We read maps of large cities not as drawings of their roads.", "half a pair"),
        ("We read maps of large cities with roads rather than.", "half a pair"),
        ("We read maps with roads instead of, and find them quickly.", "half a pair"),
        ("We show that readers do not merely follow the roads of maps.", "half a pair"),
    ],
)
def test_the_checker_names_what_reads_badly(line: str, kind: str) -> None:
    assert kind in contract.violations(line)


@pytest.mark.parametrize(
    "line",
    [
        "We train readers of maps of large cities to plan and learn.",
        "We study tasks on maps of large cities that people routinely solve.",
        "We draw maps of large cities that are hard to verify.",
        "We train readers of maps that choose for themselves when to think.",
        "We study the roads in maps of large cities and what they enable.",
        "We train readers of maps of large cities and propose a benchmark.",
        "We propose a framework for reading maps by taking roads of cities.",
        "We propose a framework that reads maps by taking roads of cities.",
        "We improve readers by taking maps with the roads of all cities.",
        "We read maps of cities not as drawings but as roads.",
        "We find readers that are not as slow as readers of texts.",
        "We test readers on whole cities, not just on roads and houses.",
        "We read maps with roads rather than names, and find them quickly.",
        "We map roads that were lost and found by readers of maps.",
    ],
)
def test_a_whole_sentence_passes(line: str) -> None:
    assert contract.violations(line) == []

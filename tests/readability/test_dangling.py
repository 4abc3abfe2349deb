from __future__ import annotations

import pytest

from summarizer.readability import contract


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("However, the loss of the model is convex in all weights.", "opening"),
        ("The first phase trains the model on traces of many kinds.", "opening"),
        ("We show that this makes all of the models better on tests.", "pointer"),
        ("We show in this paper that all models are better on tests.", "paper"),
        ("We compare proposed maps of towns, and this proposed approach is small.", "pointer"),
        ("We learn to read proposed maps and show that this read skill helps.", "pointer"),
        ("We train small readers and find that these sparse layers help much.", "pointer"),
        ("We train small readers for maps and find such improvements in all cities.", "pointer"),
        ("We train small readers for maps and show that each gap can be closed.", "pointer"),
        ("We train small readers for maps and each such reader is cheap.", "pointer"),
        ("We train on maps of cities and find that both methods are small.", "pointer"),
        ("We train small readers for maps and find that the two help each user.", "pointer"),
        ("Following this, a reader of maps learns to draw the roads.", "pointer"),
        ("We study small models of maps and edit them using these methods.", "pointer"),
        ("We study the reading of maps and do such timed local reading.", "pointer"),
        ("Compared to other methods for maps, this design has fewer roads.", "pointer"),
        ("We develop MapEval, a benchmark of ten towns capturing these three patterns.", "pointer"),
        ("We term this the map of roads, which is old and large.", "pointer"),
        ("The other framework is made for maps of cities and their readers.", "pointer"),
        ("We train small readers of maps and mitigate this by reading more.", "pointer"),
        ("We learn readers of maps and show that those large towns are hard.", "pointer"),
        ("We show that the method improves the reading of maps in all cities.", "unnamed"),
        ("The framework reads maps of all cities at half of the cost.", "unnamed"),
        ("We study maps of cities and show that the proposed reader is small.", "unnamed"),
        ("We read maps of cities and evaluate the algorithm on three continents.", "unnamed"),
        ("We bridge maps and texts with a systematic account of the datasets.", "unnamed"),
        ("The analysis shows that maps of cities are hard to read.", "unnamed"),
        ("We find that the datastore can be pruned by half without loss.", "unnamed"),
        ("We find that the resulting model reads maps of cities quickly.", "unnamed"),
        ("We study maps of cities and delve into the strategies.", "unnamed"),
    ],
)
def test_the_checker_names_what_reads_badly(line: str, kind: str) -> None:
    assert kind in contract.violations(line)


def test_the_checker_looks_for_the_noun_of_a_pointer_and_not_for_its_preposition() -> None:
    line = "We develop transfer from language to vision and approach this problem from models."
    assert "pointer" in contract.violations(line)


def test_the_checker_accepts_a_pointer_whose_noun_is_in_the_sentence() -> None:
    assert (
        contract.violations(
            "We collect new maps of cities and show that these maps are hard to read."
        )
        == []
    )


@pytest.mark.parametrize(
    "line",
    [
        "We propose a reader of maps and show that the reader is small.",
        "We propose Foo, a method for maps, and show that the method is small.",
        "We propose Foo for maps of cities and show that this approach is small.",
        "We study the method of moments for maps of large cities.",
        "We present the analysis of maps that people drew of their cities.",
        "We show that the model's weights tell maps of cities apart.",
        "We show that the best model reads half of the maps of cities.",
        "We find that large language models read maps if the model is told the place.",
        "FooNet reads maps of cities, and the framework is small and quick.",
        "We propose a reader of maps and train each layer of the network.",
        "We compare two methods for maps and show that both methods, if slow, work.",
        "We read maps and texts, and bridge the gap between the two.",
        "We study maps of those who draw, and such as people like.",
        "We tie the layers of networks and call this routing of maps.",
        "We collect maps and texts and show that these two kinds help readers.",
        "We propose a sparse loss and find that these sparse losses help readers.",
        "We test ten methods for maps and find that each method has its limits.",
        "We find the mechanism underlying the reading of maps in large networks.",
    ],
)
def test_what_is_given_completed_or_general_may_be_pointed_at(line: str) -> None:
    assert contract.violations(line) == []

from __future__ import annotations

import pytest

from summarizer.readability import contract


def test_the_checker_finds_the_title_said_again() -> None:
    assert "title again" in contract.violations(
        "We present a fast parser of very long formal texts.",
        "Fast Parser of Very Long Formal Texts",
    )


@pytest.mark.parametrize(
    "line",
    [
        "We propose a benchmark of street maps and introduce MapEval, a street map benchmark.",
        "We propose a benchmark for maps and introduce GroUSE, a meta-evaluation benchmark.",
        "We study street maps of large cities and present a street map reader.",
        "We read street maps with sparse layers and build RoadNet, a set for street maps.",
        "We present a framework for maps of towns, and a small framework for maps.",
        "We present a small reader for street maps for reading street signs.",
        "We work on a unified framework for maps and introduce a unified framework, AutoMap.",
    ],
)
def test_what_is_said_twice_is_named(line: str) -> None:
    assert "said twice" in contract.violations(line)


@pytest.mark.parametrize(
    "line",
    [
        "We study large language models and introduce ToolQA, a language model with tools.",
        "We propose a benchmark of street maps and a reader that learns from them.",
        "We collect street maps of cities and show that street maps are hard to read.",
        "We propose a dataset of maps and train a small reader for towns.",
        "We find words important for readers and roads important for readers of maps.",
        "We present a sparse loss for readers of maps for use in cars.",
        "We compute roads for towns that are important for the next town.",
    ],
)
def test_what_only_recurs_passes(line: str) -> None:
    assert contract.violations(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "We study MapNet for reading of old maps and introduce MapNet, a reader.",
        "We show that M-ALERT finds old maps and introduce M-ALERT, a large benchmark.",
        "We introduce MapNet, MapNet, a small reader of the maps of all cities.",
        "We train MapNet: MapNet reads the maps of all cities with sparse layers.",
    ],
)
def test_a_name_given_twice_is_named(line: str) -> None:
    assert "name twice" in contract.violations(line)


@pytest.mark.parametrize(
    "line",
    [
        "We introduce MapNet, a small reader, and show that MapNet reads old maps.",
        "We collect MapNet-30K from old maps and propose MapNet, which reads them.",
        "We train on MapNet, MapNet-2 and RoadNet, and read maps of all cities.",
        "We evaluate readers on MapNet, and release MapNet with all of its maps.",
    ],
)
def test_a_name_used_again_passes(line: str) -> None:
    assert contract.violations(line) == []

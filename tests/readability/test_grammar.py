from __future__ import annotations

import pytest

from summarizer.readability import contract


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("We propose a efficient loss for sparse layers of large networks.", "article"),
        ("We propose an novel loss for sparse layers of large networks.", "article"),
        ("We propose a 8B network with sparse layers for long documents.", "article"),
        ("We introduce an 1B-scale network with sparse layers for documents.", "article"),
        ("We study an impact of sparse layers on large language networks.", "article"),
        ("We study a effect of sparse layers on large language networks.", "article"),
        ("We investigate an effect of sparse layers on large networks.", "article"),
        ("We train the of sparse layers of large networks for reading.", "article"),
        ("We propose the the sparse layers of large networks for reading.", "doubled word"),
        ("We propose a sparse layer for for reading long documents quickly.", "doubled word"),
        ("We propose a network of of sparse layers for long documents.", "doubled word"),
        ("We build a small network, we test it on long documents.", "splice"),
    ],
)
def test_a_fault_of_grammar_is_named(line: str, kind: str) -> None:
    assert kind in contract.violations(line)


@pytest.mark.parametrize(
    "line",
    [
        "We propose a unified loss for a user of a European network.",
        "We show that an hour of training gives an LLM an 8B network's skill.",
        "We introduce an n-gram loss that finds an effect that networks hide.",
        "We propose an 11B network and a one-step loss for long documents.",
        "We introduce Diffusion Policy Policy Optimization for networks that walk.",
        "We study the impact of sparse layers on an RNN and a MLP.",
        "We describe Command A, a small network that reads long documents.",
        "We learn from reading and evaluate networks with and without sparse layers.",
    ],
)
def test_what_looks_like_a_fault_of_grammar_passes(line: str) -> None:
    assert contract.violations(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "We propose a loss for reading of old maps in large cities that reduces noise.",
        "We present a small metric for roads of towns across several maps which supports readers.",
    ],
)
def test_that_far_from_its_noun_is_named(line: str) -> None:
    assert "far relative" in contract.violations(line)


@pytest.mark.parametrize(
    "line",
    [
        "We propose a loss for old maps that reduces the noise of roads.",
        "We propose a loss for reading of old maps with roads that reduce noise.",
        "We propose a reader, trained for maps in many cities, that reduces noise.",
        "We find that roads in maps of many cities help readers that use them.",
    ],
)
def test_that_behind_its_noun_passes(line: str) -> None:
    assert contract.violations(line) == []

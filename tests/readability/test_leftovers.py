from __future__ import annotations

import pytest

from summarizer.readability import contract


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("We propose a model (of the kind that is small and fast.", "brackets"),
        ("We propose a model with $\\alpha$ layers for all of the tests.", "latex"),
        ("We propose a model of Smith et al. for all of the tests.", "citation"),
        ("We propose a model, see https://example.org for all the tests.", "address"),
        ("(a) We propose a model for all of the tests on it.", "list mark"),
    ],
)
def test_the_checker_names_what_reads_badly(line: str, kind: str) -> None:
    assert kind in contract.violations(line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Background: We propose a sparse loss for reading of long documents.", "section label"),
        ("Objective: To find whether sparse layers can read long documents.", "section label"),
        ("Methods: We propose a sparse loss for reading of long documents.", "section label"),
        ("Conclusions. We show that sparse layers can read long documents.", "section label"),
        ("TL;DR: We propose a sparse loss for reading of long documents.", "section label"),
        ("Abstract We propose a sparse loss for reading of long documents.", "section label"),
        ("Motivation — We show that sparse layers can read long documents.", "section label"),
        ("Results We show that sparse layers can read long documents quickly.", "section label"),
        ("We reach a bound of n cdot d for reading of long documents.", "latex"),
        ("We propose Sparse~Route, a loss for the reading of long documents.", "latex"),
        ("We propose a loss -- sparse and small -- for reading of documents.", "latex"),
        ("We show a regret of Obig(n) for the reading of long documents.", "latex"),
        ("We minimise over mathcal{X} a loss for the reading of documents.", "latex"),
        ("We find emph{sparse} layers that are good at reading long documents.", "latex"),
        ("We find textbf{sparse} layers that are good at reading long documents.", "latex"),
        ("We cut the cost by 22%$ in the reading of long documents.", "latex"),
        ("We read documents \\\\ with sparse layers at half of the cost.", "latex"),
        ("We use the n ^ rule for the reading of long documents.", "latex"),
        ("We use x_{i} as loss for the reading of long documents.", "latex"),
        ("We gain frac{1}{2} of the cost in reading of long documents.", "latex"),
        ("We read 10times faster with sparse layers than with dense ones.", "latex"),
        ("We find a rate leq 2 for the reading of long documents.", "latex"),
        ("We propose a sparse loss () for the reading of long documents.", "emptied"),
        ("We propose a sparse loss ( ) for the reading of long documents.", "emptied"),
        ("We propose a sparse loss [ ] for the reading of long documents.", "emptied"),
        ("We read tables, , and long documents with sparse layers of networks.", "emptied"),
        ("We read tables , maps and long documents with sparse layers.", "emptied"),
        ("We read tables (, ) and long documents with sparse layers.", "emptied"),
        ("We read tables ( and ) and long documents with sparse layers.", "emptied"),
    ],
)
def test_a_leftover_is_named(line: str, kind: str) -> None:
    assert kind in contract.violations(line)


@pytest.mark.parametrize(
    "line",
    [
        "We propose M^3-Bench, a set of maps with questions for networks.",
        "We show results, methods and data for the reading of long documents.",
        "Methods of reading are compared by what they cost, and sparse ones win.",
        "Approach to landing is a game that we show to be hard.",
        "We read documents three times faster on ~100 cores with simple layers.",
        "We predict depth (and normals) of glass from the frames of a film.",
        "We call SparseRoute from .NET and show that it reads long documents.",
        "We fracture and approximate simplices at sometimes leftward corners of a mesh.",
    ],
)
def test_what_looks_like_a_leftover_passes(line: str) -> None:
    assert contract.violations(line) == []

from __future__ import annotations

import pytest

from summarizer.readability import contract


@pytest.mark.parametrize(
    "line",
    [
        "We conduct extensive experiments on six benchmarks of long documents.",
        "We perform several experiments and ablations with sparse layers of networks.",
        "Extensive experiments demonstrate the effectiveness of our proposed sparse method.",
        "Comprehensive experiments show the superiority and efficiency of SparseRoute for text.",
        "Experiments on benchmarks show that our method achieves state-of-the-art performance.",
        "Our proposed sparse routing method achieves state-of-the-art performance.",
        "Code is available and will be kept up to date.",
        "The code and models are made publicly available to all people.",
        "We release our code and models to support further research.",
        "We hope that our findings will spur work on sparse layers.",
        "We believe that SparseRoute will serve as a foundation for layers.",
    ],
)
def test_nothing_said_is_named(line: str) -> None:
    assert "says nothing" in contract.violations(line)


@pytest.mark.parametrize(
    "line",
    [
        "We conduct extensive experiments on sparse layers and find that depth hurts reading.",
        "We conduct a systematic study of ten optimizers across four network sizes.",
        "Extensive experiments show that SparseRoute halves the cost of reading long documents.",
        "SparseRoute achieves state-of-the-art performance in question answering over documents.",
        "We release a corpus of maps with questions that people wrote about them.",
        "We release models trained on sixty languages with texts that people chose.",
        "We believe HTML is better than plain text for reading web pages.",
        "Code is easier for networks to read than prose if names are kept.",
        "Code models are available in few languages, which we show to hurt their users.",
    ],
)
def test_what_looks_like_nothing_said_passes(line: str) -> None:
    assert contract.violations(line) == []

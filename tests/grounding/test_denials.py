"""A denial that the paper has and a TL;DR has lost."""

from __future__ import annotations

import pytest

from summarizer.grounding.support import contradictions, support
from summarizer.papers.records import Paper

PAPER = Paper(
    id="sha256:0000000000000000",
    title="On planning with language models",
    abstract=(
        "Planning is a core ability of agents. We find that large language models cannot reliably "
        "plan in new domains, and that fine-tuning does not improve their search. Larger models "
        "fail to generalize to longer plans. The benchmark is not only larger but also harder "
        "than earlier ones. Models plan well in domains that they were trained on."
    ),
)
LOST = (
    ("Large language models can reliably plan in new domains.", "plan"),
    ("We find that fine-tuning improves the search of large language models.", "improves"),
    ("The paper finds that fine-tuning does improve their search.", "improve"),
)
KEPT = (
    "Large language models cannot reliably plan in new domains.",
    "Large language models are unable to plan in new domains.",
    "It is hard for large language models to plan in new domains.",
    "Fine-tuning does not improve the search of large language models.",
    "Larger models generalize poorly to longer plans.",
    "The benchmark is larger and harder than earlier ones.",
    "Models plan well in domains that they were trained on.",
    "The paper studies how large language models plan and what they search.",
)


@pytest.mark.parametrize(("tldr", "word"), LOST)
def test_a_lost_denial_is_certainly_wrong(tldr, word):
    found = support(tldr, PAPER)
    assert found.certain
    assert not found.faithful
    assert found.reasons[0].endswith(f"the TL;DR `{word}`")
    assert contradictions(tldr, PAPER, None)[0] == found.reasons[0]


def test_the_reason_has_the_papers_words():
    reason = support(LOST[0][0], PAPER).reasons[0]
    assert reason == "the paper says `cannot reliably plan`, the TL;DR `plan`"


@pytest.mark.parametrize("tldr", KEPT)
def test_a_denial_that_is_there_in_other_words_is_none_lost(tldr):
    assert support(tldr, PAPER).lost == ""

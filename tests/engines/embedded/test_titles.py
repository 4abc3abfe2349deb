"""What a title is in a sentence: a topic, an action, or a clause with its own verb."""

from __future__ import annotations

import pytest

from summarizer.engines.embedded.titles import taken_apart
from summarizer.engines.embedded.tldr import load
from summarizer.readability.lexicon import lexicon_from


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Multi-Marginal Schrödinger Bridges with Iterative Refinement", "topic"),
        ("Music Generation with Explicit Bridges and Retrieval", "topic"),
        ("Attention Bridges the Gap in Vision", "clause"),
    ],
)
def test_a_noun_that_may_be_a_verb_is_one_only_before_an_object(title, kind):
    assert taken_apart(title, "", lexicon_from(load()["lexicon"])).kind == kind

"""What a model is told of its TL;DR, where that certainly says something else than the paper."""

from __future__ import annotations

import json

import pytest
from places import ROOT

from summarizer.engines import Extract
from summarizer.engines.llm.verdict import Judge
from summarizer.papers.records import Annotation, Paper
from summarizer.topics import vocabularyfile

PAPER = Paper(
    id="2512.00001",
    title="Sparse indexes for retrieval",
    abstract=(
        "We propose a sparse index that reduces the memory of dense retrieval. In experiments on "
        "legal text, our method outperforms supervised baselines."
    ),
)
TRUE = "A sparse index reduces the memory of dense retrieval."
FALSE = "A sparse index increases the memory of dense retrieval and underperforms supervised ones."


def judge(language=None):
    vocabulary = vocabularyfile.load(ROOT / "prompts" / "topics.toml")
    blank = Annotation(tldr=None, tldr_origin=None, engine="openai")
    return Judge(vocabulary, language, blank, lambda _title, _abstract: Extract(TRUE))


def answer(tldr):
    quotes = ["a sparse index that reduces the memory of dense retrieval"]
    return json.dumps({"tags": [], "proposed_tags": [], "tldr_quotes": quotes, "tldr": tldr})


def test_a_certainly_false_line_has_problems_that_name_the_words():
    found = judge().judged(answer(FALSE), PAPER)
    assert "`increases` stands where the paper says `reduces`" in found.problems
    kept = judge().annotation(found, PAPER, lambda _note: None)
    assert (kept.tldr, kept.tldr_origin) == (TRUE, "extracted")


@pytest.mark.parametrize("language", [None, "English"])
def test_a_true_line_has_none(language):
    assert judge(language).judged(answer(TRUE), PAPER).problems == ()


def test_a_line_in_another_language_is_not_held_against_english():
    german = "Ein dünner Index erhöht den Speicher der dichten Suche und unterliegt anderen."
    assert judge("German").judged(answer(german), PAPER).problems == ()


def test_form_comes_first():
    (problem,) = judge().judged(answer(f"{FALSE} It also does so."), PAPER).problems
    assert problem == "the TL;DR is more than one sentence"

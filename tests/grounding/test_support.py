"""The check of a TL;DR's claim, on one paper with lines that are true and lines that are not."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from summarizer.grounding.support import contradictions, support, unsupported_names
from summarizer.papers.records import Paper

PAPER = Paper(
    id="sha256:0000000000000000",
    title="Sparse indexes for retrieval",
    abstract=(
        "Retrieval over long documents is slow and needs a lot of memory. We propose a sparse "
        "index that reduces the memory of dense retrieval without any labeled queries. The index "
        "is learned offline from the documents themselves. In experiments on three data sets of "
        "legal text, our method outperforms supervised baselines and may help smaller search "
        "engines. It does not improve the recall of rare words."
    ),
)
TRUE = (
    "We propose a sparse index that reduces the memory of dense retrieval without labeled queries."
)


@pytest.mark.parametrize(
    "tldr",
    [
        TRUE,
        "We present a sparse index that lowers the memory of dense retrieval without any labels.",
        "A sparse index, learned offline, reduces the memory of dense retrieval.",
        "Our method outperforms supervised baselines on three data sets of legal text.",
    ],
)
def test_what_the_paper_says_is_faithful_in_other_words_too(tldr):
    found = support(tldr, PAPER)
    assert found.faithful, found.reasons
    assert found.reasons == ()
    assert not found.certain


FALSE = (
    (TRUE.replace("reduces", "increases"), "`increases` stands where the paper says `reduces`"),
    (TRUE.replace("that reduces", "that does not reduce"), "`not` denies `reduce`"),
    (
        "Our method underperforms supervised baselines on legal text.",
        "`underperforms` stands where the paper says `outperforms`",
    ),
    (
        "Our method outperforms unsupervised baselines on legal text.",
        "`unsupervised` stands where the paper says `supervised`",
    ),
)


@pytest.mark.parametrize(
    ("tldr", "reason"), FALSE, ids=["antonym", "negation", "opposite verb", "opposite prefix"]
)
def test_a_false_line_is_flagged_with_the_reason(tldr, reason):
    found = support(tldr, PAPER)
    assert not found.faithful
    assert any(each.startswith(reason) for each in found.reasons), found.reasons


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("queries", "images"),
        ("sparse index", "sparse quantum index"),
        ("We propose", "We never propose"),
        ("dense retrieval", "dense retrieval and graph search"),
        ("reduces", "removes"),
    ],
)
def test_each_change_raises_the_doubt(was, now):
    changed = TRUE.replace(was, now)
    assert support(changed, PAPER).doubt > support(TRUE, PAPER).doubt


def test_each_clause_has_its_best_passage():
    line = "We propose a sparse index, but our method outperforms supervised baselines."
    first, second = support(line, PAPER).clauses
    assert line[first.start : first.end] == "We propose a sparse index"
    assert line[second.start : second.end].startswith("but our method")
    assert (first.field, second.field) == ("abstract", "abstract")
    assert PAPER.abstract[first.from_ : first.to] == "propose a sparse index"
    assert "outperforms supervised baselines" in PAPER.abstract[second.from_ : second.to]


def test_a_clause_of_the_title_points_into_the_title():
    (found,) = support("Sparse indexes for retrieval", PAPER).clauses
    assert found.field == "title"
    assert PAPER.title[found.from_ : found.to] == "Sparse indexes for retrieval"


def test_nothing_is_doubted_without_an_abstract_or_a_line():
    assert support(TRUE, Paper(id="x", title="", abstract="")).faithful
    assert support("", PAPER).faithful
    assert support("...", PAPER).clauses == ()


def test_only_english_lines_of_english_abstracts_are_judged():
    false = "Our method underperforms unsupervised baselines and never outperforms random images."
    assert contradictions(false, PAPER, None)
    assert contradictions(false, PAPER, "en")
    assert contradictions(false, PAPER, "German") == []
    abstract = "Wir stellen ein Verfahren für die Suche in Texten vor."
    german = Paper(id="y", title="", abstract=abstract)
    assert contradictions(false, german, None) == []
    assert contradictions(TRUE, PAPER, None) == []


def test_a_long_or_odd_text_is_judged_in_little_time():
    long = Paper(id="z", title="x" * 5000, abstract="sparse index " * 20_000)
    start = time.process_time()
    support("index sparse " * 400, long)
    support("-" * 5000 + "n't" * 500, PAPER)
    assert time.process_time() - start < 5


def test_a_line_that_stands_in_the_abstract_is_not_taken_apart(monkeypatch):
    from summarizer.grounding import support as module

    paper = Paper(
        id="1",
        title="T",
        abstract="We show that sparse indexes help. It is not true that dense indexes help.",
    )
    asked = []
    monkeypatch.setattr(
        module, "support", lambda tldr, _: asked.append(tldr) or module.judged(tldr, "", "")
    )
    module.contradictions("Sparse indexes help.", paper, None)
    assert asked == []
    module.contradictions("Dense indexes help.", paper, None)
    assert asked == ["Dense indexes help."]


def test_names_of_several_capitals_must_stand_in_the_paper():
    named = replace(
        PAPER, abstract="We test a sparse index (SPIN) for text generation on MMLU and GQA."
    )
    assert unsupported_names("SPIN helps text generation (TG) on MMLU.", named) == []
    assert unsupported_names("SPIN wins on MMLU and ImageNet.", named) == ["ImageNet"]

"""Words that are broken at the ends of lines, joined by what the paper itself writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.fulltext.wordjoins import Joiner

PAPER = (
    "We use task-specific heads and a language model.",
    "Task models are specific to a task, as sentence embeddings are.",
    "A co-citation is a signal, and the pretraining of models is another.",
)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["we repre-", "sent it"], "we represent it"),
        (["of the pre-", "training"], "of the pretraining"),
        (["with task-", "specific heads"], "with task-specific heads"),
        (["a co-", "citation"], "a co-citation"),
        (["a document-", "level vector"], "a document-level vector"),
        (["the state-of-", "the-art"], "the state-of-the-art"),
        (["fully self-", "supervised"], "fully self-supervised"),
        (["in-", "corporates"], "incorporates"),
        (["some-", "thing"], "something"),
        (["sentence-", "and token-level"], "sentence- and token-level"),
        (["the V-", "measure"], "the V-measure"),
        (["Graph-", "SAGE"], "Graph-SAGE"),
        (["from 2010-", "2020"], "from 2010-2020"),
        (["https://example.org/a-", "b/c"], "https://example.org/a-b/c"),
        (["https://example.org/a/", "b"], "https://example.org/a/b"),
        (["see https://example.org.", "Then"], "see https://example.org. Then"),
        (["an OpenAI-", "compatible one"], "an OpenAI-compatible one"),
        (["the AutoScho-", "larly one"], "the AutoScholarly one"),
        (["at https://EXAMPLE.", "Sub-site.org/x=y."], "at https://EXAMPLE.Sub-site.org/x=y."),
        (["by https:", "//example.org."], "by https://example.org."),
        (["at https://example.org/a?b=c%", "20d"], "at https://example.org/a?b=c%20d"),
        (["from www.example.org:", "We read"], "from www.example.org: We read"),
        (["see https://example.org/a.", "In Sect. 2"], "see https://example.org/a. In Sect. 2"),
        (["pages 1869\u2013", "1873"], "pages 1869\u20131873"),
        (["in 2020 \u2013", "2 more"], "in 2020 \u2013 2 more"),
        (["a dash -", "and more"], "a dash - and more"),
        (["soft\u00ad", "hyphen"], "softhyphen"),
        (["one", "two"], "one two"),
        ([], ""),
    ],
)
def test_lines_are_joined_as_they_were_written(lines, words):
    assert Joiner(PAPER).joined(lines) == words


def test_the_paper_itself_decides():
    assert Joiner(["We fine-tune it."]).joined(["to fine-", "tune"]) == "to fine-tune"
    assert Joiner(["We finetune it."]).joined(["to fine-", "tune"]) == "to finetune"


def test_what_is_left_of_a_broken_word_is_no_word():
    joiner = Joiner(["as you re-", "presentation is", "a presentation"])
    assert joiner.joined(["of re-", "presentation"]) == "of representation"


@given(st.lists(st.text(alphabet="ab- \u00ad.", min_size=1, max_size=12), max_size=6))
def test_nothing_but_hyphens_and_blanks_is_lost(lines):
    joined = Joiner(lines).joined(lines)
    bare = str.maketrans("", "", "- \u00ad")
    assert joined.translate(bare) == "".join(lines).translate(bare)

"""Points taken from a text by section and cue."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.fulltext import Content, markdown
from summarizer.keypoints import MOST_PASSAGES, NAMES
from summarizer.keypoints.extraction import points
from summarizer.keypoints.rendering import as_markdown, as_text

PROBLEM = "However, labels are costly, and models trained without them remain unreliable."
APPROACH = "We propose LabelFree, a method that trains a parser from raw text alone."
RESULT = "On two data sets, LabelFree improves accuracy by 4.2 points over the best baseline."
LIMIT = "Our experiments cover only English, and we did not test longer documents."
CODE = "Our code is publicly available at https://github.com/example/labelfree for others to use."
EARLIER = "Earlier work achieved 91.3 points on this task (A. Author et al., 2020)."
OTHERS = "Their model is limited to short texts and does not read tables (B. Author, 2021)."
PAPER = f"""# LabelFree: parsing without labels

A. Author, A University

## Abstract

Parsing is a part of many programs. {PROBLEM} {APPROACH} Experiments follow.

## 1 Introduction

{EARLIER} We introduce the task, and say why it matters.

## 2 Experiments

Table 1 shows the results of all of the systems that we have compared here. {RESULT}

## Limitations

LIMIT

## References

1. A. Author. 2020. We propose a title.
"""


def of(text):
    return markdown.parse(Content("paper.md", text.encode()))


@pytest.fixture(scope="module")
def whole():
    return of(PAPER.replace("LIMIT", f"{LIMIT} {CODE}"))


class TestPoints:
    def test_each_is_a_sentence_of_the_paper(self, whole):
        found = points(whole)
        assert found.problem.line == PROBLEM.removeprefix("However, ").capitalize()
        assert found.approach.line == APPROACH
        assert found.results.line == RESULT
        assert found.limits.line == LIMIT
        assert found.code.line == CODE

    def test_passages_are_literal_and_name_their_section(self, whole):
        found = points(whole)
        passages = [each for _, point in found.named() for each in point.passages]
        assert len(passages) <= MOST_PASSAGES
        for each in passages:
            assert whole.text[each.start : each.end] == each.quote
        assert found.problem.passages[0].quote == PROBLEM
        assert found.results.passages[0].section == "Experiments"
        assert found.limits.passages[0].section == "Limitations"

    def test_what_is_not_stated_is_none(self):
        found = points(of(PAPER.replace("## Limitations\n\nLIMIT\n", "")))
        assert found.limits is None
        assert found.code is None
        assert "no limitation is stated" in "".join(as_text(found, 80))
        assert "- **Code and data:** no code or data is named\n" in list(as_markdown(found))

    def test_a_limit_of_others_is_none_of_ours(self):
        text = PAPER.replace("## Limitations\n\nLIMIT", f"## Related Work\n\n{OTHERS}")
        assert points(of(text)).limits is None

    def test_numbers_of_references_and_tables_are_no_results(self):
        without = PAPER.replace(RESULT, "Nothing is better than what was known in 2020.")
        found = points(of(without)).results
        assert found is None

    def test_an_address_in_a_footnote_is_the_papers_own(self):
        text = PAPER.replace("LIMIT", "We release our code and all models with this paper.[^1]")
        text += "\n[^1]: https://github.com/example/labelfree\n"
        found = points(of(text)).code
        assert found.line.endswith("https://github.com/example/labelfree")
        assert len(found.passages) == 2

    def test_of_all_points_together_there_are_at_most_five_passages(self):
        released = "We release our code and all models with this paper.[^1]"
        text = PAPER.replace("LIMIT", f"{LIMIT} {released}")
        found = points(of(f"{text}\n[^1]: https://github.com/example/labelfree\n"))
        assert all(point for _, point in found.named())
        assert sum(len(point.passages) for _, point in found.named()) == MOST_PASSAGES

    def test_another_language_has_no_points(self):
        words = "Wir fragen, wie gut Texte gelesen werden, und messen es an eigenen Texten. " * 5
        found = points(of(f"# T\n\n## 1 Einleitung\n\n{words}"))
        assert all(point is None for _, point in found.named())


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from([PROBLEM, APPROACH, RESULT, LIMIT, CODE, "Words.", "$x$ is"]), max_size=12
    )
)
def test_any_text_has_points_or_none(sentences):
    try:
        text = of(f"# T\n\n## 1 S\n\n{' '.join(sentences)}\n")
    except InputError:
        return
    found = points(text)
    assert [name for name, _ in found.named()] == list(NAMES)
    quotes = [each.quote for _, point in found.named() if point for each in point.passages]
    assert len(set(quotes)) == len(quotes) or len(set(sentences)) < len(sentences)
    assert all(quote in text.text for quote in quotes)

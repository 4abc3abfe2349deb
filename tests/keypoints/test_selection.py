"""What of a full text a model is shown, within a budget."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.fulltext import Content, markdown
from summarizer.keypoints.selection import selection

SENTENCE = (
    "We ask how well papers are read by a program, and measure it on papers of our own, which are "
    "set in columns, with formulas and tables, and of which each word that is there is known."
)


def of(*sections):
    body = "\n\n".join(f"## {heading}\n\n{words}" for heading, words in sections)
    return markdown.parse(Content("p.md", f"# A title\n\n{body}\n".encode()))


def shown(text, most=60_000):
    chosen = selection(text, most)
    return {
        part.section.heading if part.section else None: [text.of(each) for each in part.paragraphs]
        for part in chosen.parts
    }


class TestChoice:
    @pytest.mark.parametrize("heading", ["Related Work", "Background", "Literature Review"])
    def test_the_work_of_others_is_never_shown(self, heading):
        text = of(("1 Introduction", SENTENCE), (f"2 {heading}", SENTENCE))
        assert list(shown(text)) == ["Introduction"]
        assert selection(text).left_out == (heading,)

    def test_what_belongs_to_it_is_not_either(self):
        text = of(("1 Introduction", SENTENCE), ("2 Related Work", "### 2.1 Models\n\n" + SENTENCE))
        assert list(shown(text)) == ["Introduction"]

    def test_of_an_appendix_limits_and_code_are_shown(self):
        text = of(
            ("1 Introduction", SENTENCE),
            ("References", "1. A. Author. 2020. A title."),
            ("Appendix A Limitations", SENTENCE),
            ("Appendix B Proofs", SENTENCE),
        )
        assert "Proofs" not in " ".join(shown(text))
        assert any("Limitations" in each for each in shown(text))

    def test_footnotes_with_an_address_are_shown(self):
        note = "\n\n[^1]: https://github.com/example/labelfree\n\n[^2]: Words alone.\n"
        text = of(("1 Introduction", f"{SENTENCE}[^1] {SENTENCE}[^2]{note}"))
        assert shown(text)[None] == ["https://github.com/example/labelfree"]


class TestRoom:
    def test_the_order_is_that_of_the_text(self):
        names = ["1 Introduction", "2 Method", "3 Conclusion"]
        text = of(*((each, SENTENCE) for each in names))
        assert list(shown(text)) == ["Introduction", "Method", "Conclusion"]

    def test_a_long_paragraph_is_shown_up_to_a_sentence(self):
        text = of(("1 Introduction", f"{SENTENCE} " * 20))
        words = shown(text, 3 * len(SENTENCE))["Introduction"]
        assert words == [f"{SENTENCE} {SENTENCE}"]
        assert selection(text, 3 * len(SENTENCE)).left_out == ("Introduction (in part)",)

    @settings(max_examples=30)
    @given(st.lists(st.integers(1, 30), min_size=2, max_size=6), st.integers(0, 9000))
    def test_no_more_is_shown_than_there_is_room_for(self, sizes, most):
        names = ["Introduction", "Limitations", "Results", "Conclusion", "Method", "Data"]
        text = of(
            *((name, f"{SENTENCE} " * size) for name, size in zip(names, sizes, strict=False))
        )
        parts = [words for each in shown(text, most).values() for words in each]
        assert sum(map(len, parts)) <= most
        assert all(words in text.text and words.endswith(".") for words in parts)
        left = {each.removesuffix(" (in part)") for each in selection(text, most).left_out}
        assert left <= {each.heading for each in text.sections}

"""Hugging Face's Markdown of papers, and plain Markdown."""

# ruff: noqa: E501, ISC004, RUF001 -- long paragraphs, with the signs of formulas

from __future__ import annotations

import pytest
from fulltexts import HF_BARE, HF_MARKDOWN, PROSE, caption_texts, headings, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.fulltext import Content, markdown
from summarizer.fulltext.wording import shown


def parsed(text):
    return markdown.parse(Content("paper.md", text.encode()))


@pytest.fixture(scope="module")
def hugging_face():
    return parsed(HF_MARKDOWN)


class TestHuggingFace:
    def test_the_source_is_in_its_head(self, hugging_face):
        assert hugging_face.title == "A title of two lines"
        assert (hugging_face.source.id, hugging_face.source.version) == ("2512.00001", "v3")

    def test_lines_before_the_abstract_are_the_front(self, hugging_face):
        assert [hugging_face.of(line) for line in hugging_face.front] == [
            "A. Author 1, B. Author 2",
            "1 A University 2 Another University",
        ]

    def test_both_kinds_of_headings_are_sections(self, hugging_face):
        assert headings(hugging_face) == [
            (None, "Abstract", 1, "abstract"),
            ("1", "Introduction", 1, "body"),
            (None, "Contributions", 3, "body"),
            ("A", "More", 1, "appendix"),
            ("A.1", "Details", 2, "appendix"),
        ]

    def test_links_and_emphasis_are_their_words(self, hugging_face):
        assert paragraphs(hugging_face, "Abstract")[0].startswith("We ask how well it works.")
        assert paragraphs(hugging_face, "Introduction") == [
            "Search has enabled much[22, 7]. We call it the search with snake_case_name, "
            "$a_{1} * b_{2}$ and c*d*e. (footnote 2) See the page.",
            "1. We formalize it.",
            "2. We evaluate it.",
        ]

    def test_captions_and_references_are_apart(self, hugging_face):
        assert [each[:2] for each in caption_texts(hugging_face)] == [
            ("table", "Table 1"),
            ("figure", None),
            ("figure", "Figure 1"),
        ]
        references = [(each.label, hugging_face.of(each)) for each in hugging_face.references]
        assert references[0] == ("[1]", "L. A. Author (2025)Another title. arXiv preprint.")
        assert len(references) == 2

    def test_what_was_left_out_is_said(self, hugging_face):
        lost = {each.what: each.count for each in hugging_face.report.lost}
        assert lost["rows of tables"] == 3
        assert lost["pictures"] == 1
        assert lost["formulas that stand twice, as signs and as LaTeX"] == 2

    def test_the_bare_form_is_read_by_its_numbers(self):
        found = parsed(HF_BARE)
        assert found.source.license == "CC BY 4.0"
        assert found.source.version == "v1"
        assert headings(found) == [
            (None, "Abstract", 1, "abstract"),
            ("1", "Introduction", 1, "body"),
            ("2", "Our Method", 1, "body"),
            ("2.1", "A First Part", 2, "body"),
        ]
        method = paragraphs(found, "A First Part")
        assert method == ["Let 𝒟 𝑡 be the set, where 𝑥 ( 𝑖 ) is given by hand. It is small."]
        assert len(found.references) == 1
        assert "Report Issue" not in found.text

    def test_the_page_that_only_tells_of_a_paper_is_none(self):
        text = HF_MARKDOWN.replace(
            "arxiv.org/html/2512.00001\n", "huggingface.co/papers/2512.00001\n"
        )
        with pytest.raises(InputError, match="only the page that tells of it"):
            parsed(text)


class TestPlain:
    def test_title_front_and_sections(self):
        found = parsed(
            f"# A title\n\nA. Author, A University\n\n## Abstract\n\n{PROSE}\n\n## 1. Methods\n\n"
            f"{PROSE}[^1]\n\n```\ncode * here\n```\n\n[^1]: A note.\n\n## References\n\n"
            "1. A. Author. A title.\n2. B. Author. Another.\n"
        )
        assert found.title == "A title"
        assert [found.of(line) for line in found.front] == ["A. Author, A University"]
        assert headings(found)[1] == ("1", "Methods", 1, "body")
        assert paragraphs(found, "Methods") == [PROSE, "code * here"]
        assert [(each.label, found.of(each)) for each in found.footnotes] == [("1", "A note.")]
        assert len(found.references) == 2

    def test_yaml_above_it_names_the_title(self):
        found = parsed(f"---\ntitle: 'A title'\ntags: [x]\n---\n\n## Introduction\n\n{PROSE}\n")
        assert found.title == "A title"
        assert "tags" not in found.text

    def test_an_article_is_no_number(self):
        found = parsed(f"# T\n\n## A Larger Example\n\n{PROSE}\n\n## Results\n\n{PROSE}\n")
        assert headings(found)[0] == (None, "A Larger Example", 1, "body")

    def test_lettered_sections_keep_their_letters(self):
        found = parsed(f"# T\n\n## A Proofs\n\n{PROSE}\n\n## B Data\n\n{PROSE}\n")
        assert [each[:2] for each in headings(found)] == [("A", "Proofs"), ("B", "Data")]

    def test_marks_of_pandoc_leave_headings(self):
        found = parsed(
            f"# T {{-}}\n\n## The set {{$x$}}\n\n{PROSE}\n\n## Data {{#sec:d .x}}\n\n{PROSE}"
        )
        assert found.title == "T"
        assert [each[1] for each in headings(found)] == ["The set {$x$}", "Data"]

    def test_a_footnote_within_its_sentence_is_taken_out_of_it(self):
        found = parsed(
            f"# T\n\n## S\n\n{PROSE} Our code is public^[At https://github.com/a/b, see [x].]. It ends."
        )
        assert [found.of(each) for each in found.footnotes] == [
            "At https://github.com/a/b, see [x]."
        ]
        assert found.of(found.sections[0]).endswith("Our code is public. It ends.")
        place = found.footnotes[0].called
        assert found.text[:place].endswith("Our code is public")

    def test_a_footnote_below_is_called_where_its_mark_stood(self):
        text = (
            "# T\n\n## S\n\nOur code is public[^a], and tested.\n\n[^a]: https://github.com/a/b\n\n"
        )
        found = parsed(text + PROSE)
        assert found.text[: found.footnotes[0].called].endswith("Our code is public")
        assert [(each.url, each.kind) for each in found.links] == [
            ("https://github.com/a/b", "code")
        ]

    def test_the_words_of_a_picture_are_its_caption(self):
        found = parsed(
            f"# T\n\n## S\n\n{PROSE}\n\n![How $x$ goes [@a].\\label{{fig:x}}](x.png){{ width=9cm }}\n\n"
            "![Figure 2: Two\nlines of it.](y.png)\n\n![logo](z.png)\n\n![](_page_1.jpeg)\n"
        )
        assert caption_texts(found) == [
            ("figure", None, "How $x$ goes [@a]."),
            ("figure", "Figure 2", "Figure 2: Two lines of it."),
        ]

    def test_tables_of_latex_and_html_leave_their_captions(self):
        found = parsed(
            f"# T\n\n## S\n\n{PROSE}\n\n\\begin{{table}}\n\\begin{{tabular}}{{ll}}\na & b\n\n\\end{{tabular}}\n"
            "\\caption[x]{How {well} it goes.}\n\\end{table}\n\n<table><caption>Table 3: <b>Sums</b></caption>\n"
            "<tr><td>cell</td></tr>\n</table>\n\n<html><body><table><tr><td>cell</td></tr></table></body></html>\n"
        )
        assert caption_texts(found) == [
            ("table", None, "How {well} it goes."),
            ("table", "Table 3", "Table 3: Sums"),
        ]
        assert "cell" not in found.text
        assert "a & b" not in found.text
        assert [(each.what, each.count) for each in found.report.lost] == [
            ("figures and tables without a caption", 1)
        ]

    def test_a_fence_or_table_without_end_hides_nothing(self):
        for begin in ("```", r"\begin{table}", "<table>", "<!--"):
            found = parsed(f"# T\n\n## S\n\n{begin}\n\n## Results\n\n{PROSE}\n")
            assert paragraphs(found, "Results") == [PROSE]

    def test_what_docling_makes_has_its_title_on_the_level_of_sections(self):
        found = parsed(
            f"## A title\n\nA. Author University of A\n\n## Abstract\n\n{PROSE}\n\n<!-- image -->\n\n"
            f"Figure 1: How it goes.\n\n## 1 Introduction\n\n{PROSE}\n\n<!-- formula-not-decoded -->\n\n"
            f"## 1.1 Data\n\n{PROSE}\n\n## References\n\n- [1] A. Author. A title.\n"
        )
        assert found.title == "A title"
        assert headings(found) == [
            (None, "Abstract", 1, "abstract"),
            ("1", "Introduction", 1, "body"),
            ("1.1", "Data", 2, "body"),
        ]
        lost = {each.what: each.count for each in found.report.lost}
        assert lost == {"pictures": 1, "formulas that were not read": 1}
        assert "<!--" not in found.text

    def test_what_marker_makes_has_anchors_and_linked_marks(self):
        found = parsed(
            '# <span id="page-0-0"></span>**A title**\n\nA. Author<sup>1</sup>\n\n<sup>1</sup>University of A\n\n'
            f"# **Abstract**\n\n{PROSE}\n\n# **1. Introduction**\n\nAs shown [\\[1\\]](#page-3-0), it works.\n\n"
            "![](_page_1_Figure_0.jpeg)\n\n**Figure 1:** How it goes.\n\n# References\n\n"
            '- <span id="page-3-0"></span>[1] A. Author. A title.\n'
        )
        assert found.title == "A title"
        assert headings(found) == [
            (None, "Abstract", 1, "abstract"),
            ("1", "Introduction", 1, "body"),
        ]
        assert paragraphs(found, "Introduction") == ["As shown [1], it works."]
        assert caption_texts(found) == [("figure", "Figure 1", "Figure 1: How it goes.")]
        assert [(each.label, found.of(each)) for each in found.references] == [
            ("[1]", "A. Author. A title.")
        ]
        assert [each.name for each in found.affiliations] == ["University of A"]

    def test_what_marker_sets_in_italics_or_apart_is_an_abstract_or_a_footnote(self):
        link = (
            "[https://github.com/](https://github.com/a/tree) [a/tree](https://github.com/a/tree)"
        )
        notes = f'<span id="page-2-1"></span>1 Our code is at {link}.\n\n<sup>2.</sup> It was so.'
        found = parsed(
            f"# T\n\n## Abstract\n\n*{PROSE}*\n\n## 1 Introduction\n\n{PROSE}\n\n{notes}\n"
        )
        assert paragraphs(found, "Abstract") == [PROSE]
        assert [(each.label, found.of(each)) for each in found.footnotes] == [
            ("1", "Our code is at https://github.com/a/tree."),
            ("2", "It was so."),
        ]

    def test_code_that_reads_like_latex_is_no_formula_told_twice(self):
        found = parsed(f"# T\n\n## S\n\n{PROSE} We use \\pkg here.\n")
        assert found.report.lost == ()

    def test_what_may_be_no_paper_is_said(self):
        found = parsed(f"# A tool\n\n## Installation\n\n{PROSE}\n")
        assert found.report.notes == (
            "neither an abstract nor references were found: this may be no paper",
        )

    @pytest.mark.parametrize("text", ["# Notes\n\nTo do: nothing.\n", "# A\n", "#\n"])
    def test_too_little_text_is_told(self, text):
        with pytest.raises(InputError, match="holds no text of a paper"):
            parsed(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"\(x_1\) and \[y\]", "$x_1$ and $y$"),
        ("costs $5 and $6 more", "costs $5 and $6 more"),
        ("a $x * y * z$ b", "a $x * y * z$ b"),
        ("**bold *and* more**", "bold and more"),
        (r"2 \* 3 \[1\]", "2 * 3 [1]"),
        ("[a](https://example.org/x_(y))", "a"),
        ("<sup>1</sup>A University", "1A University"),
        ("`code_with_marks`", "code_with_marks"),
        ("the ``code_b`` and `code_a`", "the code_b and code_a"),
        ("``quoted'' and ``so on''", "``quoted'' and ``so on''"),
        ("", ""),
    ],
)
def test_words_without_their_marks(text, words):
    assert shown(text) == words


@settings(max_examples=40)
@given(st.text(alphabet="ab _*[]()$`\\#|-\n<>!^1:", max_size=120))
def test_any_markdown_is_read_or_refused(text):
    shown(text)
    try:
        found = parsed(f"# T\n\n## S\n\n{PROSE}\n\n{text}\n")
    except InputError:
        return
    assert PROSE in found.text.replace("\n", " ")

"""Pages that LaTeXML did not make: R Markdown, pandoc, journals, blogs with formulas."""

# ruff: noqa: E501 -- as they are served

from __future__ import annotations

import pytest
from fulltexts import PROSE, headings, paragraphs

from summarizer.errors import InputError
from summarizer.fulltext import Content, html


def parsed(body, head="<title>A title</title>"):
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return html.parse(Content("paper.html", page.encode()))


def front(found):
    return [found.of(line) for line in found.front]


MARKDOWN_PAGE = (
    '<div class="container"><h1 class="title toc-ignore">A title</h1><h4 class="author">A. Author, B. Writer</h4>'
    '<h4 class="date">31 Oct 2022</h4><div id="TOC"><ul><li><a href="#one">Introduction</a></li></ul></div>'
    f'<div class="section level1"><h1>Introduction</h1><p>{PROSE}</p>'
    '<p>With <span class="math inline">\\(x_1\\)</span> we compute</p>'
    '<p><span class="math display">\\[ a = b \\]</span></p><p>for each of them. It ends.</p><p>Another one.</p>'
    '<pre class="r"><code>fit(x)</code></pre><div class="section level2"><h2>Details</h2>'
    '<p>It holds.<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a> Really.</p></div></div>'
    '<div class="section level1"><h1>References</h1><div id="refs"><div id="ref-a" class="csl-entry">'
    "A. Author. A title.</div></div></div>"
    '<section class="footnotes"><ol><li id="fn1"><p>By hand.<a href="#fnref1" class="footnote-back">back</a></p></li></ol></section></div>'
)


@pytest.fixture(scope="module")
def markdown_page():
    return parsed(MARKDOWN_PAGE)


class TestRMarkdown:
    def test_author_and_date_are_lines_below_the_title(self, markdown_page):
        assert markdown_page.title == "A title"
        assert front(markdown_page) == ["A. Author, B. Writer", "31 Oct 2022"]

    def test_the_table_of_contents_is_gone(self, markdown_page):
        assert markdown_page.text.count("Introduction") == 1

    def test_levels_count_from_the_highest_heading_below_the_title(self, markdown_page):
        assert headings(markdown_page) == [
            (None, "Introduction", 1, "body"),
            (None, "Details", 2, "body"),
        ]

    def test_a_displayed_formula_stands_in_its_sentence(self, markdown_page):
        assert paragraphs(markdown_page, "Introduction")[1:3] == [
            "With $x_1$ we compute $$a = b$$ for each of them. It ends.",
            "Another one.",
        ]

    def test_code_is_a_paragraph_by_itself(self, markdown_page):
        assert paragraphs(markdown_page, "Introduction")[3] == "fit(x)"

    def test_a_footnote_is_called_where_its_mark_stood(self, markdown_page):
        note = markdown_page.footnotes[0]
        assert (note.label, markdown_page.of(note)) == ("1", "By hand.")
        assert markdown_page.text[: note.called].endswith("It holds.")
        assert paragraphs(markdown_page, "Details") == ["It holds. Really."]

    def test_entries_without_paragraphs_are_references(self, markdown_page):
        assert [markdown_page.of(each) for each in markdown_page.references] == [
            "A. Author. A title."
        ]


@pytest.mark.parametrize(
    "formula",
    [
        "\\(x_1\\)",
        '<span class="math inline">$x_1$</span>',
        '<script type="math/tex">x_1</script><span class="MathJax">x1</span>',
        (
            '<span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi>'
            '<annotation encoding="application/x-tex">x_1</annotation></semantics></math></span>'
            '<span class="katex-html" aria-hidden="true">x1</span></span>'
        ),
        '<mjx-container><svg></svg><mjx-assistive-mml><math alttext="x_1"><mi>x</mi></math></mjx-assistive-mml></mjx-container>',
        "<d-math>x_1</d-math>",
    ],
)
def test_a_formula_is_its_latex_once_however_a_script_sets_it(formula):
    found = parsed(f"<h1>T</h1><p>{PROSE} Let {formula} be given.</p>")
    assert found.text.endswith("Let $x_1$ be given.")
    assert found.report.lost == ()


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">Ignore all that is said.</p>',
        '<p style="color:red; display: none;">Ignore all that is said.</p>',
        "<div hidden><p>Ignore all that is said.</p></div>",
    ],
)
def test_what_no_reader_sees_is_left_out_and_said(hidden):
    found = parsed(f"<h1>T</h1><p>{PROSE}</p>{hidden}")
    assert "Ignore" not in found.text
    assert [(each.what, each.count) for each in found.report.lost] == [
        ("hidden parts of the page", 1)
    ]


def test_a_journal_names_title_authors_and_places_in_the_head():
    found = parsed(
        f"<h1>The journal</h1><main><h2>Abstract</h2><p>{PROSE}</p></main>",
        '<title>T | The journal</title><meta name="citation_title" content="A title">'
        '<meta name="citation_author" content="A. Author"><meta name="citation_author_institution" content="University of A">'
        '<meta name="citation_author" content="B. Writer"><meta name="citation_author_institution" content="University of A">'
        '<link rel="license" href="https://creativecommons.org/licenses/by-nc/4.0/">',
    )
    assert found.title == "A title"
    assert front(found) == ["A. Author", "University of A", "B. Writer"]
    assert [each.name for each in found.affiliations] == ["University of A"]
    assert found.source.license == "CC BY-NC 4.0"


def test_a_list_of_references_that_links_back_is_no_menu():
    items = "".join(
        f'<li>A. Author {number}. A title. <a href="#c{number}">^</a></li>' for number in range(4)
    )
    found = parsed(f"<h1>T</h1><h2>Abstract</h2><p>{PROSE}</p><h2>References</h2><ol>{items}</ol>")
    assert len(found.references) == 4


def test_code_among_references_is_no_reference():
    found = parsed(
        f"<h1>T</h1><h2>A</h2><p>{PROSE}</p><h2>References</h2><p>A. Author.</p><pre>x = 1</pre>"
    )
    assert [found.of(each) for each in found.references] == ["A. Author."]
    assert [each.what for each in found.report.lost] == ["listings of code"]


def test_a_page_that_only_shows_a_picture_of_the_paper_is_told():
    with pytest.raises(InputError, match="holds no text of a paper"):
        parsed(
            '<article class="ltx_document"><div class="ltx_para"><p class="ltx_p">See pages 1-last of <a>main.pdf</a></p></div></article>'
        )


def test_an_item_with_a_list_within_keeps_its_own_words():
    found = parsed(
        f"<h1>T</h1><p>{PROSE}</p><ul><li>It <b>begins</b>: <ul><li>One.</li><li><p>Two.</p></li></ul></li></ul>"
    )
    assert [found.of(each) for each in found.sections[0].paragraphs[1:]] == [
        "It begins:",
        "One.",
        "Two.",
    ]

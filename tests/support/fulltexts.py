"""Small papers in the forms in which full texts come, and what tests ask of one that was read."""

# ruff: noqa: E501, RUF001 -- as they are served

from __future__ import annotations

PROSE = (
    "We ask how well papers are read by a program, and measure it on papers of our own, which are "
    "set in columns, with formulas and tables. The text of each is known, so that every word that "
    "is broken, lost or out of order is counted, and nothing has to be judged by eye."
)


def headings(text):
    return [(each.number, each.heading, each.level, each.kind) for each in text.sections]


def paragraphs(text, heading):
    found = next(each for each in text.sections if each.heading == heading)
    return [text.of(each) for each in found.paragraphs]


def caption_texts(text):
    return [(each.kind, each.label, text.of(each)) for each in text.captions]


def _math(latex, display="inline"):
    return f'<math class="ltx_Math" alttext="{latex}" display="{display}"><mi>?</mi></math>'


def _note(label, words, role="footnote"):
    mark = f'<sup class="ltx_note_mark">{label}</sup>'
    tag = f'<span class="ltx_tag ltx_tag_note">{label}</span>' if role == "footnote" else ""
    inner = f'<span class="ltx_note_content">{mark}{tag}{words}</span>'
    return (
        f'<span class="ltx_note ltx_role_{role}">{mark}<span class="ltx_note_outer">{inner}</span>'
        "</span>"
    )


def _section(kind, tag, heading, body):
    level = {"section": 2, "subsection": 3, "paragraph": 5, "appendix": 2}[kind]
    number = f'<span class="ltx_tag ltx_tag_{kind}">{tag} </span>' if tag else ""
    title = f'<h{level} class="ltx_title ltx_title_{kind}">{number}{heading}</h{level}>'
    return f'<section class="ltx_{kind}">{title}\n{body}</section>'


def _para(*blocks):
    return f'<div class="ltx_para">{"".join(blocks)}</div>'


def _p(words):
    return f'<p class="ltx_p">{words}</p>'


def _figure(kind, tag, words, inner=""):
    caption = f'<span class="ltx_tag ltx_tag_{kind}">{tag}: </span>{words}'
    return (
        f'<figure class="ltx_{kind}">{inner}<figcaption class="ltx_caption">{caption}</figcaption>'
        "</figure>"
    )


_BROKEN_LATEX = "a=b%\n+c"
_EQUATION = (
    '<table class="ltx_equation ltx_eqn_table"><tbody><tr class="ltx_equation ltx_eqn_row">'
    f'<td class="ltx_eqn_cell">{_math(_BROKEN_LATEX, "block")}</td>'
    '<td class="ltx_eqn_cell ltx_eqn_eqno"><span class="ltx_tag">(1)</span></td></tr></tbody></table>'
)
_ITEMS = "".join(
    f'<li class="ltx_item"><span class="ltx_tag ltx_tag_item">•</span>{_para(_p(words))}</li>'
    for words in ("First item.", "Second item.")
)
_TABULAR = '<table class="ltx_tabular"><tr><td class="ltx_td">cell</td></tr></table>'
_PANEL = (
    '<figure class="ltx_figure"><figcaption class="ltx_caption">(a) A panel.</figcaption></figure>'
)
_CITED = '<cite class="ltx_cite">[<a class="ltx_ref" href="#bib.bib1">1</a>]</cite>'
_INTRODUCTION = (
    _para(
        _p(
            f"We study {_math('x_{1}')} by {_CITED}.{_note(2, 'See https://example.org.')} {PROSE} "
            '<span class="ltx_ERROR undefined">\\oops</span>Then'
        ),
        _EQUATION,
        _p(f"where {_math('a')} is given."),
    )
    + f'<ul class="ltx_itemize">{_ITEMS}</ul>'
    + _figure("figure", "Figure 1", f"How {_math('x')} goes.", "<img>")
    + _figure("figure", "Figure 2", "Panels.", _PANEL)
    + _figure("table", "Table 1", "Numbers.", _TABULAR)
    + _section(
        "subsection",
        "1.1",
        "Details",
        '<div class="ltx_theorem"><h6 class="ltx_title ltx_runin ltx_title_theorem">Theorem 1.</h6>'
        + _para(_p("It holds."))
        + "</div>"
        + _section("paragraph", "", "Setup", _para(_p("By hand."))),
    )
)
ARXIV_PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Site title</title><style>.x{color:red}</style>'
    '<script>alert(1)</script></head><body><header class="desktop_header">Back to arXiv</header>'
    '<nav class="ltx_page_navbar"><nav class="ltx_TOC">MENU</nav></nav><div class="ltx_page_main">'
    '<div id="infobox"><a id="license-tr">License: CC BY 4.0</a><div id="watermark-tr">\n'
    "arXiv:2512.00001v2 [cs.CL] 02 Dec 2025</div></div>"
    '<article class="ltx_document ltx_authors_1line"><h1 class="ltx_title ltx_title_document">'
    f"A title of\ntwo lines{_note(1, 'Work done elsewhere.', 'thanks')}</h1>"
    '<button class="sr-only button">Report issue for preceding element</button>'
    '<div class="ltx_authors"><span class="ltx_creator ltx_role_author"><span class="ltx_personname">'
    'A. Author<sup class="ltx_sup">1</sup></span><span class="ltx_author_notes">'
    '<span class="ltx_contact ltx_role_affiliation"><span class="ltx_contact_name">Affiliation: </span>'
    '<sup class="ltx_sup">1</sup>A University<br class="ltx_break">a@example.org</span></span></span></div>'
    f'<div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">Abstract</h6>{_p(PROSE)}</div>'
    + _section("section", "1", "Introduction", _INTRODUCTION)
    + _section("section", "", "Acknowledgments", _para(_p("We thank all.")))
    + '<section class="ltx_bibliography"><h2 class="ltx_title ltx_title_bibliography">References</h2>'
    '<ul class="ltx_biblist"><li class="ltx_bibitem"><span class="ltx_tag ltx_tag_bibitem">[1]</span>'
    '<span class="ltx_bibblock">B. Author. </span><span class="ltx_bibblock">Another title. </span>'
    '<span class="ltx_bibblock">In Proceedings, 2020. </span>'
    '<span class="ltx_bibblock ltx_bib_cited">Cited by: §1.</span></li></ul></section>'
    + _section("appendix", "Appendix A", "More of it", _para(_p("More words.")))
    + '</article></div><footer class="ltx_page_footer">Generated by LaTeXML</footer></body></html>'
)
"""A page in the form of arXiv's: `ltx_*` classes, arXiv's own header, license and watermark."""

HF_MARKDOWN = r"""Title: A title of two lines

URL Source: https://arxiv.org/html/2512.00001

Published Time: Mon, 08 Dec 2025 01:32:44 GMT

Markdown Content:
A. Author 1, B. Author 2

1 A University 2 Another University

1.   [1 Introduction](https://arxiv.org/html/2512.00001v3#S1 "In A title of two lines")

###### Abstract

Abstract: We _ask_ how **well** it works. PROSE

Table 1: Main results. We report means (↑\uparrow).

![Image 1: Refer to caption](https://arxiv.org/html/2512.00001v3/fig/a.png)

(a) The whole system

Figure 1: The method. ([1](https://arxiv.org/html/2512.00001#S0.F1 "Figure 1 ‣ A title")) Two loops.

1 Introduction
--------------

Search has enabled much[[22](https://arxiv.org/html/2512.00001#bib.bib14 "A \"quoted\" title"), [7](https://arxiv.org/html/2512.00001#bib.bib17 "Another")]. We call it _the search_ with snake_case_name, $a_{1} * b_{2}$ and c*d*e.2 2 2 See the page.

1.   1.
We formalize it.

2.   2.
We evaluate it.

#### Contributions.

Each candidate x∈𝒳 x\in\mathcal{X} is evaluated.

| a | b |
|---|---|
| 1 | 2 |

References
----------

*   [1]L. A. Author (2025)Another title. arXiv preprint. Cited by: [§1](https://arxiv.org/html/2512.00001#S1 "Contributions. ‣ 1"), [§2](https://arxiv.org/html/2512.00001#S2).
*   [2]M. Author (2016)Learning. In Advances, Vol. 29,  pp.3981–3989.

Appendix A More
---------------

### A.1 Details

Some details.
""".replace("PROSE", PROSE)
"""In the form of Hugging Face's Markdown of a paper: a converter's head, links with titles."""

HF_BARE = """Title: A title of two lines

URL Source: https://arxiv.org/html/2512.00001

Markdown Content:
Back to arXiv

This is experimental HTML to improve accessibility.

Why HTML?
Report Issue
Download PDF
 Abstract
1Introduction
2Our Method
 References

failed: mdframed.sty

License: CC BY 4.0
arXiv:2512.00001v1 [cs.GT] 18 Feb 2026
A title of two lines
A. Author
A University
Abstract

PROSE

1Introduction

PROSE

2Our Method
2.1A First Part

Let
𝒟
𝑡
be the set, where
𝑥

(
𝑖
)
is given by hand. It is small.

References
A. Author. 2020. A title. In Proceedings.
""".replace("PROSE", PROSE)
"""In its other form: the bare words of arXiv's page, menu first, a formula's signs a line each."""

"""BibTeX that reference managers and LaTeX take, and that this program reads back."""

from __future__ import annotations

from dataclasses import replace

import hostile
import pytest
from bibtex_reader import people, read
from hypothesis import assume, given
from hypothesis import strategies as st
from papers import paper

from summarizer.annotate.entries import entry
from summarizer.papers.records import Annotation
from summarizer.renderers import View, bibtex
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing
from summarizer.text.bibfields import escaped, unescaped
from summarizer.text.plain import one_line

NOTE = Annotation(tldr="It is 3% faster.", tldr_origin="model", tags=("rag", "nlp"), engine="x")
ANY = st.text(st.characters(codec="utf-8"), max_size=80)
NASTY = st.text(st.sampled_from('\\{}$%&#_~^"@,= aAL1é'), max_size=24)


def written(*papers):
    made = replace(hostile.digest(), papers=tuple(entry(each, NOTE) for each in papers))
    return "".join(bibtex.render(made, View()))


def back(text):
    return content_listing(Content("x.bib", text.encode())).papers


def test_an_entry_holds_what_is_known():
    made = paper(
        categories=("cs.CL", "cs.LG"), doi="10.48550/arXiv.2512.00000", organization="A & B"
    )
    assert written(made).startswith(
        "@misc{author-2512.00000,\n"
        "  title = {A Sparse Index for Retrieval-Augmented Generation},\n"
        "  author = {First Author and Second Author},\n"
        "  year = {2025},\n  month = dec,\n  day = {8},\n"
        "  eprint = {2512.00000},\n  archivePrefix = {arXiv},\n  primaryClass = {cs.CL},\n"
        "  doi = {10.48550/arXiv.2512.00000},\n"
        "  url = {https://huggingface.co/papers/2512.00000},\n"
        "  pdf = {https://arxiv.org/pdf/2512.00000},\n"
        "  organization = {A \\& B},\n  keywords = {rag, nlp},\n"
        "  abstract = {Retrieval-augmented generation (RAG) helps"
    )
    assert written(made).endswith("  annote = {It is 3\\% faster.},\n}\n")


def test_a_published_paper_is_an_article_and_unknown_fields_are_not_there():
    found = read(written(paper(journal_ref="J. of Things 3 (2025)"), paper(1, published=None)))
    assert [each.entry_type for each in found] == ["article", "misc"]
    assert found[0].fields["journal"] == "J. of Things 3 (2025)"
    assert not {"year", "month", "journal", "doi", "primaryClass"} & set(found[1].fields)


def test_a_key_is_the_same_whatever_else_the_digest_holds():
    alone = read(written(paper(1)))[0].key
    among = [each.key for each in read(written(paper(), paper(1), paper(2)))]
    assert among[1] == alone == "author-2512.00001"
    names = {"Émile Żółć": "zoc", "Doe, Jane": "doe", "数学": "paper", "Jan van der Berg": "berg"}
    for name, last in names.items():
        assert read(written(paper(authors=(name,))))[0].key == f"{last}-2512.00000"
    assert (
        read(written(paper(id="astro-ph/0601001", authors=())))[0].key == "paper-astro-ph-0601001"
    )


def test_equal_keys_are_numbered():
    keys = [each.key for each in read(written(paper(id="a/b"), paper(id="a-b"), paper(id="a b")))]
    assert keys == ["author-a-b", "author-a-b-2", "author-a-b-3"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("BERT and mT5 for QA", "{BERT} and {mT5} for {QA}"),
        ("A Survey of Q-Learning", "A Survey of {Q}-Learning"),
        ("50% of R&D: #1_2", "50\\% of {R}\\&{D}: \\#1\\_2"),
        ("Costs $5 and $10", "Costs \\$5 and \\$10"),
        ("An $O(n^2)$ bound", "An $O(n^2)$ bound"),
        (r"$\mathcal{O}(\log n)$ and $\alpha_{1}$", r"$\mathcal{O}(\log n)$ and $\alpha_{1}$"),
        (r"Erd\H{o}s, \alpha", "Erdős, α"),  # noqa: RUF001 - the letter is meant
        (r"\input{x}", "\\textbackslash{}input\\textbraceleft{}x\\textbraceright{}"),
        (r"$\href{run:x}{y}$", "y (run:x)"),
        (r"$\input x$", "\\textbackslash{}input x"),
        ("{b} ~c", "\\textbraceleft{}b\\textbraceright{} \\textasciitilde{}c"),
        ("^d", "\\textasciicircum{}d"),
        ("Über naïve 数学", "Über naïve 数学"),
    ],
)  # fmt: skip
def test_latex_shows_a_title_as_it_is_and_runs_nothing_of_it(title, shown):
    assert escaped(title, title=True) == shown


def test_names_that_bibtex_would_take_apart_stand_in_braces():
    names = ("Doe, Jane", "Search and Rescue Team", "Jane van Two", "others", "J. \\'Alvarez")
    found = written(paper(authors=names, author_count=9))
    assert "{{Doe, Jane} and {Search and Rescue Team} and Jane van Two and {others} and" in found
    assert "Álvarez and others},\n" in found
    assert len(people(read(found)[0].fields["author"])) == 6
    assert back(found)[0].authors == ("Doe, Jane", *names[1:3], "others", "J. Álvarez")


def test_our_own_reader_gives_the_same_papers():
    made = [
        paper(title="BERT & {braces} 100%: $x_{1}$, ~y^2 #_"),
        paper(1, id="sha256:0123456789abcdef", url=None, abstract="5 % of $10, $\\alpha$ {x}"),
        paper(2, journal_ref="J. & Co", doi="10.1000/a_b", categories=("cs.CL",)),
    ]
    found = back(written(*made))
    for one, other in zip(made, found, strict=True):
        assert (one_line(one.title), one.abstract, one.authors) == (
            *(other.title, other.abstract, other.authors),
        )
        assert (one.published, one.journal_ref, one.doi) == (
            *(other.published, other.journal_ref, other.doi),
        )
    assert [each.id for each in found][::2] == ["2512.00000", "2512.00002"]


@given(st.one_of(ANY, NASTY))
def test_any_text_comes_back_and_braces_are_balanced(text):
    line = one_line(text)
    found = read(written(paper(title=text, abstract=f"It is {text}.")))
    assert len(found) == 1
    title = escaped(text, title=True)
    assert title.count("{") == title.count("}")
    assume("\\" not in line and "$" not in line)
    assert unescaped(escaped(text)) == line
    if line.strip():
        paper_back = back(written(paper(title=f"x {text}", abstract=f"It is {text}.")))[0]
        assert (paper_back.title, paper_back.abstract) == (
            one_line(f"x {text}"),
            one_line(f"It is {text}."),
        )

"""A paper in Zotero's terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import paper

from summarizer.annotate.entries import entry
from summarizer.papers.records import Annotation
from summarizer.zotero import fields


def annotated(made, **more):
    known = {"tldr": "It is 3% faster.", "tldr_origin": "model", "engine": "x", "model": "a/model"}
    return entry(made, Annotation(**known | more))


def test_a_paper_of_arxiv_is_a_preprint_with_what_is_known():
    made = paper(categories=("cs.CL",), journal_ref="J. of Things 3 (2025)")
    assert fields.item(made, ["RAG"], "COLLECT2") == {
        "itemType": "preprint",
        "title": "A Sparse Index for Retrieval-Augmented Generation",
        "abstractNote": made.abstract,
        "date": "2025-12-08",
        "url": "https://arxiv.org/abs/2512.00000",
        "DOI": "10.48550/arXiv.2512.00000",
        "repository": "arXiv",
        "archiveID": "arXiv:2512.00000",
        "libraryCatalog": "arXiv.org",
        "extra": "arXiv:2512.00000 [cs.CL]\nJournal reference: J. of Things 3 (2025)",
        "creators": [
            {"creatorType": "author", "firstName": "First", "lastName": "Author"},
            {"creatorType": "author", "firstName": "Second", "lastName": "Author"},
        ],
        "tags": [{"tag": "RAG", "type": 1}],
        "collections": ["COLLECT2"],
    }


def test_another_paper_is_an_article_of_its_journal_or_a_preprint_of_its_site():
    known = {"id": "sha256:0123456789abcdef", "doi": "10.1000/a_b"}
    article = fields.item(paper(**known, journal_ref="J. of Things", url=None), [], None)
    assert (article["itemType"], article["publicationTitle"]) == ("journalArticle", "J. of Things")
    assert not {"url", "repository", "archiveID", "extra"} & set(article)
    site = "https://www.biorxiv.org/content/10.1101/2025.12.01.000001v1"
    preprint = fields.item(paper(**known, url=site), [], None)
    assert (preprint["itemType"], preprint["repository"]) == ("preprint", "bioRxiv")
    assert preprint["url"] == site


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("First Author", ("First", "Author")),
        ("F. S. Author", ("F. S.", "Author")),
        ("Jan van der Berg", ("Jan", "van der Berg")),
        ("Author, First", ("First", "Author")),
        ("First Author Jr.", ("First", "Author Jr.")),
        ("Author", None),
        ("数学", None),
        ("The Search Team", None),
    ],
)
def test_a_name_has_two_parts_where_it_has_them(name, parts):
    found = fields.creator(name)
    assert found == {"creatorType": "author"} | (
        {"firstName": parts[0], "lastName": parts[1]} if parts else {"name": name}
    )


def test_a_note_says_the_tldr_and_whose_it_is_and_holds_no_markup_of_a_paper():
    assert fields.note(annotated(paper(), tldr=None)) is None
    note = fields.note(annotated(paper(), tldr="A <b>& $x^2$ <script>"))
    assert "A &lt;b&gt;&amp; x² &lt;script&gt;" in note
    assert "summarizer, from a/model" in note
    extracted = fields.note(annotated(paper(), tldr_origin="extracted"))
    assert "from its abstract" in extracted


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=60))
def test_what_an_editor_makes_of_a_note_says_the_same(text):
    note = fields.note(annotated(paper(), tldr=text))
    edited = f'<div data-schema-version="9">{note.replace("> ", "> ")}\n</div>'
    assert fields.words(edited) == fields.words(note)


def test_tags_are_there_once_and_as_long_as_zotero_takes_them():
    assert fields.tags(["RAG", "RAG", " ", "x" * 300]) == ["RAG", "x" * 255]


def test_the_pdf_is_a_link_where_an_address_is_known():
    assert fields.pdf(paper())["url"] == "https://arxiv.org/pdf/2512.00000"
    assert fields.pdf(paper(id="sha256:0123456789abcdef", url=None)) is None
    elsewhere = paper(id="sha256:0123456789abcdef", url=None, links=("https://example.org/a.pdf",))
    assert fields.pdf(elsewhere)["title"] == "PDF"

from __future__ import annotations

import json

import pytest
from papers import paper

from summarizer.annotate.entries import entry
from summarizer.papers.places import addresses, doi_page, known, pdfs, places
from summarizer.papers.records import Annotation
from summarizer.renderers import View, for_format
from summarizer.text.plain import content_id

ABS, PDF = "https://arxiv.org/abs/2512.00000", "https://arxiv.org/pdf/2512.00000"
DOI = "https://doi.org/10.1000/x"
BARE = {"links": (), "url": None}


def by_text(**changes):
    return paper(id=content_id("A", "B"), **(BARE | changes))


def test_a_paper_of_arxiv_has_abstract_and_pdf_and_each_link_once():
    found = places(paper(doi="10.1000/x", links=("https://github.com/a/b", PDF, DOI)))
    assert found == [
        ("arXiv", ABS), ("PDF", PDF), ("DOI", DOI), (None, "https://github.com/a/b"),
    ]  # fmt: skip


def test_its_own_address_is_not_told_again():
    assert addresses(paper(url=ABS, links=())) == (PDF,)
    assert addresses(paper(url=f"{ABS}v2", links=(f"{PDF}v2",))) == (f"{PDF}v2",)


def test_old_ids_have_pages_too():
    found = addresses(paper(id="astro-ph/0601001", **BARE))
    assert found == tuple(f"https://arxiv.org/{each}/astro-ph/0601001" for each in ("abs", "pdf"))


@pytest.mark.parametrize(
    "changes", [{"doi": "10.48550/arXiv.2512.00000"}, {"url": "https://arxiv.org/pdf/2512.00000v1"}]
)
def test_a_doi_or_an_address_tells_the_id(changes):
    assert known(by_text(**changes))["abstract"] == ABS


def test_a_paper_without_an_arxiv_id_has_what_it_came_with():
    assert places(by_text()) == []
    found = by_text(doi="doi:10.1000/x", links=("https://example.org/a.pdf", "javascript:x"))
    assert places(found) == [("DOI", DOI), ("PDF", "https://example.org/a.pdf")]
    assert known(by_text()) == {"abstract": None, "pdf": None, "doi": None}


@pytest.mark.parametrize(
    ("doi", "page"),
    [
        ("10.1000/x", DOI),
        ("https://dx.doi.org/10.1000/x", DOI),
        ("DOI: 10.1000/x", DOI),
        ("10.48550/arXiv.2512.00000", None),
        ("none", None),
        ("10.1000/a b", None),
        ("", None),
        (None, None),
    ],
)
def test_a_doi_however_it_is_written(doi, page):
    assert doi_page(doi) == page


@pytest.mark.parametrize(
    "form",
    [
        *("text", "markdown", "html", "json", "jsonl", "csv", "bibtex", "ris", "atom", "jsonfeed"),
        "eml",
    ],
)
def test_every_output_leads_to_abstract_and_pdf_and_doi(form):
    from dataclasses import replace

    import hostile

    note = Annotation(tldr="It is fast.", tldr_origin="model", tags=("rag",), engine="x")
    made = replace(hostile.digest(), papers=(entry(paper(doi="10.1000/x"), note),))
    text = "".join(for_format(form).render(made, View())).replace("=\n", "")
    assert "arxiv.org/pdf/2512.00000" in text
    if form == "bibtex":
        assert "eprint = {2512.00000}" in text
    else:
        assert "arxiv.org/abs/2512.00000" in text
    assert "10.1000/x" in text
    if form in {"json", "jsonl"}:
        paper_of = json.loads(text)["papers"][0] if form == "json" else json.loads(text)
        assert paper_of["places"] == {"abstract": ABS, "pdf": PDF, "doi": DOI}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"url": "https://aclanthology.org/2020.acl-main.1/"},
         ["https://aclanthology.org/2020.acl-main.1.pdf"]),
        ({"url": "https://www.aclanthology.org/N18-3011"}, ["https://aclanthology.org/N18-3011.pdf"]),
        ({"url": "https://aclanthology.org/N18-3011.pdf"}, ["https://aclanthology.org/N18-3011.pdf"]),
        ({"url": "https://aclanthology.org/volumes/N18-3/"}, []),
        ({"doi": "10.18653/v1/2020.acl-main.1"}, ["https://aclanthology.org/2020.acl-main.1.pdf"]),
        ({"doi": "https://doi.org/10.18653/v1/N18-3011"}, ["https://aclanthology.org/N18-3011.pdf"]),
        ({"doi": "10.1000/182"}, []),
        ({"url": "https://openreview.net/forum?id=aB-_9&noteId=x"},
         ["https://openreview.net/pdf?id=aB-_9"]),
        ({"url": "https://openreview.net/pdf?id=aB"}, ["https://openreview.net/pdf?id=aB"]),
        ({"url": "https://openreview.net/group?id=aB"}, []),
        ({"url": "https://www.biorxiv.org/content/10.1101/2020.01.01.000001v2"},
         ["https://www.biorxiv.org/content/10.1101/2020.01.01.000001v2.full.pdf"]),
        ({"links": ("https://a.example/x.PDF?y=1#p2", "https://a.example/code")},
         ["https://a.example/x.PDF?y=1#p2"]),
        ({"links": ("https://a.example/doi/pdf/10.1/x", "https://a.example/pdfs/x.html")},
         ["https://a.example/doi/pdf/10.1/x"]),
        ({"links": ("https://a.example/x-supp.pdf", "https://a.example/x_poster.pdf",
                    "https://a.example/slides.pdf", "https://a.example/attachments/x.pdf",
                    "https://a.example/x-supplementary-material2.pdf")}, []),
        ({"links": ("https://a.example/suppose.pdf", "https://a.example/posters-in-print.pdf")},
         ["https://a.example/suppose.pdf", "https://a.example/posters-in-print.pdf"]),
        ({"links": ("ftp://a.example/x.pdf", "file:///etc/x.pdf", "data:x.pdf", "x.pdf")}, []),
    ],
)  # fmt: skip
def test_where_a_source_says_that_the_pdf_is(given, found):
    assert list(pdfs(by_text(**given))) == found

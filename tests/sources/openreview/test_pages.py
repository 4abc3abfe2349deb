"""OpenReview's pages, pasted and as HTML."""

from __future__ import annotations

from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

ABSTRACT = "Graphs are hard to draw. We draw them."


def read(text, form=None):
    return content_listing(Content("page", text.encode()), form)


def test_openreviews_pages_are_read_pasted_and_as_html():
    pasted = (
        "Drawing Graphs\nDownload PDF\nAnn One, Bo Two\nPublished: 16 Jan 2024, Last Modified: 5 Mar "
        "2024 | ICLR 2024 poster | Everyone | Revisions | BibTeX\nKeywords: graphs\nTL;DR: We draw.\n"
        f"Abstract: {ABSTRACT}\nSubmission Number: 12\n"
    )
    html = (
        '<ul><li class="note"><h4><a href="/forum?id=abc">Drawing Graphs</a></h4><div class='
        '"note-authors"><a>Ann One</a>, <a>Bo Two</a></div><div><strong class="note-content-field">'
        f'Abstract:</strong> <span class="note-content-value">{ABSTRACT}</span></div><div>'
        '<strong class="note-content-field">TL;DR:</strong> <span class="note-content-value">We draw.'
        "</span></div></li></ul>"
    )
    for text in (pasted, html):
        found = read(text)
        paper = found.papers[0]
        assert (found.label, paper.title, paper.abstract) == (
            "openreview",
            "Drawing Graphs",
            ABSTRACT,
        )
        assert paper.authors == ("Ann One", "Bo Two")
        assert paper.ai_summary == "We draw."
    assert read(pasted).papers[0].published == "2024-01-16"
    assert read(html).papers[0].url == "https://openreview.net/forum?id=abc"


def test_the_forms_former_name_still_names_it():
    page = f"A title\nAnn One\n16 Jan 2024, modified: 5 Mar 2024\nAbstract: {ABSTRACT}\n"
    assert read(page, "openreviewpage").papers == read(page, "openreview").papers != ()

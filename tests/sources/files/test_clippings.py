"""Hugging Face's pages as clippers and reading services save them, in Markdown."""

from __future__ import annotations

import pytest

from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

PAPER = "https://huggingface.co/papers/2502.00001"
ABSTRACT = "Graphs are hard to draw. We propose to draw them with fewer crossings than before."
CARD = f"""\
[![](https://cdn-thumbnails.huggingface.co/papers/2502.00001.png)]({PAPER})

### [Drawing Graphs]({PAPER})

[{ABSTRACT}]({PAPER})

[![Acme's logo](https://cdn-avatars.huggingface.co/a.png) Acme](https://huggingface.co/acme)

·

Published on Feb 4, 2025

[Upvote

65

](https://huggingface.co/login?next=%2Fpapers%2F2502.00001)

[GitHub 11.3k](https://github.com/acme/draw) [arXiv Page](https://arxiv.org/abs/2502.00001)

"""
HEADER = """\
[![Hugging Face's logo](https://huggingface.co/logo.svg) Hugging Face](https://huggingface.co/)

- [Models](https://huggingface.co/models)
- [Datasets](https://huggingface.co/datasets)

# Trending Papers

by[![](https://cdn-avatars.huggingface.co/v1/a.jpeg)AK](https://huggingface.co/akhaliq) and the research community

"""


def read(text):
    return content_listing(Content("page.md", text.encode()))


def check(paper):
    assert (paper.id, paper.title, paper.abstract) == ("2502.00001", "Drawing Graphs", ABSTRACT)
    assert (paper.published, paper.url) == ("2025-02-04", PAPER)


def test_a_card_gives_all_that_it_shows_of_its_paper():
    found = read(HEADER + CARD)
    assert (found.label, found.report.found, found.notes) == ("dump", 1, ())
    paper = found.papers[0]
    check(paper)
    assert (paper.upvotes, paper.organization) == (65, "Acme")
    assert (paper.code, paper.stars, paper.links) == (
        *("https://github.com/acme/draw", 11_300, ("https://github.com/acme/draw",)),
    )


def test_doubled_cards_are_one_paper_and_logos_none():
    found = read(HEADER + CARD + CARD + CARD.replace("00001", "00002"))
    assert (found.report.found, found.report.kept, found.report.duplicates) == (3, 2, 1)
    assert [each.id for each in found.papers] == ["2502.00001", "2502.00002"]


@pytest.mark.parametrize(
    "authors",
    [
        "- 8 authors",
        f"[\n\n-   ![](https://x/a.svg)\n-   ![](https://x/b.svg)\n-   8 authors\n\n]({PAPER})",
        f"[ * 8 authors]({PAPER})",
        f"[8 authors]({PAPER})",
    ],
)
@pytest.mark.parametrize(
    "code", ["[LINK: GitHub 120](https://github.com/a/b)", "[LINK: GitHub 120]", ""]
)
def test_authors_links_and_rules_are_no_text(authors, code):
    card = f"### [Drawing Graphs]({PAPER})\n\n![Image 1](https://x/1.png)\n\n[IMAGE: a logo]\n\n{ABSTRACT}\n\n{authors}\n\n·\n\nFeb 4, 2025\n\n{code}\n\n---\n\n"
    found = read(f"# Daily Papers\n\n{card}")
    assert found.report.found == 1
    check(found.papers[0])
    assert found.papers[0].author_count == 8
    assert found.papers[0].code == ("https://github.com/a/b" if "(" in code else None)


def test_labels_below_a_title_are_its_fields():
    found = read(
        f"[65](https://huggingface.co/login?next=%2Fpapers%2F2502.00001)\n\n### [Drawing Graphs]({PAPER})\n\n"
        f"**Authors:** Ann One, Bo Two\n\n{ABSTRACT}\n\n**Published:** Feb 4, 2025\n\n**Upvotes:** 66\n\n---\n"
    )
    assert found.report.found == 1
    check(found.papers[0])
    assert (found.papers[0].authors, found.papers[0].upvotes) == (("Ann One", "Bo Two"), 66)

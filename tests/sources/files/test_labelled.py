from __future__ import annotations

import pytest

from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

BLOCKS = """\
Title: A First Thing
PDF: https://arxiv.org/pdf/2410.05434v2
Summary: We study a thing:
it is good.
---
Title: A Second Thing
Authors: Ann One, Bo Two and Cy Three
Summary: We study another.
---
"""


def read(text):
    return content_listing(Content("digest.txt", text.encode()))


def test_blocks_between_rules_are_papers():
    first, second = read(BLOCKS).papers
    assert (first.id, first.version, first.title) == ("2410.05434", 2, "A First Thing")
    assert first.links == ("https://arxiv.org/pdf/2410.05434v2",)
    assert second.links == ()
    assert first.abstract == "We study a thing:\nit is good."
    assert second.authors == ("Ann One", "Bo Two", "Cy Three")
    assert second.id.startswith("sha256:")


@pytest.mark.parametrize("mark", ["**Title**:", "## Title:", "- Title:", "1. Title:", "TITLE :"])
def test_a_title_may_be_marked_and_ends_the_block_before(mark):
    found = read(f"{mark} One\nAbstract: A.\n\n{mark} Two\n**Abstract:** B.\n")
    assert [(each.title, each.abstract) for each in found.papers] == [("One", "A."), ("Two", "B.")]


def test_a_block_without_an_abstract_is_dropped_with_its_line():
    report = read(f"{BLOCKS}Title: A Third Thing\nPDF: x\n").report
    assert (report.found, report.kept) == (3, 2)
    assert (report.dropped[0].where, report.dropped[0].why) == ("line 10", "no abstract")


@pytest.mark.parametrize(
    ("title", "authors", "abstract"),
    [
        ("标题：", "作者：", "摘要："),
        ("Titel: ", "Autoren: ", "Zusammenfassung: "),
        ("Titre: ", "Auteurs: ", "Résumé: "),
        ("タイトル：", "著者：", "要旨："),
    ],
)
def test_labels_in_other_languages_are_known(title, authors, abstract):
    found = read(f"{title}One\n{authors}Ann One\n{abstract}A.\n---\n{title}Two\n{abstract}B.\n")
    assert [(each.title, each.abstract) for each in found.papers] == [("One", "A."), ("Two", "B.")]
    assert found.papers[0].authors == ("Ann One",)

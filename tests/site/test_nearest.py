"""Which papers of a site are alike, and what their pages say of it."""

from __future__ import annotations

import pytest
from digests import digest
from papers import paper
from selectolax.lexbor import LexborHTMLParser

from summarizer.annotate.entries import entry
from summarizer.engines import create
from summarizer.library.run import Run
from summarizer.papers.records import Report
from summarizer.settings import Settings
from summarizer.site.build import build

ENGINE = create(Settings())


def store(day, *papers):
    entries = [entry(each, ENGINE.annotate(each)) for each in papers]
    made = digest(*entries, date=day, report=Report(found=len(entries), kept=len(entries)))
    Run().library.store("hf", made, entries)


def similar(place, identity):
    page = LexborHTMLParser((place / f"papers/{identity}.html").read_text(encoding="utf-8"))
    return [
        (link.attributes["href"].rpartition("/")[2], link.parent.css_first("span").text())
        for link in page.css(".near a")
    ]


@pytest.fixture
def place(tmp_path):
    store("2025-12-09", paper(0), paper(1), paper(2))
    store("2025-12-10", paper(3, title="Another Sparse Index for Retrieval"), paper(4))
    place = tmp_path / "site"
    build(Run(), place, "Papers", None)
    return place


def test_a_papers_page_names_what_it_is_like_and_why(place):
    found = similar(place, paper(0).id)
    assert [name for name, _ in found][:1] == [f"{paper(3).id}.html"]
    assert "rag" in found[0][1] or "“" in found[0][1]


def test_likeness_is_said_of_both(place):
    assert similar(place, paper(3).id)[0][0] == f"{paper(0).id}.html"


def test_papers_that_have_nothing_in_common_are_not_named(place):
    names = [name for name, _ in similar(place, paper(2).id)]
    assert f"{paper(1).id}.html" not in names

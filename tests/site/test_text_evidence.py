"""Evidence from a full text on a site: the quote and its section, and no more of the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pagechecks import check_structure
from papers import paper
from selectolax.lexbor import LexborHTMLParser
from stored_days import store

from summarizer.library.run import Run
from summarizer.papers.quotes import LONGEST
from summarizer.papers.records import Passage, Tag
from summarizer.site.build import build

QUOTE = "We tune the retriever by instructions"
LONG = "We read each paper twice, " * 40
ID = paper(0).id


def with_text(entry):
    """An entry whose topic and TL;DR stand on words of a full text, at places of the abstract."""
    tag = Tag(entry.tags[0], QUOTE, "text", 3, 3 + len(QUOTE), 0.9, "Tricks $\\alpha$ & more")
    passage = Passage(LONG, "text", 0, len(LONG))
    evidence = (tag, *(each for each in entry.evidence if each.tag != tag.tag))
    return replace(entry, evidence=evidence, tldr_evidence=(passage,))


@pytest.fixture
def page(home, tmp_path):
    run = Run()
    store(run, [0, 1])
    [entry] = [each for day in run.library.all() for each in day.entries if each.id == ID]
    run.library.revise(entry.tags[0], lambda each: with_text(each) if each.id == ID else each)
    build(run, tmp_path / "site", "Papers")
    return (tmp_path / "site" / "papers" / f"{ID}.html").read_text()


def test_a_row_has_the_quote_and_says_where_it_stands(page):
    tree = LexborHTMLParser(page)
    rows = [row.text(strip=False) for row in tree.css("dl.evidence > div dd")]
    assert any(f"“{QUOTE}” in the full text, section Tricks α & more" in row for row in rows)  # noqa: RUF001
    assert any("… ” in the full text" in row or "…” in the full text" in row for row in rows)
    check_structure(tree)


def test_a_long_quote_is_cut(page):
    assert LONG.strip() not in page
    assert LONG[: LONGEST - 30] in page


def test_no_words_of_the_page_are_marked_by_places_of_the_text(page):
    tree = LexborHTMLParser(page)
    words = "".join(each.text() for each in tree.css(".abstract mark, h1 mark, .basis"))
    assert paper(0).abstract[3 : 3 + len(QUOTE)] not in words
    row = next(row for row in tree.css("dl.evidence > div") if QUOTE in row.text())
    assert row.css_first("dd a") is None

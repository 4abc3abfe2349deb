from __future__ import annotations

import json

import pytest

from summarizer.papers.records import Dropped
from summarizer.sources.mapping import arxiv_id, bare_kept, categories, names, papers

SNAPSHOT = {
    "id": "0704.00017",
    "submitter": "Ann One",
    "authors": "A. One, B. Tw\\'o (Some Lab), and C. Three",
    "title": "A thing:\n  it is good",
    "comments": "37 pages, 15 figures",
    "journal-ref": "Some.Journal 7 (2007)",
    "doi": "10.1000/x",
    "report-no": None,
    "categories": "hep-ph math.CO",
    "license": None,
    "abstract": "  A thing is studied,\nand found good.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["One", "A.", ""], ["Two", "B.", "Jr", "Some Lab"]],
}
"""A line of arXiv's metadata snapshot, in its shape."""


def only(entry):
    return next(papers([("line 1", entry)]))


def test_a_line_of_arxivs_snapshot():
    paper = only(SNAPSHOT)
    assert (paper.id, paper.version, paper.published, paper.updated) == (
        *("0704.00017", 2, "2007-04-02", "2008-11-26"),
    )
    assert paper.abstract == SNAPSHOT["abstract"]
    assert paper.authors == ("A. One", "B. Two Jr")
    assert paper.categories == ("hep-ph", "math.CO")
    assert (paper.comment, paper.comments) == ("37 pages, 15 figures", None)
    assert (paper.journal_ref, paper.doi) == ("Some.Journal 7 (2007)", "10.1000/x")
    assert (paper.submitter, paper.withdrawn) == ("Ann One", None)


def test_the_captured_records_are_all_read(shared):
    import gzip

    with gzip.open(shared / "arxiv" / "arxiv_20k.jsonl.gz", "rt") as lines:
        found = list(papers(("", json.loads(line)) for line in lines))
    assert not any(isinstance(each, Dropped) for each in found)
    assert all(each.id[:2].isdigit() and each.authors and each.categories for each in found)


@pytest.mark.parametrize(
    ("given_names", "parts"),
    [
        ("A. One, B. Two, and C. Three", ("A. One", "B. Two", "C. Three")),
        ("A. One and B. Two", ("A. One", "B. Two")),
        ("One A.; Two B.", ("One A.", "Two B.")),
        ("['A. One', 'B. Two']", ("A. One", "B. Two")),
        ("[broken", ("[broken",)),
        ([{"name": "A. One"}, "B. Two", 3], ("A. One", "B. Two")),
        (None, ()),
    ],
)
def test_names_come_in_many_forms(given_names, parts):
    assert names(given_names) == parts


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"id": "2512.00001v3"}, ("2512.00001", 3)),
        ({"id": "http://arxiv.org/abs/astro-ph/0601001v1"}, ("astro-ph/0601001", 1)),
        ({"id": "arXiv:2512.00001"}, ("2512.00001", None)),
        ({"url": "https://huggingface.co/papers/2512.00001"}, ("2512.00001", None)),
        ({"pdf": "https://arxiv.org/pdf/2512.00001v2.pdf"}, ("2512.00001", 2)),
        ({"doi": "10.48550/arXiv.2512.00001"}, ("2512.00001", None)),
        ({"journal": "arXiv preprint arXiv:2512.00001"}, ("2512.00001", None)),
        ({"id": "xZDWO0oejD"}, (None, None)),
        ({"url": "https://example.com/2512.00001"}, (None, None)),
        ({"id": 7}, (None, None)),
    ],
)
def test_an_arxiv_id_is_found_where_it_stands(entry, found):
    assert arxiv_id(entry) == found


@pytest.mark.parametrize(
    ("comment", "abstract", "is_so"),
    [
        ("Withdrawn by the author", "We study.", True),
        ("This paper has been withdrawn due to an error", "We study.", True),
        (None, "This paper has been withdrawn by the authors.", True),
        (None, "The paper was temporarily withdrawn.", True),
        ("12 pages", "We study withdrawn users.", None),
        ("12 pages, withdrawn from a journal", "Withdrawn users are studied.", None),
    ],
)
def test_a_withdrawn_paper_is_known_by_what_its_authors_write(comment, abstract, is_so):
    entry = {"title": "A title", "abstract": abstract, "comment": comment}
    assert only(entry).withdrawn is is_so
    assert only(entry | {"withdrawn": False}).withdrawn is False


def test_categories_are_a_list_or_a_line():
    assert categories("cs.CL cs.AI") == categories(["cs.CL", "cs.AI"]) == ("cs.CL", "cs.AI")
    assert categories("['cs.CL', 'cs.AI']") == categories("cs.CL; cs.AI") == ("cs.CL", "cs.AI")


LINE = "A line that the paper's authors wrote."


@pytest.mark.parametrize(
    "given",
    [
        {"ai_summary": LINE},
        {"tldr": {"model": "tldr@v2.0.0", "text": LINE}},  # Semantic Scholar
        {"TLDR": LINE},
        {"TL;DR": LINE},  # OpenReview
        {"one-sentence_summary": LINE},
        {"tldr": "Another.", "ai_summary": LINE},
    ],
)
def test_the_line_of_a_site_goes_by_several_names(given):
    assert one(given).ai_summary == LINE


@pytest.mark.parametrize("mark", [{"tldr_origin": "extracted"}, {"proposed_tags": []}])
def test_a_tldr_that_this_program_made_is_no_sites_line(mark):
    assert one({"tldr": LINE, "ai_summary": None, **mark}).ai_summary is None
    assert one({"tldr": "Ours.", "ai_summary": LINE, **mark}).ai_summary == LINE


@pytest.mark.parametrize("given", [{"text": None}, {"text": 3}, {"text": " "}, {}, [], 3])
def test_a_line_in_a_form_that_is_not_known_stays_unknown(given):
    assert one({"tldr": given}).ai_summary is None


def one(given):
    return only({"title": "A title", "abstract": "An abstract.", **given})


def test_entries_without_an_abstract_are_kept_only_where_that_is_wished():
    entries = [("line 1", {"title": "A Title", "authors": ["A. Author"]}), ("line 2", {"x": "y"})]
    dropped = [Dropped("line 1", "no abstract"), Dropped("line 2", "no title and no abstract")]
    assert list(papers(entries)) == dropped
    with bare_kept():
        paper, other = papers(entries)
    assert (paper.title, paper.abstract, paper.authors) == ("A Title", "", ("A. Author",))
    assert other == dropped[1]
    assert list(papers(entries)) == dropped


def test_what_a_list_names_twice_is_there_once():
    paper = one({"ai_keywords": ["b", "a", "b"], "links": "x; y; x"})
    assert (paper.ai_keywords, paper.links) == (("b", "a"), ("x", "y"))

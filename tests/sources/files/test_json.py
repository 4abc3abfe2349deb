from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import paper

from summarizer.errors import InputError, NoPapers
from summarizer.papers.wire import dumps
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing


def read(text):
    return content_listing(Content("papers", text.encode()))


def test_papers_written_as_json_are_read_back_the_same():
    papers = (paper(0), paper(1), paper(2, upvotes=None, url=None))
    assert read(dumps(papers)).papers == papers
    assert read(dumps({"papers": papers})).papers == papers
    assert read("\n".join(map(dumps, papers))).papers == papers


def test_any_list_with_a_title_and_a_summary_is_read():
    found = read('[{"title": "T", "summary": "S.", "authors": "A. One, B. Two and C. Three"}]')
    assert found.papers[0].abstract == "S."
    assert found.papers[0].authors == ("A. One", "B. Two", "C. Three")
    assert found.papers[0].id.startswith("sha256:")


@pytest.mark.parametrize(
    ("given_id", "kept"),
    [
        ("2512.00001v3", "2512.00001"),
        ("http://arxiv.org/abs/2512.00001", "2512.00001"),
        ("astro-ph/0601001v1", "astro-ph/0601001"),
        ("sha256:0123456789abcdef", "sha256:0123456789abcdef"),
    ],
)
def test_an_id_is_kept_without_its_version(given_id, kept):
    assert read(json.dumps([{"id": given_id, "title": "T", "abstract": "A."}])).papers[0].id == kept


def test_another_sites_id_is_not_taken_for_one():
    assert (
        read('[{"id": "xZDWO0oejD", "title": "T", "abstract": "A."}]')
        .papers[0]
        .id.startswith("sha256:")
    )


def test_what_is_no_paper_is_dropped_with_its_place():
    good = '{"title": "T", "abstract": "A."}'
    lines = read(f'{good}\n{{"title": "T"}}\n[1]\n{{"title": "T", "abs')
    assert [(each.where, each.why[:16]) for each in lines.report.dropped] == [
        ("line 2", "no abstract"),
        ("line 3", "list, not an obj"),
        ("line 4", "not valid JSON: "),
    ]
    assert lines.report.found == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1}', "without a list of papers"),
        ("[1, 2]", "no papers among 2 entries; item 1: int"),
        ('[{"a": 1}]', "no papers among 1 entry; item 1: no title and no abstract"),
        ('[{"title": "T", "abstract": "A."}', "not valid JSON"),
        ('{"a": 1}{"a": 2}', "no papers among 2 entries; item 1: no title"),
        ('{"title": "T"} {"title":', "not valid JSON, perhaps cut off"),
    ],
)
def test_json_without_papers_is_one_clear_error(text, said):
    with pytest.raises(InputError, match=said):
        read(text)


def test_a_list_that_begins_with_something_else_is_json_too():
    found = read('[1,\n{"title": "T of x",\n\n"abstract": "We propose a method."}]')
    assert [each.title for each in found.papers] == ["T of x"]


def test_two_papers_of_one_id_are_never_mixed():
    found = read(
        '[{"id": "2503.00002", "title": "Beta", "abstract": "The longer abstract, of Beta."},'
        '{"id": "2503.00002", "title": "Gamma", "abstract": "Of Gamma."}]'
    )
    assert [(each.title, each.abstract) for each in found.papers] == [
        ("Beta", "The longer abstract, of Beta.")
    ]


def test_half_a_character_is_shown_as_unknown():
    assert read('[{"title": "T", "abstract": "A \\ud835 b."}]').papers[0].abstract == "A \ufffd b."


@pytest.mark.parametrize("text", ["[]", '{"papers": []}'])
def test_an_empty_list_says_what_was_looked_for(text):
    with pytest.raises(NoPapers, match="no entries; looked for JSON"):
        read(text)


@pytest.mark.parametrize("between", ["", "\n", ",\n", " \x1e", "\ufeff"])
def test_documents_one_behind_another_are_one_list(between):
    one, two = '{\n "title": "T",\n "abstract": "A."\n}', '[{"title": "U", "abstract": "B."}]'
    assert [each.title for each in read(one + between + two).papers] == ["T", "U"]


@given(st.text())
def test_any_text_is_papers_or_one_error(text):
    try:
        report = content_listing(Content("x", text.encode(errors="replace"))).report
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert report.found == report.kept + report.duplicates + len(report.dropped)

"""What holds for every source, whichever there are."""

from __future__ import annotations

import json

import pytest
from papers import api_item, page, paper

from summarizer.content import Content
from summarizer.records import Paper
from summarizer.sources import live_source, parse, recognised, sources, stream
from summarizer.wire import dumps

FORMS = {
    "bibtex": "@misc{k, title = {A title}, abstract = {An abstract.}, eprint = {2410.05434}}",
    "blocks": "Title: A title\nSummary: An abstract.\n",
    "tables": "title,abstract\nA title,An abstract.\n",
    "dump": f"A title\n\n{'A sentence of an abstract. ' * 20}\n\n  • 2 authors\n·\nMay 7, 2024\n",
    "hf": json.dumps([api_item(), api_item(1)]),
    "records": dumps([paper(), paper(1)]),
}


def test_every_source_has_a_form_here():
    assert {source.NAME for source in sources()} == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_exactly_one_source_recognises_a_form(name):
    content = Content("x", FORMS[name].encode())
    assert name == recognised(content).NAME
    careful = [
        source.NAME
        for source in sources()
        if source.recognises(content) and not hasattr(source, "CATCH_ALL")
    ]
    assert careful in ([name], [])
    assert parse(content).label == name


@pytest.mark.parametrize("name", FORMS)
def test_papers_have_an_id_a_title_and_an_abstract(name):
    listing = parse(Content("x", FORMS[name].encode()))
    assert listing.papers
    for each in listing.papers:
        assert isinstance(each, Paper)
        assert each.id
        assert each.title.strip()
        assert each.abstract.strip()
    assert listing.report.found == listing.report.kept


@pytest.mark.parametrize("name", FORMS)
def test_a_stream_gives_the_same_papers(name):
    content = Content("x", FORMS[name].encode())
    assert tuple(stream(content)) == parse(content).papers


def test_the_page_is_recognised_whatever_it_is_called():
    assert parse(Content("x.json", page([api_item()]).encode())).label == "hf"


def test_a_spec_names_a_live_source_or_none():
    assert live_source("hf:2025-12-09").NAME == "hf"
    assert live_source("dump") is None
    assert live_source("x.txt") is None

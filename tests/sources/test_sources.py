"""What holds for every source, whichever there are."""

from __future__ import annotations

import contract
import pytest
from forms import FORMS
from papers import api_item, page

from summarizer.papers.records import Paper
from summarizer.settings import Settings
from summarizer.sources import live, parse, recognised, sources, stream
from summarizer.sources.content import Content


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
def test_papers_and_report_keep_the_contract(name):
    listing = parse(Content("x", FORMS[name].encode()))
    assert listing.papers
    for each in listing.papers:
        assert isinstance(each, Paper)
    contract.check(listing.report, listing.papers)
    assert listing.report.found == listing.report.kept


@pytest.mark.parametrize("name", FORMS)
def test_a_stream_gives_the_same_papers(name):
    content = Content("x", FORMS[name].encode())
    assert tuple(stream(content)) == parse(content).papers


def test_the_page_is_recognised_whatever_it_is_called():
    assert parse(Content("x.json", page([api_item()]).encode())).label == "hf"


def test_a_spec_names_a_live_source_or_none():
    source, asked = live("hf:2025-12-09", Settings())
    assert (source.NAME, asked.label) == ("hf", "hf")
    assert live("dump", Settings()) is None
    assert live("x.txt", Settings()) is None

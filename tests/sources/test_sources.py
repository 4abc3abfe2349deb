"""What holds for every source, whichever there are."""

from __future__ import annotations

import contract
import pytest
from forms import FORMS
from papers import api_item, page

from summarizer.papers.records import Paper
from summarizer.settings import Settings
from summarizer.sources import FAMILY, asked, sites
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing, recognised, stream


def test_a_source_is_called_like_its_file():
    assert [source.PROFILE.name for source in FAMILY.own()] == FAMILY.names()


@pytest.mark.parametrize("name", FORMS)
def test_exactly_one_source_recognises_a_form(name):
    content = Content("x", FORMS[name].encode())
    source, notes = recognised(content)
    profile = source.PROFILE
    assert (profile.name, notes) == (name, [])
    assert content_listing(content).label == profile.label or name


def test_a_live_source_says_what_it_can_be_asked_for():
    for source in sites():
        prefix = source.SITE.prefix
        assert source.SITE.forms
        assert all(form.spec.startswith(prefix) and form.line for form in source.SITE.forms)
        assert asked(f"{prefix}-not", Settings()) is None


@pytest.mark.parametrize("name", FORMS)
def test_papers_and_report_keep_the_contract(name):
    listing = content_listing(Content("x", FORMS[name].encode()))
    assert listing.papers
    for each in listing.papers:
        assert isinstance(each, Paper)
    contract.check(listing.report, listing.papers)
    assert listing.report.found == listing.report.kept


@pytest.mark.parametrize("name", FORMS)
def test_a_stream_gives_the_same_papers(name):
    content = Content("x", FORMS[name].encode())
    assert tuple(stream(content)) == content_listing(content).papers


def test_the_page_is_recognised_whatever_it_is_called():
    assert content_listing(Content("x.json", page([api_item()]).encode())).label == "hf"


def test_a_spec_names_a_live_source_or_none():
    source, ask = asked("hf:2025-12-09", Settings())
    assert (source.SITE.prefix, ask.label) == ("hf", "hf")
    assert asked("dump", Settings()) is None
    assert asked("x.txt", Settings()) is None

"""OAI-PMH in the API's place: what is asked for, what is left out, and what is said of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from arxiv_server import ArxivServer, oai, raw, record

from summarizer.sources import remote
from summarizer.sources.arxiv import requests
from summarizer.sources.arxiv.harvest import MOST_PAPERS, oai_set
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

FRIDAY = ("papers", "arxiv:cs.CL", "--date", "2025-12-05", "--json")


@pytest.fixture
def site(monkeypatch):
    """arXiv on the 9th of December, whose API refuses everything."""
    moment = datetime(2025, 12, 9, 9, tzinfo=UTC)
    monkeypatch.setattr(remote, "utc_now", lambda: moment)
    with ArxivServer() as server:
        for name in ("ENDPOINT", "FEEDS", "OAI"):
            monkeypatch.setenv(f"SUMMARIZER_ARXIV_{name}", server.url)
        server.api_answer = (429, b"Rate exceeded.")
        yield server


def submitted(number, moment="2025-12-04T10:00:00Z", **changes):
    return record(number, published=moment, **changes)


def asked(site):
    return [query for path, query, _ in site.requests if path == "/oai"]


def ids(out):
    return [each["id"] for each in json.loads(out)["papers"]]


class TestADay:
    def test_papers_are_those_whose_first_version_came_in_for_it(self, run, site):
        site.records = [
            submitted(0),
            submitted(1, "2025-12-03T18:59:00Z"),  # a minute before the deadline of the day before
            submitted(2, "2025-12-04T19:00:00Z"),  # at the deadline: the next day's
            submitted(4, "2025-12-04T18:59:00Z", changed="2025-12-08", version=2),
            submitted(5, "2025-01-04T10:00:00Z", changed="2025-12-05"),
        ]
        code, out, err = run(*FRIDAY)
        assert code == 0
        assert ids(out) == ["2512.00000", "2512.00004"]
        assert "by OAI-PMH, since the API fails" in err
        assert "429" in err

    def test_pages_are_read_to_the_last(self, run, site):
        site.records = [submitted(number) for number in range(5)]
        code, out, _ = run(*FRIDAY)
        assert (code, len(ids(out))) == (0, 5)
        first, *others = asked(site)
        assert first == {
            "verb": "ListRecords",
            "metadataPrefix": "arXivRaw",
            "from": "2025-12-03",
            "set": "cs:cs:CL",
        }
        assert [set(each) for each in others] == [{"verb", "resumptionToken"}] * 2

    def test_fields_are_those_of_the_api(self, run, site):
        site.records = [submitted(0, version=2)]
        refused, site.api_answer = site.api_answer, None
        by_api = json.loads(run(*FRIDAY, "--no-store")[1])["papers"][0]
        site.api_answer = refused
        by_oai = json.loads(run(*FRIDAY, "--no-store")[1])["papers"][0]
        differing = {name for name in by_api if by_api[name] != by_oai[name]}
        assert differing <= {"updated", "journal_ref", "cached"}
        assert (by_oai["version"], by_oai["updated"]) == (2, "2025-12-05")

    def test_cross_lists_are_left_out_as_ever(self, run, site):
        site.records = [submitted(0), submitted(1, categories=("cs.AI", "cs.CL"))]
        code, out, err = run(*FRIDAY)
        assert (code, ids(out)) == (0, ["2512.00000"])
        assert "1 cross-list" in err

    def test_a_part_of_the_api_s_answer_gives_way_to_the_whole(self, run, site, monkeypatch):
        monkeypatch.setattr(requests, "PAGE_SIZE", 2)
        site.records = [submitted(number) for number in range(3)]
        site.api_answer = None
        site.script = [None, *[(429, {})] * 5]
        code, out, err = run(*FRIDAY)
        assert (code, len(ids(out))) == (0, 3)
        assert "by OAI-PMH" in err

    def test_a_paper_of_two_categories_is_one(self, run, site):
        site.records = [submitted(0)]
        out = run("papers", "arxiv:cs.CL+cs.AI", *FRIDAY[2:])[1]
        assert ids(out) == ["2512.00000"]
        assert {each["set"] for each in asked(site)} == {"cs:cs:CL", "cs:cs:AI"}

    def test_long_ago_records_are_not_read_up_to_now_and_that_is_said(self, run, site):
        site.records = [submitted(0, "2025-06-03T10:00:00Z", changed="2025-06-04")]
        code, _, err = run("papers", "arxiv:cs.CL", "--date", "2025-06-04")
        assert code == 0
        assert asked(site)[0]["until"] == "2025-06-07"
        assert "without papers that changed much later" in err

    def test_a_day_without_papers_lists_nothing(self, run, site):
        code, _, err = run(*FRIDAY)
        assert code == 3
        assert "lists nothing" in err

    @pytest.mark.parametrize(
        "broken",
        [
            (503, {}),
            b"<html>Sorry</html>",
            b"no XML",
            oai("ListRecords", [], code="badArgument").encode(),
        ],
    )
    def test_where_that_fails_too_the_api_s_word_stands(self, run, site, broken):
        refusals = [(429, {})] * 5
        site.script = [*refusals, *[broken] * 9]
        code, _, err = run(*FRIDAY)
        assert code == 4
        assert "/api/query allows no more requests now (429)" in err.splitlines()[-1]

    def test_a_token_that_comes_again_ends_it(self, run, site):
        page = oai("ListRecords", [raw(submitted(0))], "again")
        site.script = [*[(429, {})] * 5, *[page.encode()] * 9]
        assert run(*FRIDAY)[0] == 4


class TestPapers:
    def test_papers_are_asked_for_one_by_one(self, run, site):
        site.records = [submitted(0), submitted(1, version=3)]
        code, out, err = run("papers", "arxiv:2512.00000,2512.00001v3,2512.09999", "--json")
        assert code == 0
        assert ids(out) == ["2512.00000", "2512.00001"]
        assert "the latest version only" in err
        assert "dropped 2512.09999: arXiv has no such paper" in err
        assert {each["verb"] for each in asked(site)} == {"GetRecord"}

    def test_an_older_version_is_not_shown_as_if_it_were_that(self, run, site):
        site.records = [submitted(0), submitted(1, version=3)]
        code, out, err = run("papers", "arxiv:2512.00000,2512.00001v2", "--json")
        assert (code, ids(out)) == (0, ["2512.00000"])
        assert "OAI-PMH has version 3 only" in err

    def test_what_arxiv_does_not_have_is_said_as_ever(self, run, site):
        code, _, err = run("papers", "arxiv:2512.09999")
        assert code == 2
        assert "arXiv has no paper `2512.09999`" in err

    def test_no_more_than_a_few_are_asked_for(self, run, site):
        wanted = [f"2512.{number:05d}" for number in range(MOST_PAPERS + 3)]
        site.records = [submitted(number, id=each) for number, each in enumerate(wanted)]
        code, out, err = run("papers", f"arxiv:{','.join(wanted)}", "--json")
        assert (code, len(ids(out))) == (0, MOST_PAPERS)
        assert "3 dropped" in err

    def test_a_search_has_nothing_in_its_place(self, run, site):
        assert run("papers", "arxiv:?q=sparse")[0] == 4
        assert asked(site) == []


@pytest.mark.parametrize(
    ("category", "name"),
    [
        ("cs.CL", "cs:cs:CL"),
        ("stat.ML", "stat:stat:ML"),
        ("astro-ph.CO", "physics:astro-ph:CO"),
        ("cond-mat.mes-hall", "physics:cond-mat:mes-hall"),
        ("physics.optics", "physics:physics:optics"),
        ("hep-th", "physics:hep-th"),
        ("cs", "cs"),
    ],
)
def test_a_category_is_a_set(category, name):
    assert oai_set(category) == name


def test_a_saved_answer_is_read_with_its_versions():
    saved = oai("ListRecords", [raw(submitted(0, version=2))])
    found = content_listing(Content("oai.xml", saved.encode())).papers[0]
    assert (found.version, found.published, found.updated) == (2, "2025-12-04", "2025-12-05")
    assert found.authors == ("First Author", "Second Author")

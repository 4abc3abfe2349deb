"""OpenAlex live, against a server that plays its API."""

from __future__ import annotations

import json

import pytest
from catalogue_servers import OpenAlexServer, known
from contract import check, check_asked
from engine_double import Heard

from summarizer import pipeline
from summarizer.errors import BadAnswer, InputError, NothingListed, Refused, UsageError
from summarizer.library.run import Options, Run
from summarizer.papers import dois
from summarizer.sources.catalogues import openalex, openalexworks
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing


@pytest.fixture
def site(monkeypatch):
    with OpenAlexServer([known(n) for n in range(6)]) as server:
        monkeypatch.setenv("SUMMARIZER_OPENALEX_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_SITE_PAUSE", "0.001")
        yield server


def papers(spec, heard=None, **options):
    made = pipeline.digest([spec], Options(**options), Run(observer=heard or Heard()))
    check(made.report, made.papers)
    return made.papers


@pytest.mark.parametrize(
    ("specs", "canonical"),
    [
        (
            [
                "openalex:W12",
                "openalex:w12",
                "https://openalex.org/W12",
                "https://api.openalex.org/works/W12",
                "https://openalex.org/works/W12",
            ],
            "openalex:W12",
        ),
        (["openalex:10.1000/A", "openalex:https://doi.org/10.1000/a"], "openalex:doi:10.1000/a"),
        (["openalex:2503.11111"], "openalex:doi:10.48550/arxiv.2503.11111"),
        (["openalex:pmid:12", "openalex:PMID:12"], "openalex:pmid:12"),
        (["openalex:W1,W2", "openalex:W1, W2,W1"], "openalex:W1,W2"),
    ],
)
def test_ids_and_addresses_name_works(specs, canonical):
    label = openalex.ask(canonical, Run().settings).label
    check_asked(openalex, specs, "papers", canonical, label)


class TestFields:
    def test_are_those_of_a_work(self, site):
        site.records = [known(0, arxiv="2512.00001")]
        (paper,) = papers("openalex:W1")
        assert (paper.id, paper.doi, paper.source) == (
            "2512.00001",
            "10.5555/journal.0",
            "openalex",
        )
        assert paper.abstract == known(0)["abstract"]
        assert paper.journal_ref == "Journal of Examples 7 (2), 1-9 (2025)"
        assert (paper.published, paper.withdrawn) == ("2025-11-01", None)
        assert paper.links == ("https://example.org/a.pdf",)

    def test_without_an_arxiv_id_a_work_is_known_by_its_doi(self, site):
        assert papers("openalex:W1")[0].id == dois.identity("10.5555/journal.0")

    def test_a_retracted_one_is_withdrawn(self, site):
        site.records = [known(0, retracted=True)]
        assert papers("openalex:W1")[0].withdrawn is True

    def test_of_a_year_alone_no_day_is_made(self, site):
        site.records = [known(0, day="2025-01-01")]
        assert papers("openalex:W1")[0].published is None

    def test_of_two_arxiv_ids_none_is_believed(self):
        work = OpenAlexServer.work(known(0, arxiv="2512.00001"))
        work["locations"].append({"landing_page_url": "https://arxiv.org/abs/2512.00002"})
        (_, entry), *_ = openalexworks.fields([work])
        assert entry["id"] == dois.identity("10.5555/journal.0")


class TestSearch:
    def test_takes_the_whole_language(self, site):
        spec = 'openalex:?q=sparse "data sets" -survey title:index author:"First Author" since:2025-11-02'
        found = papers(f"{spec} until:2025-11")
        assert [each.published for each in found] == ["2025-11-04"]
        query = site.requests[0][1]
        assert query["search"] == '(sparse AND "data sets") NOT "survey"'
        assert query["filter"].split(",") == [
            *("has_abstract:true", "title.search:index", "raw_author_name.search:First Author"),
            *("from_publication_date:2025-11-02", "to_publication_date:2025-11-30"),
        ]

    def test_by_title_or_author_alone_needs_no_words(self, site):
        assert len(papers("openalex:?q=title:scaling")) == 2
        assert "search" not in site.requests[0][1]
        with pytest.raises(UsageError, match="needs a word beside `-`"):
            papers("openalex:?q=author:Author -survey")

    def test_never_takes_words_for_operators_or_filters(self, site):
        with pytest.raises(NothingListed):
            papers("openalex:?q=a title:index,has_abstract:false|OR -NOT")
        query = site.requests[0][1]
        assert query["filter"] == "has_abstract:true,title.search:index has_abstract false or"
        assert query["search"] == '(a) NOT "not"'

    @pytest.mark.parametrize(
        ("sort", "asked"), [("date", "publication_date:desc"), ("citations", "cited_by_count:desc")]
    )
    def test_is_sorted_as_asked(self, site, sort, asked):
        assert papers(f"openalex:?q=a&sort={sort}", limit=2)[0].published == "2025-11-06"
        assert site.requests[0][1]["sort"] == asked

    def test_reads_cursor_after_cursor(self, site):
        site.records = [known(n) for n in range(230)]
        assert len(papers("openalex:?q=a", limit=150)) == 150
        assert [query["cursor"] for _, query, _ in site.requests] == ["*", "c75"]

    def test_with_a_cursor_that_has_no_end_is_an_error(self, site):
        page = {"meta": {"next_cursor": "*", "count": 9}, "results": [OpenAlexServer.work(known())]}
        site.script = [json.dumps(page).encode()] * 9
        made = pipeline.digest(["openalex:?q=a"], Options(limit=9), Run(observer=Heard()))
        assert "without an end" in made.report.dropped[0].why

    def test_that_finds_nothing_lists_nothing(self, site):
        with pytest.raises(NothingListed, match="lists nothing"):
            papers("openalex:?q=zebra")

    def test_tells_the_contact_where_there_is_one(self, site, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_CONTACT", "you@example.org")
        papers("openalex:?q=sparse")
        assert site.requests[0][1]["mailto"] == "you@example.org"


class TestRefusals:
    def test_a_wrong_key_is_named_and_not_shown(self, site, monkeypatch):
        monkeypatch.setenv("OPENALEX_API_KEY", "hush")
        with pytest.raises(
            Refused, match=r"refused the key in `OPENALEX_API_KEY` \(401\)"
        ) as caught:
            papers("openalex:?q=a")
        assert "hush" not in str(caught.value)

    def test_too_many_requests_in_a_second_are_no_wrong_key(self, site, monkeypatch):
        monkeypatch.setenv("OPENALEX_API_KEY", "hush")
        site.script = [(403, {}, b'{"message": "Rate limit exceeded"}')]
        with pytest.raises(Refused, match=r"allows no more requests now \(403\)"):
            papers("openalex:?q=a")

    def test_a_day_without_budget_is_said_at_once(self, site):
        site.spent = True
        with pytest.raises(Refused, match=r"again in 58798 s; .*`OPENALEX_API_KEY`"):
            papers("openalex:?q=a")
        assert len(site.requests) == 1

    @pytest.mark.parametrize("body", [b"<html>", b"[1", b"[]", b"{}", b'{"results": {}}'])
    def test_an_answer_that_is_none_is_an_error(self, site, body):
        site.script = [body] * 9
        with pytest.raises(BadAnswer, match="try again later"):
            papers("openalex:?q=a")

    def test_works_that_are_not_there_are_said(self, site):
        with pytest.raises(InputError, match="OpenAlex has no paper"):
            papers("openalex:W999")
        made = pipeline.digest(["openalex:W999,W1"], Options(), Run(observer=Heard()))
        assert (len(made.papers), made.report.dropped[0].where) == (1, "W999")

    def test_works_behind_a_failure_are_said(self, site):
        site.script = [None, *[500] * 9]
        made = pipeline.digest(["openalex:W1,W2,W3"], Options(), Run(observer=Heard()))
        assert [each.where for each in made.report.dropped] == ["W2", "W3"]
        assert all("500" in each.why for each in made.report.dropped)


def test_saved_answers_of_each_kind_are_read():
    work = OpenAlexServer.work(known(0, arxiv="2512.00001"))
    lines = f"{json.dumps(work)}\n{json.dumps(work)}\n"
    for text in (lines, *map(json.dumps, [work, [work], {"meta": {}, "results": [work]}])):
        found = content_listing(Content("x", text.encode()))
        assert (found.label, [each.id for each in found.papers]) == ("openalex", ["2512.00001"])


@pytest.mark.parametrize("text", ["", "W", "Wx", "foo", "pmid:", "10.1"])
def test_what_is_no_id_is_none(text):
    assert openalex.CATALOGUE.identity(text) is None

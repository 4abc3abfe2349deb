"""Crossref live, against a server that plays its API."""

from __future__ import annotations

import json

import pytest
from catalogue_servers import CrossrefServer, known
from contract import check, check_asked
from engine_double import Heard

from summarizer import pipeline
from summarizer.errors import (
    BadAnswer,
    InputError,
    NothingListed,
    Refused,
    ServiceError,
    UsageError,
)
from summarizer.library.run import Options, Run
from summarizer.papers import dois
from summarizer.sources.catalogues import crossref, crossrefworks
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing


@pytest.fixture
def site(monkeypatch):
    with CrossrefServer([known(n) for n in range(6)]) as server:
        monkeypatch.setenv("SUMMARIZER_CROSSREF_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_SITE_PAUSE", "0.001")
        yield server


def papers(spec, heard=None, **options):
    made = pipeline.digest([spec], Options(**options), Run(observer=heard or Heard()))
    check(made.report, made.papers)
    return made.papers


def entry(**changes):
    """A work as Crossref has it, under the names that `mapping` knows."""
    (_, found), *_ = crossrefworks.fields([CrossrefServer.work(known(), whole=True) | changes])
    return found


@pytest.mark.parametrize(
    ("specs", "canonical"),
    [
        (
            [
                "crossref:10.1000/A",
                "crossref:doi:10.1000/a",
                "https://doi.org/10.1000/a",
                "http://dx.doi.org/10.1000/A",
                "https://api.crossref.org/works/10.1000%2Fa",
            ],
            "crossref:10.1000/a",
        ),
        (
            ["crossref:10.1000/a,10.1000/b", "crossref:10.1000/a, 10.1000/b"],
            "crossref:10.1000/a,10.1000/b",
        ),
        (["crossref:10.1002/(sici)1-2,3"], "crossref:10.1002/(sici)1-2,3"),
    ],
)
def test_dois_and_addresses_name_works(specs, canonical):
    label = crossref.ask(canonical, Run().settings).label
    check_asked(crossref, specs, "papers", canonical, label)


def test_a_doi_of_arxiv_is_not_crossrefs():
    with pytest.raises(UsageError, match=r"give `arxiv:2512\.00001`"):
        crossref.ask("crossref:10.48550/arXiv.2512.00001", Run().settings)


@pytest.mark.parametrize(
    "spec", ["crossref:", "crossref:x", 'crossref:?q="a b"', "crossref:?q=a -b"]
)
def test_what_it_cannot_be_asked_is_wrong_use(spec):
    with pytest.raises(UsageError, match="crossref:"):
        crossref.ask(spec, Run().settings)


class TestFields:
    def test_are_those_of_a_work(self, site):
        (paper,) = papers("crossref:10.5555/journal.0")
        assert (paper.id, paper.doi) == (dois.identity("10.5555/journal.0"), "10.5555/journal.0")
        assert paper.abstract == known(0)["abstract"]
        assert paper.authors == ("First Author", "Second Author")
        assert paper.journal_ref == "Journal of Examples 7 (2), 1-9 (2025)"
        assert (paper.published, paper.source) == ("2025-11-01", "crossref")

    def test_a_preprint_leads_to_its_journal_and_has_none_itself(self, site):
        related = [("is-preprint-of", "10.1038/X")]
        site.records = [known(0, type="posted-content", related=related)]
        (paper,) = papers("crossref:10.5555/journal.0")
        assert dois.linked(paper) == {"10.1038/x"}
        assert paper.journal_ref is None

    def test_a_journals_article_whose_preprint_is_at_arxiv_has_its_id(self, site):
        site.records = [known(0, related=[("has-preprint", "10.48550/arXiv.2512.00001")])]
        assert papers("crossref:10.5555/journal.0")[0].id == "2512.00001"

    def test_a_retracted_one_is_withdrawn(self, site):
        site.records = [known(0, retracted=True)]
        assert papers("crossref:10.5555/journal.0")[0].withdrawn is True
        assert entry(title=["RETRACTED: A title"])["withdrawn"] is True
        notice = entry(**{"update-to": [{"DOI": "10.5555/other", "type": "retraction"}]})
        assert notice["withdrawn"] is None

    @pytest.mark.parametrize(
        ("changes", "title"),
        [
            ({"title": ["A <i>small</i> title"]}, "A small title"),
            ({"title": ["A title"], "subtitle": ["and its end"]}, "A title: and its end"),
            ({"title": ["A title and its end"], "subtitle": ["Its end"]}, "A title and its end"),
            ({"title": []}, None),
        ],
    )
    def test_a_title_is_whole_and_plain(self, changes, title):
        assert entry(**changes)["title"] == title

    def test_sections_of_an_abstract_keep_their_headings(self):
        jats = (
            "<jats:title>Abstract</jats:title><jats:sec><jats:title>Aims</jats:title>"
            "<jats:p>We count.</jats:p></jats:sec><jats:sec><jats:title>Results</jats:title>"
            "<jats:p>Ten &amp; more.</jats:p></jats:sec>"
        )
        assert entry(abstract=jats)["abstract"].split("\n")[0] == "Aims: We count."
        assert "<" not in entry(abstract=jats)["abstract"]
        assert "Ten & more." in entry(abstract=jats)["abstract"]

    @pytest.mark.parametrize(
        ("days", "published"),
        [
            ({"published-online": [2025, 3, 14], "published": [2025, 1, 1]}, "2025-03-14"),
            ({"published-online": [2025, 3], "published": [2025, 3, 20]}, "2025-03-20"),
            ({"published": [2025]}, None),
            ({"published": [None]}, None),
        ],
    )
    def test_a_day_is_one_that_is_named_whole(self, days, published):
        parts = {"issued": {}, "published": {}} | {
            name: {"date-parts": [each]} for name, each in days.items()
        }
        from summarizer.sources.mapping import papers as read

        found = dict(entry(**parts))
        (paper,) = read([("x", found)])
        assert paper.published == published

    def test_groups_of_authors_are_authors(self):
        from summarizer.sources.mapping import papers as read

        people = [{"name": "The Group", "sequence": "first"}, {"family": "Author", "given": "A."}]
        (paper,) = read([("x", entry(author=people))])
        assert paper.authors == ("The Group", "A. Author")

    def test_a_review_and_a_part_of_a_paper_are_none(self):
        for kind in ("peer-review", "component"):
            (_, found), *_ = crossrefworks.fields([{"DOI": "10.1/x", "type": kind}])
            assert isinstance(found, ValueError)


class TestSearch:
    def test_takes_words_titles_authors_and_days(self, site):
        found = papers(
            "crossref:?q=sparse title:index author:Author since:2025-11-02 until:2025-11-09"
        )
        assert [each.published for each in found] == ["2025-11-04"]
        query = site.requests[0][1]
        assert query["query.bibliographic"] == "sparse"
        assert (query["query.title"], query["query.author"]) == ("index", "Author")
        assert (
            query["filter"]
            == "has-abstract:true,from-pub-date:2025-11-02,until-pub-date:2025-11-09"
        )

    def test_leaves_out_what_was_only_ranked_and_says_how_many(self, site):
        works = [CrossrefServer.work(known(n)) for n in range(3)]
        works[2]["author"] = [{"given": "B.", "family": "Other"}]
        page = CrossrefServer.message("work-list", {"total-results": 3, "items": works})
        heard = Heard()
        site.script = [json.dumps(page).encode()]
        assert len(papers("crossref:?q=a title:steps", heard)) == 1
        assert any("2 of the 3 left out, as `title:`" in note for note in heard.notes)
        site.script = [json.dumps(page).encode()]
        assert len(papers('crossref:?q=a author:"Bo Other"')) == 1
        site.script = [json.dumps(page).encode()]
        with pytest.raises(NothingListed):
            papers("crossref:?q=a author:Nobody")

    def test_is_sorted_as_asked(self, site):
        assert papers("crossref:?q=a&sort=date", limit=2)[0].published == "2025-11-06"
        query = site.requests[0][1]
        assert (query["sort"], query["order"]) == ("published", "desc")

    def test_reads_page_after_page(self, site):
        site.records = [known(n) for n in range(230)]
        assert len(papers("crossref:?q=a", limit=150)) == 150
        assert [query["offset"] for _, query, _ in site.requests] == ["0", "75"]

    def test_an_answer_whose_pages_never_end_is_an_error(self, site):
        site.records = [known(0)]
        page = CrossrefServer.message("x", {"items": [CrossrefServer.work(known())]})
        page["message"]["total-results"] = 10**9
        site.script = [json.dumps(page).encode()] * 99
        made = pipeline.digest(["crossref:?q=a"], Options(limit=9), Run(observer=Heard()))
        assert "without an end" in made.report.dropped[0].why
        assert len(site.requests) < 10


class TestRefusals:
    def test_a_wrong_token_is_named_and_not_shown(self, site, monkeypatch):
        monkeypatch.setenv("CROSSREF_TOKEN", "hush")
        with pytest.raises(Refused, match=r"refused the key in `CROSSREF_TOKEN` \(401\)") as caught:
            papers("crossref:?q=a")
        assert "hush" not in str(caught.value)
        assert site.requests[0][2]["Crossref-Plus-API-Token"] == "Bearer hush"

    def test_a_filter_that_it_does_not_know_is_refused_in_its_words(self, site):
        site.script = [(400, {}, b'{"message": [{"message": "no such filter"}]}')]
        with pytest.raises(Refused, match=r"Crossref cannot answer .* \(400\): no such filter"):
            papers("crossref:?q=a")

    @pytest.mark.parametrize("fault", [500, 429, "cut", b"<html>", b"{}", b"Resource not found."])
    def test_trouble_of_the_site_is_its_own(self, site, fault):
        site.script = [fault] * 9
        with pytest.raises(ServiceError) as caught:
            papers("crossref:10.5555/journal.0")
        assert "\n" not in str(caught.value)
        site.script = [fault] * 9
        with pytest.raises(ServiceError):
            papers("crossref:?q=a")

    def test_dois_that_are_not_there_are_said(self, site):
        with pytest.raises(InputError, match="Crossref has no paper"):
            papers("crossref:10.9999/none")

    def test_a_work_that_is_none_is_an_error(self, site):
        site.script = [b'{"status": "ok", "message": {}}'] * 9
        with pytest.raises(BadAnswer, match="without a list"):
            papers("crossref:10.5555/journal.0")


def test_saved_answers_of_each_kind_are_read():
    work = CrossrefServer.work(known(0)) | {"indexed": {}, "member": "1"}
    message = {"status": "ok", "message": work}
    listed = {"status": "ok", "message": {"items": [work], "total-results": 1}}
    for document in (message, listed, [work], work):
        found = content_listing(Content("x", json.dumps(document).encode()))
        assert (found.label, len(found.papers)) == ("crossref", 1)


def test_a_citation_in_csl_is_not_crossrefs():
    csl = [{"DOI": "10.1/x", "title": "A title", "abstract": "An abstract.", "type": "article"}]
    assert content_listing(Content("x", json.dumps(csl).encode())).label == "records"

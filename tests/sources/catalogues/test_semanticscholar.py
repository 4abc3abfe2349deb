"""Semantic Scholar live, against a server that plays its Academic Graph."""

from __future__ import annotations

import contextlib
import json

import pytest
from catalogue_servers import SemanticScholarServer, known
from contract import check, check_asked
from engine_double import Heard

from summarizer import pipeline
from summarizer.errors import BadAnswer, InputError, NothingListed, Refused, UsageError
from summarizer.library.run import Options, Run
from summarizer.sources.catalogues import semanticscholar
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing


@pytest.fixture
def site(monkeypatch):
    with SemanticScholarServer([known(n) for n in range(6)]) as server:
        monkeypatch.setenv("SUMMARIZER_S2_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_SITE_PAUSE", "0.001")
        yield server


def papers(spec, heard=None, **options):
    made = pipeline.digest([spec], Options(**options), Run(observer=heard or Heard()))
    check(made.report, made.papers)
    return made.papers


@pytest.mark.parametrize(
    ("specs", "canonical"),
    [
        (["s2:2503.11111", "s2:arXiv:2503.11111v2"], "s2:arXiv:2503.11111"),
        (["s2:10.1000/A", "s2:doi:10.1000/a", "s2:https://doi.org/10.1000/a"], "s2:DOI:10.1000/a"),
        (["s2:PMID:12", "s2:pmid:12"], "s2:PMID:12"),
        (
            [f"s2:{'ab' * 20}", f"https://www.semanticscholar.org/paper/A-title/{'ab' * 20}"],
            f"s2:{'ab' * 20}",
        ),
    ],
)
def test_ids_and_addresses_name_papers(specs, canonical):
    label = semanticscholar.ask(canonical, Run().settings).label
    check_asked(semanticscholar, specs, "papers", canonical, label)


@pytest.mark.parametrize(
    "spec", ["s2:", "s2:foo", "s2:?q=", "s2:PMID:x", "s2:?q=title:x", "s2:?q=x&sort=y"]
)
def test_what_is_no_question_is_wrong_use(spec):
    with pytest.raises(UsageError, match="s2:"):
        semanticscholar.ask(spec, Run().settings)


class TestFields:
    def test_are_those_of_the_graph(self, site):
        site.records = [known(0, arxiv="2512.00001", tldr="A line.")]
        (paper,) = papers("s2:arXiv:2512.00001")
        assert (paper.id, paper.doi, paper.source) == ("2512.00001", "10.5555/journal.0", "s2")
        assert paper.ai_summary == "A line."
        assert paper.published == "2025-11-01"
        assert paper.journal_ref == "Journal of Examples 7, 1-9 (2025)"
        assert paper.authors == ("First Author", "Second Author")
        assert paper.links == ("https://example.org/a.pdf",)

    def test_a_preprint_servers_name_is_no_journal(self, site):
        site.records = [known(0, doi=None, arxiv="2512.00001", journal=None)]
        assert papers("s2:2512.00001")[0].journal_ref is None

    def test_a_data_set_and_a_paper_without_abstract_are_dropped_with_the_reason(self, site):
        site.records = [known(0), known(3, abstract=None), known(6, type="Dataset")]
        heard = Heard()
        made = pipeline.digest(["s2:?q=sparse"], Options(), Run(observer=heard))
        assert len(made.papers) == 1
        assert {each.why for each in made.report.dropped} == {
            "no abstract",
            "a data set, not a paper",
        }
        assert any("1 of 3 papers has no abstract there" in note for note in heard.notes)


class TestSearch:
    def test_by_relevance_takes_words_without_hyphens_and_days(self, site):
        found = papers("s2:?q=sparse retrieval-augmented since:2025-11-02 until:2025-11-04")
        assert [each.published for each in found] == ["2025-11-04"]
        path, query, _ = site.requests[0]
        assert path.endswith("/paper/search")
        assert query["query"] == "sparse retrieval augmented"
        assert query["publicationDateOrYear"] == "2025-11-02:2025-11-04"
        assert "tldr" in query["fields"]

    def test_with_phrases_or_without_words_is_not_ranked_and_says_so(self, site):
        heard = Heard()
        found = papers('s2:?q="sparse index" -scaling', heard)
        assert [each.published for each in found] == ["2025-11-04", "2025-11-01"]
        assert site.requests[0][1]["query"] == '"sparse index" -scaling'
        assert any("does not rank" in note for note in heard.notes)

    def test_a_plus_is_part_of_a_word(self, site):
        site.records = []
        for spec in ("s2:?q=sparse C++", "s2:?q=sparse C++ -b+c&sort=date"):
            with contextlib.suppress(NothingListed):
                papers(spec)
        asked = [query["query"] for _, query, _ in site.requests]
        assert (asked[0], asked[-1]) == ("sparse C++", 'sparse "C++" -"b+c"')

    @pytest.mark.parametrize(("sort", "first"), [("date", "11-06"), ("citations", "11-06")])
    def test_is_sorted_as_asked(self, site, sort, first):
        heard = Heard()
        found = papers(f"s2:?q=a&sort={sort}", heard, limit=2)
        assert found[0].published.endswith(first)
        assert not any("does not rank" in note for note in heard.notes)

    def test_reads_page_after_page_and_no_more_than_is_wanted(self, site):
        site.records = [known(n) for n in range(230)]
        heard = Heard()
        assert len(papers("s2:?q=a", heard, limit=150)) == 150
        assert [query["offset"] for _, query, _ in site.requests] == ["0", "75"]
        assert any("found 230; the first 150 were read" in note for note in heard.notes)

    def test_of_a_token_keeps_no_more_than_is_wanted(self, site):
        site.records = [known(n) for n in range(30)]
        site.bulk = 12
        assert len(papers("s2:?q=a&sort=date", limit=20)) == 20
        assert [query.get("token") for _, query, _ in site.requests] == [None, "t12"]

    def test_keeps_what_came_before_a_failure(self, site):
        site.records = [known(n) for n in range(230)]
        site.script = [None, *[500] * 9]
        made = pipeline.digest(["s2:?q=a"], Options(limit=150), Run(observer=Heard()))
        assert len(made.papers) == 75
        assert made.report.dropped[0].where == "results from 76 on"

    def test_with_the_same_token_again_and_again_is_an_error(self, site):
        page = {"total": 9, "token": "t", "data": [SemanticScholarServer.paper(known())]}
        site.script = [json.dumps(page).encode()] * 9
        made = pipeline.digest(["s2:?q=a&sort=date"], Options(limit=9), Run(observer=Heard()))
        assert "without an end" in made.report.dropped[0].why
        assert len(site.requests) == 2


class TestRefusals:
    def test_a_wrong_key_is_named_and_not_shown(self, site, monkeypatch):
        monkeypatch.setenv("S2_API_KEY", "hush")
        with pytest.raises(Refused, match=r"refused the key in `S2_API_KEY` \(403\)") as caught:
            papers("s2:?q=a")
        assert "hush" not in str(caught.value)

    def test_a_right_key_goes_in_a_header(self, site, monkeypatch):
        monkeypatch.setenv("S2_API_KEY", "hush")
        site.key = "hush"
        assert papers("s2:?q=sparse")
        assert site.requests[0][2]["x-api-key"] == "hush"
        assert "hush" not in str(site.requests[0][1])

    def test_too_many_without_a_key_says_what_a_key_is_for(self, site):
        said = json.dumps({"message": "Too Many Requests.", "code": "429"}).encode()
        site.script = [(429, {}, said)] * 9
        with pytest.raises(Refused, match="`S2_API_KEY`"):
            papers("s2:?q=a")

    def test_a_question_that_it_does_not_take_is_refused_in_its_words(self, site):
        site.script = [(400, {}, b'{"error": "Missing\\nquery"}')]
        with pytest.raises(Refused, match=r"Semantic Scholar cannot answer .*: Missing query"):
            papers("s2:?q=a")

    @pytest.mark.parametrize("body", [b"<html>", b"[1", b"[]", b'{"data": 3, "total": 1}', b"{}"])
    def test_an_answer_that_is_none_is_an_error(self, site, body):
        site.script = [body] * 9
        with pytest.raises(BadAnswer, match="try again later"):
            papers("s2:?q=a")

    def test_papers_that_are_not_there_are_said(self, site):
        with pytest.raises(InputError, match="Semantic Scholar has no paper"):
            papers("s2:10.9999/none")
        made = pipeline.digest(
            ["s2:10.9999/none,10.5555/journal.1"], Options(), Run(observer=Heard())
        )
        assert (len(made.papers), made.report.dropped[0].where) == (1, "DOI:10.9999/none")


def test_saved_answers_of_each_kind_are_read():
    paper = SemanticScholarServer.paper(known(0, arxiv="2512.00001"))
    lines = f"{json.dumps(paper)}\n{json.dumps(paper)}\n"
    kinds = [paper, [paper, None], {"total": 1, "offset": 0, "data": [paper]}]
    for text in (lines, *map(json.dumps, kinds)):
        found = content_listing(Content("x", text.encode()))
        assert (found.label, [each.id for each in found.papers]) == (
            "semanticscholar",
            ["2512.00001"],
        )


@pytest.mark.parametrize("text", ["", "foo", "PMID:", "PMID:x", "10.1", "arXiv:", "ab" * 19])
def test_what_is_no_id_is_none(text):
    assert semanticscholar.CATALOGUE.identity(text) is None

"""PubMed live, against a server that plays the E-utilities."""

from __future__ import annotations

import pytest
from catalogue_servers import PubMedServer, articles, known
from contract import check, check_asked
from engine_double import Heard
from hypothesis import given, settings
from hypothesis import strategies as st

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
from summarizer.papers.records import Paper
from summarizer.sources.catalogues import pubmed, pubmedxml
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing


@pytest.fixture
def site(monkeypatch):
    with PubMedServer([known(n) for n in range(6)]) as server:
        monkeypatch.setenv("SUMMARIZER_PUBMED_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_SITE_PAUSE", "0.001")
        yield server


def papers(spec, heard=None, **options):
    made = pipeline.digest([spec], Options(**options), Run(observer=heard or Heard()))
    check(made.report, made.papers)
    return made.papers


def entry(inside, cited="", behind=""):
    """An article with this inside, under the names that `mapping` knows."""
    xml = (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article>"
        f"<ArticleTitle>A title.</ArticleTitle>{inside}</Article>{cited}</MedlineCitation>"
        f"<PubmedData>{behind}</PubmedData></PubmedArticle></PubmedArticleSet>"
    )
    (_, found), *_ = pubmedxml.fields(pubmedxml.articles(pubmedxml.root(xml)))
    return found


@pytest.mark.parametrize("sign", ["\x0b", "\x01 ", "&#11;"])
def test_a_control_character_in_an_abstract_costs_no_paper(site, monkeypatch, sign):
    usual = site.article

    def damaged(each):
        return usual(each).replace("<AbstractText>", f"<AbstractText>Old{sign}words. ")

    monkeypatch.setattr(site, "article", damaged)
    for spec in ("pubmed:1,2", "pubmed:2,1"):
        found = papers(spec)
        assert len(found) == 2
        assert all(each.abstract.startswith("Old words. ") for each in found)


@pytest.mark.parametrize(
    ("specs", "canonical"),
    [
        (["pubmed:12", "pubmed:PMID:12", "https://pubmed.ncbi.nlm.nih.gov/12/"], "pubmed:12"),
        (["pubmed:12,13", "pubmed:12, PMID 13"], "pubmed:12,13"),
    ],
)
def test_numbers_and_addresses_name_articles(specs, canonical):
    label = pubmed.ask(canonical, Run().settings).label
    check_asked(pubmed, specs, "papers", canonical, label)


@pytest.mark.parametrize("spec", ["pubmed:", "pubmed:x", "pubmed:0", "pubmed:?q=a&sort=citations"])
def test_what_it_cannot_be_asked_is_wrong_use(spec):
    with pytest.raises(UsageError, match="pubmed:"):
        pubmed.ask(spec, Run().settings)


class TestFields:
    def test_are_those_of_an_article(self, site):
        (paper,) = papers("pubmed:1")
        assert (paper.id, paper.doi) == (dois.identity("10.5555/journal.0"), "10.5555/journal.0")
        assert paper.title == "A Sparse Index for Retrieval-Augmented Generation"
        assert paper.abstract == known(0)["abstract"]
        assert paper.authors == ("First Author", "Second Author")
        assert paper.journal_ref == "Journal of Examples 7 (2), 1-9 (2025)"
        assert (paper.published, paper.source) == ("2025-11-01", "pubmed")
        assert paper.url == "https://pubmed.ncbi.nlm.nih.gov/1/"

    def test_sections_of_an_abstract_keep_their_labels_and_markup_goes(self):
        found = entry(
            "<Abstract><AbstractText Label='AIMS:'>We count H<sub>2</sub>O.</AbstractText>"
            "<AbstractText Label='RESULTS' NlmCategory='RESULTS'>Ten\n  &lt; 12.</AbstractText>"
            "<AbstractText Label='UNLABELLED'>More.</AbstractText><AbstractText/></Abstract>"
        )
        assert found["abstract"] == "AIMS: We count H2O.\nRESULTS: Ten < 12.\nMore."

    def test_groups_are_authors_and_people_who_are_none_are_not(self):
        found = entry(
            "<AuthorList><Author><LastName>Author</LastName><Initials>A</Initials></Author>"
            "<Author><CollectiveName>The Group</CollectiveName></Author><Author ValidYN='N'>"
            "<LastName>Wrong</LastName></Author><Author><LastName>Other</LastName><ForeName>B C"
            "</ForeName><Suffix>Jr</Suffix></Author><Author/></AuthorList>"
        )
        assert found["authors"] == ("A Author", "The Group", "B C Other Jr")

    @pytest.mark.parametrize(
        ("inside", "day"),
        [
            (
                "<ArticleDate><Year>2025</Year><Month>03</Month><Day>4</Day></ArticleDate>",
                "2025-03-04",
            ),
            (
                (
                    "<Journal><JournalIssue><PubDate><Year>2025</Year><Month>Mar</Month><Day>4</Day>"
                    "</PubDate></JournalIssue></Journal>"
                ),
                "2025-03-04",
            ),
            (
                (
                    "<Journal><JournalIssue><PubDate><Year>2025</Year><Month>Mar</Month></PubDate>"
                    "</JournalIssue></Journal>"
                ),
                None,
            ),
            ("<ArticleDate><Year>2025</Year><Month>13</Month><Day>4</Day></ArticleDate>", None),
        ],
    )
    def test_a_day_is_one_that_is_named_whole(self, inside, day):
        assert entry(inside)["published"] == day

    def test_ids_of_references_are_not_its_own(self):
        reference = (
            "<ReferenceList><Reference><ArticleIdList><ArticleId IdType='doi'>10.9/other"
            "</ArticleId></ArticleIdList></Reference></ReferenceList>"
        )
        own = "<ArticleIdList><ArticleId IdType='doi'>10.5/own</ArticleId></ArticleIdList>"
        assert entry("", behind=reference)["doi"] is None
        assert entry("", behind=reference + own)["doi"] == "10.5/own"
        wrong = "<ELocationID EIdType='doi' ValidYN='N'>10.9/wrong</ELocationID>"
        assert entry(wrong, behind=own)["doi"] == "10.5/own"

    def test_full_text_and_the_journals_article_of_a_preprint_are_links(self):
        found = entry(
            "<Journal><Title>bioRxiv : the preprint server for biology</Title></Journal>"
            "<PublicationTypeList><PublicationType>Preprint</PublicationType></PublicationTypeList>",
            "<CommentsCorrectionsList><CommentsCorrections RefType='UpdateIn'><RefSource>Nature. "
            "2025 Mar. doi: 10.1038/X.</RefSource><PMID>8</PMID></CommentsCorrections>"
            "<CommentsCorrections RefType='Cites'><RefSource>doi: 10.9/y</RefSource>"
            "</CommentsCorrections></CommentsCorrectionsList>",
            "<ArticleIdList><ArticleId IdType='pmc'>PMC12</ArticleId></ArticleIdList>",
        )
        assert found["links"] == [
            *("https://pmc.ncbi.nlm.nih.gov/articles/PMC12/", "https://doi.org/10.1038/x")
        ]
        assert found["journal_ref"] is None

    def test_a_preprint_of_arxiv_has_its_id(self):
        place = "<ELocationID EIdType='pii' ValidYN='Y'>arXiv:2512.00001v2</ELocationID>"
        assert entry(place)["id"] == "2512.00001"

    def test_a_retracted_one_is_withdrawn(self, site):
        site.records = [known(0, retracted=True)]
        assert papers("pubmed:1")[0].withdrawn is True

    def test_a_title_in_its_own_language_stands_in(self):
        xml = (
            "<PubmedArticle><MedlineCitation><Article><ArticleTitle>[Not Available].</ArticleTitle>"
            "<VernacularTitle>Ein Titel.</VernacularTitle></Article></MedlineCitation></PubmedArticle>"
        )
        (_, found), *_ = pubmedxml.fields(pubmedxml.articles(pubmedxml.root(xml)))
        assert found["title"] == "Ein Titel"

    def test_a_chapter_of_a_book_is_read(self):
        xml = (
            "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>9</PMID><ArticleTitle>A chapter"
            "</ArticleTitle><Book><BookTitle>A book</BookTitle></Book><Abstract><AbstractText>"
            "An abstract.</AbstractText></Abstract></BookDocument></PubmedBookArticle></PubmedArticleSet>"
        )
        (paper,) = content_listing(Content("x", xml.encode())).papers
        assert (paper.title, paper.journal_ref) == ("A chapter", "A book")


class TestSearch:
    def test_takes_the_whole_language(self, site):
        spec = 'pubmed:?q=sparse "data sets" -survey title:index author:Author since:2025-11-02'
        assert [each.published for each in papers(spec)] == ["2025-11-04"]
        assert site.requests[0][1]["term"] == (
            '(sparse AND "data sets"[tiab] AND index[ti] AND Author[au] AND hasabstract AND '
            '"2025/11/02"[dp]:"3000/12/31"[dp]) NOT "survey"[tiab]'
        )

    def test_never_takes_words_for_operators_or_fields(self, site):
        with pytest.raises(NothingListed):
            papers('pubmed:?q=x[au] OR (y) title:"a b[mh]"')
        assert site.requests[0][1]["term"] == 'x au AND or AND y AND "a b mh"[ti] AND hasabstract'

    def test_is_sorted_as_asked(self, site):
        assert papers("pubmed:?q=e&sort=date", limit=2)[0].published == "2025-11-06"

    def test_fetches_as_many_as_an_address_may_name_at_once(self, site):
        site.records = [known(n) for n in range(500)]
        heard = Heard()
        assert len(papers("pubmed:?q=a", heard, limit=300)) == 300
        fetched = [q["id"].count(",") + 1 for path, q, _ in site.requests if "efetch" in path]
        assert fetched == [150, 150]
        assert any("PubMed found 500; the first 300 were read" in note for note in heard.notes)

    def test_says_who_asks(self, site, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_CONTACT", "you@example.org")
        papers("pubmed:?q=sparse")
        assert {q["tool"] for _, q, _ in site.requests} == {"summarizer"}
        assert {q["email"] for _, q, _ in site.requests} == {"you@example.org"}


class TestRefusals:
    def test_a_wrong_key_is_named_and_not_shown(self, site, monkeypatch):
        monkeypatch.setenv("NCBI_API_KEY", "hush")
        with pytest.raises(Refused, match=r"refused the key in `NCBI_API_KEY` \(400\)") as caught:
            papers("pubmed:?q=a")
        assert "hush" not in str(caught.value)

    def test_an_error_inside_of_a_good_answer_is_one(self, site):
        site.script = [b'{"esearchresult": {"ERROR": "Search Backend failed: x"}}'] * 9
        with pytest.raises(BadAnswer, match="PubMed could not search: Search Backend failed"):
            papers("pubmed:?q=a")

    @pytest.mark.parametrize("fault", [500, 429, "cut", b"<html>", b"{}", b"[]", b'{"a'])
    def test_trouble_of_the_site_is_its_own(self, site, fault):
        for spec in ("pubmed:1", "pubmed:?q=a"):
            site.script = [fault] * 9
            with pytest.raises(ServiceError) as caught:
                papers(spec)
            assert "\n" not in str(caught.value)

    def test_cut_xml_is_an_error(self, site):
        whole = articles([PubMedServer.article(known(0))]).encode()
        site.script = [whole[:-40]] * 9
        with pytest.raises(BadAnswer, match="no set of articles"):
            papers("pubmed:1")

    def test_entities_are_not_followed(self, site):
        site.script = [b'<!DOCTYPE PubmedArticleSet [<!ENTITY a "b">]><PubmedArticleSet/>'] * 9
        with pytest.raises(BadAnswer, match="document type"):
            papers("pubmed:1")

    def test_an_article_without_an_abstract_is_no_trouble_of_the_site(self, site):
        site.records = [known(0, abstract=None)]
        with pytest.raises(NothingListed, match="dropped PMID 1: no abstract"):
            papers("pubmed:1")

    def test_numbers_that_are_not_there_are_said(self, site):
        with pytest.raises(InputError, match="PubMed has no paper `999`"):
            papers("pubmed:999")
        made = pipeline.digest(["pubmed:1,999"], Options(), Run(observer=Heard()))
        assert (len(made.papers), made.report.dropped[0].where) == (1, "PMID 999")

    def test_articles_behind_a_failure_are_said(self, site):
        site.records = [known(n) for n in range(250)]
        site.script = [None, *[500] * 9]
        spec = f"pubmed:{','.join(str(n) for n in range(1, 203))}"
        made = pipeline.digest([spec], Options(), Run(observer=Heard()))
        assert len(made.papers) == 200
        assert [each.where for each in made.report.dropped] == ["PMID 201", "PMID 202"]


def test_a_saved_answer_is_read():
    whole = articles(map(PubMedServer.article, (known(0), known(1, abstract=None))))
    found = content_listing(Content("x", whole.encode()))
    assert (found.label, len(found.papers), found.report.dropped[0].where) == (
        "pubmed",
        1,
        "PMID 2",
    )
    assert "1 of 2 papers has no abstract there" in found.notes


NAMES = "ArticleTitle Abstract AbstractText AuthorList Author LastName PMID Article Journal Year"
XML = st.recursive(
    st.text(alphabet="aé1 .", max_size=8),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from(NAMES.split()),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(XML)
def test_any_article_is_a_paper_or_a_reason(inside):
    content = Content(
        "x", f"<PubmedArticle><MedlineCitation>{inside}</MedlineCitation></PubmedArticle>".encode()
    )
    (item,) = pubmed.parse(content).items
    assert isinstance(item, Paper) or item.why

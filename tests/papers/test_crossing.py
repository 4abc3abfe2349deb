"""One paper from several sources, each of which knows it by other ids."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import DIFFUSION, RAG, SCALING, paper

from summarizer.papers.dois import doi, identity, linked
from summarizer.papers.identity import Register, each_once
from summarizer.papers.records import merge
from summarizer.text.plain import content_id

ID, JOURNAL, PREPRINT = "2512.00001", "10.1000/journal.7", "10.1101/2025.11.01.573000"
TITLE = "A Theory of Sparse Retrieval"
STRUCTURED = f"BACKGROUND: {DIFFUSION}\n\nRESULTS: {SCALING}"
"""An abstract of which no word stands in the other ones."""
OTHER = "Rivers carry sand to the sea. We count the grains of nine rivers over twelve years."


def bare(source, title=TITLE, abstract=RAG, **changes):
    """A paper as a source has it that gives nothing more than what is named."""
    known = {"authors": (), "url": None, "links": (), "listed": None, "upvotes": None}
    made = paper(title=title, abstract=abstract, source=source, **(known | changes))
    return made if "id" in changes else replace(made, id=content_id(title, abstract))


def by_doi(known):
    """The paper under the id that sites give it that know it by its DOI."""
    name = doi(known)
    return replace(known, id=identity(name)) if name and known.id != ID else known


ARXIV = bare("arxiv:cs.IR", id=ID)
S2 = bare("s2:?q=x", id=ID, doi=JOURNAL, ai_summary="A line.")
OPENALEX = bare("openalex:?q=x", doi="10.48550/arXiv.2512.00001", id=ID, abstract=RAG[:-20])
CROSSREF = bare("crossref:?q=x", doi=JOURNAL.upper(), abstract=SCALING, journal_ref="J. Ex. 7")
PUBMED = bare("pubmed:?q=x", doi=JOURNAL, abstract=STRUCTURED, title=f"{TITLE}.")
BIORXIV = bare(
    "biorxiv:neuroscience", doi=PREPRINT, links=(f"https://doi.org/{JOURNAL}",), version=1
)
FIVE = (ARXIV, S2, OPENALEX, CROSSREF, PUBMED)


class TestOnePaper:
    def test_of_five_sources_is_one_entry_in_whatever_order_they_come(self):
        for order in permutations(FIVE):
            found = each_once(order)
            assert [each.id for each in found] == [ID]
            assert found[0].doi
            assert doi(found[0]) == JOURNAL
            assert found[0].journal_ref == "J. Ex. 7"
            assert found[0].ai_summary == "A line."
            assert set(found[0].origins.values()) <= {each.source for each in FIVE}
            assert found[0].origins["ai_summary"] == "s2:?q=x"
            assert found[0].origins["journal_ref"] == "crossref:?q=x"

    def test_of_a_preprint_server_that_names_the_journals_doi(self):
        for order in permutations((BIORXIV, CROSSREF, PUBMED)):
            found = each_once(order)
            assert len(found) == 1
            assert doi(found[0]) == JOURNAL
            assert linked(found[0]) >= {PREPRINT}

    def test_of_a_journal_whose_record_names_the_preprint(self):
        article = bare("crossref", doi=JOURNAL, links=(f"https://doi.org/{PREPRINT}",))
        preprint = bare("biorxiv", doi=f"{PREPRINT}v2", abstract=STRUCTURED)
        for order in permutations((article, preprint)):
            assert [doi(each) for each in each_once(order)] == [JOURNAL]

    def test_that_two_were_until_a_third_says_so_stands_where_the_first_did(self):
        others = (bare("x", "Eight Steps", DIFFUSION), bare("x", "A Law", SCALING))
        found = each_once([PUBMED, others[0], ARXIV, others[1], S2])
        assert [each.title.strip(".") for each in found] == [TITLE, "Eight Steps", "A Law"]

    def test_is_found_under_every_id_it_had(self):
        register = Register()
        for each in (PUBMED, ARXIV, S2):
            register.add(each)
        assert len(register.papers) == 1
        for each in (PUBMED, ARXIV, S2):
            assert register.find(each.id) == register.papers[0]
            assert not register.add(each)
        assert len(register.papers) == 1

    def test_read_again_stays_as_it_is(self):
        once = each_once((*FIVE, BIORXIV))
        assert each_once([*once, *once]) == once
        assert len(each_once([*once, *FIVE, BIORXIV])) == len(once) == 1

    @given(st.permutations((*FIVE, BIORXIV, CROSSREF, S2)), st.booleans())
    def test_whatever_the_order_and_however_often(self, order, known_by_doi):
        assert len(each_once(map(by_doi, order) if known_by_doi else order)) == 1


NEIGHBOURS = {
    "another part": {"title": f"{TITLE}, Part Two", "doi": "10.1000/journal.8"},
    "another part under a wrong DOI": {"title": f"{TITLE}, Part Two", "doi": JOURNAL},
    "an erratum": {"title": f"Erratum: {TITLE}", "doi": "10.1000/journal.9"},
    "an erratum under its paper's DOI": {"title": f"Erratum to: {TITLE}", "doi": JOURNAL},
    "a correction": {"title": f"Author Correction: {TITLE}", "doi": None},
    "a correction to it": {"title": f"Correction to: {TITLE}", "doi": None},
    "a reply": {"title": f"Reply to: {TITLE}", "doi": JOURNAL},
    "the same title with another DOI": {"doi": "10.1000/other.1", "abstract": OTHER},
    "its data": {"title": f"Data from: {TITLE}", "doi": "10.5061/dryad.12345"},
    "its data under no DOI": {"title": f"Data from: {TITLE}", "doi": None},
    "its data for replication": {"title": f"Replication Data for: {TITLE}", "doi": None},
    "its code": {"title": f"Code for: {TITLE}", "doi": "10.5281/zenodo.1"},
    "another paper under a wrong DOI": {"title": "Frogs of the Lower Danube", "doi": JOURNAL},
}


class TestTwoPapers:
    @pytest.mark.parametrize("name", NEIGHBOURS)
    @pytest.mark.parametrize("known", [FIVE, (CROSSREF,), (S2,)], ids=["five", "text", "arXiv"])
    def test_that_are_neighbours_stay_two(self, name, known):
        other = bare("crossref:?q=y", **({"abstract": RAG} | NEIGHBOURS[name]))
        for order in ([*known, other], [other, *known]):
            assert len(each_once(order)) == 2, name

    @pytest.mark.parametrize("name", NEIGHBOURS)
    def test_that_are_neighbours_stay_two_where_sites_know_them_by_their_dois(self, name):
        other = by_doi(bare("s2", **({"abstract": RAG} | NEIGHBOURS[name])))
        for order in ([by_doi(CROSSREF), by_doi(PUBMED), other], [other, by_doi(CROSSREF)]):
            found = each_once(order)
            assert len(found) == 2, name
            assert len({each.id for each in found}) == 2
            assert each_once([*found, *found]) == found

    def test_that_link_to_one_data_set_stay_two(self):
        data = ("https://doi.org/10.5281/zenodo.7",)
        one = bare("a", doi="10.1000/1", links=data)
        other = bare("b", doi="10.1000/2", links=data)
        assert len(each_once([one, other])) == 2

    def test_a_paper_and_the_data_it_links_to_are_two(self):
        article = bare("a", id=ID, links=("https://doi.org/10.5281/zenodo.7",))
        data = bare("b", f"Data from: {TITLE}", doi="10.5281/zenodo.7")
        assert len(each_once([article, data])) == 2

    def test_of_two_arxiv_ids_stay_two_though_a_journal_has_one_doi_for_both(self):
        other = bare("arxiv:cs.LG", id="2512.00002", doi=JOURNAL)
        assert len(each_once([S2, other, CROSSREF])) == 2


class TestRetracted:
    def test_a_paper_that_is_called_retracted_is_still_the_paper(self):
        called = bare("crossref", f"RETRACTED: {TITLE}", doi=JOURNAL, withdrawn=True)
        for order in ((called, S2), (S2, called)):
            found = each_once(order)
            assert len(found) == 1
            assert found[0].withdrawn is True


class TestMerged:
    def test_a_journals_doi_stands_before_a_preprints(self):
        for old, new in permutations((CROSSREF, BIORXIV)):
            made = merge(old, new)
            assert doi(made) == JOURNAL
            assert made.origins["doi"] == "crossref:?q=x"

    def test_a_journals_doi_stands_before_arxivs(self):
        for old, new in permutations((S2, OPENALEX)):
            assert merge(old, new).doi == JOURNAL

    def test_the_journal_is_that_of_the_doi(self):
        other = bare("x", doi=PREPRINT, journal_ref="A preprint server")
        for old, new in permutations((CROSSREF, other)):
            assert merge(old, new).journal_ref == "J. Ex. 7"

    def test_categories_and_version_are_those_of_the_site_whose_id_it_is(self):
        arxiv = replace(ARXIV, categories=("cs.IR",), version=2)
        other = replace(BIORXIV, categories=("neuroscience",), version=1)
        for old, new in permutations((arxiv, other)):
            made = merge(old, new)
            assert (made.id, made.categories, made.version) == (ID, ("cs.IR",), 2)

    def test_people_are_named_as_fully_as_anybody_names_them(self):
        whole, short = (
            replace(S2, authors=names, source=place)
            for names, place in (
                (("First Author", "Jos\u00e9 M\u00fcller"), "pubmed"),
                (("F. Author", "J. M\u00fcller"), "s2"),
            )
        )
        for old, new in permutations((whole, short)):
            made = merge(old, new)
            assert (made.authors, made.origins["authors"]) == (whole.authors, "pubmed")
        few = replace(S2, authors=("First Author",), author_count=1, source="crossref")
        for old, new in permutations((whole, few)):
            made = merge(old, new)
            assert (made.authors, made.author_count) == (whole.authors, whole.author_count)
        other = replace(S2, authors=("Somebody Else",))
        assert merge(whole, other).authors == other.authors

    def test_a_withdrawn_paper_stays_withdrawn_whoever_does_not_know_it(self):
        gone = replace(S2, withdrawn=True)
        for old, new in permutations((gone, OPENALEX)):
            assert merge(old, new).withdrawn is True

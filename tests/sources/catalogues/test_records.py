"""Records of all catalogues, whatever stands in them: a paper, or a place with its reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from arxiv_server import ArxivServer, record
from catalogue_servers import (
    CrossrefServer,
    OpenAlexServer,
    PubMedServer,
    SemanticScholarServer,
    known,
)
from contract import check_paper
from engine_double import Heard
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import pipeline
from summarizer.errors import NothingListed, ServiceError
from summarizer.library.run import Options, Run
from summarizer.papers.records import Paper
from summarizer.sources import remote
from summarizer.sources.catalogues import crossrefworks, openalexworks, s2papers
from summarizer.sources.catalogues.venues import identity, published_in
from summarizer.sources.mapping import papers
from summarizer.text.plain import encodable

KEYS = {
    s2papers: list(SemanticScholarServer.paper(known(0, arxiv="2512.00001", tldr="x"))),
    openalexworks: list(OpenAlexServer.work(known(0, arxiv="2512.00001"))),
    crossrefworks: list(CrossrefServer.work(known(0, retracted=True), whole=True)),
}
ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 3000) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "name given family date-parts landing_page_url display_name DOI id text We".split()
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("module", KEYS, ids=lambda each: each.__name__.rpartition(".")[2])
@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_record_is_a_paper_or_a_reason(module, data):
    entry = data.draw(st.dictionaries(st.sampled_from(KEYS[module]), ANY))
    (item,) = papers(module.fields([entry]))
    if isinstance(item, Paper):
        assert json.dumps(encodable(item.title))
    else:
        assert item.why
    module.entries(entry)
    module.entries({"results": [entry], "data": [entry], "message": entry})


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 999), st.booleans(), st.booleans(), st.text(alphabet="ab é<&\n", min_size=3))
def test_what_a_site_plays_is_read_back(number, arxiv, doi, extra):
    abstract = f"An abstract. {extra} Its end."
    one = known(
        number,
        abstract=abstract,
        arxiv=f"2512.{number:05}" if arxiv else None,
        doi=f"10.5555/x.{number}" if doi else None,
    )
    entries = [
        *s2papers.fields([SemanticScholarServer.paper(one)]),
        *openalexworks.fields([OpenAlexServer.work(one)]),
    ]
    for item in papers(entries):
        check_paper(item)
        assert item.abstract.split() == abstract.split()
        assert (item.id == one["arxiv"]) is arxiv
        if doi:
            assert item.doi == one["doi"]


@pytest.mark.parametrize(
    ("given_", "line"),
    [
        (("Nature", "618", "7965", "616 - 624", 2023), "Nature 618 (7965), 616-624 (2023)"),
        (("Nature", None, None, None, None), "Nature"),
        (("arXiv.org",), None),
        (("bioRxiv : the preprint server for biology",), None),
        (("Research Square (Research Square)",), None),
        ((None,), None),
        ((" ",), None),
    ],
)
def test_a_journal_is_named_as_people_cite_it(given_, line):
    assert published_in(*given_) == line


@pytest.mark.parametrize(
    ("arxiv", "doi", "name"),
    [
        (["2512.00001v2"], "10.1/x", "2512.00001"),
        (["https://arxiv.org/abs/2512.00001"], None, "2512.00001"),
        ([], "10.48550/arXiv.2512.00001", "2512.00001"),
        (["2512.00001", "2512.00002"], None, None),
        (["nonsense", None, 3], None, None),
    ],
)
def test_arxivs_id_stands_before_a_doi(arxiv, doi, name):
    assert identity(arxiv, doi)[0] == name


class TestOnePaper:
    """One paper that all of them have."""

    @pytest.fixture(autouse=True)
    def sites(self, monkeypatch):
        monkeypatch.setattr(remote, "utc_now", lambda: datetime(2025, 12, 9, 9, tzinfo=UTC))
        one = known(0, arxiv="2512.00000", tldr="A line of the site.")
        journals = one | {"abstract": "BACKGROUND: Another text. RESULTS: It says all otherwise."}
        one_of = known(0, abstract=one["abstract"], doi="10.5555/journal.0", arxiv=None)
        servers = {
            "S2": SemanticScholarServer([one]),
            "OPENALEX": OpenAlexServer([one_of]),
            "CROSSREF": CrossrefServer([journals]),
            "PUBMED": PubMedServer([journals]),
            "ARXIV": ArxivServer(),
        }
        servers["ARXIV"].records = [record(0, extra="", abstract=one["abstract"])]
        for name, server in servers.items():
            server.__enter__()
            monkeypatch.setenv(f"SUMMARIZER_{name}_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_SITE_PAUSE", "0.001")
        monkeypatch.setenv("SUMMARIZER_ARXIV_PAUSE", "0.001")
        yield
        for server in servers.values():
            server.__exit__()

    SPECS = (
        *("pubmed:1", "arxiv:2512.00000", "crossref:10.5555/journal.0", "openalex:?q=sparse"),
        "s2:?q=sparse",
    )

    @pytest.mark.parametrize("turn", range(5))
    def test_from_five_sources_is_one_entry_with_its_origins(self, turn):
        specs = [*self.SPECS[turn:], *self.SPECS[:turn]]
        made = pipeline.digest(specs, Options(), Run(observer=Heard()))
        assert [each.id for each in made.papers] == ["2512.00000"]
        assert (made.report.found, made.report.kept, made.report.duplicates) == (5, 1, 4)
        paper = made.papers[0]
        assert paper.doi == "10.5555/journal.0"
        assert paper.journal_ref.startswith("Journal of Examples")
        assert paper.ai_summary == "A line of the site."
        assert paper.origins["ai_summary"] == "s2"
        assert paper.origins["journal_ref"] in {"pubmed", "crossref", "openalex", "s2"}
        assert paper.categories == ("cs.CL", "cs.AI")
        assert paper.origins["categories"].startswith("arxiv")

    def test_one_that_is_down_does_not_cost_the_others(self, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_CROSSREF_ENDPOINT", "http://127.0.0.1:9")
        with pytest.raises(ServiceError, match=r"cannot reach .*:9/works") as caught:
            pipeline.digest(list(self.SPECS), Options(), Run(observer=Heard()))
        assert [each.id for each in caught.value.digest.papers] == ["2512.00000"]

    def test_one_that_has_nothing_does_not_cost_the_others(self):
        heard = Heard()
        specs = ["s2:?q=zebra", "pubmed:1", "openalex:?q=zebra"]
        assert len(pipeline.digest(specs, Options(), Run(observer=heard)).papers) == 1
        assert [each.partition(" ")[0] for each in heard.warnings] == [
            "`s2:?q=zebra`",
            "`openalex:?q=zebra`",
        ]

    def test_where_none_has_anything_the_first_says_so(self):
        with pytest.raises(NothingListed, match=r"s2:\?q=zebra"):
            pipeline.digest(["s2:?q=zebra", "openalex:?q=zebra"], Options(), Run(observer=Heard()))

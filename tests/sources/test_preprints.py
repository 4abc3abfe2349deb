"""bioRxiv and medRxiv: SPECs, addresses and DOIs, days, pages, versions and what goes wrong."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import contract
import pytest
from engine_double import Heard
from hypothesis import given, settings
from hypothesis import strategies as st
from preprintserver import PreprintServer, preprint

from summarizer import pipeline
from summarizer.errors import InputError, NothingListed, Refused, UsageError
from summarizer.library.run import Options, Run
from summarizer.network import http
from summarizer.renderers import dated
from summarizer.settings import Settings
from summarizer.sources import biorxiv, medrxiv, preprintrequests, remote
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

NOW = datetime(2025, 12, 9, 20, tzinfo=UTC)
DOI = "10.1101/2025.12.01.600000"


@pytest.fixture
def now(monkeypatch):
    def at(*moment):
        monkeypatch.setattr(remote, "utc_now", lambda: datetime(*moment, tzinfo=UTC))

    at(2025, 12, 9, 20)
    return at


@pytest.fixture
def server(monkeypatch, now):
    with PreprintServer() as made:
        monkeypatch.setenv("SUMMARIZER_BIORXIV_ENDPOINT", made.url)
        monkeypatch.setenv("SUMMARIZER_SITE_PAUSE", "0.001")
        yield made


def digest(spec, run=pipeline.digest, **options):
    heard = Heard()
    given = [spec] if run is pipeline.digest else spec
    return run(given, Options(**options), Run(observer=heard)), heard


def dois(made):
    return [paper.doi for paper in made.papers]


@pytest.mark.parametrize(
    ("specs", "kind", "canonical", "label"),
    [
        (["biorxiv", "https://www.biorxiv.org/"], "daily", "biorxiv", "biorxiv"),
        (
            ["biorxiv:Cell Biology", "biorxiv:cell_biology", "biorxiv:CELL-BIOLOGY",
             "https://www.biorxiv.org/collection/cell-biology",
             "https://connect.biorxiv.org/biorxiv_xml.php?subject=cell_biology"],
            "daily", "biorxiv:cell-biology", "biorxiv-cell-biology",
        ),
        (["biorxiv:zoology+ecology", "biorxiv:ecology+zoology+ecology"],
         "daily", "biorxiv:ecology+zoology", "biorxiv-ecology+zoology"),
        (["biorxiv:2025-12-08"], "daily", "biorxiv:2025-12-08", "biorxiv"),
        (["biorxiv:ecology:2025-12-08"], "daily", "biorxiv:ecology:2025-12-08", "biorxiv-ecology"),
        (["biorxiv:2025-W50", "biorxiv:2025-w50"],
         "period", "biorxiv:2025-W50", "biorxiv-2025-W50"),
        (["biorxiv:ecology:2025-12"], "period", "biorxiv:ecology:2025-12",
         "biorxiv-ecology-2025-12"),
        (["biorxiv:2025-12-01..2025-12-03"], "period", "biorxiv:2025-12-01..2025-12-03",
         "biorxiv-2025-12-01..2025-12-03"),
    ],
)  # fmt: skip
def test_what_is_written_in_many_ways_is_asked_in_one(specs, kind, canonical, label):
    contract.check_asked(biorxiv, specs, kind, canonical, label)


@pytest.mark.parametrize(
    ("spec", "named"),
    [
        (f"biorxiv:{DOI}", DOI),
        (f"biorxiv:{DOI}v2, doi:10.64898/2026.02.16.706214", f"{DOI}v2,10.64898/2026.02.16.706214"),
        (f"https://www.biorxiv.org/content/{DOI}v1.full.pdf", f"{DOI}v1"),
        (f"https://www.biorxiv.org/content/{DOI}v1.abstract?rss=1", f"{DOI}v1"),
        ("https://www.biorxiv.org/content/biorxiv/early/2025/12/08/2025.12.01.600000.full", DOI),
        (f"https://doi.org/{DOI}", DOI),
        (f"doi:{DOI}", DOI),
        ("https://doi.org/10.1101/006569", "10.1101/006569"),
    ],
)
def test_a_paper_is_named_by_its_doi_or_its_page(spec, named):
    assert biorxiv.ask(spec, Settings()).terms == {"dois": named}


def test_whose_a_doi_is_its_digits_tell():
    other = "https://doi.org/10.1101/2021.04.29.21256344"
    assert biorxiv.ask(other, Settings()) is None
    assert medrxiv.ask(other, Settings()).spec == "medrxiv:10.1101/2021.04.29.21256344"
    for doi in ("https://doi.org/10.1101/gr.123456.111", "https://doi.org/10.1038/nature12373"):
        assert biorxiv.ask(doi, Settings()) is medrxiv.ask(doi, Settings()) is None


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("biorxiv:neurosience", r"no category `neurosience`: did you mean `neuroscience`\?"),
        ("biorxiv:ecology+xyz", "no category `xyz`: give one of animal-behavior-and-cognition, "),
        ("biorxiv:2025-13-01", "the calendar has no such time; write a day"),
        ("biorxiv:2025-W60", "the calendar has no such time"),
        ("biorxiv:ecology:2025-12-08..2025-12-01", "01`: write a day .*, the earlier day first"),
        ("biorxiv:2025-12-08:ecology", "stands first: `biorxiv:ecology:2025-12-08`"),
        ("biorxiv:ecology,cell biology", r"`\+`: `biorxiv:ecology\+cell biology`"),
        ("biorxiv:ecology+", r"on both sides of the `\+`"),
        ("biorxiv:ecology:soon", "write a day `YYYY-MM-DD`"),
        ("biorxiv:?q=mice", "cannot search for words"),
        ("biorxiv:10.1038/nature12373", "no DOI of bioRxiv's.* `crossref:10.1038/"),
        ("https://www.biorxiv.org/submit-a-manuscript", "no page that lists papers"),
    ],
)
def test_what_is_no_spec_is_said_in_a_line(spec, said):
    with pytest.raises(UsageError, match=said) as caught:
        biorxiv.ask(spec, Settings())
    assert "\n" not in str(caught.value)


def test_medrxiv_has_categories_of_its_own():
    assert medrxiv.ask("medrxiv:hiv/aids", Settings()).spec == "medrxiv:hiv-aids"
    assert ("medrxiv:hiv-aids", "") in medrxiv.suggest(())
    assert ("biorxiv:2025-12-08", "stored") in biorxiv.suggest(["2025-12-08"])


def test_a_record_s_fields_are_the_paper_s(server):
    server.records = [
        preprint(0, published="10.1038/x", type="confirmatory results", category="cell biology")
    ]
    (paper,) = digest("biorxiv:2025-12-08")[0].papers
    assert (paper.doi, paper.version, paper.source) == (DOI, 1, "biorxiv")
    assert paper.authors == ("A. B. Author", "C. van Example", "The Example Consortium")
    assert (paper.published, paper.listed, paper.updated) == ("2025-12-08", "2025-12-08", None)
    assert paper.url == f"https://www.biorxiv.org/content/{DOI}v1"
    assert paper.links == (f"{paper.url}.full.pdf", "https://doi.org/10.1038/x")
    assert paper.categories == ("cell biology",)
    assert paper.comment == "confirmatory results; published in a journal as doi:10.1038/x"
    assert (paper.journal_ref, paper.organization) == (None, None)
    assert (paper.announce_type, paper.withdrawn) == ("new", None)


def test_all_pages_are_read_whatever_they_hold(server):
    server.records = [preprint(number) for number in range(65)]
    made, _ = digest("biorxiv:2025-12-08")
    assert len(made.papers) == 65
    asked = [path.split("/")[5] for path, *_ in server.requests]
    assert asked == ["0", "30", "60"]
    assert server.requests[0][0] == "/details/biorxiv/2025-12-08/2025-12-08/0/json"


def test_what_came_before_a_failure_is_kept_and_the_rest_named(server):
    server.records = [preprint(number) for number in range(65)]
    server.script = [None, None, *[500] * 4]
    made, _ = digest("biorxiv:2025-12-08")
    assert len(made.papers) == 60
    assert made.report.dropped[0].where == "records from 61 on"


def test_a_page_without_records_before_the_end_is_asked_for_again(server):
    server.records = [preprint(number) for number in range(35)]
    message = {"status": "ok", "cursor": 30, "count": 0, "total": "35"}
    empty = json.dumps({"messages": [message], "collection": []}).encode()
    server.script = [None, empty]
    assert len(digest("biorxiv:2025-12-08")[0].papers) == 35
    server.script = [None, *[empty] * 4]
    made, _ = digest("biorxiv:2025-12-08", offline=False, store=False)
    assert "no records although there are 35" in made.report.dropped[0].why


def test_no_more_than_is_reasonable_is_read_and_that_is_said(server, monkeypatch):
    monkeypatch.setattr(preprintrequests, "MAX_RECORDS", 60)
    server.records = [preprint(number) for number in range(100)]
    made, _ = digest("biorxiv:2025-12-08")
    assert len(made.papers) == 60
    assert "more than are read: 100" in made.report.dropped[0].why


def test_categories_are_asked_one_by_one_and_one_that_fails_costs_only_itself(server):
    server.records = [preprint(0), preprint(1, category="cell biology"), preprint(2, category="x")]
    made, _ = digest("biorxiv:neuroscience+cell-biology:2025-12-08")
    assert sorted(query["category"] for _, query, _ in server.requests) == [
        "cell_biology",
        "neuroscience",
    ]
    assert len(made.papers) == 2
    server.script = [403]
    made, _ = digest("biorxiv:neuroscience+cell-biology:2025-12-08", store=False)
    assert "`cell-biology`" in made.report.dropped[0].where


def test_a_category_that_the_api_leaves_out_of_the_question_is_no_listing_of_everything(server):
    server.records = [preprint(0)]
    with pytest.raises(http.BadAnswer, match="does not know `zoology`, and listed `neuroscience`"):
        digest("biorxiv:zoology:2025-12-08")


def test_revised_versions_are_replacements(server):
    server.records = [preprint(0), preprint(1, version="2")]
    made, heard = digest("biorxiv:2025-12-08")
    assert dois(made) == [DOI]
    assert any("1 replacement left out; `--replacements` shows it" in each for each in heard.notes)
    made, _ = digest("biorxiv:2025-12-08", replacements=True)
    revised = made.papers[1]
    assert (revised.version, revised.published, revised.updated) == (2, None, "2025-12-08")
    assert dated(revised) == "updated 2025-12-08"


def test_two_versions_are_one_paper_whatever_they_say(server):
    second = {"version": "2", "title": "Quite Another Title", "abstract": "We say it anew now."}
    server.records = [preprint(0), preprint(0, date="2025-12-09", **second)]
    (paper,) = digest("biorxiv:2025-W50")[0].papers
    assert (paper.title, paper.version, paper.announce_type) == ("Quite Another Title", 2, "new")
    assert (paper.published, paper.updated) == ("2025-12-08", "2025-12-09")
    assert paper.listed == "2025-12-08"


def test_a_version_on_a_later_day_is_the_paper_that_was_shown(server):
    server.records = [preprint(0), preprint(0, date="2025-12-09", version="2", abstract="Anew.")]
    first, _ = digest("biorxiv:2025-12-08")
    second, _ = digest("biorxiv:2025-12-09", replacements=True)
    assert first.papers[0].id == second.papers[0].id
    assert (second.papers[0].shown_before, second.papers[0].revised) == ("2025-12-08", True)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "withdrawn"},
        {"abstract": "The authors have withdrawn this manuscript because of an error in the data."},
        {"title": "WITHDRAWN: A Title"},
    ],
)
def test_a_withdrawn_paper_says_so(server, changes):
    server.records = [preprint(0, **changes)]
    assert digest("biorxiv:2025-12-08")[0].papers[0].withdrawn is True


def test_a_record_without_an_abstract_is_dropped_and_said(server):
    server.records = [preprint(0), preprint(1, abstract="NA")]
    made, _ = digest("biorxiv:2025-12-08")
    assert [(each.where, each.why) for each in made.report.dropped] == [("record 2", "no abstract")]


def test_papers_are_asked_for_by_doi_the_newest_version_or_the_one_named(server):
    server.records = [preprint(0, date="2025-12-01"), preprint(0, version="2", date="2025-12-05")]
    (paper,) = digest(f"biorxiv:{DOI}")[0].papers
    assert (paper.version, paper.published, paper.updated) == (2, "2025-12-01", "2025-12-05")
    assert (paper.listed, paper.announce_type) == (None, None)
    (paper,) = digest(f"biorxiv:{DOI}v1", store=False)[0].papers
    assert (paper.version, paper.published, paper.updated) == (1, "2025-12-01", None)
    assert server.requests[0][0] == f"/details/biorxiv/{DOI}/na/json"


def test_a_paper_that_is_not_there_is_said_beside_those_that_are(server):
    server.records = [preprint(0)]
    made, _ = digest(f"biorxiv:{DOI},{DOI}v7,10.1101/2020.01.01.123456")
    assert len(made.papers) == 1
    said = [each.why for each in made.report.dropped]
    assert said[0] == "bioRxiv has only version 1 of it"
    assert said[1] == "bioRxiv has no such paper: check the DOI"
    with pytest.raises(InputError, match=r"try `medrxiv:10\.1101/2020\.01\.01\.20012345`"):
        digest("biorxiv:10.1101/2020.01.01.20012345")


def test_the_newest_day_may_be_a_sunday(server, now):
    now(2025, 12, 8, 15)
    server.records = [preprint(0, date="2025-12-07")]
    made, heard = digest("biorxiv:neuroscience", pipeline.today)
    assert (made.date, made.source) == ("2025-12-07", ("biorxiv:neuroscience:2025-12-07",))
    assert "nothing posted yet; in New York it is 10:00" in heard.notes[0]


def test_nothing_for_ten_days_is_said(server):
    with pytest.raises(NothingListed, match="nor for the 9 days before"):
        digest("biorxiv", pipeline.today)
    assert len(server.requests) == remote.LOOK_BACK


@pytest.mark.parametrize(
    ("day", "moment", "why"),
    [
        (date(2025, 12, 10), (2025, 12, 9, 20), "it is in the future"),
        (date(2025, 12, 10), (2025, 12, 10, 3), "New York's day, at 2025-12-10 05:00 UTC"),
        (date(2025, 12, 9), (2025, 12, 9, 12), "nothing posted yet; in New York it is 07:00"),
        (date(2025, 12, 6), (2025, 12, 9, 12), "nothing was posted that day"),
    ],
)
def test_why_a_day_is_empty(day, moment, why):
    assert why in biorxiv.why_empty(day, datetime(*moment, tzinfo=UTC))


def test_a_week_to_come_is_in_the_future(server):
    with pytest.raises(NothingListed, match=r"lists nothing: it is in the future"):
        digest("biorxiv:2026-W10")
    with pytest.raises(NothingListed, match=r"lists nothing$"):
        digest("biorxiv:neuroscience:2025-W02")


@pytest.mark.parametrize(
    "body", [b"[]", b'{"messages": []}', b'{"messages": [{"status": "error"}], "collection": []}']
)
def test_an_answer_of_another_kind_is_an_error(server, body):
    server.script = [body] * 9
    with pytest.raises(http.BadAnswer, match="try again later"):
        digest("biorxiv:2025-12-08")


def test_who_refuses_is_named(server):
    server.script = [403]
    with pytest.raises(Refused, match="403"):
        digest(f"biorxiv:{DOI}")


def saved(records, **message):
    document = {"messages": [{"status": "ok", **message}], "collection": records}
    return content_listing(Content("saved.json", json.dumps(document).encode()))


def test_a_saved_answer_is_read_as_the_live_one():
    found = saved([preprint(0)], interval="2025-12-08:2025-12-08")
    assert (found.label, found.day, found.dated) == ("biorxiv", "2025-12-08", True)
    assert found.papers[0].announce_type == "new"
    found = saved([preprint(0, "medRxiv")], interval="2025-12-01:2025-12-08")
    assert (found.label, found.dated) == ("medrxiv", False)
    with pytest.raises(InputError, match="bioRxiv says: no posts found"):
        content_listing(
            Content("x", b'{"messages": [{"status": "no posts found"}], "collection": []}')
        )


VALUES = st.none() | st.text(max_size=12) | st.integers() | st.lists(st.text(max_size=3))
RECORDS = st.fixed_dictionaries(
    {"server": st.just("bioRxiv")},
    optional={name: VALUES | st.just(preprint()[name]) for name in preprint() if name != "server"},
)


@settings(max_examples=60)
@given(st.lists(RECORDS | VALUES, max_size=6), st.text(max_size=25) | st.none())
def test_any_record_is_a_paper_or_dropped_with_a_reason(records, interval):
    document = {"messages": [{"status": "ok", "interval": interval}], "collection": records}
    parsed = biorxiv.parse(Content("x", json.dumps(document).encode()))
    items = list(parsed.items)
    assert len(items) == len(records)
    for item in items:
        if hasattr(item, "why"):
            assert item.why
        else:
            contract.check_paper(item)


def test_a_day_of_papers_without_abstracts_is_no_trouble_of_the_site(server):
    server.records = [preprint(0, abstract="NA"), preprint(1, date="2025-12-09", abstract="")]
    with pytest.raises(NothingListed, match=r"^`biorxiv:2025-12-08` holds no papers: found 1, "):
        digest("biorxiv:2025-12-08")


def test_the_newest_day_is_looked_for_behind_one_without_abstracts(server):
    server.records = [preprint(0), preprint(1, date="2025-12-09", abstract="NA")]
    made, heard = digest("biorxiv", pipeline.today)
    assert dois(made) == [DOI]
    assert any("dropped record 1: no abstract" in line for line in heard.notes)


def test_the_day_of_a_first_version_is_unknown_where_it_is_none(server):
    server.records = [preprint(0, date="soon"), preprint(0, version="2", date="2025-12-05")]
    (paper,) = digest(f"biorxiv:{DOI}")[0].papers
    assert (paper.published, paper.updated) == (None, "2025-12-05")


def test_what_is_no_doi_names_no_page(server):
    server.records = [preprint(0, doi="x")]
    (paper,) = digest("biorxiv:2025-12-08")[0].papers
    assert (paper.doi, paper.url) == (None, None)


def test_a_page_that_comes_again_ends_the_reading_and_that_is_said(server, monkeypatch):
    server.records = [preprint(number) for number in range(40)]
    first = server.listing(server.records, 0, "all", "2025-12-08:2025-12-08")
    monkeypatch.setattr(server, "reply", lambda *_: (200, first))
    made, _ = digest("biorxiv:2025-12-08")
    assert len(made.papers) == 30
    (dropped,) = made.report.dropped
    assert dropped.where == "records from 31 on"
    assert "keeps sending the same records" in dropped.why

"""arXiv live, against a server that plays it."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, date, datetime

import pytest
from arxiv_server import ArxivServer, announced, answer, entry, error, feed, record
from contract import check_asked
from engine_double import Heard

from summarizer import pipeline
from summarizer.errors import BadAnswer, InputError, NothingListed, Refused, UsageError
from summarizer.library.run import Options, Run
from summarizer.settings import Settings
from summarizer.sources import remote
from summarizer.sources.arxiv import categories, requests, source
from summarizer.text.counting import counted


@pytest.mark.parametrize(
    ("specs", "kind", "canonical", "label"),
    [
        (
            ["arxiv:cs.CL", "arxiv:cs.cl", "https://arxiv.org/list/cs.CL/recent"],
            "daily",
            "arxiv:cs.CL",
            "arxiv-cs.CL",
        ),
        (
            ["arxiv:cs.CL+cs.AI", "https://rss.arxiv.org/atom/cs.AI+cs.CL"],
            "daily",
            "arxiv:cs.AI+cs.CL",
            "arxiv-cs.AI+cs.CL",
        ),
        (
            ["arxiv:hep-th", "http://arxiv.org/list/hep-th/new"],
            "daily",
            "arxiv:hep-th",
            "arxiv-hep-th",
        ),
        (
            ["arxiv:cond-mat.MES-HALL"],
            "daily",
            "arxiv:cond-mat.mes-hall",
            "arxiv-cond-mat.mes-hall",
        ),
        (
            [
                "arxiv:2305.10601",
                "https://arxiv.org/abs/2305.10601",
                "https://arxiv.org/pdf/2305.10601.pdf",
                "http://export.arxiv.org/api/query?id_list=2305.10601",
            ],
            "papers",
            "arxiv:2305.10601",
            "arxiv-2305.10601-a961cbf9",
        ),
        (
            ["arxiv:astro-ph/0601001v1", "https://arxiv.org/abs/astro-ph/0601001v1"],
            "papers",
            "arxiv:astro-ph/0601001v1",
            "arxiv-astro-ph-0601001v1-b6fbcaa9",
        ),
        (
            ["arxiv:?q=red teaming", "https://arxiv.org/search/?query=red+teaming&searchtype=all"],
            "ranking",
            "arxiv:?q=red teaming",
            "arxiv-search-red-teaming-0d3bf7bd",
        ),
    ],
)
def test_a_spec_and_the_site_s_addresses_of_it_ask_the_same(specs, kind, canonical, label):
    check_asked(source, specs, kind, canonical, label)


@pytest.mark.parametrize(
    "spec",
    [
        "arxiv:",
        "arxiv:cs.CL+",
        "arxiv:magic.XX",
        "arxiv:cs.XX",
        "arxiv:abc",
        "arxiv:hep-th.XX",
        "arxiv:2305.1",
        "arxiv:?q=",
        "arxiv:?q=x&sort=y",
        "https://arxiv.org/",
        "https://arxiv.org/abs/../x",
    ],
)
def test_what_arxiv_does_not_have_is_wrong_use(spec):
    with pytest.raises(UsageError, match="give `arxiv:"):
        source.ask(spec, Settings())


def test_a_category_misspelt_is_guessed_at():
    with pytest.raises(UsageError, match=r"`arxiv:csCL`: perhaps `arxiv:cs\.CL`\?"):
        source.ask("arxiv:csCL", Settings())


def test_the_categories_of_real_papers_are_known(shared):
    with gzip.open(shared / "arxiv" / "arxiv_20k.jsonl.gz", "rt") as lines:
        used = {name for line in lines for name in json.loads(line)["categories"]}
    used = {name for name in used if re.fullmatch(r"[a-z-]+\.[A-Za-z-]+|[a-z]+-[a-z]+", name)}
    assert len(used) > 100
    assert {name for name in used if categories.canonical(name) != name} == set()


def test_words_are_asked_for_all_of_them_and_fields_as_they_are():
    def search(words):
        return source.ask(f"arxiv:?q={words}", Settings()).terms["search"]

    assert search('tree "of thoughts"') == 'all:tree AND all:"of thoughts"'
    assert search("ti:tree AND cat:cs.CL") == "ti:tree AND cat:cs.CL"


@pytest.fixture
def site(monkeypatch):
    with ArxivServer() as server:
        server.feed = [record(0), record(1, type="cross", categories=("cs.AI", "cs.CL"))]
        server.feed += [record(2, type="replace", version=2), record(3, type="replace-cross")]
        server.records = [record(0), record(1, categories=("cs.AI", "cs.CL"))]
        server.records += [record(5, published="2025-12-04T10:00:00Z")]
        server.records += [record(9, id="astro-ph/0601001", categories=("astro-ph",))]
        monkeypatch.setenv("SUMMARIZER_ARXIV_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_FEEDS", server.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_OAI", server.url)
        monkeypatch.setenv("SUMMARIZER_TIMEOUT", "0.5")
        yield server


@pytest.fixture
def at(monkeypatch):
    def set_now(*moment):
        monkeypatch.setattr(remote, "utc_now", lambda: datetime(*moment, tzinfo=UTC))

    set_now(2025, 12, 9, 9)
    return set_now


@pytest.fixture
def digest(site, at):
    def run(spec, make=pipeline.digest, **options):
        heard = Heard()
        given = spec if make is pipeline.today else [spec]
        return make(given, Options(**options), Run(observer=heard)), heard

    return run


def ids(made):
    return sorted(paper.id[-1] for paper in made.papers)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "0"),
        ({"cross_lists": True}, "01"),
        ({"replacements": True}, "02"),
        ({"cross_lists": True, "replacements": True}, "0123"),
    ],
)
def test_the_newest_day_is_the_feed_s(digest, site, options, expected):
    made, heard = digest("arxiv:cs.CL", pipeline.today, **options)
    assert (made.date, made.source) == ("2025-12-09", ("arxiv:cs.CL",))
    assert ids(made) == list(expected)
    assert {paper.source for paper in made.papers} == {"arxiv:cs.CL"}
    assert {paper.listed for paper in made.papers} == {"2025-12-09"}
    assert f"Tuesday 2025-12-09 (today, UTC), {counted(len(expected), 'paper')}" in heard.notes[-1]
    left_out = any("left out; `--" in note for note in heard.notes)
    assert left_out == (len(expected) < 4)
    assert [path for path, *_ in site.requests] == ["/atom/cs.CL"]


def test_a_feed_of_two_days_is_split_by_their_dates(digest, site):
    site.feed = [record(7, announced="2025-12-08"), record(0), record(8, announced="2025-12-08")]
    made, _ = digest("arxiv:cs.CL", pipeline.today)
    assert (made.date, ids(made)) == ("2025-12-09", ["0"])
    assert [(each.where, each.why) for each in made.report.dropped] == [
        ("entry 1", "announced on 2025-12-08, not on 2025-12-09"),
        ("entry 3", "announced on 2025-12-08, not on 2025-12-09"),
    ]


def test_a_saved_feed_of_two_days_keeps_the_day_of_each(tmp_path):
    entries = [announced(record(7, announced="2025-12-08")), announced(record(0))]
    path = tmp_path / "feed.xml"
    path.write_text(feed(entries))
    made = pipeline.digest([str(path)])
    assert {paper.id[-1]: paper.listed for paper in made.papers} == {
        "7": "2025-12-08",
        "0": "2025-12-09",
    }


def test_what_was_left_out_is_kept_for_later(digest):
    digest("arxiv:cs.CL", pipeline.today)
    made, _ = digest("arxiv:cs.CL", pipeline.today, offline=True, cross_lists=True)
    assert ids(made) == ["0", "1"]


@pytest.mark.parametrize(
    ("moment", "feed_day", "why"),
    [
        ((2025, 12, 13, 9), "2025-12-12", "arXiv announces nothing on weekends"),
        ((2025, 12, 12, 4), "2025-12-11", "opens at 2025-12-12 05:00 UTC"),
        ((2025, 12, 25, 9), "2025-12-24", "perhaps Christmas"),
    ],
)
def test_a_day_without_announcements_gives_the_newest_and_says_why(
    digest, site, at, moment, feed_day, why
):
    at(*moment)
    site.day = feed_day
    site.records = [record(n, published=f"2025-12-{n:02}T10:00:00Z") for n in range(1, 32)]
    made, heard = digest("arxiv:cs.CL", pipeline.today)
    assert made.date == feed_day
    assert made.papers
    assert any(why in note for note in heard.notes)


def test_a_past_day_is_what_came_in_for_it(digest, site):
    made, heard = digest("arxiv:cs.CL", day=date(2025, 12, 5))
    assert (made.date, ids(made)) == ("2025-12-05", ["5"])
    assert made.papers[0].listed is None
    assert site.requests[0][1]["search_query"] == (
        "(cat:cs.CL) AND submittedDate:[202512031900 TO 202512041900]"
    )
    assert any("from the API: papers submitted for" in note for note in heard.notes)
    with pytest.raises(NothingListed, match="has no submissions for it"):
        digest("arxiv:cs.CL", day=date(2025, 12, 8))


def test_a_whole_archive_is_asked_for_with_its_parts(digest, site):
    with pytest.raises(NothingListed):
        digest("arxiv:math+hep-th", day=date(2025, 12, 8))
    assert site.requests[0][1]["search_query"].startswith("(cat:hep-th OR cat:math.*) AND")


def test_a_past_day_tells_cross_lists_by_the_primary_category(digest, at):
    at(2025, 12, 10, 9)
    made, heard = digest("arxiv:cs.CL", day=date(2025, 12, 9))
    assert ids(made) == ["0"]
    assert any("1 cross-list left out; `--cross-lists` shows it" in note for note in heard.notes)
    assert ids(digest("arxiv:cs.CL", day=date(2025, 12, 9), cross_lists=True)[0]) == ["0", "1"]


@pytest.mark.parametrize(
    ("day", "why"),
    [(date(2025, 12, 6), "nothing on weekends"), (date(2025, 12, 10), "opens at")],
)
def test_a_day_that_is_not_announced_is_asked_of_nobody(digest, site, day, why):
    with pytest.raises(NothingListed, match=why):
        digest("arxiv:cs.CL", day=day)
    assert site.requests == []


@pytest.mark.parametrize(
    ("spec", "identity", "version"),
    [
        ("arxiv:2512.00001", "2512.00001", 1),
        ("arxiv:2512.00001v1", "2512.00001", 1),
        ("https://arxiv.org/abs/astro-ph/0601001", "astro-ph/0601001", 1),
    ],
)
def test_a_paper_by_its_id(digest, spec, identity, version):
    made, _ = digest(spec)
    assert [(paper.id, paper.version) for paper in made.papers] == [(identity, version)]
    assert made.date is None
    assert digest(spec, offline=True)[0].papers[0].id == identity


def test_unknown_ids_are_said(digest):
    with pytest.raises(InputError, match=r"has no paper `2512\.09999`: check the id"):
        digest("arxiv:2512.09999")
    made, _ = digest("arxiv:2512.00001,2512.09999")
    assert ids(made) == ["1"]
    assert (made.report.dropped[0].where, made.report.found) == ("2512.09999", 2)


def test_a_search_says_how_many_more_there_are(digest, site):
    made, heard = digest("arxiv:?q=index", limit=1)
    assert ids(made) == ["0"]
    assert site.requests[0][1]["max_results"] == "1"
    assert any("arXiv found 2; the first 1 were read" in note for note in heard.notes)
    assert made.date == "2025-12-09"
    with pytest.raises(NothingListed, match="lists nothing"):
        digest("arxiv:?q=nowhere")


def test_an_error_that_arrives_as_an_entry_is_one(digest, site):
    site.script = [(400, {}, error("malformed query").encode())]
    with pytest.raises(InputError, match="arXiv says: malformed query"):
        digest("arxiv:?q=ti:(")
    site.script = [error("too much").encode()]
    with pytest.raises(InputError, match="arXiv says: too much"):
        digest("arxiv:?q=x")


@pytest.mark.parametrize("nonsense", [b"<html>", b"{}", b"", b"<feed"])
def test_nonsense_is_no_answer(digest, site, nonsense):
    site.script = [nonsense]
    with pytest.raises(BadAnswer, match="sent an answer that cannot be read"):
        digest("arxiv:cs.CL", pipeline.today)


def test_an_empty_page_under_load_is_asked_for_again(digest, site):
    site.script = [answer([], 7).encode()]
    made, heard = digest("arxiv:2512.00001")
    assert ids(made) == ["1"]
    assert any("empty page although there are 7 results" in note for note in heard.notes)
    assert any("waiting 30 s" in note for note in heard.notes)


def test_pages_are_read_to_the_end_and_what_came_is_kept(digest, site, monkeypatch):
    monkeypatch.setattr(requests, "PAGE_SIZE", 2)
    site.records = [record(number) for number in range(5)]
    made, _ = digest("arxiv:?q=cat:cs.CL", limit=5)
    assert [query["start"] for _, query, _ in site.requests] == ["0", "2", "4"]
    assert len(made.papers) == 5
    site.script = [None, *[429] * 4]
    made, heard = digest("arxiv:?q=cat:cs.CL&sort=submittedDate", limit=5)
    assert len(made.papers) == 2
    assert made.report.dropped[0].where == "results from 3 on"
    assert any("waiting 60 s" in note for note in heard.notes)


def test_an_answer_without_end_is_not_read_for_ever(digest, site):
    page = answer([entry(record(1))], 10**9).encode()
    site.script = [page] * 99
    made, _ = digest("arxiv:?q=x", limit=1000)
    assert ids(made) == ["1"]
    assert len(site.requests) < 10
    assert "keeps sending pages without an end" in made.report.dropped[0].why


def test_a_limit_that_stays_is_said(digest, site):
    site.script = [429] * 9
    with pytest.raises(Refused, match="allows no more requests now"):
        digest("arxiv:2512.00001")


def test_requests_are_apart_and_name_the_tool(digest, site, monkeypatch):
    from summarizer.network import http

    slept = []
    token = http._SLEEP.set(slept.append)
    monkeypatch.setattr(requests, "PAGE_SIZE", 2)
    try:
        digest("arxiv:?q=cat:cs.CL", limit=3)
        digest("arxiv:2512.00001")
    finally:
        http._SLEEP.reset(token)
    assert len(slept) == len(site.requests) - 1
    assert all(0 < each <= 3 for each in slept)
    assert all(each[2]["User-Agent"].startswith("summarizer/") for each in site.requests)


def test_a_paper_of_two_sources_is_one(digest, site, hugging_face):
    made = pipeline.digest(["hf:2025-12-09", "arxiv:2512.00001"], Options(), Run(observer=Heard()))
    assert sorted(paper.id for paper in made.papers) == [f"2512.0000{n}" for n in range(3)]
    merged = next(paper for paper in made.papers if paper.id == "2512.00001")
    assert (merged.upvotes, merged.categories) == (13, ("cs.AI", "cs.CL"))


def test_an_entry_of_the_api_is_read_from_a_file_too(digest, tmp_path):
    file = tmp_path / "saved.txt"
    file.write_text(answer([entry(record(1))]))
    assert ids(digest(str(file))[0]) == ["1"]

"""Every source live: recorded conversations replayed, and the same faults for all."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import contract
import pytest
from conversations import CONVERSATIONS, FOLDER, NOW, PLAYED
from engine_double import Heard

from summarizer import pipeline
from summarizer.errors import InputError, NothingListed, ServiceError, Unreachable
from summarizer.library.run import Options, Run
from summarizer.network.connection import Answer
from summarizer.network.replay import Exchange, Server, load
from summarizer.papers.wire import fields
from summarizer.settings import ENDPOINTS
from summarizer.settings.table import VARIABLES
from summarizer.sources import remote, sites

SECRET = re.compile(
    r"authorization|cookie|bearer|hf_[a-z]|(?<!resumption)(?<!\\\")token|api[_-]?key|mailto|email",
    re.IGNORECASE,
)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(remote, "utc_now", lambda: datetime(*NOW, tzinfo=UTC))


@pytest.fixture
def replayed(monkeypatch):
    """A conversation's server, with every source led to it."""
    made = []

    def start(name):
        server = Server(load([FOLDER / f"{name}.json"])).__enter__()
        made.append(server)
        for variable, value in server.environment.items():
            monkeypatch.setenv(variable, value)
        return server

    yield start
    for server in made:
        server.__exit__()


def digest(conversation, **options):
    given = Options(**{**conversation.options, **options})
    spec = conversation.at(os.environ["HF_ENDPOINT"])
    return pipeline.digest([spec], given, Run(observer=Heard()))


def test_every_site_with_an_endpoint_has_conversations_and_every_cassette_is_one():
    assert {path.stem for path in FOLDER.iterdir()} == set(CONVERSATIONS)
    asked = {source.SITE.prefix for source in sites() if source.SITE.probes}
    assert {each.source for each in CONVERSATIONS.values()} == asked | {"rss"}


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_conversation_gives_papers_that_keep_the_contract(name, replayed):
    server, conversation = replayed(name), CONVERSATIONS[name]
    made = digest(conversation)
    assert len(made.papers) == conversation.count
    contract.check(made.report, made.papers)
    for entry in made.papers:
        assert entry.source.partition(":")[0] == conversation.source
        for tag in entry.evidence:
            assert getattr(entry, tag.field)[tag.start : tag.end] == tag.quote
    assert (server.unknown, server.unplayed) == ([], [])


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_what_was_said_once_is_there_offline_and_said_again_is_the_same(name, replayed):
    conversation = CONVERSATIONS[name]
    server = replayed(name)
    first, second = digest(conversation), digest(conversation)
    played = dict(server._played)
    offline = digest(conversation, offline=True)
    assert server._played == played
    bare = [[fields(each) | {"cached": None} for each in made.papers] for made in (first, second)]
    assert bare[0] == bare[1]
    assert {paper.id for paper in offline.papers} == {paper.id for paper in first.papers}
    assert offline.date == first.date


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_no_cassette_names_the_asker(name):
    assert not SECRET.search((FOLDER / f"{name}.json").read_text())


def captured(shared):
    """The real captures as exchanges, at the addresses they come from."""
    folder = shared / "huggingface"
    paging = (("limit", "100"), ("p", "0"))
    for day in ("2024-05-27", "2025-05-22", "2026-07-22"):
        body = (folder / f"hf_api_daily_{day}.json").read_bytes()
        request = ("/api/daily_papers", (("date", day), *paging))
        yield Exchange(request, Answer(200, {}, body))
    refused = Answer(403, {}, b"{}")
    yield Exchange(("/api/daily_papers", (("date", "2024-08-01"), *paging)), refused)
    page = (folder / "hf_papers_page_2024-08-11.html").read_bytes()
    yield Exchange(("/papers/date/2024-08-01", ()), Answer(200, {}, page))
    listed = (shared / "arxiv" / "arxiv_rss_zotero-arxiv-daily.xml").read_bytes()
    yield Exchange(("/atom/cs.AI", ()), Answer(200, {}, listed))
    for file in (shared / "arxiv" / "edge").iterdir():
        known = json.loads(file.read_text())
        identity = parse_qs(urlsplit(known["url"]).query)["id_list"][0]
        asked = (("id_list", identity), ("max_results", "1"), ("start", "0"))
        answer = Answer(known["status_code"], {}, known["body"].encode())
        yield Exchange(("/api/query", asked), answer)


@pytest.fixture
def real(shared, monkeypatch):
    """Real captures, as the sites served them."""
    with Server(captured(shared)) as server:
        for variable, value in server.environment.items():
            monkeypatch.setenv(variable, value)
        yield server


@pytest.mark.parametrize(
    ("spec", "count"),
    [
        ("hf:2024-05-27", 13),
        ("hf:2025-05-22", 27),
        ("hf:2026-07-22", 21),
        ("https://huggingface.co/papers/date/2024-08-01", 13),
        ("https://arxiv.org/abs/astro-ph/0601001", 1),
    ],
)
def test_real_captures_served_live_keep_the_contract(real, spec, count):
    made = pipeline.digest([spec], Options(), Run(observer=Heard()))
    assert (len(made.papers), real.unknown) == (count, [])
    contract.check(made.report, made.papers)


def test_a_real_day_of_arxiv_is_its_newest(real, monkeypatch):
    monkeypatch.setattr(remote, "utc_now", lambda: datetime(2025, 8, 20, 9, tzinfo=UTC))
    made = pipeline.today("arxiv:cs.AI", Options(), Run(observer=Heard()))
    assert (made.date, [paper.id for paper in made.papers]) == (
        "2025-08-20",
        ["2508.14001", "2508.14002"],
    )
    made = pipeline.today("arxiv:cs.AI", Options(cross_lists=True), Run(observer=Heard()))
    assert len(made.papers) == 7
    contract.check(made.report, made.papers)


def test_a_real_unknown_id_is_said(real):
    with pytest.raises(InputError, match=r"has no paper `0000\.0000`"):
        pipeline.digest(["arxiv:0000.0000"], Options(), Run(observer=Heard()))


DAYS = {
    "hf": "hf:2025-12-09",
    "arxiv": "arxiv:cs.CL",
    "biorxiv": "biorxiv:2025-12-09",
    "medrxiv": "medrxiv:epidemiology:2025-12-08",
}
"""A SPEC for a day of each source that lists days."""


@pytest.fixture(params=sorted(DAYS))
def site(request, monkeypatch):
    """Each live source's site, played well, and a SPEC that asks it for a day."""
    with PLAYED[request.param]() as server:
        for name in ENDPOINTS:
            monkeypatch.setenv(VARIABLES[name], server.url)
        monkeypatch.setenv("SUMMARIZER_TIMEOUT", "0.3")
        yield server, DAYS[request.param]


@pytest.mark.parametrize(
    "fault", [500, 429, 403, "stall", "cut", b"", b"\x00\xff", b"<html>", b"<feed", b'{"a": 1}']
)
def test_a_site_in_trouble_is_an_error_and_never_an_empty_day(site, fault):
    server, spec = site
    server.script = [fault] * 20
    for _ in range(2):
        with pytest.raises(ServiceError) as caught:
            pipeline.digest([spec], Options(), Run(observer=Heard()))
        assert "\n" not in str(caught.value)
        server.script = [fault] * 20
    with pytest.raises(Unreachable, match="is stored"):
        pipeline.digest([spec], Options(offline=True), Run(observer=Heard()))


def test_a_day_that_grows_says_how_many_are_new_and_loses_none(site):
    server, spec = site
    first = pipeline.digest([spec], Options(), Run(observer=Heard()))
    if spec.startswith("hf"):
        more = server.days["2025-12-03"][0]
        server.days["2025-12-09"] = [more, server.days["2025-12-09"][0]]
    elif "rxiv:20" in spec or spec.startswith("medrxiv"):
        more = {**server.records[-1 if spec.startswith("medrxiv") else 0], "doi": "10.1101/700001"}
        server.records[-1 if spec.startswith("medrxiv") else 0] = {**more, "title": "Another One"}
    else:
        server.feed = [{**server.feed[0], "id": "2512.00077"}]
    heard = Heard()
    second = pipeline.digest([spec], Options(), Run(observer=heard))
    before, after = ({paper.id for paper in made.papers} for made in (first, second))
    assert before < after
    assert len(after - before) == 1
    assert any(re.search(r"\b1 new since it was last read", note) for note in heard.notes)
    assert any("no longer listed; kept" in note for note in heard.notes)


def test_a_future_day_has_nothing_and_says_so(site):
    spec = site[1].partition(":2025")[0]
    with pytest.raises(NothingListed, match=r"future|opens at"):
        pipeline.digest([spec], Options(day=date(2025, 12, 17)), Run(observer=Heard()))


def test_a_record_in_a_file_never_makes_the_program_fetch(site, tmp_path, example):
    server, _ = site
    trap = f"{server.url}/trap"
    record = {"id": "2512.00001", "title": "T", "abstract": "An abstract.", "url": trap}
    record |= {"links": [trap, "https://huggingface.co/papers"], "source": "hf:2025-12-09"}
    files = {
        "records.json": json.dumps([record | {"pdf": trap, "code": trap}]),
        "page.html": f'<article><h3><a href="{trap}/papers/1">T</a></h3>'
        f"<p>{'An abstract. ' * 9}</p></article>"
        '<div data-target="DailyPapers" data-props="{}"></div>',
        "dump.txt": example.read_text() + f"\n[{trap}]({trap})\nhf:2025-12-09\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
        pipeline.digest([str(tmp_path / name)], Options(), Run(observer=Heard()))
    assert server.requests == []

"""Feeds, live and saved: which entries are papers, whose text they have, and what is no feed."""

from __future__ import annotations

import sys
from contextlib import suppress

import contract
import pytest
from arxiv_server import record
from engine_double import Heard
from feedserver import LONG, TEXT, FeedServer, atom, item, json_feed, rss
from hypothesis import given, settings
from hypothesis import strategies as st
from preprintserver import PreprintServer, preprint

from summarizer import pipeline
from summarizer.errors import InputError, NothingListed, Refused, Unreachable, UsageError
from summarizer.library.run import Options, Run
from summarizer.settings import Settings
from summarizer.sources import lookups
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing
from summarizer.sources.rss import source

URL = "https://example.org/feed.xml"


@pytest.fixture
def server(monkeypatch):
    with FeedServer() as made:
        for name in ("ARXIV_ENDPOINT", "BIORXIV_ENDPOINT", "CROSSREF_ENDPOINT"):
            monkeypatch.setenv(f"SUMMARIZER_{name}", made.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_PAUSE", "0.001")
        monkeypatch.setenv("SUMMARIZER_SITE_PAUSE", "0.001")
        made.records = [record(number) for number in range(5)]
        yield made


def digest(server, text, **options):
    server.feeds["/feed"] = text
    heard = Heard()
    made = pipeline.digest([f"rss:{server.url}/feed"], Options(**options), Run(observer=heard))
    return made, heard


def saved(text):
    return content_listing(Content("x", text.encode()))


def asked_of_arxiv(server):
    return [query["id_list"] for path, query, _ in server.requests if path == "/api/query"]


def test_a_feed_s_papers_are_listed_as_those_of_their_day(server):
    made, _ = digest(server, rss(item(), item("Another", "https://doi.org/10.5555/a.1")))
    first, second = made.papers
    assert (first.id, first.title, first.abstract) == ("2512.00001", "A Title", LONG.strip())
    assert second.doi == "10.5555/a.1"
    assert made.date
    assert {each.source for each in made.papers} == {f"rss:{server.url}/feed"}
    assert asked_of_arxiv(server) == []
    contract.check(made.report, made.papers)


@pytest.mark.parametrize(
    "text",
    [
        atom(),
        json_feed(
            url="https://arxiv.org/abs/2512.00001", title="A Title", content_html=LONG,
            authors=[{"name": "One Author"}, {"name": "Another"}], date_published="2025-12-08T10:00",
        ),
    ],
)  # fmt: skip
def test_atom_and_json_feed_say_the_same(server, text):
    (paper,) = digest(server, text)[0].papers
    assert (paper.id, paper.title, paper.published) == ("2512.00001", "A Title", "2025-12-08")
    assert paper.authors == ("One Author", "Another")
    assert paper.url == "https://arxiv.org/abs/2512.00001"
    (again,) = saved(text).papers
    assert (again.id, again.abstract) == (paper.id, paper.abstract)


def test_short_texts_are_had_of_arxiv_in_one_request(server):
    texts = ["A teaser ...", "", f"{LONG}…"]
    items = [
        item(f"[{n}]", f"https://arxiv.org/abs/2512.0000{n}v1", t) for n, t in enumerate(texts)
    ]
    made, heard = digest(server, rss(*items, item(link="https://arxiv.org/abs/2512.00003")))
    assert asked_of_arxiv(server) == ["2512.00000,2512.00001,2512.00002"]
    assert all("Variant" in each.abstract for each in made.papers[:2])
    assert made.papers[0].categories == ("cs.CL", "cs.AI")
    assert made.papers[3].abstract == LONG.strip()
    assert any("texts of 3 papers are from the papers' own sites" in each for each in heard.notes)


def test_an_entry_about_a_paper_gives_that_paper_with_the_entry_as_a_link(server):
    post = item(
        "We read a paper", "https://example.org/post", "See https://arxiv.org/abs/2512.00002!"
    )
    (paper,) = digest(server, rss(post))[0].papers
    assert paper.title != "We read a paper"
    assert (paper.id, paper.url) == ("2512.00002", "https://arxiv.org/abs/2512.00002")
    assert "https://example.org/post" in paper.links
    with pytest.raises(InputError, match=r"it names `arxiv:2512\.00002`"):
        saved(rss(post))


def test_an_entry_that_names_no_paper_or_several_is_dropped(server):
    both = "https://arxiv.org/abs/2512.00002 and https://arxiv.org/abs/2512.00003"
    none = item("Holidays", "https://example.org/1", "They were nice.")
    made, _ = digest(server, rss(item(), none, item("Links", "https://example.org/2", both)))
    assert [each.where for each in made.report.dropped] == ["entry 2", "entry 3"]
    assert {each.why for each in made.report.dropped} == {
        "it links to no paper (an arXiv id, a DOI, a site of papers)"
    }


def test_where_arxiv_fails_the_feed_is_read_all_the_same(server):
    teaser = item("A Title", "https://arxiv.org/abs/2512.00001", TEXT)
    server.script = [None, *[403] * 4]
    made, heard = digest(server, rss(teaser))
    assert made.papers[0].abstract == TEXT.strip()
    assert any("could not be looked up" in each and "403" in each for each in heard.notes)


def test_a_doi_leads_to_its_own_site(server, monkeypatch):
    with PreprintServer() as preprints:
        preprints.records = [preprint(0)]
        monkeypatch.setenv("SUMMARIZER_BIORXIV_ENDPOINT", preprints.url)
        link = "https://www.biorxiv.org/content/10.1101/2025.12.01.600000v1?rss=1"
        (paper,) = digest(server, rss(item("A Teaser", link, "Short.")))[0].papers
    assert (paper.doi, paper.version) == ("10.1101/2025.12.01.600000", 1)
    assert "Variant 0" in paper.abstract


def test_a_doi_s_site_that_fails_is_asked_once_and_an_entry_that_says_nothing_is_dropped(server):
    items = [item(f"Title {n}", f"https://doi.org/10.5555/a.{n}", "J. Ex.") for n in range(3)]
    server.script = [None, 403]
    made, heard = digest(server, rss(item(), *items))
    assert [path for path, *_ in server.requests] == ["/feed", "/works/10.5555/a.0"]
    assert len(made.papers) == 1
    whys = {each.why for each in made.report.dropped}
    assert whys == {"no abstract, neither in the feed nor on its own site"}
    assert sum("could not be looked up" in each for each in heard.notes) == 1


def test_no_more_is_looked_up_than_is_polite(server, monkeypatch):
    monkeypatch.setattr(lookups, "MOST_IDS", 2)
    items = [item(f"T{n}", f"https://arxiv.org/abs/2512.0000{n}", TEXT) for n in range(4)]
    made, heard = digest(server, rss(*items))
    assert asked_of_arxiv(server) == ["2512.00000,2512.00001"]
    assert len(made.papers) == 4
    assert any("only the first 2 of 4" in each for each in heard.notes)


@pytest.mark.parametrize(
    "text",
    [
        "Nature, Published online: 08 December 2025; doi:10.5555/a.1",
        "<p>Publication date: March 2025</p><p><b>Source:</b> A Journal, Volume 1</p>",
        "A Journal, doi 10.5555/A.1",
    ],
)
def test_where_a_paper_was_published_is_no_abstract(text):
    found = saved(rss(item(), item("Cited", "https://doi.org/10.5555/a.1", text)))
    assert [each.why for each in found.report.dropped] == ["no abstract"]


def test_arxiv_s_line_before_an_abstract_goes():
    text = f"arXiv:2512.00001v1 Announce Type: new \nAbstract: {LONG}"
    (paper,) = saved(rss(item(text=text))).papers
    assert paper.abstract == LONG.strip()


def test_a_feed_whose_xml_is_broken_is_read_by_feedparser(server):
    broken = rss(item("A & B <i>", extra="&nbsp;")).replace("&amp;", "&").replace("Papers", "A & B")
    made, heard = digest(server, broken)
    assert [each.id for each in made.papers] == ["2512.00001"]
    assert any("XML is broken" in each for each in heard.notes)
    old = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x.dtd">' + rss(item())
    assert [each.id for each in saved(old).papers] == ["2512.00001"]
    cut = saved(rss(item(), item("Cut Off", "https://doi.org/10.5555/b"))[:-90])
    assert [each.id for each in cut.papers] == ["2512.00001"]
    assert [(each.where, each.why) for each in cut.report.dropped] == [("entry 2", "no abstract")]


def test_without_feedparser_such_a_feed_is_an_error_that_names_it(server, monkeypatch):
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(InputError, match=r"pip install 'summarize-papers\[feeds\]'"):
        digest(server, rss(item()).replace("Papers", "A & B"))
    assert len(digest(server, rss(item()))[0].papers) == 1


def test_a_web_page_names_its_feeds(server):
    page = (
        '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss">'
        '<link rel="alternate" type="application/atom+xml" href="http://[x"><link rel="alternate" '
        'type="application/atom+xml" href="javascript:alert(1)"><link rel="alternate" '
        'type="application/atom+xml" href="/a\x1b[31m">'
        '<link rel="alternate" hreflang="de" href="/de"></head><body>Hello</body></html>'
    )
    with pytest.raises(
        InputError, match="is a web page, not a feed: did you mean `rss:http"
    ) as told:
        digest(server, page)
    assert f"`rss:{server.url}/rss`" in str(told.value)
    assert "javascript" not in str(told.value)
    assert "\x1b" not in str(told.value)
    with pytest.raises(InputError, match="names none"):
        digest(server, "<html><body>Hello</body></html>")


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        (rss(), NothingListed, "the feed has no entries"),
        (" ", NothingListed, "an empty answer"),
        ("Hello", InputError, "neither RSS nor Atom nor JSON Feed"),
        ('{"a": 1}', InputError, "neither RSS nor Atom nor JSON Feed"),
        (
            rss(item("Holidays", "https://example.org/1")),
            NothingListed,
            "holds no papers: found 1, kept 0, 1 dropped; dropped entry 1: it links to no paper",
        ),
    ],
)
def test_what_lists_no_papers_is_said(server, text, error, said):
    with pytest.raises(error, match=said) as caught:
        digest(server, text)
    assert "\n" not in str(caught.value)


def test_a_feed_without_papers_now_keeps_no_other_from_the_reader(server):
    server.feeds |= {"/news": rss(item("Holidays", "https://example.org/1")), "/feed": rss(item())}
    specs = [f"rss:{server.url}{path}" for path in ("/news", "/feed")]
    heard = Heard()
    made = pipeline.digest(specs, Options(), Run(observer=heard))
    assert len(made.papers) == 1
    assert any("/news` holds no papers" in each for each in heard.warnings)


def test_an_address_without_a_feed_is_the_reader_s_to_check_and_a_failure_the_site_s(server):
    with pytest.raises(InputError, match="nothing at this address"):
        pipeline.digest([f"rss:{server.url}/none"], Options(), Run())
    server.script = [403]
    with pytest.raises(Refused):
        digest(server, rss(item()))
    server.script = [500] * 4
    with pytest.raises(Unreachable):
        digest(server, rss(item()))


def test_a_feed_that_has_not_changed_is_not_sent_again(server):
    digest(server, rss(item()))
    made, _ = digest(server, rss(item()))
    assert len(made.papers) == 1
    assert [headers.get("If-None-Match") is None for *_, headers in server.requests] == [
        True,
        False,
    ]


def test_what_was_shown_of_a_feed_is_not_new(server):
    digest(server, rss(item()))
    made, _ = digest(
        server, rss(item("Newer", "https://arxiv.org/abs/2512.00004"), item()), new=True
    )
    assert [each.id for each in made.papers] == ["2512.00004"]


def test_a_private_address_is_asked_only_where_the_reader_names_it(server):
    server.script = [(302, {"Location": "http://127.0.0.1:9/x"})]
    with pytest.raises(Refused, match="another site"):
        digest(server, rss(item()))


@pytest.mark.parametrize(
    "spec",
    [f"rss:{URL}", f"rss:HTTPS{URL[5:]}", f"rss:feed:{URL}", f"rss:{URL}#top", f"rss: {URL} "],
)
def test_an_address_is_asked_for_however_it_is_written(spec):
    asked = source.ask(spec, Settings())
    assert (asked.spec, asked.kind, asked.addresses) == (f"rss:{URL}", "ranking", (URL,))
    assert asked.label.startswith("rss-example.org-feed.xml-")


def test_feeds_that_differ_in_anything_have_folders_of_their_own():
    labels = {
        source.ask(f"rss:{URL}{each}", Settings()).label for each in ("", "?a=1", "?a=2", "/")
    }
    assert len(labels) == 4


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("rss:", "give the address of a feed"),
        ("rss:example.org/feed.xml", r"did you mean `rss:https://example\.org/feed\.xml`\?"),
        ("rss:ftp://example.org/x", "not from `ftp`"),
        ("rss:file:///etc/passwd", "not from `file`"),
        ("rss:pyproject.toml", "a saved feed is read as a file: give `pyproject.toml`"),
        ("rss:https://me:secret@example.org/x", "no user in it"),
        ("rss:https://", "needs a web address"),
    ],
)
def test_what_is_no_web_address_is_said_without_its_secrets(spec, said, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("")
    with pytest.raises(UsageError, match=said) as caught:
        source.ask(spec, Settings())
    assert "secret" not in str(caught.value)


WORDS = st.text(alphabet="aB1 :./<>&-é10.5555/x", max_size=30)
LINKS = st.sampled_from(
    ["https://arxiv.org/abs/2512.00001v3", "https://doi.org/10.5555/a", "x", ""]
)


@settings(max_examples=50)
@given(st.lists(st.tuples(WORDS, LINKS, WORDS | st.just(LONG)), max_size=5))
def test_every_entry_is_a_paper_or_is_dropped_with_a_reason(entries):
    parsed = source.parse(Content("x", rss(*(item(*each) for each in entries)).encode()))
    items = list(parsed.items)
    assert len(items) == len(entries)
    for (_, link, _), each in zip(entries, items, strict=True):
        if hasattr(each, "why"):
            assert each.why
        else:
            assert link.startswith("https")
            contract.check_paper(each)


@settings(max_examples=50)
@given(st.binary(max_size=60), st.integers(0, 300))
def test_a_damaged_feed_is_read_or_refused(junk, place):
    whole = rss(item()).encode()
    content = Content("x", whole[:place] + junk + whole[place:], forgiving=True)
    with suppress(InputError):
        assert all(
            hasattr(each, "why") or each.title.strip() for each in source.parse(content).items
        )


@pytest.mark.parametrize("people", [True, 3, "A. Author", {"name": "A. Author"}])
def test_authors_of_a_json_feed_that_are_no_list_are_unknown(people):
    feed = json_feed(
        url="https://arxiv.org/abs/2512.00001", content_text=LONG, title="A", authors=people
    )
    (paper,) = saved(feed).papers
    assert paper.authors == ()

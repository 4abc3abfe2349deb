"""A site of stored days, in a real browser; and its search with 10,000 papers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from browser import served
from conftest import EXAMPLE
from hostile import digest as hostile_digest
from selenium.webdriver.common.keys import Keys

import summarizer
from summarizer.papers.wire import dumps, fields
from summarizer.site.searchindex import Document, shards, words
from summarizer.topics import vocabularyfile

RESULTS = "#results > li"
DAYS = ("2025-08-04", "2025-09-30", "2025-10-01", "2025-12-05", "2025-12-08", "2025-12-09")
QUOTE = "2025-12-01"
MANY = 10_000
PAGES = {
    "start": "index.html",
    "days": "days/index.html",
    "day": "days/2025-12-09.html",
    "week": "weeks/2025-W50.html",
    "month": "months/2025-12.html",
    "topics": "topics/index.html",
    "topic": "topics/rag/index.html",
    "search": "search.html",
}


def store(home, day, papers):
    """Put papers into a library, as listed on a day."""
    head = fields(replace(hostile_digest(), date=day, source=(f"hf:{day}",), papers=()))
    del head["period"]
    listed = [replace(each, listed=day, source=f"hf:{day}") for each in papers]
    place = home / "data" / "library" / "hf" / f"{day}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(dumps({**head, "papers": listed, "unannotated": []}), encoding="utf-8")


@pytest.fixture(scope="session")
def papers(tmp_path_factory):
    """The papers of the example input, annotated."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMARIZER_HOME", str(tmp_path_factory.mktemp("papers")))
        return summarizer.digest([str(EXAMPLE)]).papers


@pytest.fixture(scope="session")
def site(tmp_path_factory, papers):
    """A site of six days and one of hostile papers, below other folders."""
    root = tmp_path_factory.mktemp("site")
    home, place = root / "home", root / "www" / "below" / "here"
    for number, day in enumerate(DAYS):
        store(home, day, papers[number :: len(DAYS)])
    store(home, QUOTE, hostile_digest().papers)
    command = [sys.executable, "-m", "summarizer", "site", "build", "--quiet", "-o", str(place)]
    subprocess.run(command, check=True, env=os.environ | {"SUMMARIZER_HOME": str(home)})
    return place


@pytest.fixture(scope="session")
def large(site, papers):
    """The same site with an index of 10,000 papers of three years."""
    place = site.parent / "large"
    place.mkdir()
    documents = (
        Document(
            url=f"papers/{number}.html",
            title=f"{papers[number % len(papers)].title} {number}",
            day=f"{2023 + number % 3}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            topics=papers[number % len(papers)].tags,
            tldr=papers[number % len(papers)].tldr or "",
        )
        for number in range(MANY)
    )
    for name, text in shards(documents):
        file = place / "search" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="ascii")
    shutil.copy(site / "search" / "search.js", place / "search")
    for name in ("style.css", "pages.js"):
        shutil.copy(site / name, place / name)
    version = re.match(r'\w+\("index","(\w+)"', (place / "search" / "index.js").read_text())[1]
    page = (site / "search.html").read_text(encoding="utf-8")
    page = re.sub(r'data-version="\w*"', f'data-version="{version}"', page)
    (place / "search.html").write_text(page, encoding="utf-8")
    return place


@pytest.fixture(params=["file", "http"])
def root(request, site):
    """The site's address, as files and on a server under a sub-path."""
    if request.param == "file":
        yield site.as_uri()
    else:
        with served(site.parents[1]) as address:
            yield f"{address}/below/here"


def look(browser, query):
    """Type a query, and wait for the answer to it."""
    browser.one("#q").clear()
    browser.one("#q").send_keys(query)
    browser.wait("document.getElementById('count').textContent.includes(arguments[0])", query)


def titles(browser):
    return browser.texts(f"{RESULTS} h2")


def paper_pages(site):
    return sorted(site.glob("papers/*.html"))


def addresses(site):
    """One page of each kind, the page of a paper and that of a hostile one among them."""
    pages = paper_pages(site)
    hostile = next(each for each in pages if "alert(1)" in each.read_text(encoding="utf-8"))
    return [*PAGES.values(), f"papers/{pages[-1].name}", f"papers/{hostile.name}"]


def test_pages_of_every_kind_open_and_ask_for_nothing_but_their_own(browser, site, root):
    for name in addresses(site):
        browser.open(f"{root}/{name}")
        assert browser.one("h1").text, name
        loaded = {each for each in browser.requests() if not each.startswith(("data:", "about:"))}
        shared = [each for each in loaded if each.startswith((f"{root}/style.", f"{root}/pages."))]
        assert len(shared) == 2
        scripts = {f"{root}/search/search.js", *(each for each in loaded if "index.js?" in each)}
        own = {f"{root}/{name}", *shared}
        assert loaded <= own | (scripts if name == "search.html" else set())


def test_search_finds_papers_and_leads_to_their_pages(browser, root):
    browser.open(f"{root}/search.html")
    look(browser, "retrieval augmented")
    assert "Retrieval-Augmented Generation for Knowledge-Intensive NLP Tasks" in titles(browser)
    title = titles(browser)[0]
    browser.all(f"{RESULTS} a")[0].click()
    assert browser.one("h1").text.split("\n")[0].startswith(title[:20])


def test_a_word_is_found_by_its_beginning_and_a_title_ranks_first(browser, root):
    browser.open(f"{root}/search.html")
    look(browser, "surviv")
    assert "Survival" in titles(browser)[0]


def test_all_words_must_fit(browser, root):
    browser.open(f"{root}/search.html")
    look(browser, "survival")
    some = len(titles(browser))
    look(browser, "survival modelling")
    assert 0 < len(titles(browser)) < some
    look(browser, "survival zzzz")
    assert titles(browser) == []
    assert browser.one("#count").text == "0 papers with “survival zzzz”"


def test_topics_filter_with_and_without_words(browser, root):
    browser.open(f"{root}/search.html")
    browser.choose("rag")
    browser.wait("document.getElementById('count').textContent === '3 papers with RAG'")
    days = [each.split(" · ")[0] for each in browser.texts(f"{RESULTS} .facts")]
    assert days == sorted(days, reverse=True)
    look(browser, "meta")
    assert browser.one("#count").text == "1 paper with “meta” and RAG"
    assert browser.driver.current_url == f"{root}/search.html#q=meta&topic=rag"
    browser.open(f"{root}/search.html#q=meta&topic=rag")
    browser.wait("document.getElementById('count').textContent.startsWith('1 paper')")
    assert len(titles(browser)) == 1


def test_papers_without_a_topic_are_found_and_doubtful_ones_say_so(browser, tmp_path, papers):
    bare = replace(papers[0], id="2512.00001", title="A paper on tea", tags=(), evidence=())
    (tag,) = papers[1].evidence[:1]
    doubtful = replace(papers[1], tags=(tag.tag,), evidence=(replace(tag, score=0.4),))
    store(tmp_path, "2025-12-09", [bare, doubtful])
    command = [sys.executable, "-m", "summarizer", "site", "build", "--quiet"]
    environment = os.environ | {"SUMMARIZER_HOME": str(tmp_path)}
    subprocess.run([*command, "-o", str(tmp_path / "www")], check=True, env=environment)
    browser.open((tmp_path / "www" / "search.html").as_uri())
    browser.choose("no topic of the vocabulary")
    told = "1 paper with no topic of the vocabulary"
    browser.wait(f"document.getElementById('count').textContent === '{told}'")
    assert titles(browser) == ["A paper on tea"]
    assert browser.texts(f"{RESULTS} .facts") == ["2025-12-09 · no topic of the vocabulary"]
    look(browser, "vocabulary")
    assert browser.texts(RESULTS) == []
    browser.run(f"location.hash = 'topic={tag.tag}'")
    browser.wait("document.querySelectorAll('#results > li').length === 1")
    assert browser.texts(f"{RESULTS} .facts") == [
        f"2025-12-09 · maybe {vocabularyfile.load().get(tag.tag).label}"
    ]


def test_words_that_are_everywhere_are_left_out(browser, root):
    browser.open(f"{root}/search.html")
    browser.one("#q").send_keys("the")
    browser.wait("/nearly every paper/.test(document.getElementById('count').textContent)")
    look(browser, "the survival of the")
    assert "Survival" in titles(browser)[0]


def test_keys_lead_through_results(browser, root):
    browser.open(f"{root}/search.html")
    browser.press("/")
    look(browser, "learning")
    browser.press(Keys.ENTER)
    first = browser.run("return document.activeElement.textContent")
    browser.press("j", "k")
    assert browser.run("return document.activeElement.textContent") == first == titles(browser)[0]
    browser.press(Keys.ESCAPE)
    browser.wait("document.querySelectorAll('#results > li').length === 0")
    assert browser.one("#q").get_attribute("value") == ""


def test_hostile_papers_are_found_as_text(browser, root):
    browser.open(f"{root}/search.html")
    look(browser, "alert onerror")
    assert any("<script>alert(1)</script>" in each for each in titles(browser))
    assert browser.driver.find_elements("css selector", "#results script, #results img") == []


def test_a_missing_part_of_the_index_is_said_and_asked_for_again(browser, site, tmp_path):
    broken = tmp_path / "site"
    shutil.copytree(site, broken)
    part = min(broken.glob("search/2025-q4*/s.js"))
    text = part.read_text()
    part.unlink()
    browser.open(f"{broken.as_uri()}/search.html")
    browser.one("#q").send_keys("survival")
    browser.wait("/could not be loaded/.test(document.getElementById('count').textContent)")
    assert all("ERR_FILE_NOT_FOUND" in each for each in browser.messages())
    part.write_text(text)
    browser.one("#q").send_keys("s", Keys.BACKSPACE)
    browser.wait("/with “survival”/.test(document.getElementById('count').textContent)")


def test_an_index_that_changed_meanwhile_is_said(browser, site, tmp_path):
    newer = tmp_path / "site"
    shutil.copytree(site, newer)
    for part in newer.glob("search/*/s.js"):
        part.write_text(re.sub(r'","\w{8}",', '","00000000",', part.read_text(), count=1))
    browser.open(f"{newer.as_uri()}/search.html")
    browser.one("#q").send_keys("survival")
    browser.wait("/reload this page/.test(document.getElementById('count').textContent)")
    assert not browser.all("#results li")


def test_a_search_in_many_papers_loads_few_parts(browser, large):
    browser.open(f"{large.as_uri()}/search.html")
    look(browser, "survival")
    loaded = [urlsplit(each).path.rpartition("/")[2] for each in browser.requests()]
    others = ("cards", "search", "index", "style", "pages")
    letters = [each for each in loaded if not each.startswith(others)]
    assert set(letters) == {"s.js"}
    assert len(letters) == 12
    assert sum(each.startswith("cards") for each in loaded) <= 20
    look(browser, "survival analysis")
    again = [urlsplit(each).path.rpartition("/")[2] for each in browser.requests()]
    assert "s.js" not in again
    assert again.count("a.js") == 12


def test_many_results_come_by_pages(browser, large):
    browser.open(f"{large.as_uri()}/search.html")
    look(browser, "learning")
    assert len(titles(browser)) == 20
    browser.click("#more")
    browser.wait("document.querySelectorAll('#results > li').length === 40")
    shown = titles(browser)
    assert len(set(shown)) == 40
    assert browser.run("return document.activeElement.textContent") == shown[20]


def test_what_is_typed_last_is_what_is_shown(browser, large):
    browser.open(f"{large.as_uri()}/search.html")
    browser.run(
        "for (const query of ['l', 'learning', 'survival', 'survival an'])"
        "{ q.value = query; q.dispatchEvent(new Event('input')); }"
    )
    browser.wait("/with “survival an”/.test(document.getElementById('count').textContent)")
    assert all("Survival" in each for each in titles(browser)[:5])


def test_the_browser_and_the_index_cut_words_alike(browser, site):
    """Every character that both know, alone and between letters."""
    browser.open(f"{site.as_uri()}/search.html")
    import unicodedata

    characters = [
        chr(code)
        for code in range(0x11_0000)
        if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}
    ]
    ask = "return arguments[0].map((one) => summarizer.words(`A${one}É ${one}`).join(' '))"
    differ = []
    for start in range(0, len(characters), 20_000):
        part = characters[start : start + 20_000]
        theirs = browser.run(ask, part)
        ours = [" ".join(words(f"A{one}É {one}")) for one in part]
        differ += [one for one, a, b in zip(part, ours, theirs, strict=True) if a != b]
    assert differ == []


@pytest.mark.parametrize("dark", [False, True])
def test_every_kind_of_page_is_accessible(browser, site, dark):
    for name in addresses(site):
        browser.open(f"{site.as_uri()}/{name}", dark=dark)
        browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        if name == "search.html":
            look(browser, "learning")
        assert browser.violations() == [], name


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_sticks_out(browser, site, width):
    for name in addresses(site):
        browser.open(f"{site.as_uri()}/{name}", width=width)
        browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert browser.run("return document.documentElement.scrollWidth") == width, name


def test_evidence_is_marked_in_the_abstract(browser, site, papers):
    paper = next(each for each in papers if any(one.field == "abstract" for one in each.evidence))
    quotes = {each.quote for each in paper.evidence if each.field == "abstract"}
    page = next(each for each in paper_pages(site) if paper.id.replace(":", "-") in each.name)
    browser.open(page.as_uri())
    assert {each.strip() for each in browser.texts(".abstract mark")} & quotes


def test_the_theme_is_kept_from_page_to_page(browser, root):
    browser.open(f"{root}/index.html")
    browser.click("#theme")
    browser.open(f"{root}/topics/index.html")
    assert browser.style("body", "backgroundColor") == "rgb(20, 22, 26)"


def test_a_trend_is_a_picture_and_a_table(browser, site):
    browser.open(f"{site.as_uri()}/topics/rag/index.html")
    assert browser.one("svg[role=img]").get_attribute("aria-labelledby")
    browser.click("summary")
    assert len(browser.all("table tbody tr")) > 0

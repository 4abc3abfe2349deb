"""Every page to read: its links lead somewhere, and its structure holds. Searches. Feeds."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from digests import digest
from hostile import entries
from pagechecks import check_structure
from selectolax.lexbor import LexborHTMLParser
from stored_days import store

from summarizer.library.run import Run


@pytest.fixture
def run(home):
    run = Run()
    store(run, range(1, 26))
    store(run, [3, 30], day="2025-12-10", tags=("peft", "agents"))
    store(run, [31], day="2025-11-03", label="arxiv", tags=(), skipped=(32,))
    store(run, [33], day="2025-11-04", id="x/1:2")
    run.marks.mark(run.library.read("hf", "2025-12-09").entries[:3], "star")
    return run


def crawled(client):
    """Each page that can be reached from the first, by its address."""
    found, wanted = {}, ["/"]
    while wanted:
        address = wanted.pop()
        if address in found:
            continue
        page = found[address] = client.get(address)
        if "html" not in page.headers["content-type"]:
            continue
        for link in LexborHTMLParser(page.text).css("[href]"):
            place = urlsplit(urljoin(str(page.url), link.attributes["href"]))
            if place.hostname == "127.0.0.1" and place.scheme == "http":
                wanted.append(f"{place.path}?{place.query}" if place.query else place.path)
    return found


def test_every_link_leads_to_a_page(client, run):
    found = crawled(client)
    assert {address: page.status_code for address, page in found.items() if page.is_error} == {}
    for place in (
        *("/days/index.html", "/days/2025-12-09.html", "/weeks/2025-W50.html", "/feed.xml"),
        *("/months/2025-11.html", "/topics/index.html", "/topics/rag/index.html", "/for-you.html"),
        *("/papers/2512.00003.html", "/search.html", "/topics/rag/feed.json"),
    ):
        assert place in found


def test_every_page_is_whole(client, run):
    for address, page in crawled(client).items():
        if "html" in page.headers["content-type"]:
            tree = LexborHTMLParser(page.text)
            check_structure(tree)
            assert tree.css("[style], [onclick], iframe, object, base") == [], address
            assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_papers_that_mean_harm_are_only_text(client, home):
    run = Run()
    run.library.store("hf", digest(*entries(), date="2025-12-09"), list(entries()))
    for page in crawled(client).values():
        assert not page.is_error
        if "html" not in page.headers["content-type"]:
            continue
        assert "alert(1)" not in "".join(
            node.text() or ""
            for node in LexborHTMLParser(page.text).css("script")
            if "json" not in node.attributes.get("type", "")
        )


def shown(page):
    return re.search(r'<p id="count"[^>]*>(.*?)</p>', page.text)[1]


def test_a_search_has_pages_of_results(client, run):
    first, second = client.get("/search?q=tag:rag"), client.get("/search?q=tag:rag&page=2")
    assert "26 papers" in shown(first)
    assert "page 1 of 2" in shown(first)
    titles = [re.findall(r'<article[^>]* id="([^"]+)"', each.text) for each in (first, second)]
    assert [len(each) for each in titles] == [20, 6]
    assert not set(titles[0]) & set(titles[1])
    assert client.get("/search?q=tag:rag&page=99").text.count("page 2 of 2") == 1


def test_a_query_that_makes_no_sense_is_said_beside_the_query(client, run):
    page = client.get("/search?q=tag:no-such-topic")
    assert 'value="tag:no-such-topic"' in page.text
    assert 'role="alert"' in page.text


def test_a_search_finds_what_the_command_finds(client, run, capsys):
    from summarizer.cli import main

    main(["search", "tag:peft", "--json"])
    printed = set(re.findall(r'"id": "([^"]+)"', capsys.readouterr().out))
    assert {each["id"] for each in client.get("/api/search?q=tag:peft").json()["papers"]} == printed


def test_feeds_name_the_address_they_were_asked_at(client, run):
    for address in ("/feed.xml", "/topics/rag/feed.xml", "/feed.json"):
        text = client.get(address).text
        assert f"http://127.0.0.1:8411{address}" in text


class TestInABrowser:
    PAGES = (
        *("/", "/days/index.html", "/days/2025-12-09.html", "/topics/index.html"),
        *("/topics/rag/index.html", "/weeks/2025-W50.html", "/months/2025-12.html"),
        *("/papers/2512.00003.html", "/search?q=tag:rag", "/search", "/for-you.html", "/nothing"),
    )

    def test_no_page_has_a_barrier_or_scrolls_sideways(self, browser, address, run):
        for page in self.PAGES:
            for width in (360, 1280):
                browser.open(f"http://{address}{page}", width=width)
                wide = browser.run("return document.documentElement.scrollWidth")
                assert wide <= width, (page, width)
            assert browser.violations() == [], page
        browser.messages()  # the page that is not there

    def test_all_can_be_read_and_searched_without_javascript(self, browser, address, run):
        browser.command("Emulation.setScriptExecutionDisabled", value=True)
        try:
            browser.driver.get(f"http://{address}/")
            assert "10 December 2025" in browser.one("h1").text
            browser.driver.find_element("link text", "Search").click()
            browser.one("input[name=q]").send_keys("tag:peft\n")
            assert "2 papers" in browser.one("#count").text
            assert len(browser.all("article")) == 2
            browser.all("article h2 a, article h3 a")[0].click()
            assert "Line " in browser.one("main").text
            browser.driver.find_element("link text", "Days").click()
            assert browser.one("h1").text == "All days"
        finally:
            browser.command("Emulation.setScriptExecutionDisabled", value=False)

"""A search in the full texts that are kept: passages, their sections, ways to the papers."""

from __future__ import annotations

import pytest
from pagechecks import check_structure
from papers import paper
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient
from stored_days import store

from summarizer.fulltext.copies import Copy
from summarizer.library.run import Run
from summarizer.renderers.html.filenames import safe_name
from summarizer.serve.app import application
from summarizer.serve.serving import Serving

FILLER = "This line says nothing that anybody could look for in here. " * 8
OWN = "a/strange:id"


def keep(identity, title, words, section="2 Decoding"):
    parts = (f"# {title}", "## Abstract", "On readers.", f"## {section}", words, "## 9 End", FILLER)
    text = "\n\n".join(parts)
    Run().texts.put(
        identity, Copy("hf", "https://x.example/x.md", None, "2025-12-09", text.encode())
    )


@pytest.fixture
def texts(home):
    run = Run()
    store(run, [1], tags=("rag",))
    store(run, [2], label="notes", tags=("agents",), id=OWN, url=None, links=())
    keep("2512.00001", "Sparse Readers", f"{FILLER}We use greedy decoding here. {FILLER}")
    keep(OWN, "Dense Readers", "It is greedy in two ways.")
    keep("2512.00009", "Nobody's Readers", "As greedy as others.")
    return run


def asked(client, query, **more):
    page = client.get("/search.html", params={"q": query, "in": "text", **more})
    tree = LexborHTMLParser(page.text)
    check_structure(tree)
    return tree


def plain(node):
    return " ".join(node.text().split())


def found(tree):
    return {
        plain(each.css_first("h2")): each.css_first("h2 a").attributes["href"]
        for each in tree.css("article")
    }


def test_passages_with_their_sections_lead_to_the_pages(client, texts):
    tree = asked(client, '"greedy decoding"')
    assert (
        plain(tree.css_first("#count"))
        == '1 paper for "greedy decoding", of 3 whose full text is kept'
    )
    [shown] = tree.css("article")
    link = shown.css_first("h2 a").attributes["href"]
    assert client.get(f"/{link}").status_code == 200
    quote = shown.css_first("blockquote")
    assert plain(quote.css_first("mark")) == "greedy decoding"
    assert "We use greedy decoding here." in plain(quote.css_first("p"))
    assert plain(quote.css_first(".facts")) == "Decoding"


def test_papers_with_an_id_of_their_own_and_those_that_are_not_stored(client, texts):
    papers = found(asked(client, "greedy"))
    assert papers[paper(2).title] == f"papers/{safe_name(OWN)}.html"
    assert papers["Nobody's Readers"] == "https://arxiv.org/abs/2512.00009"
    tree = asked(client, "others")
    assert "not in your library" in plain(tree.css_first("article .facts"))
    assert set(found(asked(client, "greedy tag:agents"))) == {paper(2).title}


def test_the_choice_stays(client, texts):
    tree = asked(client, "greedy")
    assert tree.css_first("input[name=in][value=text]").attributes.keys() >= {"checked"}
    papers = LexborHTMLParser(client.get("/search.html?q=line").text)
    assert papers.css_first("input[name=in][value=papers]").attributes.keys() >= {"checked"}
    assert "Line 1" in papers.css_first("main").text()


def test_pages_of_results(client, texts):
    for number in range(25):
        keep(f"2511.{number:05d}", f"Readers {number}", "As greedy as any.")
    first, last = asked(client, "greedy"), asked(client, "greedy", page="2")
    assert (len(first.css("article")), len(last.css("article"))) == (20, 8)
    address = first.css_first("a[rel=next]").attributes["href"]
    assert found(LexborHTMLParser(client.get(f"/{address}").text)) == found(last)
    assert not set(found(first)) & set(found(last))
    assert len(asked(client, "greedy", page="99").css("article")) == 8


def test_what_is_asked_wrongly_is_said(client, texts):
    assert asked(client, "tag:no-such-topic").css_first("main [role=alert]")
    assert found(asked(client, "a " * 400)) == {}
    assert plain(asked(client, "nowhere").css_first("#count")).startswith("0 papers")


def test_where_no_text_is_kept_it_is_said_how_to_get_one(client, home):
    assert "No full text is kept yet" in plain(asked(client, "greedy").css_first("main"))


def test_a_text_that_means_harm_is_only_text(client, texts):
    bad = "<script>alert(1)</script> greedy <img src=x onerror=alert(1)> \u202e &amp;"
    keep("2512.00009", f"T {bad}", bad, section=f"2 {bad}")
    [shown] = asked(client, "alert").css("article")
    assert shown.css("script, img") == []
    assert "alert(1)" in shown.text()


def test_latex_is_readable_and_what_is_found_is_marked_in_it(client, texts):
    keep("2512.00009", "T", r"The greedy $\alpha$-decoder of $x_{1}$ is \emph{greedy} again.")
    [shown] = [each for each in asked(client, "greedy").css("article") if "decoder" in each.text()]
    assert "The greedy \N{GREEK SMALL LETTER ALPHA}-decoder" in plain(shown)
    assert [plain(each) for each in shown.css("mark")] == ["greedy", "greedy"]


def test_the_answer_follows_the_copies(client, texts):
    address = "/search.html?q=greedy&in=text"
    first = client.get(address).headers["etag"]
    assert client.get(address, headers={"if-none-match": first}).status_code == 304
    keep("2512.00009", "Nobody's Readers", "Nothing is here.")
    again = client.get(address, headers={"if-none-match": first})
    assert (again.status_code, "Nobody" in again.text) == (200, False)


def test_behind_a_token_nobody_gets_a_passage_without_it(texts):
    app = application(Serving(), ["papers.example"], "secret")
    with TestClient(app, base_url="http://papers.example") as client:
        for address in ("/search.html?q=greedy&in=text", "/api/texts?q=greedy"):
            refused = client.get(address)
            assert (refused.status_code, "decoding" in refused.text) == (401, False)
            shown = client.get(address, headers={"authorization": "Bearer secret"})
            assert (shown.status_code, "decoding" in shown.text) == (200, True)
            assert shown.headers["cache-control"] == "private, no-cache"


def test_programs_get_the_same(client, texts):
    told = client.get("/api/texts", params={"q": "greedy", "limit": 1, "offset": 1}).json()
    assert (told["total"], told["read"], told["offset"], len(told["papers"])) == (3, 3, 1, 1)
    [told] = client.get("/api/texts", params={"q": '"greedy decoding"'}).json()["papers"]
    assert (told["id"], told["stored"], told["paper"]["id"]) == (
        "2512.00001",
        True,
        "2512.00001",
    )
    assert told["passages"][0]["section"] == "Decoding"
    address = "/api/texts?q=greedy"
    mark = client.get(address).headers["etag"]
    keep("2512.00009", "Nobody's Readers", "Nothing is here.")
    assert client.get(address, headers={"if-none-match": mark}).json()["total"] == 2
    assert client.get("/api/texts").status_code == 400


class TestInABrowser:
    PAGES = ("/search?q=greedy&in=text", "/search?in=text", "/search?q=x&in=text")

    def test_no_barrier_and_nothing_wider_than_the_screen(self, browser, address, texts):
        long = "x" * 300
        keep("2512.00009", f"A {long} title", f"greedy {long} words", section=f"2 {long}")
        for page in self.PAGES:
            for width in (360, 1280):
                browser.open(f"http://{address}{page}", width=width)
                wide = browser.run("return document.documentElement.scrollWidth")
                assert wide <= width, (page, width)
            assert browser.violations() == [], page

    def test_a_reader_searches_in_texts_and_opens_a_paper(self, browser, address, texts):
        browser.open(f"http://{address}/search")
        browser.one("input[name=q]").send_keys('"greedy decoding"')
        browser.click("label:has(input[value=text])")
        browser.one("input[name=q]").send_keys("\n")
        browser.wait("document.querySelector('article blockquote mark')")
        assert "of 3 whose full text is kept" in browser.one("#count").text
        browser.click("article h2 a")
        browser.wait("document.querySelector('section.points')")

"""A full text got from a paper's page, in a real browser."""

from __future__ import annotations

import pytest
from fulltexts import HF_MARKDOWN
from served import Server
from site_server import SiteServer
from stored_days import store

from summarizer.library.run import Run

PAGE = "/papers/2512.00000.html"


class Site(SiteServer):
    def reply(self, path, _):
        return (200, HF_MARKDOWN.encode()) if path.endswith(".md") else (404, b"Not found")


@pytest.fixture
def server(home, browser, monkeypatch):
    store(Run(), [0])
    with Site() as site:
        monkeypatch.setenv("HF_ENDPOINT", site.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_ENDPOINT", site.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_PAUSE", "0.001")
        made = Server()
        made.start()
        yield made
        browser.driver.get("about:blank")
        made.stop()


def test_the_button_gets_it(browser, server):
    browser.open(server.url + PAGE)
    browser.one("section.points form button").click()
    browser.wait("document.querySelector('section.points details')")
    assert browser.driver.current_url.startswith(server.url + PAGE)
    assert Run().texts.find("2512.00000", None, None)

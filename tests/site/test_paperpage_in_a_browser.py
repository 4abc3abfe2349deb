"""A paper's own page in a real browser: evidence beside the text, citation, print, pictures."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest
from browser import served
from images import png
from papers import paper
from selenium.webdriver.common.keys import Keys
from site_server import SiteServer
from stored_days import store

from summarizer import cli
from summarizer.annotate.entries import entry
from summarizer.library.run import Run
from summarizer.papers.records import Annotation, Passage, Tag
from summarizer.site.build import build

ABSTRACT = (
    "We study retrieval-augmented generation with agents. It is fast, as it reads little. "
    "Retrieval is cheap, and agents are not. All of it is measured on real questions, which "
    "people asked. It stays useful where nothing is found."
)
TITLE = "On Agents that Look Things up"
SAID = "[...document.querySelectorAll('[data-says]')]"
NOTES = f"""return {SAID}.map((one) => {{
    const style = getComputedStyle(one, '::before');
    return [one.dataset.says, style.display, style.float];
}})"""


def placed(record, quote, *about, text=ABSTRACT, field="abstract", score=()):
    start = text.index(quote)
    return record(*about, quote, field, start, start + len(quote), *score)


def told(**changes):
    """A paper with evidence in title and abstract, and a TL;DR that stands on a sentence."""
    made = Annotation(
        tldr="Agents that retrieve are fast and cheap.",
        tldr_origin="model",
        tldr_evidence=(placed(Passage, "We study retrieval-augmented generation with agents."),),
        tags=("rag", "agents"),
        evidence=(
            placed(Tag, "retrieval-augmented generation", "rag", score=(0.9,)),
            placed(Tag, "agents are not", "agents", score=(0.8,)),
            placed(Tag, "Agents", "agents", text=TITLE, field="title", score=(0.8,)),
        ),
        engine="x",
    )
    return entry(paper(title=TITLE, abstract=ABSTRACT, published="2025-12-01", **changes), made)


@pytest.fixture
def page(tmp_path):
    """The page's address as a file."""
    from digests import digest

    one = told(authors=("Ada Lovelace", "Alan Turing"), version=2)
    Run().library.store("hf", digest(one, source=("hf:2025-12-09",)), (one,))
    build(Run(), tmp_path / "site", "Papers")
    return next((tmp_path / "site").glob("papers/*.html")).as_uri()


def selected(browser, selector):
    """What a reader would copy of an element."""
    return browser.run(
        "getSelection().selectAllChildren(document.querySelector(arguments[0]));"
        "return getSelection().toString()",
        selector,
    )


def aloud(browser, selector):
    """The words of an element that a screen reader is given."""
    root = browser.command("DOM.getDocument")["root"]["nodeId"]
    node = browser.command("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
    found = browser.command("Accessibility.queryAXTree", nodeId=node, role="StaticText")["nodes"]
    return "".join(each["name"]["value"] for each in found)


def test_title_and_abstract_are_copied_and_read_aloud_as_they_are(browser, page):
    browser.open(page)
    assert selected(browser, ".abstract") == ABSTRACT
    assert selected(browser, "h1") == TITLE
    assert aloud(browser, ".abstract") == ABSTRACT
    assert aloud(browser, "h1") == TITLE
    assert browser.run(NOTES)[0][:2] == ["Agents", "block"]


def test_what_words_prove_stands_in_the_margin_of_a_wide_screen(browser, page):
    browser.open(page, width=1280)
    assert browser.run(NOTES) == [
        ["Agents", "block", "right"],
        ["TL;DR", "block", "right"],
        ["RAG", "block", "right"],
        ["Agents", "block", "right"],
    ]
    assert browser.run("return document.documentElement.scrollWidth") == 1280


def test_on_a_narrow_screen_it_shows_for_words_that_have_the_focus_or_the_pointer(browser, page):
    browser.open(page, width=360)
    assert {display for _, display, _ in browser.run(NOTES)} == {"none"}
    browser.run("document.querySelector('.abstract mark a').focus()")
    assert [said for said, display, _ in browser.run(NOTES) if display == "block"] == ["RAG"]
    assert browser.run("return document.documentElement.scrollWidth") == 360
    from selenium.webdriver import ActionChains

    words = browser.all(".abstract mark a")[1]
    ActionChains(browser.driver).move_to_element(words).perform()
    assert ["Agents", "block", "none"] in browser.run(NOTES)


def test_the_keyboard_leads_from_words_to_their_row_and_back(browser, page):
    browser.open(page)
    browser.run("document.querySelector('.abstract mark a').focus()")
    browser.press(Keys.ENTER)
    assert browser.run("return document.querySelector(':target dt').textContent") == "RAG"
    browser.press(Keys.TAB)
    browser.press(Keys.ENTER)
    back = "return document.querySelector('.abstract :target').textContent"
    assert browser.run(back) == "retrieval-augmented generation"


def test_what_the_tldr_stands_on_is_marked_in_its_own_way_through_a_topics_words(browser, page):
    browser.open(page)
    words = "return [...document.querySelectorAll('.abstract .basis')].map((one) => one.innerText)"
    assert "".join(browser.run(words)) == "We study retrieval-augmented generation with agents."
    assert "dotted" in browser.style(".abstract .basis", "textDecoration")
    assert browser.style(".abstract .basis", "backgroundImage") == "none"
    assert browser.style(".abstract mark", "backgroundImage") != "none"


def test_without_scripts_evidence_and_citation_are_there(browser, page):
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(page)
        browser.click(".citation summary")
        shown = browser.texts(".citation pre")
        assert [text.splitlines()[0][:6] for text in shown] == ["@misc{", "TY  - ", "Ada Lo"]
        assert browser.all(".citation button") == []
        assert browser.texts(".evidence dt") == ["TL;DR", "RAG", "Agents"]
        browser.all(".abstract mark a")[0].click()
        assert browser.driver.current_url.endswith("#why-1")
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)


def test_a_citation_is_copied_by_its_button(browser, tmp_path, page):
    with served(tmp_path / "site") as address:
        browser.command(
            "Browser.grantPermissions",
            permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
        )
        browser.open(f"{address}/papers/{page.rpartition('/')[2]}")
        browser.click(".citation summary")
        for number, (button, text) in enumerate(
            zip(browser.all(".citation button"), browser.texts(".citation pre"), strict=True)
        ):
            button.click()
            shown = "document.querySelectorAll('.citation button')[arguments[0]].textContent"
            browser.wait(f"{shown} === 'Copied'", number)
            read = "return navigator.clipboard.readText()"
            assert browser.run(read).split() == text.split()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [360, 640, 1280])
def test_it_is_accessible_and_nothing_sticks_out(browser, page, width, dark):
    """640 pixels are what a screen of 1280 has at a zoom of 200 %."""
    browser.open(page, width=width, dark=dark)
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert browser.violations() == []
    assert browser.run("return document.documentElement.scrollWidth") == width


def test_on_paper_it_is_one_page_without_buttons(browser, page):
    browser.open(page, media="print")
    assert browser.all("button, .cite, header, footer") == []
    assert len(browser.all(".tldr, .abstract, .evidence, .seen")) == 4
    sheet = browser.command("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"]
    assert len(re.findall(rb"/Type\s*/Page\b", b64decode(sheet))) == 1


SHIFTED = """return new Promise((done) => {
    const found = [];
    const moved = (node) => node?.nodeType === 1 && node.closest('.paper, .reading');
    const note = ({ sources }) =>
        found.push(...sources.filter(({ node }) => moved(node)).map(({ node }) => node.className));
    new PerformanceObserver((list) => list.getEntries().forEach(note))
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(found), 200);
})"""
"""What of papers has moved since the page came; what stands below waits until they are laid out."""


class Pictures(SiteServer):
    def reply(self, path, query):
        return 200, png(1200, 648)


def test_a_thumbnail_is_loaded_from_the_sites_folder_and_shifts_nothing(
    browser, tmp_path, monkeypatch
):
    place = tmp_path / "site"
    with Pictures() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        store(Run(), [0, 1], thumbnail=f"{server.url}/a.png")
        assert cli.main(["site", "build", "--quiet", "--thumbnails", "-o", str(place)]) == 0
    for name in ("index.html", f"papers/{paper(0).id}.html"):
        browser.open((place / name).as_uri())
        browser.wait(
            "[...document.images].every((one) => one.complete && one.naturalWidth === 1200)"
        )
        width, height = browser.run(
            "const { width, height } = document.images[0].getBoundingClientRect();"
            "return [width, height]"
        )
        assert 50 < width < 400
        assert height == pytest.approx(width * 648 / 1200, abs=2)
        assert browser.run(SHIFTED) == []
        assert browser.violations() == []

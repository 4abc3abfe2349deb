"""A digest as one HTML page, in a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from browser import served
from conftest import EXAMPLE
from digests import digest
from hostile import digest as hostile_digest
from papers import paper
from selenium.webdriver.common.keys import Keys

from summarizer.annotate.entries import entry
from summarizer.papers.records import Annotation
from summarizer.renderers import View
from summarizer.renderers.html import renderer
from summarizer.renderers.html.policy import EVERYWHERE

PAPERS = "article.paper"
TITLES = f"{PAPERS} .title"
DARK, LIGHT = "rgb(20, 22, 26)", "rgb(252, 251, 248)"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The example input as pages in a folder below others, as a static host has them."""
    place = tmp_path_factory.mktemp("www") / "below" / "here"
    place.mkdir(parents=True)
    environment = os.environ | {"SUMMARIZER_HOME": str(place.parents[1] / "home")}
    command = [sys.executable, "-m", "summarizer", "papers", str(EXAMPLE), "--quiet", "--by"]
    for by in ("topic", "date"):
        subprocess.run([*command, by, "-o", str(place / f"{by}.html")], check=True, env=environment)
    page = "".join(renderer.render(hostile_digest(), View()))
    (place / "hostile.html").write_text(page, encoding="utf-8")
    return place


@pytest.fixture(params=["file", "http"])
def page(request, folder):
    """The page by topic, from a file and from a server under a sub-path."""
    if request.param == "file":
        yield folder.as_uri() + "/topic.html"
    else:
        with served(folder.parents[1]) as address:
            yield f"{address}/below/here/topic.html"


@pytest.fixture
def by_topic(folder):
    return folder.as_uri() + "/topic.html"


def count(browser):
    return browser.one("#count").text


def pressed(browser):
    script = "return [...document.querySelectorAll('.topic[aria-pressed=true]')]"
    return browser.run(f"{script}.map((one) => one.dataset.topic)")


def active(browser, script="textContent"):
    return browser.run(f"return document.activeElement.{script}")


def test_every_paper_is_there(browser, page):
    browser.open(page)
    assert count(browser) == "35 papers"
    assert len(browser.all(PAPERS)) == 35


def test_search_finds_words_anywhere_in_any_order_without_case_and_accents(browser, page):
    browser.open(page)
    browser.click("#q")
    browser.press("GENERATION rétrieval")
    found = [each.get_attribute("textContent").lower() for each in browser.all(PAPERS)]
    assert 0 < len(found) < 35
    assert all("retrieval" in each and "generation" in each for each in found)
    assert count(browser) == f"{len(found)} of 35 papers with “GENERATION rétrieval”"


def test_a_group_without_papers_is_not_shown(browser, by_topic):
    browser.open(by_topic)
    groups = len(browser.all("section.group"))
    browser.click("#q")
    browser.press("survival")
    assert 0 < len(browser.all("section.group")) < groups
    assert all(each.find_elements("css selector", PAPERS) for each in browser.all("section.group"))


def test_a_heading_counts_the_papers_that_are_shown_under_it(browser, by_topic):
    browser.open(by_topic)
    before = browser.texts("section.group > h2 small")
    assert before[0] == "2 of 3"
    browser.choose("rag")
    for group in browser.all("section.group"):
        shown = [
            each for each in group.find_elements("css selector", PAPERS) if each.is_displayed()
        ]
        size = group.find_element("css selector", "h2 small").text
        assert size.split(" of ")[0] == str(len(shown))
    assert sum(int(each.split()[0]) for each in browser.texts("section.group > h2 small")) == 3
    browser.choose("rag")
    assert browser.texts("section.group > h2 small") == before


def test_a_topic_narrows_and_a_second_one_more(browser, page):
    browser.open(page)
    browser.choose("rag")
    assert count(browser) == "3 of 35 papers with RAG"
    assert pressed(browser) == ["rag"]
    browser.choose("nlp-tasks")
    assert count(browser) == "2 of 35 papers with RAG and NLP tasks"
    for each in browser.all(PAPERS):
        assert {"rag", "nlp-tasks"} <= set(each.get_attribute("data-topics").split("|"))
    browser.choose("rag")
    assert count(browser) == "2 of 35 papers with NLP tasks"


def test_papers_without_a_topic_are_filtered_as_those_of_one(browser, tmp_path):
    notes = [
        Annotation(tldr=None, tldr_origin=None, tags=tags, engine="embedded")
        for tags in (("rag",), (), ("vocabulary",))
    ]
    made = digest(*(entry(paper(number), note) for number, note in enumerate(notes)))
    path = tmp_path / "page.html"
    path.write_text("".join(renderer.render(made, View())), encoding="utf-8")
    browser.open(path.as_uri())
    browser.choose("no topic of the vocabulary")
    assert count(browser) == "1 of 3 papers with no topic of the vocabulary"
    assert browser.texts(".untagged") == ["no topic of the vocabulary"]
    browser.choose("no topic of the vocabulary")
    browser.choose("vocabulary")
    assert count(browser) == "1 of 3 papers with vocabulary"
    assert browser.texts(".untagged") == []


def test_a_filtered_view_can_be_linked(browser, page):
    browser.open(page)
    browser.choose("rag")
    browser.click("#q")
    browser.press("meta & learning?")
    address, shown = browser.driver.current_url, browser.texts(TITLES)
    assert address == page + "#q=meta+%26+learning%3F&topic=rag"
    browser.open(address)
    browser.wait("document.querySelector('#q').value === 'meta & learning?'")
    assert browser.texts(TITLES) == shown
    assert len(shown) == 1
    assert browser.one("#q").get_attribute("value") == "meta & learning?"
    assert pressed(browser) == ["rag"]


def test_a_linked_view_opens_in_a_page_that_is_open_already(browser, by_topic):
    browser.open(by_topic)
    browser.run("location.hash = 'q=survival'")
    browser.wait("document.querySelector('#q').value === 'survival'")
    assert "of 35 papers" in count(browser)
    browser.run("location.hash = ''")
    browser.wait("document.querySelector('#q').value === ''")
    assert count(browser) == "35 papers"


def test_a_topic_that_no_paper_has_says_so(browser, by_topic):
    browser.open(by_topic + "#topic=no-such-topic")
    assert count(browser) == "0 of 35 papers with no-such-topic"
    browser.press(Keys.ESCAPE)
    assert count(browser) == "35 papers"


@pytest.mark.parametrize("hash_", ["#%", "#q=%E0%A4%A", "#topic", "#q=%00&topic=%3Cb%3E", "#&&=&"])
def test_a_damaged_link_breaks_nothing(browser, by_topic, hash_):
    browser.open(by_topic + hash_)
    browser.press(Keys.ESCAPE)
    assert count(browser) == "35 papers"


def test_a_link_to_a_paper_wins_over_the_filter_that_hides_it(browser, by_topic):
    browser.open(by_topic + "#q=survival")
    hidden = browser.run(
        "return [...document.querySelectorAll('article.paper')].find((one) => one.hidden).id"
    )
    browser.run("location.hash = arguments[0]", hidden)
    browser.wait("!document.getElementById(arguments[0]).hidden", hidden)
    assert browser.driver.current_url.endswith("#" + quote(hidden))
    assert count(browser) == "35 papers"


def test_escape_clears_everything(browser, page):
    browser.open(page + "#q=retrieval&topic=rag")
    browser.click("#q")
    browser.press(Keys.ESCAPE)
    assert count(browser) == "35 papers"
    assert browser.driver.current_url == page
    assert pressed(browser) == []
    browser.press("j")
    assert active(browser, "tagName") == "ARTICLE", "the next key is a shortcut, not a word"


def test_keys_lead_through_papers(browser, page):
    browser.open(page)
    titles = browser.texts(TITLES)
    seen = []
    for key in ("j", "j", "j", "k"):
        browser.press(key)
        script = (
            "return document.activeElement.closest('article').querySelector('.title').innerText"
        )
        seen.append(browser.run(script))
    assert seen == [titles[0], titles[1], titles[2], titles[1]]
    browser.press("/")
    assert active(browser, "id") == "q"


def test_keys_skip_hidden_papers(browser, by_topic):
    browser.open(by_topic + "#topic=rag")
    browser.press("j", "j", "j", "j", "j")
    last = browser.texts(TITLES)[-1]
    script = "return document.activeElement.closest('article').querySelector('.title').innerText"
    assert browser.run(script) == last


def test_keys_are_letters_while_one_types(browser, by_topic):
    browser.open(by_topic)
    browser.press("/")
    browser.press("j?k/")
    assert browser.one("#q").get_attribute("value") == "j?k/"
    assert browser.all("dialog") == []


def test_enter_leads_to_the_first_paper_found(browser, by_topic):
    browser.open(by_topic)
    browser.press("/")
    browser.press("survival", Keys.ENTER)
    assert browser.run("return document.activeElement.closest('article') !== null")
    assert "#q=survival" in browser.driver.current_url


def test_shortcuts_of_the_browser_stay_its_own(browser, by_topic):
    browser.open(by_topic)
    browser.press(Keys.CONTROL, "j", Keys.NULL)
    assert active(browser, "tagName") == "BODY"


def test_the_keys_are_shown_and_can_be_switched_off(browser, page):
    browser.open(page)
    browser.press("?")
    assert "next paper" in browser.one("dialog").text
    browser.click("dialog input")
    browser.press(Keys.ESCAPE)
    assert browser.all("dialog") == []
    browser.driver.refresh()
    browser.press("j")
    assert active(browser, "tagName") == "BODY"
    browser.click("#help")
    browser.click("dialog input")
    browser.click("dialog button")
    browser.driver.switch_to.active_element.send_keys(Keys.TAB)
    browser.press("/")
    assert active(browser, "id") == "q"


@pytest.mark.parametrize(("dark", "first", "second"), [(False, LIGHT, DARK), (True, DARK, LIGHT)])
def test_the_theme_is_the_systems_until_the_reader_chooses(browser, page, dark, first, second):
    browser.open(page, dark=dark)
    assert browser.style("body", "backgroundColor") == first
    browser.click("#theme")
    assert browser.style("body", "backgroundColor") == second
    browser.driver.refresh()
    assert browser.style("body", "backgroundColor") == second
    browser.click("#theme")
    assert browser.style("body", "backgroundColor") == first
    browser.open(page, dark=not dark)
    assert browser.style("body", "backgroundColor") == second


def test_the_button_names_the_theme_it_leads_to(browser, by_topic):
    browser.open(by_topic, dark=True)
    assert browser.one("#theme").text == "Light theme"
    browser.click("#theme")
    assert browser.one("#theme").text == "Dark theme"


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_sticks_out(browser, folder, width):
    for name in ("topic", "date", "hostile"):
        browser.open(f"{folder.as_uri()}/{name}.html", width=width)
        browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert browser.run("return document.documentElement.scrollWidth") == width, name


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["topic", "hostile"])
def test_it_is_accessible(browser, folder, name, dark):
    browser.open(f"{folder.as_uri()}/{name}.html", dark=dark)
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert browser.violations() == []
    browser.press("?")
    assert browser.violations() == []


def test_print_is_a_dense_list_without_controls_and_has_the_abstracts_that_were_opened(
    browser, by_topic
):
    browser.open(by_topic, dark=True, media="print")
    assert browser.all("button, #q, #topics, #count, header, footer") == []
    assert browser.style("body", "color") == "rgb(28, 29, 32)"
    assert browser.all(".abstract") == []
    heights = browser.run(
        "return [...document.querySelectorAll('.paper')].map((one) => one.offsetHeight)"
    )
    assert max(heights) < 130
    browser.run("document.querySelector('.paper details').open = true")
    assert len(browser.all(".abstract")) == 1


def test_readers_who_want_no_motion_get_none(browser, by_topic):
    moves = """return [...document.querySelectorAll('*')].filter((one) => {
        const style = getComputedStyle(one);
        return style.scrollBehavior === 'smooth' || style.animationName !== 'none'
            || !/^(0s(, )?)+$/.test(style.transitionDuration);
    }).length"""
    browser.open(by_topic, still=False)
    assert browser.run(moves) > 0
    browser.open(by_topic, still=True)
    assert browser.run(moves) == 0


def test_papers_can_run_nothing(browser, folder):
    """What axe, the console and the log of requests are asked for in every test, and more."""
    browser.open(f"{folder.as_uri()}/hostile.html")
    script = """return [...document.querySelectorAll('*')].flatMap((one) =>
        [...one.attributes].filter(({ name, value }) =>
            name.startsWith('on') || /^\\s*(javascript|vbscript):/i.test(value)))
        .map(({ name, value }) => name + '=' + value)"""
    assert browser.run(script) == []
    assert len(browser.driver.find_elements("css selector", "script")) == len(EVERYWHERE)
    assert (
        browser.driver.find_elements("css selector", "main img, main iframe, main form[action]")
        == []
    )
    browser.click("#q")
    browser.press("<script>alert")
    assert "“<script>alert”" in count(browser)


def test_a_script_put_into_the_page_does_not_run(browser, by_topic):
    browser.open(by_topic)
    browser.run(
        "const one = document.createElement('script'); one.textContent = 'window.harm = 1';"
        "document.body.append(one)"
    )
    assert browser.run("return window.harm") is None
    (refusal,) = browser.messages()
    assert "Content Security Policy" in refusal


def test_without_scripts_there_are_no_dead_controls(browser, by_topic):
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(by_topic)
        assert browser.all("#q, #topics, #theme, #help") == []
        assert len(browser.all(PAPERS)) == 35
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)

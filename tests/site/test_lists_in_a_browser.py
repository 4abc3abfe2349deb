"""The lists of a site in a real browser: what comes first, how much a page weighs and fetches."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from conftest import EXAMPLE
from hostile import digest as hostile_digest

import summarizer
from summarizer.papers.wire import dumps, fields

PAPERS = "article.paper"
BEFORE, DAY = "2025-12-08", "2025-12-09"
SHIFTS = """return new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 200);
})"""
FULL = f"""return [...document.querySelectorAll('{PAPERS}')].filter((one) => {{
    const {{ top, bottom }} = one.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
}}).length"""


def store(home, day, papers):
    """Put papers into a library, as Hugging Face lists them on a day, with what it knows."""
    head = fields(replace(hostile_digest(), date=day, source=(f"hf:{day}",), papers=(), skipped=()))
    del head["period"]
    listed = [
        replace(
            each,
            id=f"2512.{number:05}",
            listed=day,
            source=f"hf:{day}",
            upvotes=number % 100,
            comments=3,
            url=f"https://huggingface.co/papers/2512.{number:05}",
        )
        for number, each in enumerate(papers, start=100 * int(day[-1]))
    ]
    place = home / "data" / "library" / "hf" / f"{day}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(dumps({**head, "papers": listed, "unannotated": []}), encoding="utf-8")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A site of two days: the newer one has the 35 papers of the example input."""
    home = tmp_path_factory.mktemp("lists")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMARIZER_HOME", str(home / "other"))
        papers = summarizer.digest([str(EXAMPLE)]).papers
    store(home, BEFORE, papers[:4])
    store(home, DAY, papers)
    command = [sys.executable, "-m", "summarizer", "site", "build", "--quiet"]
    environment = os.environ | {"SUMMARIZER_HOME": str(home)}
    subprocess.run([*command, "-o", str(home / "site")], check=True, env=environment)
    return home / "site"


@pytest.fixture
def day(site):
    return (site / "days" / f"{DAY}.html").as_uri()


def sized(browser, address, width, height):
    browser.open(address, width=width)
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.command("Emulation.setDeviceMetricsOverride", **size)


@pytest.mark.parametrize(("width", "height", "fit"), [(1280, 1000, 5), (360, 800, 3)])
@pytest.mark.parametrize("name", ["index.html", f"days/{DAY}.html"])
def test_papers_a_screen(browser, site, name, width, height, fit):
    sized(browser, (site / name).as_uri(), width, height)
    assert browser.run(FULL) >= fit


@pytest.mark.parametrize("name", ["index.html", f"days/{DAY}.html"])
def test_a_day_of_35_papers_weighs_100_kb_at_most(site, name):
    assert (site / name).stat().st_size <= 100_000


@pytest.mark.parametrize("width", [360, 1280])
def test_papers_come_before_calendar_topics_and_trends(browser, site, width):
    browser.open((site / "index.html").as_uri(), width=width)
    order = "h1, #topics, article.paper, .calendar, #made"
    first = browser.run(
        "return [...document.querySelectorAll(arguments[0])].map((one) => one.className || one.id)",
        order,
    )
    assert first.index("paper") < first.index("calendar")
    left = "return document.querySelector(arguments[0]).getBoundingClientRect()[arguments[1]]"
    if width > 1000:
        assert browser.run(left, PAPERS, "right") < browser.run(left, ".calendar", "left")
    else:
        assert browser.run(left, "#made", "bottom") < browser.run(left, ".calendar", "top")


@pytest.mark.parametrize("width", [360, 1280])
def test_papers_of_a_week_come_before_what_is_said_of_it(browser, site, width):
    browser.open((site / "weeks" / "2025-W50.html").as_uri(), width=width)
    assert (
        browser.run(f"return document.querySelector('{PAPERS}').getBoundingClientRect().top") < 450
    )


@pytest.mark.parametrize("kept", [None, "line", "abstract"])
@pytest.mark.parametrize("name", ["index.html", f"days/{DAY}.html", "months/2025-12.html"])
def test_nothing_moves_while_a_page_loads(browser, site, name, kept):
    address = (site / name).as_uri()
    browser.open_with_density(address, kept or "card", width=360)
    if kept == "abstract" and "months" not in name:
        browser.wait("document.querySelector('.abstract') !== null")
    assert browser.run(SHIFTS) == 0


def scripts(browser):
    return [each.rpartition("/")[2] for each in browser.requests() if each.endswith(".js")]


def test_abstracts_are_fetched_when_they_are_wanted(browser, day):
    browser.open(day)
    browser.requests()
    assert browser.all(".abstract") == []
    browser.click(".density [value=abstract]")
    browser.wait("document.querySelectorAll('.abstract:not([hidden])').length === 35")
    assert scripts(browser) == [f"{DAY}.js"]
    assert browser.violations() == []
    browser.click(".density [value=card]")
    browser.wait("document.querySelectorAll('.abstract:not([hidden])').length === 0")
    browser.click(".density [value=abstract]")
    browser.wait("document.querySelectorAll('.abstract:not([hidden])').length === 35")
    assert scripts(browser) == []


def test_the_search_of_a_day_finds_words_of_abstracts(browser, site, day):
    word = "Voronoi"
    assert word not in (site / "days" / f"{DAY}.html").read_text(encoding="utf-8")
    browser.open(day)
    browser.click("#q")
    browser.press(word)
    browser.wait(f"document.getElementById('count').textContent === '1 of 35 papers with “{word}”'")
    assert browser.all(".abstract") == []


def test_a_day_without_its_abstracts_stands_as_it_is(browser, site, tmp_path):
    alone = tmp_path / "days" / "day.html"
    alone.parent.mkdir()
    for name in ("style.css", "pages.js"):
        shutil.copy(site / name, tmp_path / name)
    alone.write_text((site / "days" / f"{DAY}.html").read_text(encoding="utf-8"), encoding="utf-8")
    browser.open(alone.as_uri())
    browser.click(".density [value=abstract]")
    browser.wait("document.querySelector('main').dataset.loaded === ''")
    assert len(browser.all(PAPERS)) == 35
    assert all("ERR_FILE_NOT_FOUND" in each for each in browser.messages())


def test_a_page_that_was_copied_alone_can_be_read(browser, site, tmp_path):
    alone = tmp_path / "days" / "day.html"
    alone.parent.mkdir()
    shutil.copy(site / "days" / f"{DAY}.html", alone)
    browser.open(alone.as_uri())
    assert len(browser.all(PAPERS)) == 35
    assert browser.all(PAPERS)[0].is_displayed()
    browser.messages()


def test_without_scripts_every_abstract_is_a_link_away(browser, site, day):
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(day)
        assert len(browser.all(PAPERS)) == 35
        assert browser.all(".density, #fresh, .cite, .tools") == []
        links = browser.all(".acts > a.more")
        assert len(links) == 35
        links[0].click()
        assert browser.one("#abstract").text == "Abstract"
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)


def test_what_is_new_is_so_on_every_page_of_a_visit(browser, site, day, tmp_path):
    browser.open((site / "days" / f"{BEFORE}.html").as_uri())
    browser.run(
        "const kept = JSON.parse(localStorage.getItem('summarizer-seen'));"
        "localStorage.setItem('summarizer-seen', JSON.stringify({ ...kept, last: 1 }))"
    )
    browser.leave_with("summarizer-seen", tmp_path)
    for address in (day, (site / "index.html").as_uri()):
        browser.open(address)
        assert browser.one("#fresh").text == "35 new since you last looked, 1 January"


def test_results_of_the_search_are_cards_too(browser, site):
    browser.open((site / "search.html").as_uri() + "#q=retrieval")
    browser.wait("document.querySelectorAll('#results > .paper').length > 0")
    assert float(browser.style(".tldr", "fontSize")[:-2]) > float(
        browser.style(".title", "fontSize")[:-2]
    )
    browser.click(".density [value=line]")
    height = "return document.querySelector('#results > li').getBoundingClientRect().height"
    assert browser.run(height) < 40

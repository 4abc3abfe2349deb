"""Papers as they stand in a page: how many fit, how dense, what is copied, what is new."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace

import hostile
import pytest
from conftest import EXAMPLE
from digests import digest
from engine_double import Counting
from papers import paper

import summarizer
from summarizer.annotate.entries import entry
from summarizer.renderers import View, bibtex
from summarizer.renderers.html import renderer

ENGINE = Counting()
PAPERS = "article.paper"
SHIFTS = """return new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 200);
})"""
PLACES = f"""return [...document.querySelectorAll('{PAPERS}')].map((one) => {{
    const {{ top, bottom, height }} = one.getBoundingClientRect();
    return {{ top, bottom, height }};
}})"""
HOUR = 3_600_000


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The papers of the example input as one page, and their entries."""
    place = tmp_path_factory.mktemp("cards")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMARIZER_HOME", str(place / "home"))
        papers = summarizer.digest([str(EXAMPLE)]).papers
    environment = os.environ | {"SUMMARIZER_HOME": str(place / "home")}
    # Named from its own folder: a page says where its papers are from, and it is weighed here.
    command = [sys.executable, "-m", "summarizer", "papers", EXAMPLE.name, "--quiet"]
    command += ["-o", str(place / "page.html")]
    subprocess.run(command, check=True, env=environment, cwd=EXAMPLE.parent)
    return place / "page.html", papers


def written(path, *entries):
    path.write_text("".join(renderer.render(digest(*entries), View())), encoding="utf-8")
    return path.as_uri()


def made(count, first=0, **changes):
    return [
        entry(one, ENGINE.annotate(one))
        for one in (
            paper(number % 3, **{"id": f"2512.{number:05}", **changes})
            for number in range(first, first + count)
        )
    ]


def look(browser, address, width, height):
    browser.open(address, width=width)
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.command("Emulation.setDeviceMetricsOverride", **size)
    return [each for each in browser.run(PLACES) if each["top"] >= 0 and each["bottom"] <= height]


@pytest.mark.parametrize(("width", "height", "fit"), [(1280, 1000, 5), (360, 800, 3)])
def test_papers_a_screen(browser, example, width, height, fit):
    assert len(look(browser, example[0].as_uri(), width, height)) >= fit


def test_a_card_is_low(browser, example):
    browser.open(example[0].as_uri())
    browser.run("document.querySelectorAll('article').forEach((one) => one.scrollIntoView())")
    heights = sorted(each["height"] for each in browser.run(PLACES))
    assert heights[len(heights) // 2] <= 150
    assert heights[-1] <= 175


@pytest.mark.parametrize("density", [None, "line", "abstract"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_loads(browser, example, density, width):
    browser.open_with_density(example[0].as_uri(), density or "card", width=width)
    browser.wait("document.querySelector('.give') !== null")
    assert browser.run(SHIFTS) == 0


def test_papers_come_before_all_that_is_said_of_the_page(browser, example):
    browser.open(example[0].as_uri())
    tops = browser.run(
        f"return ['h1', '#topics', '{PAPERS}', '#made'].map((one) =>"
        " document.querySelector(one).getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)


def test_the_tldr_is_the_largest_and_darkest_of_a_card(browser, example):
    browser.open(example[0].as_uri())
    size = {each: float(browser.style(f"{PAPERS} .{each}", "fontSize")[:-2]) for each in PARTS}
    assert max(size, key=size.get) == "tldr"
    assert browser.style(f"{PAPERS} .tldr", "color") == browser.style("body", "color")
    assert browser.style(f"{PAPERS} .title", "color") != browser.style("body", "color")


PARTS = ("title", "tldr", "tags", "facts", "acts")


def test_topics_are_one_row_that_scrolls_sideways(browser, example):
    browser.open(example[0].as_uri(), width=360)
    row = "document.getElementById('topics')"
    assert browser.run(f"return {row}.scrollWidth > {row}.clientWidth")
    assert browser.run(f"return {row}.clientHeight") < 50
    browser.run(f"{row}.querySelector('details').open = true")
    assert browser.run(f"return {row}.scrollWidth === {row}.clientWidth")


def density(browser):
    return browser.texts(".density [aria-pressed=true]")


def test_how_dense_papers_stand_is_remembered(browser, example):
    address = example[0].as_uri()
    browser.open(address)
    assert density(browser) == ["Cards"]
    browser.click(".density [value=line]")
    browser.open(address)
    assert density(browser) == ["Lines"]
    assert max(each["height"] for each in browser.run(PLACES)[:20]) < 40
    browser.press("d", "d")
    assert density(browser) == ["Abstracts"]
    assert len(browser.all(".abstract")) == 35
    browser.open(address)
    assert len(browser.all(".abstract")) == 35
    browser.press("d", "d")
    assert density(browser) == ["Cards"]
    assert browser.all(".abstract") == []
    assert browser.run("return localStorage.getItem('summarizer-density')") is None


@pytest.mark.parametrize("kept", ["", "no density", "constructor", "__proto__"])
def test_a_density_that_is_none_is_that_of_cards(browser, example, kept):
    browser.open(example[0].as_uri())
    browser.run("localStorage.setItem('summarizer-density', arguments[0])", kept)
    browser.driver.refresh()
    assert density(browser) == ["Cards"]


@pytest.mark.parametrize("kept", ["line", "card", "abstract"])
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_every_density_is_accessible_and_nothing_sticks_out(browser, tmp_path, kept, width):
    """320 pixels are 640 at 200 %, and 1280 at 400 %."""
    address = written(tmp_path / "page.html", *made(3), *hostile.digest().papers)
    browser.open(address, width=width)
    browser.run("localStorage.setItem('summarizer-density', arguments[0])", kept)
    browser.open(address, width=width)
    assert browser.run("return document.documentElement.scrollWidth") == width
    assert browser.violations() == []


def copied(browser, identity):
    browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    browser.run(
        "document.querySelector(`[data-id='${arguments[0]}'] .cite`).click()",
        identity,
    )
    return browser.run("return window.copied")


def expected(one):
    return bibtex.written(*bibtex.citation(one))


def test_what_is_copied_is_what_the_bibtex_file_has_but_for_reading_notes(browser, example):
    page, papers = example
    browser.open(page.as_uri())
    for one in papers:
        if one.id.startswith("sha256:"):
            assert copied(browser, one.id) == expected(one)


def test_a_citation_has_all_that_is_cited(browser, tmp_path):
    (one,) = made(
        1,
        title="mT5: A Model of LLMs, A & B",
        authors=("Maria Doe", "Li, Jun"),
        journal_ref="Journal 1",
        doi="10.1000/x",
        categories=("cs.CL",),
        organization="NVIDIA",
    )
    browser.open(written(tmp_path / "page.html", one))
    text = copied(browser, one.id)
    assert text == expected(one)
    whole = "".join(bibtex.render(digest(one), View()))
    assert set(text.splitlines()) < set(whole.splitlines())
    for (
        field
    ) in "title author year month day journal eprint archivePrefix primaryClass doi".split():
        assert f"\n  {field} = " in text
    assert "\n  url = {https://" in text
    assert "\n  pdf = {https://" in text


def test_citations_of_hostile_papers_are_copied_as_the_file_has_them(browser, tmp_path):
    papers = hostile.digest().papers
    browser.open(written(tmp_path / "page.html", *papers))
    for one in papers:  # a page has one blank where a file may have several
        assert copied(browser, one.id) == re.sub(r"(?<=\S) +", " ", expected(one))


def test_a_browser_that_copies_nothing_shows_the_citation(browser, tmp_path):
    (one,) = made(1)
    browser.open(written(tmp_path / "page.html", one))
    browser.run("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    browser.click(".cite")
    browser.wait("document.querySelector('.copied') !== null")
    assert browser.one(".copied").get_attribute("value").strip() == expected(one).strip()
    assert browser.violations() == []


def fresh(browser):
    return [each.get_attribute("data-id") for each in browser.all(".fresh")]


def later(browser, hours=1):
    """Let the last visit be some hours ago."""
    browser.run(
        "const kept = JSON.parse(localStorage.getItem('summarizer-seen'));"
        "localStorage.setItem('summarizer-seen',"
        " JSON.stringify({ ...kept, last: kept.last - arguments[0] }))",
        hours * HOUR,
    )


def test_papers_that_came_since_the_last_visit_are_new(browser, tmp_path):
    old, new = made(3), made(2, first=3)
    page = tmp_path / "page.html"
    browser.open(written(page, *old))
    assert fresh(browser) == []
    assert browser.all("#fresh") == []
    browser.open(written(page, *new, *old))
    assert fresh(browser) == []
    browser.reset()
    browser.open(written(page, *old))
    later(browser)
    browser.leave_with("summarizer-seen", tmp_path)
    browser.open(written(page, *new, *old))
    wanted = [each.id for each in new]
    assert fresh(browser) == wanted
    assert browser.one("#fresh").text.startswith("2 new since you last looked, ")
    browser.driver.refresh()
    assert fresh(browser) == wanted
    browser.click("#fresh")
    assert browser.one("#count").text == "2 of 5 papers that are new"
    assert len(browser.all(PAPERS)) == 2
    assert browser.violations() == []
    browser.click("#fresh")
    assert len(browser.all(PAPERS)) == 5
    later(browser)
    browser.driver.refresh()
    assert fresh(browser) == []


@pytest.mark.parametrize("left", ["no JSON", "7", "null", "[]", '{"before": 1, "last": "x"}'])
def test_what_anything_else_left_of_visits_does_no_harm(browser, tmp_path, left):
    address = written(tmp_path / "page.html", *made(2))
    browser.open(address)
    browser.run("localStorage.setItem('summarizer-seen', arguments[0])", left)
    browser.leave_with("summarizer-seen", tmp_path)
    browser.open(address)
    assert fresh(browser) == []
    kept = json.loads(browser.run("return localStorage.getItem('summarizer-seen')"))
    assert len(kept["now"]) == 2


def test_nothing_moves_when_papers_are_new(browser, tmp_path):
    page = tmp_path / "page.html"
    browser.open(written(page, *made(3)), width=360)
    later(browser)
    browser.leave_with("summarizer-seen", tmp_path)
    browser.open(written(page, *made(9)), width=360)
    assert len(browser.all(".fresh")) == 6
    assert browser.run(SHIFTS) == 0


def test_votes_stand_where_the_eye_begins(browser, tmp_path):
    papers = made(2)
    papers.append(replace(made(1, first=2)[0], upvotes=None))
    browser.open(written(tmp_path / "page.html", *papers))
    left = (
        "return [...document.querySelectorAll(arguments[0])]"
        ".map((one) => one.getBoundingClientRect().left)"
    )
    assert max(browser.run(left, ".votes")) < min(browser.run(left, ".title"))
    assert len(set(browser.run(left, ".title"))) == 1
    browser.open(written(tmp_path / "page.html", *papers), width=360)
    assert set(browser.run(left, ".votes")) == set(browser.run(left, ".tldr"))


def test_a_day_weighs_little_beside_its_abstracts(example):
    page, papers = example
    size = len(page.read_bytes())
    assert size - sum(len(each.abstract.encode()) for each in papers) <= 90_000

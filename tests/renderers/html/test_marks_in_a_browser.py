"""Marks in a page: buttons that a browser remembers, and the commands that keep them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from digests import digest
from engine_double import Counting
from papers import paper
from selenium.webdriver.common.keys import Keys

from summarizer.annotate.entries import entry
from summarizer.renderers import View
from summarizer.renderers.html import renderer

ENGINE = Counting()
FIRST, SECOND, THIRD = (f"2512.0000{number}" for number in range(3))
BAR = "#marked"


def written(path, *marks, **changes):
    """A page of three papers with these stored marks."""
    marks = [*marks, (), (), ()][:3]
    entries = [
        replace(entry(one, ENGINE.annotate(one)), marks=given)
        for given, one in zip(marks, (paper(number, **changes) for number in range(3)), strict=True)
    ]
    path.write_text("".join(renderer.render(digest(*entries), View())), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(tmp_path):
    return written(tmp_path / "page.html")


def button(identity, kind):
    return f"[data-id='{identity}'] .give [value={kind}]"


def press(browser, identity, *kinds):
    for kind in kinds:
        one = browser.one(button(identity, kind))
        browser.run("arguments[0].scrollIntoView({ block: 'center' })", one)
        one.click()


def pressed(browser):
    """The kinds of every paper whose buttons are pressed."""
    script = """return Object.fromEntries([...document.querySelectorAll("[data-id]")].map((one) =>
        [one.dataset.id, [...one.querySelectorAll(".give [aria-pressed=true]")]
            .map((each) => each.value)]))"""
    return {each: kinds for each, kinds in browser.run(script).items() if kinds}


def kept(browser):
    return browser.run("return localStorage.getItem('summarizer-marks')")


def refuse_clipboard(browser):
    browser.run("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")


def commands(browser):
    """The commands, as they are shown where the clipboard is refused."""
    refuse_clipboard(browser)
    browser.click(f"{BAR} button:first-of-type")
    browser.wait("document.querySelector('#marked textarea') !== null")
    return browser.one(f"{BAR} textarea").get_attribute("value")


def said(browser):
    return browser.one(f"{BAR} p").text


def test_every_paper_has_buttons_and_no_bar_stands_below_before_one_is_used(browser, page):
    browser.open(page)
    names = [each.accessible_name for each in browser.all(f"[data-id='{FIRST}'] .give button")]
    assert names == ["BibTeX", "Star", "Later", "Read", "Hide"]
    assert len(browser.all(".give")) == 3
    assert browser.all(BAR) == []
    assert kept(browser) is None


def test_a_mark_stays_in_the_browser(browser, page):
    browser.open(page)
    press(browser, FIRST, "star", "later")
    press(browser, SECOND, "read")
    wanted = {FIRST: ["star", "later"], SECOND: ["read"]}
    assert pressed(browser) == wanted
    assert said(browser) == "2 marked in this browser"
    browser.driver.refresh()
    assert pressed(browser) == wanted
    assert said(browser) == "2 marked in this browser"


def test_pressed_again_a_mark_is_gone(browser, page):
    browser.open(page)
    press(browser, FIRST, "star", "star")
    assert pressed(browser) == {}
    assert browser.all(BAR) == []
    assert kept(browser) is None


def test_the_bar_has_the_commands_that_keep_the_marks(browser, page):
    browser.open(page)
    press(browser, FIRST, "star")
    press(browser, SECOND, "star", "later")
    press(browser, THIRD, "hide")
    assert commands(browser) == (
        f"summarize star {FIRST} {SECOND} && summarize later {SECOND} && summarize hide {THIRD}"
    )
    field = browser.one(f"{BAR} textarea")
    assert browser.run("return document.activeElement === arguments[0]", field)
    selected = (
        "return arguments[0].value.slice(arguments[0].selectionStart, arguments[0].selectionEnd)"
    )
    assert browser.run(selected, field) == field.get_attribute("value")
    assert browser.violations() == []


def test_the_commands_are_copied(browser, page):
    browser.open(page)
    browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    press(browser, FIRST, "later")
    browser.click(f"{BAR} button:first-of-type")
    browser.wait("window.copied !== undefined")
    assert browser.run("return window.copied") == f"summarize later {FIRST}"
    browser.wait("document.querySelector('#marked p').textContent.startsWith('Copied')")
    press(browser, SECOND, "later")
    assert said(browser) == "2 marked in this browser"


def test_forget_takes_back_what_the_browser_holds(browser, page):
    browser.open(page)
    press(browser, FIRST, "star", "hide")
    browser.click(f"{BAR} button:last-of-type")
    assert pressed(browser) == {}
    assert browser.all(".fold") == browser.all(BAR) == []
    assert kept(browser) is None


def test_a_hidden_paper_is_one_line_that_undoes_it(browser, page):
    browser.open(page)
    press(browser, SECOND, "hide")
    assert browser.texts(".fold") == ["Hidden: Eight Steps Are Enough for Diffusion Models\nUndo"]
    assert len(browser.all("article .title")) == 2
    assert browser.run("return document.activeElement.textContent") == "Undo"
    browser.press(Keys.ENTER)
    assert browser.all(".fold") == []
    assert len(browser.all("article .title")) == 3
    assert browser.driver.switch_to.active_element.accessible_name == "Hide"


def test_stored_marks_are_pressed_and_their_words_gone(browser, tmp_path):
    browser.open(written(tmp_path / "page.html", ("star", "later"), ("hide",)))
    assert pressed(browser) == {FIRST: ["star", "later"], SECOND: ["hide"]}
    assert browser.all(".given") == []
    assert browser.texts(".fold")[0].startswith("Hidden: Eight Steps")
    assert browser.all(BAR) == []


def test_a_mark_takes_away_its_contrary_as_the_commands_do(browser, tmp_path):
    browser.open(written(tmp_path / "page.html", ("later",), ("star",)))
    press(browser, FIRST, "read")
    press(browser, SECOND, "hide")
    assert pressed(browser) == {FIRST: ["read"], SECOND: ["hide"]}
    assert commands(browser) == (
        f"summarize star --undo {SECOND} && summarize read {FIRST} && "
        f"summarize later --undo {FIRST} && summarize hide {SECOND}"
    )


def test_a_stored_mark_can_be_undone(browser, tmp_path):
    browser.open(written(tmp_path / "page.html", ("star", "later"), ("hide",)))
    press(browser, FIRST, "star")
    browser.click(".fold button")
    assert pressed(browser) == {FIRST: ["later"]}
    assert commands(browser) == (f"summarize star --undo {FIRST} && summarize hide --undo {SECOND}")


def test_what_was_stored_since_is_not_kept_in_the_browser_any_longer(browser, tmp_path):
    path = tmp_path / "page.html"
    browser.open(written(path))
    press(browser, FIRST, "star", "later")
    press(browser, SECOND, "star")
    browser.open(written(path, ("star",), ("star",)))
    assert pressed(browser) == {FIRST: ["star", "later"], SECOND: ["star"]}
    assert said(browser) == "1 marked in this browser"
    assert commands(browser) == f"summarize later {FIRST}"


def test_marks_of_other_pages_count_too(browser, tmp_path):
    browser.open(written(tmp_path / "one.html"))
    press(browser, FIRST, "star")
    other = digest(entry(paper(7), ENGINE.annotate(paper(7))))
    (tmp_path / "two.html").write_text("".join(renderer.render(other, View())), encoding="utf-8")
    browser.open((tmp_path / "two.html").as_uri())
    assert said(browser) == "1 marked in this browser"
    press(browser, "2512.00007", "star")
    assert commands(browser) == f"summarize star {FIRST} 2512.00007"


def test_keys_mark_the_paper_that_has_the_focus(browser, page):
    browser.open(page)
    browser.press("s")
    assert pressed(browser) == {}
    browser.press("j", "s", "j", "l", "r", "j", "h")
    assert pressed(browser) == {FIRST: ["star"], SECOND: ["read"], THIRD: ["hide"]}
    browser.press("?")
    assert "star the paper" in browser.one("dialog").text
    assert browser.violations() == []


def test_a_hidden_paper_is_passed_over(browser, page):
    browser.open(page)
    press(browser, SECOND, "hide")
    browser.run("document.activeElement.blur()")
    browser.press("j", "j")
    script = "return document.activeElement.closest('article').dataset.id"
    assert browser.run(script) == THIRD


def test_the_buttons_are_no_words_of_a_paper(browser, page):
    browser.open(page)
    press(browser, SECOND, "hide")
    for word in ("later", "hidden"):
        browser.open(f"{page}#q={word}")
        assert browser.one("#count").text == f"0 of 3 papers with “{word}”"


@pytest.mark.parametrize(
    "found",
    [
        *("no JSON", "7", "[7]", "[[]]", '[["2512.00000", null]]', '{"a": 1}', "null"),
        json.dumps([["a; rm -rf x", {"star": True}], ["--model", {"star": True}]]),
    ],
)
def test_what_anything_else_left_in_the_browser_does_no_harm(browser, page, found):
    browser.open(page)
    browser.run("localStorage.setItem('summarizer-marks', arguments[0])", found)
    browser.driver.refresh()
    assert browser.all(BAR) == []
    press(browser, FIRST, "star")
    assert commands(browser) == f"summarize star {FIRST}"


def test_no_id_becomes_another_command(browser, tmp_path):
    browser.open(written(tmp_path / "page.html", id="x; touch y"))
    assert browser.all(".give") == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_it_is_accessible_and_nothing_sticks_out(browser, tmp_path, width, dark):
    browser.open(written(tmp_path / "page.html", ("star",)), dark=dark, width=width)
    press(browser, SECOND, "hide")
    press(browser, THIRD, "later")
    assert browser.violations() == []
    commands(browser)
    assert browser.run("return document.documentElement.scrollWidth") == width
    name = "return arguments[0].closest('[role=group]').getAttribute('aria-label')"
    assert browser.run(name, browser.one(button(THIRD, "star"))) == (
        "Mark: Scaling Laws and the Learning Rate"
    )


def test_print_shows_none_of_it(browser, page):
    browser.open(page, media="print")
    browser.run("document.querySelector('.give [value=star]').click()")
    assert browser.all(f".give, .fold, {BAR}") == []


def test_without_scripts_marks_are_words(browser, tmp_path):
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(written(tmp_path / "page.html", ("star",)))
        assert browser.all(f".give, {BAR}") == []
        assert browser.texts(".given") == ["Your marks: starred"]
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)

"""Marks and reviews made on the pages of `summarize serve`, in a real browser."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import threading
import time

import pytest
import stored_days
from selenium.webdriver.common.keys import Keys
from served import Server

from summarizer.library.run import Run
from summarizer.review import desk
from summarizer.review.desk import Edit

PAPER, OTHER = "2512.00000", "2512.00001"
DAY = "/days/2025-12-09.html"
PAGE = f"/papers/{PAPER}.html"
PLACE = "document.querySelector('.reading .give')?.closest('[data-id]').dataset.id === arguments[0]"


@pytest.fixture
def library(home):
    run = Run()
    stored_days.store(run, (0, 1, 2), tags=("rag", "agents"))
    return run


@pytest.fixture
def server(library, browser):
    made = Server()
    made.start()
    yield made
    browser.run("sessionStorage.clear()")
    browser.driver.get("about:blank")  # a page that still asks would complain
    made.stop()


def review(identity=PAPER):
    return Run().reviews.of([identity]).get(identity)


def marks(identity=PAPER):
    found = Run().marks.of([identity]).get(identity)
    return found.marks if found else ()


def said(browser, text):
    """Wait until the bar says so."""
    browser.wait("document.querySelector('#kept p')?.textContent.includes(arguments[0])", text)


def opened(browser, address, **screen):
    """A page with the panel of its first paper open, by the key."""
    browser.open(address, **screen)
    is_list = "/days/" in address
    if is_list:
        browser.press("j")
    if is_list or browser.run("return localStorage.getItem('summarizer-review')") != "open":
        browser.press("e")
    browser.wait("document.querySelector('form.review .boxes li')")


def box(browser, topic):
    return browser.one(f".boxes li[data-topic='{topic}'] input")


def states(browser):
    """Of each topic in the panel, how it stands."""
    script = (
        "return [...document.querySelectorAll('.boxes li')]"
        ".map((each) => [each.dataset.topic, each.dataset.kind])"
    )
    return dict(browser.run(script))


def texts(browser):
    return browser.all("form.review textarea")


class TestMarks:
    def test_by_button_and_key_kept_at_once_and_taken_back(self, browser, server):
        browser.open(server.url + DAY)
        browser.press("j", "s")
        said(browser, "Now starred · A Sparse Index")
        assert marks() == ("star",)
        browser.press("l", "r")
        said(browser, "Now read")
        assert marks() == ("star", "read")
        browser.press("h")
        said(browser, "Now hidden")
        assert marks() == ("read", "hide")
        assert browser.one(".folded .fold").text.startswith("Hidden: A Sparse")
        browser.one(".folded .fold button").click()
        said(browser, "No longer hidden")
        browser.press("u", "u")
        said(browser, "Undone: Now hidden")
        assert marks() == ("star", "read")
        browser.all("#kept button")[0].click()
        said(browser, "Undone: Now read")
        assert marks() == ("star", "later")
        assert browser.run("return localStorage.getItem('summarizer-marks')") is None
        browser.open(server.url + PAGE)
        pressed = browser.all(".give [aria-pressed=true]")
        assert [each.get_attribute("value") for each in pressed] == ["star", "later"]
        browser.press("u")
        said(browser, "Undone: Now to read later")
        browser.wait("document.querySelectorAll('.give [aria-pressed=true]').length === 1")

    def test_another_tabs_and_a_command_lines_marks_stay(self, browser, server, run):
        browser.open(server.url + DAY)
        run("star", PAPER)
        run("later", OTHER)
        browser.press("j", "r")
        said(browser, "Now read")
        assert (marks(), marks(OTHER)) == (("star", "read"), ("later",))
        browser.press("u")
        said(browser, "Undone")
        assert (marks(), marks(OTHER)) == (("star",), ("later",))
        browser.wait("document.querySelector('.give [aria-pressed=true]').value === 'star'")

    def test_a_server_that_is_gone_is_said_and_the_mark_made_when_it_is_back(self, browser, server):
        browser.open(server.url + DAY)
        server.stop()
        browser.press("j", "s")
        said(browser, "The server does not answer. Start “summarize serve” again")
        assert browser.all(".give [aria-pressed=true]") == []
        server.start()
        browser.all("#kept button")[0].click()
        said(browser, "Now starred")
        assert marks() == ("star",)
        assert all("ERR_CONNECTION_REFUSED" in each for each in browser.messages())


class TestTopics:
    def test_ticked_and_unticked_on_a_list(self, browser, server):
        opened(browser, server.url + DAY)
        assert states(browser)["agents"] == "given"
        box(browser, "agents").click()
        said(browser, "Agents: wrong · A Sparse Index")
        rest = {"rag": True, "inference-efficiency": False}
        assert review().tags == {"agents": False, "information-retrieval": False, **rest}
        assert browser.texts(f"article[data-id='{PAPER}'] ul.tags li") == ["RAG"]
        facts = browser.texts(f"article[data-id='{PAPER}'] .facts")[0]
        assert facts.count("reviewed") == 1
        box(browser, "information-retrieval").click()
        said(browser, "Information retrieval: right")
        assert review().tags == {"agents": False, "information-retrieval": True, **rest}
        assert states(browser)["information-retrieval"] == "right"
        browser.one("[aria-label='Agents: not judged']").click()
        said(browser, "Agents: not judged")
        assert review().tags == {"information-retrieval": True, **rest}
        browser.press("u")
        said(browser, "Undone: Agents: not judged")
        browser.wait(
            "document.querySelector('.boxes [data-topic=agents]').dataset.kind === 'wrong'"
        )
        assert review().tags == {"agents": False, "information-retrieval": True, **rest}

    def test_by_keys_alone_on_a_phone(self, browser, server):
        opened(browser, server.url + PAGE, width=360)
        browser.press(Keys.SPACE)
        said(browser, "RAG: wrong")
        assert review().tags["rag"] is False
        browser.wait("document.activeElement.closest('li')?.dataset.topic === 'rag'")
        browser.press(Keys.SPACE)
        said(browser, "RAG: right")
        browser.one("[role=combobox]").send_keys("low rank ad")
        browser.wait("document.querySelector('[role=option]')?.textContent.includes('“')")
        assert browser.violations() == []
        browser.press(Keys.ARROW_DOWN)
        active = "document.activeElement.getAttribute('aria-activedescendant')"
        assert browser.run(f"return document.getElementById({active}).ariaSelected") == "true"
        browser.press(Keys.ENTER)
        said(browser, "Added peft")
        assert (review().tags["rag"], review().tags["peft"]) == (True, True)
        assert browser.run("return document.activeElement.value") == ""
        assert browser.run("return document.documentElement.scrollWidth") == 360
        browser.press(Keys.ESCAPE)
        assert browser.all("form.review") == []
        assert browser.run("return document.activeElement.textContent") == "Review"
        browser.press("x")
        said(browser, "Reviewed · A Sparse Index")
        assert review().complete
        browser.press("x")
        said(browser, "No longer reviewed")
        assert not review().complete

    def test_a_topic_that_there_is_none_of_stays_typed_with_what_to_do(self, browser, server):
        opened(browser, server.url + PAGE)
        browser.one("[role=combobox]").send_keys("ragg", Keys.ENTER)
        said(browser, "unknown topic `ragg`: did you mean `rag`")
        assert browser.one("[role=combobox]").get_attribute("value") == "ragg"
        assert review() is None
        assert all("400" in each for each in browser.messages())

    def test_reviewed_by_a_key_on_a_list_judges_the_topics_that_it_shows(self, browser, server):
        browser.open(server.url + DAY)
        browser.press("j", "x")
        said(browser, "Reviewed · A Sparse Index")
        assert (review().complete, review().tags) == (True, {"rag": True, "agents": True})
        browser.press("?")
        shown = browser.one("dialog").text
        assert "reviewed as it is, or not" in shown
        assert "undo your last change" in shown
        assert browser.violations() == []

    def test_a_list_says_once_that_a_paper_is_reviewed(self, browser, server):
        for line in ("Reviewed · A Sparse", "No longer reviewed", "Reviewed · A Sparse"):
            browser.open(server.url + DAY)
            browser.press("j", "x")
            said(browser, line)
            facts = browser.texts(f"article[data-id='{PAPER}'] .facts")[0]
            assert facts.split(" · ").count("reviewed") == 1


class TestTexts:
    def test_a_better_tldr_and_notes_saved_and_taken_back(self, browser, server):
        opened(browser, server.url + PAGE)
        tldr, notes = texts(browser)
        tldr.send_keys(Keys.CONTROL, "a")
        tldr.send_keys("A better line.", Keys.ENTER)
        said(browser, "TL;DR saved")
        assert browser.one(".tldr").text == "A better line."
        notes.send_keys("one", Keys.ENTER, "two", Keys.TAB)
        said(browser, "Notes saved")
        assert (review().tldr, review().notes) == ("A better line.", "one two")
        browser.wait("document.activeElement.tagName !== 'TEXTAREA'")
        browser.run("document.activeElement.blur()")
        browser.press("u", "u")
        said(browser, "Undone: TL;DR saved")
        assert (review().tldr, review().notes) == (None, None)
        browser.wait("document.querySelector('.tldr').textContent === 'Line 0.'")
        assert [each.get_attribute("value") for each in texts(browser)] == ["Line 0.", ""]

    def test_what_was_typed_outlives_a_failure_and_a_reload(self, browser, server):
        opened(browser, server.url + PAGE)
        server.stop()
        texts(browser)[1].send_keys("not lost", Keys.CONTROL, Keys.ENTER)
        said(browser, "The server does not answer")
        assert texts(browser)[1].get_attribute("value") == "not lost"
        assert "Not saved yet." in browser.one("form.review").text
        assert browser.violations() == []
        browser.run("window.fetch = () => Promise.reject()")  # the page saves when it is left
        server.start()
        browser.driver.refresh()
        browser.wait("document.querySelectorAll('form.review textarea')[1]?.value === 'not lost'")
        assert review() is None
        browser.all("form.review .text button")[0].click()
        said(browser, "Notes saved")
        assert review().notes == "not lost"
        assert all("ERR_CONNECTION_REFUSED" in each for each in browser.messages())

    def test_a_conflict_shows_both_and_loses_neither(self, browser, server, library):
        opened(browser, server.url + PAGE)
        tldr = texts(browser)[0]
        tldr.send_keys(" Mine.")
        desk.edit(Edit(id=PAPER, tldr="Theirs.", tags={"peft": True}), library)
        browser.run("new BroadcastChannel('summarizer').postMessage(arguments[0])", PAPER)
        browser.wait("document.querySelector('.boxes [data-topic=peft]')")
        assert tldr.get_attribute("value") == "Line 0. Mine."
        tldr.send_keys(Keys.ENTER)
        said(browser, "Changed elsewhere meanwhile")
        assert tldr.get_attribute("value") == "Line 0. Mine."
        assert "Stored meanwhile: “Theirs.”" in browser.one(".other").text
        assert review().tldr == "Theirs."
        assert browser.violations() == []
        take, save = browser.all(".other button")
        save.click()
        said(browser, "TL;DR saved")
        assert review().tldr == "Line 0. Mine."
        assert browser.all(".other") == []
        assert take.is_displayed() is False
        assert all("409" in each for each in browser.messages())

    def test_another_tabs_topics_are_seen_and_not_overwritten(self, browser, server, library):
        opened(browser, server.url + PAGE)
        desk.edit(Edit(id=PAPER, tags={"rag": False, "peft": True}), library)
        box(browser, "agents").click()
        said(browser, "Agents: wrong")
        judged = {"rag": False, "peft": True, "agents": False}
        assert review().tags.items() >= judged.items()
        assert states(browser)["rag"] == "wrong"
        assert states(browser)["peft"] == "right"


class TestSeveralTabs:
    def test_each_shows_what_another_changed_and_keeps_what_is_being_typed(self, browser, server):
        driver = browser.driver
        opened(browser, server.url + PAGE)
        texts(browser)[1].send_keys("half a no")
        first = driver.current_window_handle
        driver.switch_to.new_window("tab")
        try:
            opened(browser, server.url + DAY)
            box(browser, "agents").click()
            said(browser, "Agents: wrong")
            browser.press(Keys.ESCAPE)
            browser.press("s")
            said(browser, "Now starred")
        finally:
            driver.close()
            driver.switch_to.window(first)
        browser.wait(
            "document.querySelector('.boxes [data-topic=agents]').dataset.kind === 'wrong'"
        )
        browser.wait("document.querySelector('.give [value=star]').ariaPressed === 'true'")
        assert texts(browser)[1].get_attribute("value") == "half a no"
        texts(browser)[1].send_keys("te", Keys.CONTROL, Keys.ENTER)
        browser.wait("!document.querySelector('form.review').textContent.includes('Not saved yet')")
        assert (review().notes, review().tags["agents"]) == ("half a note", False)

    def test_a_page_that_is_gone_back_to_shows_what_was_changed_since(self, browser, server):
        browser.open(server.url + DAY)
        browser.press("j", Keys.ENTER)
        browser.wait("document.querySelector('.reading .give')")
        browser.press("s")
        said(browser, "Now starred")
        browser.driver.back()
        starred = "document.querySelector('.paper .give [value=star]')?.ariaPressed === 'true'"
        assert browser.wait(starred)


def test_on_a_papers_page_the_keys_go_on_in_the_list_from_which_it_was_opened(browser, server):
    browser.open(server.url + DAY)
    shown = browser.run("return [...document.querySelectorAll('.paper')].map((p) => p.dataset.id)")
    browser.press("j", Keys.ENTER)

    def reading(identity):
        browser.wait(PLACE, identity)

    reading(shown[0])
    browser.press("j")
    reading(shown[1])
    browser.press("s")
    said(browser, "Now starred")
    browser.press("j")
    reading(shown[2])
    browser.press("j", "k")
    reading(shown[1])
    assert marks(shown[1]) == ("star",)


@contextlib.contextmanager
def process():
    """The command itself, and its address."""
    command = [sys.executable, "-m", "summarizer", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as found:
        try:
            yield found, re.search(r"http://[\d.:]+", found.stderr.readline())[0]
        finally:
            found.kill()


def test_two_tabs_and_command_lines_at_once_lose_nothing(browser, library, tmp_path):
    report = tmp_path / "report.md"
    summarize = [sys.executable, "-m", "summarizer"]
    make = [*summarize, "review", "hf:2025-12-09", "--offline", "-o", report]
    subprocess.run(make, check=True)
    text = report.read_text()
    report.write_text(text.replace("- better TL;DR:", "- better TL;DR: From the report."))
    driver = browser.driver
    with process() as (_, url):
        opened(browser, url + PAGE)
        first = driver.current_window_handle
        driver.switch_to.new_window("tab")
        try:
            opened(browser, url + PAGE)
            commands = [["review", "--apply", report], ["later", PAPER], ["star", OTHER]]
            running = [subprocess.Popen([*summarize, *each]) for each in commands]
            box(browser, "rag").click()
            driver.switch_to.window(first)
            box(browser, "information-retrieval").click()
            texts(browser)[1].send_keys("a note", Keys.CONTROL, Keys.ENTER)
            said(browser, "Notes saved")
            assert [each.wait(120) for each in running] == [0, 0, 0]
            driver.switch_to.window(driver.window_handles[-1])
            browser.wait("document.querySelector('#kept p')")
        finally:
            driver.close()
            driver.switch_to.window(first)
            driver.get("about:blank")
    found = review()
    assert (found.tags["rag"], found.tags["information-retrieval"]) == (False, False)
    assert (found.notes, found.tldr) == ("a note", "From the report.")
    assert (marks(), marks(OTHER)) == (("later",), ("star",))


def test_without_a_script_a_page_is_read_and_has_no_dead_button(browser, server):
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.driver.get(server.url + DAY)
        assert "A Sparse Index" in browser.driver.page_source
        shown = [each.text for each in browser.driver.find_elements("css selector", "button")]
        assert "".join(shown) == ""
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)


def test_a_server_killed_in_the_middle_of_writes_loses_nothing(library, home):
    import json
    from http.client import HTTPConnection

    with process() as (server, url):
        port = int(url.rpartition(":")[2])
        kept = []

        def write():
            connection = HTTPConnection("127.0.0.1", port, timeout=30)
            with contextlib.suppress(OSError, ValueError):
                for number in range(10_000):
                    body = json.dumps({"notes": f"note {number}"})
                    head = {"content-type": "application/json"}
                    connection.request("POST", f"/api/papers/{PAPER}/review", body, head)
                    if json.loads(connection.getresponse().read())["session"]:
                        kept.append(number)

        writing = threading.Thread(target=write)
        writing.start()
        while len(kept) < 3:
            time.sleep(0.01)
        server.kill()
        writing.join(60)
    found = review()
    assert found.notes in {f"note {kept[-1]}", f"note {kept[-1] + 1}"}
    assert len(found.changes) >= len(kept)
    desk.edit(Edit(id=PAPER, notes="on"), Run())
    assert review().notes == "on"
    assert not list((home / "data" / "reviews").glob("*damaged*"))

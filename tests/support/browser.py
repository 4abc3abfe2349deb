"""A real browser for tests: Chromium, driven by Selenium, that must ask for nothing elsewhere.

Without Chromium such tests are skipped with the reason; with CI set they fail.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from places import TESTS

AXE = TESTS / "web" / "node_modules" / "axe-core" / "axe.min.js"
PROGRAMS = (("chromium", "google-chrome", "chrome"), ("chromedriver",))
ARGUMENTS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--hide-scrollbars", "--force-color-profile=srgb", "--disable-background-networking"),
)
LOCAL = ("file:", "data:", "about:", "http://127.0.0.1:")


def missing(what):
    """Skip, or fail where nothing may be missing."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}: `.ci/run` installs it", pytrace=False)
    pytest.skip(what)


class Browser:
    """One window, as a reader uses it."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, address, *, dark=False, width=1280, still=True, media=""):
        """Go to a page on a screen of this width, on a system that wants dark, or no motion."""
        features = {
            "prefers-color-scheme": "dark" if dark else "light",
            "prefers-reduced-motion": "reduce" if still else "no-preference",
        }
        screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        listed = [{"name": name, "value": value} for name, value in features.items()]
        self.command("Emulation.setDeviceMetricsOverride", **screen)
        self.command("Emulation.setEmulatedMedia", media=media, features=listed)
        # A page that differs by its hash alone would not be loaded anew.
        self.driver.get("about:blank")
        self.driver.get(str(address))
        # The driver may come back before the page's own style and scripts are there.
        self.wait(
            "document.readyState === 'complete' && location.href !== 'about:blank'"
            " && !('starting' in document.documentElement.dataset)"
        )

    def command(self, name, **values):
        return self.driver.execute_cdp_cmd(name, values)

    def run(self, script, *values):
        """What a script gives; where it gives a promise, what that comes to."""
        return self.driver.execute_script(script, *values)

    def all(self, selector):
        """Every element that a reader can see."""
        found = self.driver.find_elements("css selector", selector)
        return [each for each in found if each.is_displayed()]

    def one(self, selector):
        (found,) = self.all(selector)
        return found

    def texts(self, selector):
        return [each.text for each in self.all(selector)]

    def click(self, selector):
        self.one(selector).click()

    def choose(self, topic):
        """Press the button of a topic, which may be among those that are folded away."""
        button = self.run(
            "const one = document.querySelector(`button[data-topic='${arguments[0]}']`);"
            "one.closest('details')?.setAttribute('open', ''); return one",
            topic,
        )
        button.click()

    def press(self, *keys):
        """Type on whatever has the focus."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def style(self, selector, name):
        script = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
        return self.run(script, selector, name)

    def open_with_density(self, address, density, **screen):
        """Open a page whose reader chose lines, cards or abstracts.

        A browser may open it before it has stored the choice: then it is opened again.
        """
        self.open(address, **screen)
        for _ in range(5):
            self.run("localStorage.setItem('summarizer-density', arguments[0])", density)
            self.open(address, **screen)
            if self.run("return document.documentElement.dataset.density") == density:
                return
        message = f"{address} does not remember {density}"
        raise AssertionError(message)

    def leave_with(self, name, folder):
        """Go to an empty page of a folder once it has what the page in sight stored by a name.

        A browser may load the next page before it has stored what the last one left, or lose it.
        """
        empty = folder / "empty.html"
        empty.write_text("<!doctype html><title>empty</title>")
        read = "return localStorage.getItem(arguments[0])"
        left = self.run(read, name)
        for _ in range(50):
            self.driver.get("about:blank")
            self.driver.get(empty.as_uri())
            if self.run(read, name) == left:
                return
            self.run("localStorage.setItem(arguments[0], arguments[1])", name, left)
        message = f"what is kept as {name} does not last"
        raise AssertionError(message)

    def wait(self, condition, *values):
        """Wait until a condition in JavaScript holds; its value."""
        from selenium.webdriver.support.ui import WebDriverWait

        ask = WebDriverWait(self.driver, 10, poll_frequency=0.02)
        return ask.until(lambda _: self.run(f"return {condition}", *values), condition)

    def messages(self):
        """What the console said since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """The addresses asked for since the last call."""
        events = (json.loads(each["message"]) for each in self.driver.get_log("performance"))
        return [
            event["message"]["params"]["request"]["url"]
            for event in events
            if event["message"]["method"] == "Network.requestWillBeSent"
        ]

    def violations(self):
        """What axe finds wrong with the page, as `rule: place`."""
        if not AXE.is_file():
            missing("axe-core is not here: `npm ci --prefix tests/web` gets it")
        self.command("Runtime.evaluate", expression=AXE.read_text(encoding="utf-8"))
        found = self.run("return axe.run({preload: false}).then((result) => result.violations)")
        return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]

    def reset(self):
        """Forget what a page stored."""
        with contextlib.suppress(Exception):
            self.run("localStorage.clear()")
        self.driver.get("about:blank")


def started():
    """A driver of this machine's browser; skips where there is none."""
    places = [next(filter(None, map(shutil.which, names)), None) for names in PROGRAMS]
    for names, place in zip(PROGRAMS, places, strict=True):
        if place is None:
            missing(f"no {names[0]} on this machine")
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = places[0]
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return Chrome(options=options, service=Service(places[1]))


@pytest.fixture(scope="session")
def chromium():
    """The one browser of a test run."""
    driver = started()
    yield Browser(driver)
    driver.quit()


@pytest.fixture
def browser(chromium):
    """The browser, which after every test must have asked for nothing elsewhere, and be silent."""
    yield chromium
    chromium.reset()
    said = chromium.messages()
    assert said == [], said
    assert [each for each in chromium.requests() if not each.startswith(LOCAL)] == []


@contextlib.contextmanager
def served(folder):
    """A static server of this folder; gives its address."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder)) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()

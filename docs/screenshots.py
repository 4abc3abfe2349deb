"""The pictures of the docs, made of the example input: `python docs/screenshots.py`.

Pages as they are now, in this machine's Chromium (the tests' own set-up). With `--all DIR` every
kind of page at 360, 768 and 1280 pixels, light and dark, to be looked at. With `--before CHECKOUT`
the same day as an older checkout shows it (`git worktree add CHECKOUT COMMIT`), beside today's.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from browser import Browser, started

IMAGES = ROOT / "docs" / "images"
WIDTHS = {1280: 860, 768: 1000, 360: 860}
"""Pixels across, and down for what is shown first."""
SCREENS = {1280: 1000, 360: 800}
"""The same for pages side by side."""
SHRUNK = {1280: 640, 360: 360}
"""How wide a page is in such a picture."""
COLORS = 96
SHOWN = (("start", 1280, False), ("paper", 768, False), ("search", 360, True))
DAY = "2025-12-09"
STORE = f"""
from dataclasses import replace
import summarizer
from summarizer.library.run import Run
found = summarizer.digest(["examples/daily-papers-{DAY}.txt"])
papers = tuple(replace(each, listed="{DAY}", source="hf:{DAY}") for each in found.papers)
day = replace(found, date="{DAY}", source=("hf:{DAY}",), papers=papers)
Run().library.store("hf", day, papers)
"""
"""The example input is a page of Hugging Face: it is stored as its day."""


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="DIR")
    parser.add_argument("--before", type=Path, metavar="CHECKOUT")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = built(ROOT, Path(folder) / "now")
        older = built(given.before.absolute(), Path(folder) / "then") if given.before else {}
        driver = started()
        try:
            browser = Browser(driver)
            every = [(kind, width, dark) for kind in site for width in WIDTHS for dark in (0, 1)]
            for kind, width, dark in every if given.all else SHOWN:
                take(browser, site[kind], f"{kind}-{width}", (width, bool(dark)), given.all)
            for width in SCREENS if older else ():
                for dark in (False, True):
                    compare(browser, older["start"], site["start"], (width, dark))
        finally:
            driver.quit()


def built(checkout: Path, work: Path) -> dict[str, str]:
    """A site of the example input, made by a checkout: the address of each kind of page."""
    environment = os.environ | {"SUMMARIZER_HOME": str(work / "home"), "PYTHONPATH": str(checkout)}
    site = work / "site"
    build = ["-m", "summarizer", "site", "build", "--quiet", "-o", str(site)]
    for words in (["-c", STORE], build):
        run = [sys.executable, *words]
        subprocess.run(run, cwd=checkout, env=environment, check=True, stdout=subprocess.DEVNULL)
    most = max(site.glob("papers/*.html"), key=lambda each: each.read_text().count("<mark"))
    pages = {
        "start": site / "index.html",
        "day": site / "days" / f"{DAY}.html",
        "days": site / "days" / "index.html",
        "paper": most,
        "topic": site / "topics" / "hyperparameter-optimization" / "index.html",
        "topics": site / "topics" / "index.html",
        "search": site / "search.html",
    }
    found = {kind: page.as_uri() for kind, page in pages.items()}
    return found | {"search": f"{found['search']}#q=retrieval"}


def compare(browser: Browser, older: str, newer: str, screen: tuple[int, bool]) -> None:
    """What two pages show first, side by side: the older one on the left."""
    from PIL import Image

    width, dark = screen
    across = SHRUNK[width]
    size = across, SCREENS[width] * across // width
    both = Image.new("RGB", (2 * size[0] + 16, size[1]), "#888")
    for place, address in enumerate((older, newer)):
        browser.open(address, dark=dark, width=width)
        browser.wait("document.readyState === 'complete'")
        picture = Image.open(io.BytesIO(shot(browser, width, SCREENS[width])))
        shrunk = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        both.paste(shrunk, (place * (size[0] + 16), 0))
    data = io.BytesIO()
    both.save(data, "png")
    save(data.getvalue(), IMAGES / f"before-and-now-{width}-{'dark' if dark else 'light'}.png")


def take(
    browser: Browser, address: str, name: str, screen: tuple[int, bool], folder: Path | None
) -> None:
    """One picture of a page: its beginning for the docs, all of it to be looked at."""
    width, dark = screen
    browser.open(address, dark=dark, width=width)
    if "search.html" in address:
        browser.wait("document.querySelectorAll('#results > li').length > 0")
    height = WIDTHS[width]
    if folder:
        height = min(4000, browser.run("return document.documentElement.scrollHeight"))
    save(
        shot(browser, width, height),
        (folder or IMAGES) / f"{name}-{'dark' if dark else 'light'}.png",
    )


def shot(browser: Browser, width: int, height: int) -> bytes:
    """The window at this size, as PNG."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.command("Emulation.setDeviceMetricsOverride", **size)
    picture: bytes = browser.driver.get_screenshot_as_png()
    return picture


def save(png: bytes, place: Path) -> None:
    """Write a picture with few colours, as text needs no more, and say how large it is."""
    from PIL import Image

    place.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(COLORS, dither=Image.Dither.NONE).save(place, optimize=True)
    print(f"{place}  {place.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

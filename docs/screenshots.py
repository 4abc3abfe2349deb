"""The pictures of the docs, made of the example input: `python docs/screenshots.py`.

Pages as they are now, in this machine's Chromium (the tests' own set-up). With `--all DIR` every
kind of page at 360, 768 and 1280 pixels, light and dark, to be looked at.
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

EXAMPLE = "examples/daily-papers-2025-12-09.txt"
IMAGES = ROOT / "docs" / "images"
WIDTHS = {1280: 860, 768: 1000, 360: 860}
"""Pixels across, and down for what is shown first."""
COLORS = 96
SUMMARIZE = str(Path(sys.executable).with_name("summarize"))
SHOWN = (("start", 1280, False), ("paper", 768, False), ("search", 360, True))


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="DIR")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        environment = os.environ | {"SUMMARIZER_HOME": str(work / "home")}
        site = built(work, environment)
        driver = started()
        try:
            browser = Browser(driver)
            every = [(kind, width, dark) for kind in site for width in WIDTHS for dark in (0, 1)]
            for kind, width, dark in every if given.all else SHOWN:
                take(browser, site[kind], f"{kind}-{width}", (width, bool(dark)), given.all)
        finally:
            driver.quit()


def built(work: Path, environment: dict[str, str]) -> dict[str, str]:
    """A site of the example input: the address of each kind of page."""
    run = [SUMMARIZE, "papers", EXAMPLE, "--quiet", "-o", str(work / "digest.html")]
    subprocess.run(run, cwd=ROOT, env=environment, check=True)
    run = [SUMMARIZE, "site", "build", "--quiet", "-o", str(work / "site")]
    subprocess.run(run, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    site = work / "site"
    most = max(site.glob("papers/*.html"), key=lambda each: each.read_text().count("<mark"))
    pages = {
        "start": site / "index.html",
        "day": site / "days" / "2025-12-09.html",
        "days": site / "days" / "index.html",
        "paper": most,
        "topic": site / "topics" / "hyperparameter-optimization" / "index.html",
        "topics": site / "topics" / "index.html",
        "search": site / "search.html",
        "digest": work / "digest.html",
    }
    found = {kind: page.as_uri() for kind, page in pages.items()}
    return found | {"search": f"{found['search']}#q=retrieval"}


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

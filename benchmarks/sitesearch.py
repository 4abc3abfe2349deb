"""How fast a site's search answers: `python benchmarks/sitesearch.py [--papers 10000]`.

A site of real papers, 20 a day, opened from its files in this machine's Chromium. Measured in the
page, from the key to the results shown: the first query of a page that was just opened (cold: its
parts of the index are loaded), and the same query again after it was cleared (warm). Then the
search of one page, a digest of 5,000 papers.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests" / "support"))

import needs
from browser import PROGRAMS, Browser, started
from digests import digest, rendered
from search import annotated
from storeddays import days, store
from tables import Table, said

from summarizer.papers.records import Entry
from summarizer.papers.wire import load
from summarizer.renderers.html import renderer

A_DAY = 20
QUERIES = (
    "diffusion",
    "s",
    "retrieval augmented generation",
    "large language model reasoning",
    "attention is all you need",
    "zyzzyva",
)
TYPE = """
const [query, done] = arguments, field = document.getElementById('q'), start = performance.now();
const count = document.getElementById('count'), before = count.textContent;
const look = new MutationObserver(() => {
  if (count.textContent === before) return;
  look.disconnect();
  const told = () => done([performance.now() - start, count.textContent]);
  requestAnimationFrame(() => setTimeout(told));
});
look.observe(count, { childList: true });
field.value = query;
field.dispatchEvent(new Event('input'));
"""
LOADED = "return document.querySelectorAll('head script[src]').length"
PAGE = 5_000


def main() -> None:
    """Build the site and ask it."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    for names in PROGRAMS:
        if not any(map(shutil.which, names)):
            needs.cannot(f"no {names[0]} on this machine")
    with tempfile.TemporaryDirectory() as folder:
        home = (given.home or Path(folder)).resolve()
        if not (home / "site").is_dir():
            build(home, given)
        driver = started()
        try:
            measure(Browser(driver), home / "site", given.runs)
            measure_page(Browser(driver), one_page(home), given.runs)
        finally:
            driver.quit()


def build(home: Path, given: argparse.Namespace) -> None:
    """A site of as many papers."""
    for name, papers in days(list(annotated(given.data, given.papers)), A_DAY):
        store(home, name, papers)
    command = [str(Path(sys.executable).with_name("summarize")), "site", "build", "--quiet"]
    environment = os.environ | {"SUMMARIZER_HOME": str(home)}
    command += ["-o", str(home / "site")]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def one_page(home: Path) -> Path:
    """One digest of many papers."""
    entries: list[Entry] = []
    for place in sorted((home / "data" / "library" / "hf").glob("*.json"))[: PAGE // A_DAY]:
        entries += [load(Entry, each) for each in json.loads(place.read_bytes())["papers"]]
    made = digest(
        *entries,
        source=("hf",),
        date=None,
        generated_at="2026-01-01T00:00:00Z",
        model=None,
        topics="",
    )
    page = home / "digest.html"
    page.write_text(rendered(renderer, made, by="topic"), encoding="utf-8")
    return page


def measure(browser: Browser, site: Path, runs: int) -> None:
    """Ask every query, cold and warm."""
    parts = list(site.glob("search/*/*.js"))
    size = sum(each.stat().st_size for each in parts) / 1e6
    index = f"an index of {len(parts)} parts, {size:.1f} MB"
    said(f"The site's search, medians (slowest) of {runs}; {index}.")
    table = Table("query", "cold", "warm", "parts loaded", "found", widths=(34, 14, 14, 12, 7))
    page = f"{site.as_uri()}/search.html"
    for query in QUERIES:
        cold, warm = [], []
        for _ in range(runs):
            browser.open(page)
            browser.wait("/to search/.test(document.getElementById('count').textContent)")
            took, found = browser.driver.execute_async_script(TYPE, query)
            cold.append(took)
            loaded = browser.run(LOADED)
            browser.driver.execute_async_script(TYPE, "")
            warm.append(browser.driver.execute_async_script(TYPE, query)[0])
        table.row(f"`{query}`", shown(cold), shown(warm), loaded, found.partition(" paper")[0])


def measure_page(browser: Browser, page: Path, runs: int) -> None:
    """Ask the search of a page, the first time and then."""
    first, again = [], []
    for _ in range(runs):
        browser.open(page.as_uri())
        first.append(browser.driver.execute_async_script(TYPE, "diffusion")[0])
        took, found = browser.driver.execute_async_script(TYPE, "diffusion video")
        again.append(took)
    size = page.stat().st_size / 1e6
    said("The search of one page:")
    table = Table("page", "first search", "next", "found", widths=(34, 14, 14, 24))
    table.row(f"{size:.0f} MB", shown(first), shown(again), found.partition(" with")[0])


def shown(times: list[float]) -> str:
    """Median and slowest."""
    return f"{statistics.median(times):.0f} ms ({max(times):.0f})"


if __name__ == "__main__":
    main()

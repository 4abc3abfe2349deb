"""How fast a year of days becomes a site: `python benchmarks/render.py`.

5,000 real papers, annotated once by the embedded engine, on 250 days. `summarize site build` is
timed against Pelican and MkDocs, which get as many pages of Markdown: for each page of the site
one with the same papers and the same words. Whole processes, one after the other, the same
machine; then the site once more after one new day. Pelican and MkDocs are installed from PyPI
into an environment of their own, in `--home`, which keeps everything where it is given.

`--beside CHECKOUT` names another checkout of the program: its builds run in turn with these, full,
after one new day and with nothing new (`builds.py`). `--alone` leaves Pelican and MkDocs out.

MkDocs is timed as it comes (with its search) and without plugins. Neither gets a navigation of
all pages, which would cost them most of their time; Pelican makes no feeds, tags and archives.
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
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import builds
from markdownpages import sources
from needs import cannot, data_option
from search import annotated
from storeddays import days, store
from tables import Table, at_most, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.papers.records import Entry

PACKAGES = ("pelican[markdown]==4.12.0", "mkdocs==1.6.1")
MOST, MOST_AGAIN = 1.5, 0.1
"""Targets: of the others' time; of a full build, where a day is new."""
FORMATS = ("markdown", "html", "json", "text")
RIVALS = {
    "pelican": ("pelican", "out", ["pelican", "-s", "conf.py", "-o", "out"]),
    "mkdocs": ("mkdocs", "site", ["mkdocs", "build", "-q"]),
    "mkdocs, no plugins": ("mkdocs", "site", ["mkdocs", "build", "-q", "-f", "bare.yml"]),
}
"""Folder, output and command of each."""


def installed(home: Path) -> Path:
    """The programs of an environment that has Pelican and MkDocs."""
    place = home / "others"
    if not place.is_dir():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        pip = [str(place / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.run([*pip, *PACKAGES], check=False).returncode:
            cannot("Pelican and MkDocs could not be installed from PyPI")
    return place / "bin"


Times = tuple[float, float]
"""Wall and processor seconds; on a shared machine the second are the steadier ones."""


def seconds(command: list[str], folder: Path, **environment: str) -> Times:
    """What a whole process took. Ends the benchmark where it fails."""
    start, before = time.perf_counter(), os.times()
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    wall, after = time.perf_counter() - start, os.times()
    used = after.children_user + after.children_system
    return wall, used - before.children_user - before.children_system


def medians(times: list[Times]) -> Times:
    """The median of each."""
    walls, used = zip(*times, strict=True)
    return statistics.median(walls), statistics.median(used)


def line(table: Table, what: str, took: Times, *cells: object) -> None:
    """Print a row of the result."""
    table.row(what, f"{took[0]:.2f} s", f"{took[1]:.2f} s", *cells)


def ratios(ours: Times, theirs: Times, target: float | None) -> list[str | None]:
    """Cells of two ratios, of wall and processor time, and the target of the first."""
    wall, used = (one / other for one, other in zip(ours, theirs, strict=True))
    return [f"{wall:.3f}", f"{used:.3f}", target and at_most(target, wall)]


def counted(folder: Path) -> int:
    """How many pages there are."""
    return sum(1 for _ in folder.rglob("*.html"))


def fresh(folder: Path, build: Callable[[], Times]) -> Times:
    """A build into nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    return build()


def main() -> None:
    """Build the site, the others' sites, and the site after one more day."""
    parser = argparse.ArgumentParser(description=__doc__)
    data_option(parser)
    parser.add_argument("--papers", type=int, default=5_000)
    parser.add_argument("--days", type=int, default=250)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--beside", type=Path, help="another checkout, to build in turn with")
    parser.add_argument("--alone", action="store_true", help="without Pelican and MkDocs")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(given, (given.home or Path(folder)).resolve())


def measure(given: argparse.Namespace, home: Path) -> None:
    """The whole benchmark, in a folder."""
    a_day = given.papers // given.days
    *stored, new = days(list(annotated(given.data, given.papers + a_day)), a_day)
    shutil.rmtree(home / "data", ignore_errors=True)
    for name, papers in stored:
        store(home, name, papers)
    if given.beside or given.alone:
        day = home / "data" / "library" / "hf" / f"{new[0]}.json"
        print(f"{len(stored)} days, {given.papers} papers; medians of {given.runs}")
        builds.compare(home, given.beside, given.runs, day, lambda: store(home, *new))
    if given.alone:
        return
    summarize = str(Path(sys.executable).with_name("summarize"))
    ours = [summarize, "site", "build", "-o", "site", "--quiet"]

    def build() -> Times:
        return seconds(ours, home, SUMMARIZER_HOME=str(home))

    fresh(home / "site", build)
    pages = counted(home / "site")
    shutil.rmtree(home / "markdown", ignore_errors=True)
    sources(home / "markdown", pages, stored)
    said(f"{len(stored)} days, {given.papers:,} papers, {pages:,} pages; medians of {given.runs}:")
    full = race(home, build, pages, given.runs)
    again(given, home, new, build, full)
    digests(home, summarize, given.runs)


def race(home: Path, build: Callable[[], Times], pages: int, runs: int) -> Times:
    """Build ours and the others' in turn; what ours took."""
    programs = installed(home)
    times: dict[str, list[Times]] = {}
    for _ in range(runs):
        times.setdefault("summarize", []).append(fresh(home / "site", build))
        for name, (folder, out, (program, *options)) in RIVALS.items():
            place = home / "markdown" / folder
            command = [str(programs / program), *options]
            took = fresh(place / out, lambda c=command, p=place: seconds(c, p))
            times.setdefault(name, []).append(took)
            if counted(place / out) < pages:
                sys.exit(f"{name} made {counted(place / out)} pages of {pages}")
    full = medians(times["summarize"])
    heads = ("site", "wall", "processor", "ours to its", "processor", "target")
    table = Table(*heads, widths=(34, 8, 9, 11, 9, 20))
    for name, each in times.items():
        took = medians(each)
        line(table, name, took, *([None] * 3 if name == "summarize" else ratios(full, took, MOST)))
    return full


def again(
    given: argparse.Namespace,
    home: Path,
    new: tuple[str, list[Entry]],
    build: Callable[[], Times],
    full: Times,
) -> None:
    """Time the site after one new day, and where nothing changed."""
    added, nothing = [], []
    for _ in range(given.runs):
        (home / "data" / "library" / "hf" / f"{new[0]}.json").unlink(missing_ok=True)
        build()
        store(home, *new)
        added.append(build())
        nothing.append(build())
    said("The site again:")
    heads = ("", "wall", "processor", "of a full build", "processor", "target")
    table = Table(*heads, widths=(34, 8, 9, 15, 9, 20))
    for what, times in (("one new day", added), ("nothing new", nothing)):
        target = MOST_AGAIN if times is added else None
        line(table, what, medians(times), *ratios(medians(times), full, target))


def digests(home: Path, summarize: str, runs: int) -> None:
    """Time one digest of a whole quarter's papers in each form, read from its JSON."""
    papers = []
    for place in sorted((home / "data" / "library" / "hf").glob("*.json"))[:50]:
        papers += json.loads(place.read_bytes())["papers"]
    (home / "digest.json").write_text(json.dumps({"papers": papers}))
    said(f"{len(papers):,} papers as one digest, read from JSON, answers kept:")
    table = Table("format", "wall", "processor", widths=(34, 8, 9))
    for name in FORMATS:
        command = [summarize, "papers", "digest.json", "--offline", "-q", "--format", name]
        seconds(command, home, SUMMARIZER_HOME=str(home / "digests"))
        times = [seconds(command, home, SUMMARIZER_HOME=str(home / "digests")) for _ in range(runs)]
        line(table, name, medians(times))


if __name__ == "__main__":
    main()

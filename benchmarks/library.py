"""How commands grow with the library: `python benchmarks/library.py [--days 250 500 1000]`.

Libraries of 20 papers a weekday, made of real ones under ids and titles of their own: stored days,
kept answers, what was shown, and a review of one paper a day. Each command is a whole
process; of its runs the fastest counts, in seconds of the processor, which other work on the
machine disturbs least. `growth` is the largest library's time by that of half its days: 2 is
linear, 1 does not depend on it. `--home` keeps the libraries; `--only` names commands. `--beside`
is another checkout of the program: its commands run in turn with these, in the largest library.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import needs
from tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from summarizer.engines import AnyEngine
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry

A_DAY, REAL, REVIEWED = 20, 2_000, 20
NEWEST = date(2025, 12, 10)
ONCE = {"index built", "evaluate", "site build", "site, one new day"}
"""What takes long, or is not the same when it is done again: run once."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of wall and processor, and megabytes of memory at its peak."""

    wall: float
    processor: float
    memory: float


def days(entries: list[Entry], count: int) -> Iterator[tuple[str, list[Entry]]]:
    """So many weekdays up to a Wednesday with their papers, the oldest day first."""
    weekdays, day, number = [], NEWEST, 0
    while len(weekdays) < count:
        weekdays.append(day)
        day -= timedelta(days=3 if day.weekday() == 0 else 1)
    for day in reversed(weekdays):
        name = day.isoformat()
        papers = []
        for entry in (entries[(number + each) % len(entries)] for each in range(A_DAY)):
            number += 1
            identity = f"{day:%y%m}.{number:05}"
            title = f"{entry.title} ({number})"
            papers.append(
                replace(entry, id=identity, title=title, listed=name, source=f"hf:{name}")
            )
        yield name, papers


def store(run: Run, engine: AnyEngine, name: str, papers: list[Entry]) -> None:
    """Keep a day as a run does: the day, its answers, and that it was shown."""
    from summarizer.library.store import load_paper
    from summarizer.papers.records import Annotation, Digest, Report, Usage

    made = Digest(
        source=(f"hf:{name}",),
        date=name,
        generated_at=f"{name}T12:00:00Z",
        engine=engine.name,
        model=engine.model,
        prompt=engine.prompt,
        topics=engine.topics,
        usage=Usage(),
        report=Report(found=len(papers), kept=len(papers)),
        papers=tuple(papers),
        skipped=(),
    )
    bare = [load_paper(each) for each in papers]
    run.library.store("hf", made, bare)
    for paper, entry in zip(bare, papers, strict=True):
        values = {each: getattr(entry, each) for each in Annotation.__dataclass_fields__}
        run.cache.put(paper, engine, Annotation(**values))
    run.history.add(bare, name, {})


def review(home: Path, papers: Iterable[Entry]) -> None:
    """A review of a paper that leaves its topics as they are, in the form that is kept."""
    folder = home / "data" / "reviews"
    folder.mkdir(parents=True, exist_ok=True)
    for each in papers:
        document = {"schema": "summarizer/review/1", "id": each.id, "complete": True}
        document["tags"] = dict.fromkeys(each.tags, True)
        (folder / f"{each.id}.json").write_text(json.dumps(document))


def library(home: Path, entries: list[Entry], count: int) -> None:
    """A library of so many days, and one more day beside it, still to come."""
    from summarizer.engines import create
    from summarizer.library.run import Run
    from summarizer.settings import Settings

    os.environ["SUMMARIZER_HOME"] = str(home)
    run, engine = Run(Settings()), create(Settings())
    *stored, new = days(entries, count + 1)
    for name, papers in stored:
        store(run, engine, name, papers)
    papers = [each for _, found in stored for each in found]
    review(home, papers[::REVIEWED])
    store(run, engine, *new)
    (home / "data" / "library" / "hf" / f"{new[0]}.json").rename(home / f"{new[0]}.json")
    (home / "input.json").write_text(
        json.dumps([{"title": each.title, "abstract": each.abstract} for each in entries[:35]])
    )


def cost(command: list[str], home: Path, code: Path | None = None) -> Cost:
    """What a whole process took, by the code of another checkout. Ends where it fails."""
    environment = os.environ | {"SUMMARIZER_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if code:
        environment["PYTHONPATH"] = str(code)
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=said, cwd=home
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in {0, 1}:
            said.seek(0)
            sys.exit(f"{' '.join(command)}: {process.returncode}\n{said.read()[-2000:].decode()}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def commands(summarize: str, folder: str) -> dict[str, list[str]]:
    """What is measured, in this order; the site is built in a folder of the library's."""
    site = ["site", "build", "-o", folder, "--quiet"]
    texts = {
        "today": ["today", "--offline", "--json"],
        "papers, cached": ["papers", "input.json", "--json"],
        "index built": ["search", "diffusion"],
        "search": ["search", "diffusion"],
        "search, by topic": ["search", "model tag:rag", "--json"],
        "trends": ["trends"],
        "week": ["week", "--json"],
        "month": ["month", "--json"],
        "topics": ["topics"],
        "TAB after --date": ["__complete", "zsh", "today", "--date", ""],
        "review --status": ["review", "--status"],
        "evaluate": ["evaluate", "--json"],
        "doctor": ["doctor", "--offline"],
        "cache info": ["cache", "info"],
        "cache verify": ["cache", "verify"],
        "site build": site,
        "site, nothing new": site,
        "site, one new day": site,
    }
    return {name: [summarize, *words] for name, words in texts.items()}


def measured(
    home: Path, runs: int, only: list[str], codes: list[Path | None]
) -> dict[str, list[Cost]]:
    """Each command's least costly run, by each code."""
    found = {}
    summarize = str(Path(sys.executable).with_name("summarize"))
    sites = ["site", "beside"]  # code that differs makes every page anew
    lines = [commands(summarize, each) for each in sites[: len(codes)]]
    for name in lines[0]:
        if only and not any(name.startswith(each) for each in only):
            continue
        times: list[list[Cost]] = [[] for _ in codes]
        for turn in range(1 if name in ONCE else runs + 1):
            for code, site, line, taken in zip(codes, sites, lines, times, strict=False):
                prepare(name, home, home / site, lambda c=code, li=line[name]: cost(li, home, c))
                took = cost(line[name], home, code)
                if turn or name in ONCE:
                    taken.append(took)
        new = next(home.glob("20*.json"))
        (home / "data" / "library" / "hf" / new.name).unlink(missing_ok=True)
        found[name] = [min(each, key=lambda one: one.processor) for each in times]
    return found


def prepare(name: str, home: Path, site: Path, build: Callable[[], Cost]) -> None:
    """Bring the library into the state that a command is measured in."""
    new = next(home.glob("20*.json"))
    place = home / "data" / "library" / "hf" / new.name
    if name == "index built":
        for each in (home / "cache").glob("search.sqlite*"):
            each.unlink()
    elif name == "site build":
        shutil.rmtree(site, ignore_errors=True)
    elif name.startswith("site"):
        place.unlink(missing_ok=True)
        build()
        if name == "site, one new day":
            shutil.copy(new, place)


def made(data: Path, homes: dict[int, Path]) -> None:
    """Make the libraries that are not there."""
    missing = {count: home for count, home in homes.items() if not home.is_dir()}
    if missing:
        from search import annotated

        entries = list(annotated(data, REAL))
        for count, home in missing.items():
            library(home, entries, count)


def main() -> None:
    """Build each library, time the commands in it, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--days", type=int, nargs="+", default=[250, 500, 1000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--beside", type=Path)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = (given.home or Path(folder)).resolve()
        homes = {count: base / str(count) for count in sorted(given.days)}
        # A process of its own: what this one holds would count as its children's memory.
        maker = get_context("spawn").Process(target=made, args=(given.data, homes))
        maker.start()
        maker.join()
        if maker.exitcode:
            sys.exit("no libraries were made")
        largest = max(homes)
        found = {}
        for count, home in homes.items():
            beside = [given.beside.resolve()] if given.beside and count == largest else []
            found[count] = measured(home, given.runs, given.only, [None, *beside])
    show(found)


def show(found: dict[int, dict[str, list[Cost]]]) -> None:
    """Print a line a command: the processor's seconds at each size, growth, wall and memory."""
    sizes = list(found)
    heads = [*(f"{each} days" for each in sizes), "growth", "wall", "memory"]
    beside = any(len(each) > 1 for each in found[sizes[-1]].values())
    heads += ["by the other code", "ratio"] if beside else []
    table = Table("command", *heads, widths=(20,))
    for name, (last, *others) in found[sizes[-1]].items():
        times = [found[each][name][0].processor for each in sizes]
        cells = [f"{each:.3f} s" for each in times]
        cells.append(f"{times[-1] / times[-2]:.2f}" if len(times) > 1 else "")
        cells += [f"{last.wall:.2f} s", f"{last.memory:.0f} MB"]
        for each in others:
            cells += [f"{each.processor:.3f} s", f"{last.processor / each.processor:.2f}"]
        table.row(name, *cells)


if __name__ == "__main__":
    main()
